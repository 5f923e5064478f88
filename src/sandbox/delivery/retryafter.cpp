// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/retryafter.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace svix::sandbox {

double retryAfterSeconds(const QByteArray &value, const QDateTime &now)
{
    const QByteArray trimmed = value.trimmed();
    bool number = false;
    const double seconds = trimmed.toDouble(&number);
    if (number) {
        return std::isfinite(seconds) ? std::max(0.0, seconds) : -1;
    }
    // The three forms that a date in HTTP may have; the names are English everywhere. The second
    // has two digits for the year, which Qt reads as of the last century: its day goes unread.
    const QString text = QString::fromLatin1(trimmed).simplified();
    const std::array forms{
        std::pair{text, "ddd, dd MMM yyyy HH:mm:ss 'GMT'"},
        std::pair{text.section(QLatin1String(", "), 1), "dd-MMM-yy HH:mm:ss 'GMT'"},
        std::pair{text, "ddd MMM d HH:mm:ss yyyy"}};
    for (const auto &[date, form] : forms) {
        QDateTime time = QLocale::c().toDateTime(date, QString::fromLatin1(form));
        if (time.isValid()) {
            time.setTimeSpec(Qt::UTC);
            if (time.date().year() < 1970) {
                time = time.addYears(100);
            }
            return std::max<double>(0, static_cast<double>(now.msecsTo(time)) / 1000);
        }
    }
    return -1;
}

} // namespace svix::sandbox
