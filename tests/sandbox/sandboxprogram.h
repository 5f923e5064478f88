// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxcalls.h"

#include <QProcess>

namespace svix::test {

/// A running svix-sandbox with a known token; killed at the end of its scope.
class SandboxProgram
{
public:
    /// `before` is what a shell does before it becomes the program, such as "ulimit -n 48;".
    explicit SandboxProgram(const QStringList &arguments, const QString &before = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SVIX_SANDBOX_TOKEN"), QStringLiteral("from-outside"));
        process.setProcessEnvironment(environment);
        const QString program = QStringLiteral(SVIX_SANDBOX_EXECUTABLE);
        if (before.isEmpty()) {
            process.start(program, arguments);
        } else {
            process.start(QStringLiteral("/bin/sh"),
                          QStringList{QStringLiteral("-c"),
                                      before + QStringLiteral(" exec \"$0\" \"$@\""), program} +
                              arguments);
        }
        const QByteArray begin = "Svix sandbox at http://127.0.0.1:";
        const QByteArray first = line();
        if (first.startsWith(begin) && line() == "Token: from-outside") {
            m_port = first.sliced(begin.size()).toUShort();
        }
    }
    ~SandboxProgram() { kill(); }
    Q_DISABLE_COPY_MOVE(SandboxProgram)

    bool isUp() const { return m_port != 0; }
    quint16 port() const { return m_port; }
    /// As kill -9 does, which leaves it no time for anything.
    void kill()
    {
        process.kill();
        process.waitForFinished(5000);
    }
    WireAnswer ask(const QByteArray &verb, const QByteArray &path, const QByteArray &body = {},
                   const QList<std::pair<QByteArray, QByteArray>> &headers = {}) const
    {
        return call(m_port, verb, "/api/v1/" + path, "from-outside", body, headers);
    }
    /// The body, empty unless it is found.
    QByteArray get(const QByteArray &path) const
    {
        const WireAnswer answer = ask("GET", path);
        return answer.status == 200 ? answer.body : QByteArray();
    }

    QProcess process;

private:
    QByteArray line()
    {
        while (process.state() != QProcess::NotRunning && !process.canReadLine()) {
            if (!process.waitForReadyRead(20000)) {
                break;
            }
        }
        return process.readLine().trimmed();
    }

    quint16 m_port = 0;
};

} // namespace svix::test
