// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/bulkreport.h"

#include "app/bulkjob.h"
#include "app/errorwords.h"

#include <QCoreApplication>

namespace svix {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BulkReport)
};

} // namespace

QString bulkDetails(const BulkSummary &summary, const QString &notDone)
{
    QStringList details;
    for (const auto &failure : summary.failed + summary.unknown) {
        details.append(failure.item.label + QStringLiteral(": ") +
                       ErrorReporter::describe(failure.error, notDone).text);
    }
    for (const BulkItem &item : summary.notTried) {
        details.append(Words::tr("%1: not tried").arg(item.label));
    }
    return details.join(u'\n');
}

} // namespace svix
