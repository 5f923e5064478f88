// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "core/instancelink.h"
#include "core/instancelock.h"
#include "core/keychainsecretstore.h"
#include "core/log.h"
#include "core/memorysecretstore.h"
#include "core/paths.h"
#include "core/settings.h"
#include "core/tokenvault.h"
#include "core/versions.h"
#include "mainwindow/commandline.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/tour.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QLocale>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#ifdef Q_OS_LINUX
#include <ctime>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace {

using svix::CommandLine;

void print(std::FILE *to, const QString &text)
{
    std::fputs(qPrintable(text), to);
    std::fflush(to);
}

// Memory of this process holds tokens: nobody gets a dump of it.
void forbidDumps()
{
#if defined(Q_OS_LINUX) && defined(NDEBUG)
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

// Qt aborts where it finds no display. The documented way out is a message and exit code 3.
extern "C" void noDisplay(int)
{
    static const char text[] =
        "svix-console: no display was found. Set DISPLAY or WAYLAND_DISPLAY, or give "
        "-platform offscreen for --tour.\n";
#ifdef Q_OS_LINUX
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text, sizeof text - 1);
    _exit(CommandLine::NoDisplay);
#else
    std::fputs(text, stderr);
    std::_Exit(CommandLine::NoDisplay);
#endif
}

QString debugInfo(const svix::Paths &paths)
{
    return QStringLiteral("svix-console " SVIX_VERSION
                          "\nQt %1 (built with %2)\nTLS: %3\nSystem: %4\n"
                          "Locale: %5\nSettings: %6\nData: %7\nState: %8\n")
        .arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR),
             svix::tlsLibraryVersion(), QSysInfo::prettyProductName(), QLocale().name(),
             paths.settingsFile(), paths.data, paths.state);
}

void loadTranslations(QApplication &app, const QString &wanted)
{
    const auto install = [&app](const QString &file) {
        auto *translator = new QTranslator(&app);
        if (translator->load(file)) {
            app.installTranslator(translator);
        } else {
            delete translator;
        }
    };
    // English first: it has the plurals that the texts in the sources only mark.
    install(QStringLiteral(":/i18n/svix-console_en.qm"));
    const QString locale = wanted.isEmpty() ? QLocale().name() : wanted;
    install(QStringLiteral(":/i18n/svix-console_%1.qm").arg(locale.section(u'_', 0, 0)));
    if (locale.contains(u'_')) {
        install(QStringLiteral(":/i18n/svix-console_%1.qm").arg(locale));
    }
    install(QLibraryInfo::path(QLibraryInfo::TranslationsPath) +
            QStringLiteral("/qtbase_%1.qm").arg(locale.section(u'_', 0, 0)));
}

// Every time of the window is in this zone; it is the process' own, so that no part forgets it.
void applyTimeZone(const QString &zone)
{
    static const QByteArray atStart = qgetenv("TZ");
    if (!zone.isEmpty()) {
        qputenv("TZ", zone.toLatin1());
    } else if (atStart.isEmpty()) {
        qunsetenv("TZ");
    } else {
        qputenv("TZ", atStart);
    }
#ifdef Q_OS_LINUX
    tzset();
#endif
}

svix::ThemeChoice themeOf(const CommandLine &line, const svix::Preferences &preferences)
{
    if (line.theme == QLatin1String("light")) {
        return svix::ThemeChoice::Light;
    }
    if (line.theme == QLatin1String("dark")) {
        return svix::ThemeChoice::Dark;
    }
    return static_cast<svix::ThemeChoice>(preferences.theme);
}

#ifdef Q_OS_LINUX
int signalPipe[2] = {-1, -1};

extern "C" void writeSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(signalPipe[1], &byte, 1);
}
#endif

// Asked to end from outside, the console closes as by hand: drafts and layout are kept.
void closeOnSignals(QWidget &window)
{
#ifdef Q_OS_LINUX
    if (pipe(signalPipe) != 0) {
        return; // then it ends as any program does
    }
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, &window);
    QObject::connect(notifier, &QSocketNotifier::activated, &window, [&window, notifier] {
        notifier->setEnabled(false);
        window.close();
        QCoreApplication::quit();
    });
    std::signal(SIGTERM, writeSignal);
    std::signal(SIGINT, writeSignal);
#else
    Q_UNUSED(window)
#endif
}

int runTour(svix::MainWindow &window, const CommandLine &line)
{
    auto *tour = new svix::Tour(window, line.tourDirectory, &window);
    QObject::connect(tour, &svix::Tour::finished, tour, [tour](bool ok) {
        for (const QString &text : tour->report()) {
            print(ok ? stdout : stderr, text + QLatin1Char('\n'));
        }
        QCoreApplication::exit(ok ? CommandLine::Ok : CommandLine::TourFailed);
    });
    // Through the loop: a tour that fails at once must still be able to end it.
    QTimer::singleShot(0, tour, &svix::Tour::start);
    return QApplication::exec();
}

void applyPreferences(QApplication &app, const CommandLine &line,
                      const svix::Preferences &preferences, double basePointSize)
{
    applyTimeZone(preferences.timeZone);
    QFont font = app.font();
    font.setPointSizeF(basePointSize * preferences.textSize / 100);
    if (font != app.font()) {
        app.setFont(font);
    }
    svix::applyTheme(app, themeOf(line, preferences));
}

} // namespace

int main(int argc, char **argv)
{
    forbidDumps();
    // Before Qt sees them: even QCoreApplication takes some out, with what stands behind them.
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    char noName[] = "svix-console"; // who starts it may leave even its name out
    char *nameOnly[] = {argc > 0 ? argv[0] : noName, nullptr};
    CommandLine line;
    svix::Paths paths;
    {
        // Help, version and wrong usage need no display, so the first application has none.
        int one = 1;
        const QCoreApplication early(one, nameOnly);
        line = CommandLine::read(arguments);
        paths = line.configDirectory.isEmpty() ? svix::Paths::standard()
                                               : svix::Paths::under(line.configDirectory);
        switch (line.action) {
        case CommandLine::Action::Help:
        case CommandLine::Action::Version:
            print(stdout, line.text);
            return CommandLine::Ok;
        case CommandLine::Action::WrongUsage:
            print(stderr, line.text);
            return CommandLine::Usage;
        case CommandLine::Action::DebugInfo:
            print(stdout, debugInfo(paths));
            return CommandLine::Ok;
        case CommandLine::Action::Run:
        case CommandLine::Action::Tour:
            break;
        }
    }
    // A tour leaves nothing behind and finds nothing of the person's.
    std::optional<QTemporaryDir> scratch;
    const bool isTour = line.action == CommandLine::Action::Tour;
    if (isTour && line.configDirectory.isEmpty()) {
        paths = svix::Paths::under(scratch.emplace().path());
    }
    const auto before = std::signal(SIGABRT, noDisplay);
    // Of the arguments only these: Qt would also take what stands behind "--" or is a value.
    QByteArrayList qtArguments{QByteArray(nameOnly[0])};
    for (const QString &option : std::as_const(line.qtOptions)) {
        qtArguments.append(option.toLocal8Bit());
    }
    std::vector<char *> qtArgv;
    for (QByteArray &argument : qtArguments) {
        qtArgv.push_back(argument.data());
    }
    qtArgv.push_back(nullptr);
    int qtArgc = static_cast<int>(qtArguments.size());
    QApplication app(qtArgc, qtArgv.data());
    std::signal(SIGABRT, before);
    QApplication::setApplicationName(QStringLiteral("svix-console"));
    QApplication::setApplicationDisplayName(QString());
    QApplication::setApplicationVersion(QStringLiteral(SVIX_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.svixconsole.console"));
    if (QFontDatabase::families().isEmpty() || !QFontMetrics(app.font()).inFont(u'a')) {
        print(stderr,
              QStringLiteral(
                  "svix-console: no fonts were found. Install some, such as fonts-noto-core.\n"));
        return CommandLine::NoDisplay;
    }

    svix::Log log;
    if (!line.logFile.isEmpty()) {
        if (const auto opened = log.openFile(line.logFile); !opened.ok()) {
            print(stderr, QStringLiteral("svix-console: %1\n").arg(opened.error().detail));
            return CommandLine::Failed;
        }
    }
    const svix::InstanceLock lock(paths.lockFile());
    svix::InstanceLink link(paths.socketFile());
    const bool first = lock.state() == svix::InstanceLock::State::First;
    // A read-only start never ends in a window that may write: it gets one of its own.
    if (lock.state() == svix::InstanceLock::State::Second && !isTour && !line.readOnly) {
        if (link.connectToFirst({line.profile, line.sandbox, line.open})) {
            if (!line.theme.isEmpty() || !line.language.isEmpty() || !line.logFile.isEmpty()) {
                print(stderr, QStringLiteral(
                                  "svix-console: the console that is running already was brought "
                                  "to the front. --theme, --language and --log-file are for a new "
                                  "one only.\n"));
            }
            return CommandLine::Ok; // its window is in front now
        }
    }
    svix::Settings settings(paths.settingsFile());
    if (!first) {
        settings.setReadOnly(true);
    }
    const QString settingsNotice = settings.load();
    loadTranslations(app,
                     line.language.isEmpty() ? settings.preferences().language : line.language);
    const double basePointSize = app.font().pointSizeF();
    applyPreferences(app, line, settings.preferences(), basePointSize);

    std::unique_ptr<svix::SecretStore> store;
    if (isTour) {
        store = std::make_unique<svix::MemorySecretStore>();
    } else {
        store = std::make_unique<svix::KeychainSecretStore>();
    }
    svix::TokenVault vault(*store);
    svix::MainWindow window(settings, vault, paths);
    window.setLog(&log);
    QObject::connect(&window.connections(), &svix::ConnectionFlow::secretUsed, &window,
                     [&log](const QByteArray &secret) { log.hide(secret); });
    window.session().setReadOnlyAlways(line.readOnly);
    QObject::connect(&window, &svix::MainWindow::preferencesChanged, &app,
                     [&](const svix::Preferences &preferences) {
                         applyPreferences(app, line, preferences, basePointSize);
                     });
    if (first) {
        link.listen();
        QObject::connect(&link, &svix::InstanceLink::requestReceived, &window,
                         &svix::MainWindow::follow);
    }
    closeOnSignals(window);
    window.show();
    if (isTour) {
        return runTour(window, line);
    }
    for (const QString &text : {settingsNotice, lock.notice()}) {
        if (!text.isEmpty()) {
            window.tell({svix::Tone::Warn, text, {}, {}, {}});
        }
    }
    if (const QString why = vault.sessionOnlyBecause(); !why.isEmpty()) {
        window.tell({svix::Tone::Info,
                     QApplication::translate("main", "Tokens last for this session only."),
                     why,
                     {},
                     {}});
    }
    if (line.sandbox) {
        window.connections().openSandbox();
    } else if (!line.profile.isEmpty()) {
        window.connections().openByName(line.profile);
    } else if (!settings.lastProfile().isEmpty()) {
        window.connections().open(settings.lastProfile());
    }
    // Of that connection; of the first one where none is opened by itself.
    const bool unknown =
        !line.profile.isEmpty() && window.connections().idOfName(line.profile).isEmpty();
    if (!line.open.isEmpty() && !unknown) {
        window.openObject(line.open);
    }
    return QApplication::exec();
}
