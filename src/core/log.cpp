// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log.h"

#include "core/redactor.h"
#include "core/securefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QMutex>

#include <deque>

using namespace Qt::StringLiterals;

namespace svix {

Q_LOGGING_CATEGORY(netLog, "svix.net", QtWarningMsg)
Q_LOGGING_CATEGORY(keychainLog, "svix.keychain", QtWarningMsg)
Q_LOGGING_CATEGORY(modelLog, "svix.model", QtWarningMsg)
Q_LOGGING_CATEGORY(uiLog, "svix.ui", QtWarningMsg)
Q_LOGGING_CATEGORY(storeLog, "svix.store", QtWarningMsg)

struct Log::State
{
    mutable QMutex mutex;
    QtMessageHandler previous = nullptr;
    std::size_t linesKept = 0;
    std::deque<QString> lines;
    QList<QByteArray> secrets;
    QFile file;
    qint64 maximumBytes = 0;

    QString clean(const QString &text) const
    {
        QString cleaned = text;
        for (const QByteArray &secret : secrets) {
            cleaned.replace(QString::fromUtf8(secret), Redactor::mark.toString());
        }
        return Redactor::clean(cleaned);
    }

    void append(const QString &line)
    {
        lines.push_back(line);
        while (lines.size() > linesKept) {
            lines.pop_front();
        }
        if (!file.isOpen()) {
            return;
        }
        if (file.size() >= maximumBytes) {
            rotate();
        }
        const QByteArray bytes = line.toUtf8() + '\n';
        if (file.write(bytes) != bytes.size() || !file.flush()) {
            // A full disk must not stop the console, nor be logged about for ever.
            file.close();
            lines.push_back(u"The log file cannot be written to: %1"_s.arg(file.errorString()));
        }
    }

    void rotate()
    {
        const QString path = file.fileName();
        file.close();
        QFile::remove(path + u".3"_s);
        for (int i = 2; i >= 1; --i) {
            QFile::rename(path + u".%1"_s.arg(i), path + u".%1"_s.arg(i + 1));
        }
        QFile::rename(path, path + u".1"_s);
        open();
    }

    bool open()
    {
        const bool isNew = !file.exists(); // what is there already (a device, too) keeps its mode
        return file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) &&
               (!isNew || file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    }
};

namespace {

// A message handler is a bare function: this is the one way for it to find its Log.
QBasicMutex installedMutex;
Log *installed = nullptr;

// Qt's file classes warn through the message handler. What they say about the log's own file must
// not come back into it: the lock is held, and a full disk would make one message out of another.
thread_local bool insideLog = false;

class InsideLog
{
public:
    InsideLog()
        : m_before(std::exchange(insideLog, true))
    {
    }
    ~InsideLog() { insideLog = m_before; }

private:
    bool m_before;
};

QLatin1StringView levelText(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "critical"_L1;
    case QtFatalMsg:
        break;
    }
    return "fatal"_L1;
}

} // namespace

Log::Log(int linesKept)
    : m_state(std::make_unique<State>())
{
    m_state->linesKept = static_cast<std::size_t>(qMax(1, linesKept));
    const QMutexLocker lock(&installedMutex);
    Q_ASSERT(!installed);
    installed = this;
    m_state->previous = qInstallMessageHandler(&Log::handle);
}

Log::~Log()
{
    const QMutexLocker lock(&installedMutex);
    qInstallMessageHandler(m_state->previous);
    installed = nullptr;
}

Result<Nothing> Log::openFile(const QString &path, qint64 maximumBytes)
{
    if (const auto made = makePrivateDir(QFileInfo(path).absolutePath()); !made) {
        return made.error();
    }
    const InsideLog inside;
    const QMutexLocker lock(&m_state->mutex);
    m_state->file.close();
    m_state->file.setFileName(path);
    m_state->maximumBytes = maximumBytes;
    if (!m_state->open()) {
        return makeError(ErrorKind::Storage,
                         QCoreApplication::translate("Log", "The log file %1 cannot be opened: %2")
                             .arg(path, m_state->file.errorString()));
    }
    return Nothing{};
}

void Log::hide(const QByteArray &secret)
{
    const QMutexLocker lock(&m_state->mutex);
    if (secret.size() >= 6 && !m_state->secrets.contains(secret)) {
        m_state->secrets.append(secret);
    }
}

QStringList Log::lines() const
{
    const QMutexLocker lock(&m_state->mutex);
    return QStringList(m_state->lines.begin(), m_state->lines.end());
}

QString Log::clean(const QString &text) const
{
    const QMutexLocker lock(&m_state->mutex);
    return m_state->clean(text);
}

void Log::handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (insideLog) {
        return;
    }
    QtMessageHandler previous = nullptr;
    QString cleaned;
    {
        const InsideLog inside;
        const QMutexLocker installedLock(&installedMutex);
        if (!installed) {
            return;
        }
        State &state = *installed->m_state;
        const QMutexLocker lock(&state.mutex);
        cleaned = state.clean(text);
        // Line breaks would let a server's text write lines of its own into the log.
        QString line = cleaned;
        line.replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s);
        state.append(u"%1 %2 %3: %4"_s.arg(
            QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), levelText(type),
            QLatin1StringView(context.category ? context.category : "default"), line));
        previous = state.previous;
    }
    if (previous) {
        previous(type, context, cleaned);
    }
}

} // namespace svix
