// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace svix::test {

/// The real program in folders of its own, started once or again. What it finds as svix-sandbox is
/// a stand-in that leads it to the server of the test.
class ConsoleProcess
{
public:
    /// `server` is where "--sandbox" leads to.
    explicit ConsoleProcess(const QUrl &server = {});
    ~ConsoleProcess();

    QString directory() const { return m_directory.path(); }
    QString configDirectory() const { return directory() + QStringLiteral("/config"); }
    /// Beside the program: only the platform plugin can be loaded.
    void withoutPlugins();
    void setEnvironment(const QString &name, const QString &value);

    /// Starts it off screen (unless `platform` says otherwise) with these arguments.
    std::unique_ptr<QProcess> start(const QStringList &arguments, bool platform = true) const;
    /// The same, and waits for its end: the exit code, -1 where it crashed or did not end.
    int run(const QStringList &arguments, bool platform = true, int milliseconds = 60'000);
    /// What the last run() wrote to standard output and standard error.
    QByteArray output() const { return m_output; }

    /// The first one is ready to be told something by a second.
    bool waitUntilListening() const;
    /// The token that the program made up for the stand-in; empty before.
    QByteArray token() const { return tokens().value(0); }
    /// Of each start that led to the stand-in, in that order.
    QByteArrayList tokens() const;
    /// What it finds as svix-sandbox is the real one.
    void withRealSandbox();

    static QString program();

private:
    QTemporaryDir m_directory;
    QProcessEnvironment m_environment;
    QString m_program;
    QByteArray m_output;
};

/// Asks it to end as a session manager does; how long that took, or -1.
int endNicely(QProcess &process);

} // namespace svix::test
