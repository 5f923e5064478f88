// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>

namespace svix::bench {

/// Measures how long each event takes: while one is handled, nothing else is.
class TimedApplication : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        QElapsedTimer clock;
        clock.start();
        const bool done = QCoreApplication::notify(receiver, event);
        longest = std::max(longest, clock.nsecsElapsed());
        return done;
    }
    qint64 longest = 0; ///< nanoseconds
};

} // namespace svix::bench
