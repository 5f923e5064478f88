// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/wireclient.h"

#include <QProcess>

namespace svix::test {

/// A running svix-sandbox with a known token; ends with its scope.
class Program
{
public:
    explicit Program(const QStringList &arguments, int files = 0)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SVIX_SANDBOX_TOKEN"), QStringLiteral("from-outside"));
        process.setProcessEnvironment(environment);
        const QString program = QStringLiteral(SVIX_SANDBOX_EXECUTABLE);
        if (files > 0) {
            process.start(QStringLiteral("/bin/sh"),
                          QStringList{QStringLiteral("-c"),
                                      QStringLiteral("ulimit -n %1; exec \"$0\" \"$@\"").arg(files),
                                      program} +
                              arguments);
        } else {
            process.start(program, arguments);
        }
        const QByteArray begin = "Svix sandbox at http://127.0.0.1:";
        const QByteArray first = line();
        if (first.startsWith(begin) && line() == "Token: from-outside") {
            m_port = first.sliced(begin.size()).toUShort();
        }
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished(5000);
    }
    Q_DISABLE_COPY_MOVE(Program)

    bool isUp() const { return m_port != 0; }
    quint16 port() const { return m_port; }
    QByteArray get(const QByteArray &path) const
    {
        const WireAnswer answer = call(m_port, "GET", "/api/v1/" + path, "from-outside");
        return answer.status == 200 ? answer.body : QByteArray();
    }

    QProcess process;

private:
    QByteArray line()
    {
        while (process.state() != QProcess::NotRunning && !process.canReadLine()) {
            if (!process.waitForReadyRead(10000)) {
                break;
            }
        }
        return process.readLine().trimmed();
    }

    quint16 m_port = 0;
};

} // namespace svix::test
