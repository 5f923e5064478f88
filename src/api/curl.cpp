// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/curl.h"

#include "api/operations.h"

namespace svix {

using namespace Qt::StringLiterals;

namespace {

bool isKnownWhole(const ActivityEntry &entry)
{
    const QList<FieldInfo> &fields = entry.operation->body().fields;
    const bool mayHide = std::any_of(fields.begin(), fields.end(),
                                     [](const FieldInfo &field) { return field.is(Secret); });
    return !entry.bodyCut && !(mayHide && entry.body.contains("\"***\""));
}

// A raw control character is no valid JSON, and in a terminal it may act: as its escape it is both
// harmless and what was meant.
QString withoutControls(const QByteArray &body)
{
    QString out;
    for (const QChar c : QString::fromUtf8(body)) {
        if ((c.unicode() < 0x20 && c != u'\n' && c != u'\t') || c.unicode() == 0x7f) {
            out += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

QString shellQuoted(const QString &text)
{
    QString inner = text;
    inner.remove(QChar(0));
    inner.replace(u'\'', u"'\\''"_s);
    return u'\'' + inner + u'\'';
}

QString curlCommand(const ActivityEntry &entry)
{
    const Operation &operation = *entry.operation;
    const QString url = QString::fromLatin1(entry.url.toEncoded(QUrl::RemoveUserInfo));
    QStringList parts;
    QString first = u"curl"_s;
    if (url.contains(u'[')) {
        first += u" --globoff"_s; // an IPv6 address is no pattern
    }
    if (operation.verb != Verb::Get) {
        first += u" -X "_s + QString::fromLatin1(verbText(operation.verb));
    }
    parts.append(first + u' ' + shellQuoted(url));
    if (operation.token != TokenNeed::None) {
        parts.append(u"-H \"Authorization: Bearer $SVIX_TOKEN\""_s);
    }
    if (!entry.idempotencyKey.isEmpty()) {
        parts.append(u"-H "_s + shellQuoted(u"idempotency-key: "_s + entry.idempotencyKey));
    }
    if (operation.verb != Verb::Get) {
        parts.append(u"-H 'Content-Type: application/json'"_s);
        parts.append(isKnownWhole(entry)
                         ? u"--data-raw "_s + shellQuoted(withoutControls(entry.body))
                         : u"--data-binary @body.json"_s);
    }
    return parts.join(u" \\\n  "_s);
}

} // namespace svix
