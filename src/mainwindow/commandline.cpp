// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/commandline.h"

#include "core/token.h"
#include "mainwindow/qtoptions.h"

#include <QCommandLineParser>

namespace svix {

CommandLine CommandLine::read(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "A desktop console for any Svix server: applications, endpoints, messages, attempts."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Print this summary and exit."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Print the version and exit."));
    const QCommandLineOption profile(QStringLiteral("profile"),
                                     QStringLiteral("Connect with the connection of that name."),
                                     QStringLiteral("NAME"));
    const QCommandLineOption readOnly(QStringLiteral("read-only"),
                                      QStringLiteral("Send nothing but reads."));
    const QCommandLineOption sandbox(
        QStringLiteral("sandbox"),
        QStringLiteral("Start the built-in sandbox with demo data and connect to it."));
    const QCommandLineOption tour(
        QStringLiteral("tour"),
        QStringLiteral(
            "Do the main job against the sandbox, save one PNG a step in DIR, and exit."),
        QStringLiteral("DIR"));
    const QCommandLineOption theme(
        QStringLiteral("theme"), QStringLiteral("light, dark or system."), QStringLiteral("THEME"));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QStringLiteral("Language of the window, such as en."),
                                      QStringLiteral("LANGUAGE"));
    const QCommandLineOption configDirectory(QStringLiteral("config-dir"),
                                             QStringLiteral("Keep everything in DIR."),
                                             QStringLiteral("DIR"));
    const QCommandLineOption logFile(QStringLiteral("log-file"),
                                     QStringLiteral("Write the log, without secrets, to FILE."),
                                     QStringLiteral("FILE"));
    const QCommandLineOption debugInfo(
        QStringLiteral("debug-info"),
        QStringLiteral("Print versions, paths and platform, for a report, and exit."));
    parser.addOptions({help, version, profile, readOnly, sandbox, tour, theme, language,
                       configDirectory, logFile, debugInfo});
    parser.addPositionalArgument(QStringLiteral("id"),
                                 QStringLiteral("An id or uid to open. It only ever navigates."),
                                 QStringLiteral("[id]"));

    CommandLine line;
    const auto wrong = [&](const QString &why) {
        line.action = Action::WrongUsage;
        line.text = why + QStringLiteral("\nsvix-console --help lists the options.\n");
        return line;
    };
    QStringList valued;
    for (const QCommandLineOption &option :
         {profile, tour, theme, language, configDirectory, logFile}) {
        valued += option.names();
    }
    const QtOptions split = QtOptions::split(arguments, valued);
    if (!split.wrong.isEmpty()) {
        return wrong(split.wrong);
    }
    line.qtOptions = split.taken;
    if (!parser.parse(split.rest)) {
        return wrong(parser.errorText());
    }
    if (parser.isSet(help)) {
        line.action = Action::Help;
        line.text = parser.helpText() +
                    QStringLiteral("\nOptions of Qt: -platform NAME, -platformtheme NAME, -style "
                                   "NAME, -display NAME,\n-geometry WxH+X+Y, -session ID, "
                                   "-reverse.\n");
        return line;
    }
    if (parser.isSet(version)) {
        line.action = Action::Version;
        line.text = QStringLiteral("svix-console " SVIX_VERSION "\n");
        return line;
    }
    line.profile = parser.value(profile);
    line.readOnly = parser.isSet(readOnly);
    line.sandbox = parser.isSet(sandbox);
    line.tourDirectory = parser.value(tour);
    line.theme = parser.value(theme);
    line.language = parser.value(language);
    line.configDirectory = parser.value(configDirectory);
    line.logFile = parser.value(logFile);
    if (parser.isSet(debugInfo)) {
        line.action = Action::DebugInfo;
        return line;
    }
    if (!line.theme.isEmpty() && line.theme != QLatin1String("light") &&
        line.theme != QLatin1String("dark") && line.theme != QLatin1String("system")) {
        return wrong(
            QStringLiteral("--theme takes light, dark or system, not \"%1\".").arg(line.theme));
    }
    if (parser.isSet(tour)) {
        if (line.tourDirectory.isEmpty()) {
            return wrong(QStringLiteral("--tour needs a directory."));
        }
        line.action = Action::Tour;
    }
    const QStringList rest = parser.positionalArguments();
    if (rest.size() > 1) {
        return wrong(QStringLiteral("Only one id can be opened; %1 were given.").arg(rest.size()));
    }
    line.open = rest.value(0);
    if (looksLikeToken(line.open) || looksLikeToken(line.profile)) {
        return wrong(QStringLiteral("That looks like a token or a secret. Neither is taken as an "
                                    "argument, because every program can read arguments."));
    }
    if (line.sandbox && !line.profile.isEmpty()) {
        return wrong(QStringLiteral("--sandbox and --profile exclude each other."));
    }
    if (line.open.size() > 512) {
        return wrong(QStringLiteral("That id is too long."));
    }
    return line;
}

} // namespace svix
