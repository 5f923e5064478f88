// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The console's window as src/main.cpp makes it, connected to the sandbox that SVIX_BENCH_URL and
// SVIX_BENCH_TOKEN name; says "painted" once the list of applications was painted with its rows.

#include "app/session.h"
#include "core/memorysecretstore.h"
#include "core/settings.h"
#include "core/tokenvault.h"
#include "mainwindow/mainwindow.h"
#include "panes/listside.h"
#include "widgets/style/theme.h"
#include "widgets/views/tableview.h"

#include <QApplication>
#include <QTemporaryDir>

#include <cstdio>

namespace {

class PaintWatch : public QObject
{
public:
    using QObject::QObject;
    svix::TableView *table = nullptr;
    bool said = false;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !said && table->model()->rowCount() > 0) {
            said = true;
            QTimer::singleShot(0, this, [] {
                std::puts("painted");
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir scratch;
    const svix::Paths paths = svix::Paths::under(scratch.path());
    QApplication app(argc, argv);
    svix::Settings settings(paths.settingsFile());
    settings.load();
    svix::applyTheme(app, svix::ThemeChoice::Light);
    svix::MemorySecretStore store;
    svix::TokenVault vault(store);
    svix::MainWindow window(settings, vault, paths);
    PaintWatch watch;
    watch.table = window.pane(svix::Section::Applications)->list()->table();
    watch.table->viewport()->installEventFilter(&watch);
    window.show();
    svix::Profile profile;
    profile.id = QStringLiteral("bench");
    profile.name = QStringLiteral("Bench");
    profile.url = QUrl(qEnvironmentVariable("SVIX_BENCH_URL"));
    window.session().connectTo(profile, qgetenv("SVIX_BENCH_TOKEN"));
    return QApplication::exec();
}
