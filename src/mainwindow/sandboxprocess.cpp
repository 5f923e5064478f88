// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/sandboxprocess.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>

namespace svix {

namespace {

QString sandboxProgram()
{
    // Beside the console, installed or in a build tree.
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/svix-sandbox");
    if (QFileInfo(beside).isExecutable()) {
        return beside;
    }
    return QStandardPaths::findExecutable(QStringLiteral("svix-sandbox"));
}

} // namespace

SandboxProcess::SandboxProcess(QObject *parent)
    : QObject(parent)
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxProcess::readOutput);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            Q_EMIT failed(tr("The program svix-sandbox could not be started: %1")
                              .arg(m_process.errorString()));
        }
    });
    connect(&m_process, &QProcess::finished, this, [this](int code) {
        m_url.clear();
        Q_EMIT failed(tr("The sandbox ended (exit code %1).").arg(code));
    });
}

SandboxProcess::~SandboxProcess()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.closeWriteChannel();
        m_process.terminate();
        if (!m_process.waitForFinished(500)) {
            m_process.kill();
            m_process.waitForFinished(500);
        }
    }
}

void SandboxProcess::start()
{
    if (m_process.state() != QProcess::NotRunning) {
        return;
    }
    const QString program = sandboxProgram();
    if (program.isEmpty()) {
        Q_EMIT failed(tr("The program svix-sandbox was not found beside the console."));
        return;
    }
    QByteArray secret(24, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(secret.data()),
                                          secret.size() / 4);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SVIX_SANDBOX_TOKEN"),
                       QLatin1String("testsk_") + QString::fromLatin1(secret.toHex()));
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_output.clear();
    // Like Svix cloud, which offers everything that the console can do.
    m_process.start(program,
                    {QStringLiteral("--like"), QStringLiteral("cloud"), QStringLiteral("--seed"),
                     QStringLiteral("demo"), QStringLiteral("--port"), QStringLiteral("0"),
                     QStringLiteral("--exit-with-parent")});
}

void SandboxProcess::readOutput()
{
    m_output += m_process.readAllStandardOutput();
    if (m_url.isValid()) {
        m_output.clear();
        return;
    }
    static const QRegularExpression address(QStringLiteral("(http://127\\.0\\.0\\.1:\\d+)"));
    static const QRegularExpression tokenLine(QStringLiteral("Token: (\\S+)"));
    const QString text = QString::fromUtf8(m_output);
    const auto url = address.match(text);
    const auto token = tokenLine.match(text);
    // The token stands on the last line; before it came the output is not complete.
    if (url.hasMatch() && token.hasMatch() && text.endsWith(u'\n')) {
        m_token = token.captured(1).toLatin1();
        m_url = QUrl(url.captured(1));
        m_output.clear();
        Q_EMIT ready();
    }
}

} // namespace svix
