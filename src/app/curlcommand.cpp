// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curlcommand.h"

#include "api/operations.h"

namespace svix {

namespace {

QString quoted(QString text)
{
    // Within '…' a shell takes everything literally but the quote itself.
    text.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + text + u'\'';
}

} // namespace

QString curlCommand(const ActivityEntry &entry)
{
    if (!entry.operation) {
        return {};
    }
    const Operation &operation = *entry.operation;
    QString command = QStringLiteral("curl --request ") +
                      QString::fromLatin1(verbText(operation.verb)) + u' ' +
                      quoted(QString::fromLatin1(entry.url.toEncoded(QUrl::RemoveUserInfo)));
    if (operation.token != TokenNeed::None) {
        command += QStringLiteral(" \\\n  --header \"Authorization: Bearer $SVIX_TOKEN\"");
    }
    if (!entry.idempotencyKey.isEmpty()) {
        command += QStringLiteral(" \\\n  --header ") +
                   quoted(QStringLiteral("idempotency-key: ") + entry.idempotencyKey);
    }
    if (operation.hasBody) {
        command += QStringLiteral(" \\\n  --header 'Content-Type: application/json'");
        command += QStringLiteral(" \\\n  --data-raw ") + quoted(QString::fromUtf8(entry.body));
    }
    return command;
}

} // namespace svix
