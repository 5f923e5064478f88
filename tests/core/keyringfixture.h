// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keyringprobe.h"

#include <QDBusContext>
#include <QDBusObjectPath>
#include <QElapsedTimer>
#include <QFuture>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <sys/types.h>

namespace svix::test {

/// The value of a future, with the event loop going round meanwhile; a default one when it does not
/// come in time or is not exactly one.
template <typename T>
T wait(QFuture<T> future, int milliseconds = 30000)
{
    QElapsedTimer timer;
    timer.start();
    while (!future.isFinished() && timer.elapsed() < milliseconds) {
        QTest::qWait(2);
    }
    return future.isFinished() && future.resultCount() == 1 ? future.result() : T();
}

/// How a program ended: its status and what it printed (its error output when it crashed).
struct Ran
{
    int exit = -1;
    QString out;
};

Ran runWith(const QString &program, const QStringList &arguments, const QByteArray &input = {},
            const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

/// What the system's own secret-tool finds for a key of ours ("lookup", "search --all").
Ran secretTool(const QString &verb, const QString &key);

/// This program again, for surroundings that a process has only once; see childMain.
Ran runChild(const QStringList &arguments, const QProcessEnvironment &environment,
             const QStringList &wrapper = {});
/// "--child keep|read|quit KEY [TOKEN|MILLISECONDS]": does one thing with the keychain and prints
/// where the token is, the state and the message.
int childMain(int argc, char **argv);

/// The keyring of with-keyring.sh.
bool lockKeyring();
bool unlockKeyring();
KeyringState keyringState();
pid_t daemonPid();

/// A store may warn so often that it had no answer in time; more or fewer fail the test.
void expectTimeoutWarnings(int count);

/// Counts how often the event loop comes round meanwhile: the window would be alive.
class Pulse
{
public:
    Pulse()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = qMax(m_longest, m_since.restart());
            ++m_beats;
        });
        m_since.start();
        m_timer.start(10);
    }
    int beats() const { return m_beats; }
    qint64 longest() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    int m_beats = 0;
    qint64 m_longest = 0;
};

/// In place of the desktop's password window: opens, and leaves the person to go for a coffee.
class UnansweredPrompter : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.keyring.internal.Prompter")
public:
    ~UnansweredPrompter() override;
    /// Puts itself on the bus; false when another prompter is there.
    bool open();
    void dismiss();
    bool isAsking() const { return m_asking; }

public Q_SLOTS:
    void BeginPrompting(const QDBusObjectPath &callback);
    void PerformPrompt(const QDBusObjectPath &callback, const QString &type,
                       const QVariantMap &properties, const QString &exchange);
    void StopPrompting(const QDBusObjectPath &callback);

private:
    void call(const QString &method, const QVariantList &arguments);

    QString m_peer;
    QString m_callback;
    bool m_asking = false;
};

} // namespace svix::test
