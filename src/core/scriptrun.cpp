// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scriptrun.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int watchMs = 10;
constexpr qint64 mostOutput = 8LL * 1024 * 1024;
constexpr qsizetype mostInput = 6LL * 1024 * 1024;

QByteArray textOf(const ScriptRequest &request)
{
    QJsonObject env;
    for (auto it = request.variables.cbegin(); it != request.variables.cend(); ++it) {
        env[it.key()] = it.value();
    }
    // The payload goes as a text of its own: QJson would change numbers and the order of keys.
    const QByteArray params = request.transformationsParams;
    const QJsonObject webhook{
        {u"method"_s, request.method},
        {u"url"_s, request.url},
        {u"payload"_s, QString::fromUtf8(request.payload)},
        {u"eventType"_s, request.eventType},
        {u"channels"_s,
         request.channels ? QJsonArray::fromStringList(*request.channels) : QJsonValue()},
        {u"env"_s, env},
        {u"transformationsParams"_s, params.isEmpty() ? u"null"_s : QString::fromUtf8(params)}};
    return QJsonDocument(QJsonObject{{u"code"_s, request.code}, {u"webhook"_s, webhook}})
        .toJson(QJsonDocument::Compact);
}

// Memory of a process that is really there, or 0 where the system does not tell.
qint64 residentBytes([[maybe_unused]] qint64 pid)
{
#ifdef Q_OS_LINUX
    static const qint64 page = sysconf(_SC_PAGESIZE);
    QFile file(u"/proc/%1/statm"_s.arg(pid));
    if (file.open(QIODevice::ReadOnly)) {
        return file.readAll().split(' ').value(1).toLongLong() * page;
    }
#endif
    return 0;
}

} // namespace

QString ScriptRun::findProgram()
{
    const QString folder = QCoreApplication::applicationDirPath();
    for (const QString &place :
         {folder + u"/svix-script"_s,
          folder + u'/' + QStringLiteral(SVIX_BIN_TO_LIBEXEC) + u"/svix-script"_s}) {
        if (QFileInfo(place).isExecutable()) {
            return QFileInfo(place).canonicalFilePath();
        }
    }
    return {};
}

ScriptRun::ScriptRun(const ScriptRequest &request, const ScriptLimits &limits, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_limits(limits)
{
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, &ScriptRun::watch);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ScriptRun::readOutput);
    connect(&m_process, &QProcess::finished, this, &ScriptRun::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            stop(ScriptOutcome::Kind::NotAvailable,
                 tr("The program that runs transformations could not be started: %1")
                     .arg(m_process.errorString()));
            finishLater();
        }
    });
}

ScriptRun::~ScriptRun()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(); // killed: a matter of milliseconds, and no zombie is left
    }
}

void ScriptRun::start()
{
    if (m_clock.isValid()) {
        return;
    }
    m_clock.start();
    const QString program = m_limits.program.isEmpty() ? findProgram() : m_limits.program;
    if (program.isEmpty()) {
        stop(ScriptOutcome::Kind::NotAvailable,
             tr("Transformations cannot be run here: the program svix-script is missing. It "
                "belongs to the installation."));
        finishLater();
        return;
    }
    const QByteArray text = textOf(m_request);
    if (text.size() > mostInput) {
        stop(ScriptOutcome::Kind::TooLarge, tr("The payload is too large for a transformation."));
        finishLater();
        return;
    }
    m_process.setProgram(program);
    m_process.setProcessEnvironment(QProcessEnvironment());
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.start();
    m_process.write(text);
    m_process.closeWriteChannel();
    m_watch.start();
}

void ScriptRun::cancel()
{
    if (m_finished || m_decided || !m_clock.isValid()) {
        return;
    }
    stop(ScriptOutcome::Kind::Cancelled, tr("The run was cancelled."));
}

void ScriptRun::readOutput()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    m_received += bytes.size();
    if (m_decided) {
        return;
    }
    if (m_received > mostOutput) {
        stop(ScriptOutcome::Kind::TooLarge, tr("The code wrote more than is taken."));
        return;
    }
    m_output += bytes;
    qsizetype from = 0;
    for (qsizetype end = m_output.indexOf('\n'); end >= 0; end = m_output.indexOf('\n', from)) {
        readLine(m_output.sliced(from, end - from));
        from = end + 1;
    }
    m_output.remove(0, from);
}

void ScriptRun::readLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (m_decided) {
        return;
    }
    if (object.contains("ready"_L1)) {
        m_ready = true;
        m_clock.restart();
    } else if (object.contains("console"_L1)) {
        const QJsonObject said = object["console"_L1].toObject();
        m_outcome.console.append({said["level"_L1].toString(), said["text"_L1].toString()});
    } else if (object.contains("consoleFull"_L1)) {
        m_outcome.consoleCut = true;
    } else if (object.contains("inexact"_L1)) {
        for (const auto &item : object["inexact"_L1].toArray()) {
            m_outcome.inexact.append(
                {item.toObject()["text"_L1].toString(), item.toObject()["becomes"_L1].toString()});
        }
    } else if (object.contains("result"_L1)) {
        const QJsonObject result = object["result"_L1].toObject();
        m_outcome.kind = ScriptOutcome::Kind::Done;
        m_outcome.method = result["method"_L1].toString();
        m_outcome.url = result["url"_L1].toString();
        m_outcome.payload = result["payload"_L1].toString().toUtf8();
        m_outcome.cancel = result["cancel"_L1].toBool();
        const QJsonObject headers = result["headers"_L1].toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it) {
            m_outcome.headers.insert(it.key(), it.value().toString());
        }
        m_outcome.milliseconds = m_clock.elapsed();
        m_decided = true;
    } else if (object.contains("error"_L1)) {
        const QJsonObject error = object["error"_L1].toObject();
        // Before it was ready the program could not run any code at all.
        m_outcome.kind =
            m_ready ? ScriptOutcome::Kind::CodeError : ScriptOutcome::Kind::NotAvailable;
        m_outcome.message = error["message"_L1].toString();
        m_outcome.line = error["line"_L1].toInt();
        m_outcome.column = error["column"_L1].toInt();
        m_outcome.milliseconds = m_clock.elapsed();
        m_decided = true;
    }
}

void ScriptRun::watch()
{
    const int limit = m_ready ? m_limits.milliseconds : m_limits.startMilliseconds;
    if (!m_decided && residentBytes(m_process.processId()) > m_limits.bytes) {
        stop(ScriptOutcome::Kind::TooLarge,
             tr("The code was stopped: it used more than %1 MiB of memory.")
                 .arg(m_limits.bytes / (1024 * 1024)));
    } else if (!m_decided && m_clock.elapsed() > limit) {
        if (m_ready) {
            stop(ScriptOutcome::Kind::TooSlow,
                 tr("The code was stopped: it ran for more than %1 ms.").arg(limit));
        } else {
            stop(ScriptOutcome::Kind::NotAvailable,
                 tr("The program that runs transformations did not get ready."));
        }
    } else if (m_decided && m_clock.elapsed() > limit + m_limits.startMilliseconds) {
        m_process.kill(); // it has said its last word and still does not go
    }
}

void ScriptRun::stop(ScriptOutcome::Kind kind, const QString &message)
{
    if (m_decided) {
        return;
    }
    m_decided = true;
    m_outcome.kind = kind;
    m_outcome.message = message;
    m_outcome.milliseconds = m_ready ? m_clock.elapsed() : 0;
    m_process.kill();
}

void ScriptRun::ended(int code, QProcess::ExitStatus status)
{
    readOutput();
    if (!m_decided) {
        const bool crashed = status == QProcess::CrashExit;
        stop(m_ready ? ScriptOutcome::Kind::CodeError : ScriptOutcome::Kind::NotAvailable,
             crashed ? tr("The program that ran the code was ended from outside or crashed.")
                     : tr("The program that ran the code ended without an answer (exit code %1).")
                           .arg(code));
    }
    finishLater();
}

// Later, so that whoever starts or cancels a run never gets the signal within its own call.
void ScriptRun::finishLater()
{
    m_watch.stop();
    if (!std::exchange(m_finished, true)) {
        QTimer::singleShot(0, this, [this] { Q_EMIT finished(m_outcome); });
    }
}

} // namespace svix
