// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QUrl>

namespace svix {

/// The local Svix server of the console as a child process: it starts on a free port with demo
/// data and ends with the console. Its token is made here and handed over in the environment.
class SandboxProcess : public QObject
{
    Q_OBJECT
public:
    explicit SandboxProcess(QObject *parent = nullptr);
    ~SandboxProcess() override;

    /// Starts it; ends in ready() or failed(). Does nothing while it runs.
    void start();
    bool isRunning() const { return m_url.isValid(); }
    QUrl url() const { return m_url; }
    QByteArray token() const { return m_token; }

Q_SIGNALS:
    void ready();
    /// What happened, in words.
    void failed(const QString &text);

private:
    void readOutput();

    QProcess m_process;
    QByteArray m_output;
    QByteArray m_token;
    QUrl m_url;
};

} // namespace svix
