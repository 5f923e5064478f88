// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

namespace svix::test {

/// The result of a call; an error of kind None, and a failed test, when it did not end in time.
template <typename T>
Result<T> await(const QFuture<Result<T>> &future, int milliseconds)
{
    // An event loop, not qWaitFor: that sleeps 10 ms between any two events of an upload.
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished()) {
        loop.exec();
    }
    if (!future.isFinished()) {
        QTest::qFail("the call did not end", __FILE__, __LINE__);
        return Error();
    }
    if (future.resultCount() != 1) {
        QTest::qFail("the call ended without exactly one result", __FILE__, __LINE__);
        return Error();
    }
    return future.result();
}

} // namespace svix::test
