// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QList>
#include <QMap>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace svix {

/// What a transformation is run on: its code and the webhook that its handler gets.
struct ScriptRequest
{
    QString code;
    QString url;
    QByteArray payload; ///< JSON text
    QString eventType;
    std::optional<QStringList> channels;
    QMap<QString, QString> variables; ///< what the code sees as env
    QByteArray transformationsParams; ///< JSON text; empty: null
    QString method = QStringLiteral("POST");
};

/// How long and how large a run may get, and which program runs it.
struct ScriptLimits
{
    int milliseconds = 1000; ///< from the moment the code begins
    qint64 bytes = 256LL * 1024 * 1024;
    int startMilliseconds = 10000; ///< for the program to get ready; a busy computer needs some
    QString program;               ///< empty: ScriptRun::findProgram()
};

/// A line that the code wrote to its console.
struct ScriptConsoleLine
{
    QString level; ///< log, info, warn, error, debug
    QString text;
};

/// A number of the payload that JavaScript cannot hold, and what it becomes. Whole numbers are
/// exact up to 9007199254740992 (2^53).
struct ScriptInexactNumber
{
    QString text;
    QString becomes;
};

/// How a run ended.
struct ScriptOutcome
{
    enum class Kind {
        Done,
        CodeError,   ///< syntax, an exception, no handler, a result of the wrong shape
        TooSlow,     ///< killed at the time limit
        TooLarge,    ///< killed at the memory limit, or it wrote more than is taken
        Cancelled,   ///< by cancel()
        NotAvailable ///< the program is missing or did not work; nothing is said about the code
    };
    Kind kind = Kind::NotAvailable;

    QString method; ///< POST, PUT or PATCH; this and the next four only when done
    QString url;
    QByteArray payload; ///< JSON text as JavaScript writes it
    QMap<QString, QString> headers;
    bool cancel = false;

    QString message; ///< what went wrong; empty when done
    int line = 0;    ///< of the code, from 1; 0 when not known
    int column = 0;

    QList<ScriptConsoleLine> console; ///< also when the run failed, as far as it came
    bool consoleCut = false;          ///< it wrote more than is kept
    QList<ScriptInexactNumber> inexact;
    qint64 milliseconds = 0; ///< from the start of the code to its end

    bool done() const { return kind == Kind::Done; }
};

/// One run of a transformation in a process of its own, which has no files and no network, and
/// which is killed when it takes too long or too much.
class ScriptRun : public QObject
{
    Q_OBJECT
public:
    explicit ScriptRun(const ScriptRequest &request, const ScriptLimits &limits = {},
                       QObject *parent = nullptr);
    /// Ends the process; finished() is not sent any more.
    ~ScriptRun() override;

    /// Once. Whatever happens, finished() follows, never from within this call.
    void start();
    /// Ends the run: finished() follows, unless it was sent already.
    void cancel();

    /// svix-script beside this program or where it is installed; empty when it is nowhere.
    static QString findProgram();

Q_SIGNALS:
    /// Exactly once after start().
    void finished(const svix::ScriptOutcome &outcome);

private:
    void readOutput();
    void readLine(const QByteArray &line);
    void watch();
    void ended(int code, QProcess::ExitStatus status);
    void stop(ScriptOutcome::Kind kind, const QString &message);
    void finishLater();

    ScriptRequest m_request;
    ScriptLimits m_limits;
    ScriptOutcome m_outcome;
    QProcess m_process;
    QByteArray m_output;
    qint64 m_received = 0;
    QTimer m_watch;
    QElapsedTimer m_clock;
    bool m_ready = false;
    bool m_decided = false; ///< the outcome stands; only the process's end is awaited
    bool m_finished = false;
};

} // namespace svix
