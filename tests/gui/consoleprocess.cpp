// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consoleprocess.h"

#include "gui/consolewindow.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

void put(const QString &path, const QByteArray &text, bool executable = false)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    if (executable) {
        QVERIFY(file.setPermissions(file.permissions() | QFile::ExeOwner));
    }
}

} // namespace

QString ConsoleProcess::program()
{
    return QStringLiteral(SVIX_BINARY_DIR "/bin/svix-console");
}

ConsoleProcess::ConsoleProcess(const QUrl &server)
    // In the build tree, so that the program can be had by a hard link.
    : m_directory(QStringLiteral(SVIX_BINARY_DIR "/console-XXXXXX"))
    , m_environment(QProcessEnvironment::systemEnvironment())
    , m_program(program())
{
    const QString path = directory() + u"/path"_s;
    QVERIFY(QDir().mkpath(path));
    QVERIFY(QDir().mkpath(directory() + u"/home"_s));
    for (const auto &name : {u"QT_QPA_PLATFORM"_s, u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s,
                             u"XDG_RUNTIME_DIR"_s, u"QT_LOGGING_RULES"_s}) {
        m_environment.remove(name);
    }
    m_environment.insert(u"HOME"_s, directory() + u"/home"_s);
    m_environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent/bus"_s);
    m_environment.insert(u"PATH"_s, path + u":/usr/bin:/bin"_s);
    if (server.isEmpty()) {
        return;
    }
    // Away from the sandbox that stands beside it in the build tree.
    const QString bin = directory() + u"/bin"_s;
    m_program = bin + u"/svix-console"_s;
    QVERIFY(QDir().mkpath(bin));
    QVERIFY(::link(QFile::encodeName(program()).constData(),
                   QFile::encodeName(m_program).constData()) == 0);
    put(path + u"/svix-sandbox"_s,
        "#!/bin/sh\necho \"Listening on " + server.toEncoded() +
            "\"\necho \"Token: $SVIX_SANDBOX_TOKEN\"\necho \"$SVIX_SANDBOX_TOKEN\" >>'" +
            QFile::encodeName(directory()) + "/token'\nexec sleep 600\n",
        true);
}

ConsoleProcess::~ConsoleProcess() = default;

void ConsoleProcess::withoutPlugins()
{
    const QString plugins = directory() + u"/plugins"_s;
    const QString file = u"/platforms/libqoffscreen.so"_s;
    QVERIFY(QDir().mkpath(plugins + u"/platforms"_s));
    QVERIFY(QFile::link(QLibraryInfo::path(QLibraryInfo::PluginsPath) + file, plugins + file));
    put(directory() + u"/bin/qt.conf"_s, "[Paths]\nPlugins=" + plugins.toUtf8() + '\n');
}

void ConsoleProcess::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

std::unique_ptr<QProcess> ConsoleProcess::start(const QStringList &arguments, bool platform) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    QStringList all{u"--config-dir"_s, configDirectory()};
    if (platform) {
        all += {u"-platform"_s, u"offscreen"_s};
    }
    process->start(m_program, all + arguments);
    return process;
}

int ConsoleProcess::run(const QStringList &arguments, bool platform, int milliseconds)
{
    const auto process = start(arguments, platform);
    const bool ended =
        QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, milliseconds);
    if (!ended) {
        process->kill();
        process->waitForFinished();
    }
    m_output = process->readAll();
    return ended && process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
}

bool ConsoleProcess::waitUntilListening() const
{
    return waitUntil([this] { return QFileInfo::exists(configDirectory() + u"/socket"_s); });
}

QByteArrayList ConsoleProcess::tokens() const
{
    QFile file(directory() + u"/token"_s);
    QByteArrayList lines =
        file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    lines.removeAll(QByteArray());
    return lines;
}

void ConsoleProcess::withRealSandbox()
{
    const QString sandbox = directory() + u"/path/svix-sandbox"_s;
    QFile::remove(sandbox);
    QVERIFY(QFile::link(QStringLiteral(SVIX_BINARY_DIR "/bin/svix-sandbox"), sandbox));
}

int endNicely(QProcess &process)
{
    QElapsedTimer timer;
    timer.start();
    process.terminate();
    const bool ended =
        QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000);
    const auto took = static_cast<int>(timer.elapsed());
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    return ended ? took : -1;
}

} // namespace svix::test
