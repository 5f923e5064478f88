// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSemaphore>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace svix::test {

/// The thread pool with one thread that is kept busy until it is let go: what was given to it
/// meanwhile is certainly not read yet.
class OneReader
{
public:
    OneReader()
    {
        m_pool.waitForDone();
        m_pool.setMaxThreadCount(1);
        holdBehind();
    }
    ~OneReader() { finish(); }
    Q_DISABLE_COPY_MOVE(OneReader)

    /// Behind what the pool has by now it is held up once more.
    void holdBehind()
    {
        ++m_held;
        m_pool.start([go = m_go] { go->acquire(); });
    }
    /// Lets it go on to where it is held up next.
    void go() { release(std::min(m_held, 1)); }
    /// Everything is read.
    void finish()
    {
        release(m_held);
        m_pool.waitForDone();
        m_pool.setMaxThreadCount(m_threads);
    }

private:
    void release(int count)
    {
        m_held -= count;
        m_go->release(count);
    }

    QThreadPool &m_pool = *QThreadPool::globalInstance();
    const int m_threads = m_pool.maxThreadCount();
    const std::shared_ptr<QSemaphore> m_go = std::make_shared<QSemaphore>();
    int m_held = 0;
};

} // namespace svix::test
