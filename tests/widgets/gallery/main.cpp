// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renders every widget to PNG files, to be looked at and compared:
//   gallery [--theme light|dark] [--rtl] [--font FAMILY] [--size POINTS] --out DIRECTORY
#include "pages.h"

#include "widgets/style/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QWidget>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"theme"_s, u"light or dark"_s, u"theme"_s, u"light"_s});
    parser.addOption({u"rtl"_s, u"right to left"_s});
    parser.addOption({u"font"_s, u"font family"_s, u"family"_s});
    parser.addOption({u"size"_s, u"font size in points"_s, u"points"_s, u"10"_s});
    parser.addOption({u"out"_s, u"directory of the pictures"_s, u"directory"_s, u"."_s});
    parser.process(app);

    QFont font = QApplication::font();
    if (parser.isSet(u"font"_s)) {
        font.setFamily(parser.value(u"font"_s));
    }
    font.setPointSizeF(parser.value(u"size"_s).toDouble());
    QApplication::setFont(font);
    if (parser.isSet(u"rtl"_s)) {
        QApplication::setLayoutDirection(Qt::RightToLeft);
    }
    const QString theme = parser.value(u"theme"_s);
    svix::applyTheme(app, theme == u"dark" ? svix::ThemeChoice::Dark : svix::ThemeChoice::Light);

    const QDir out(parser.value(u"out"_s));
    if (!out.mkpath(u"."_s)) {
        std::fprintf(stderr, "cannot make %s\n", qUtf8Printable(out.path()));
        return 1;
    }
    const auto save = [&](QWidget *page, const QString &name) {
        const std::unique_ptr<QWidget> owned(page);
        page->show();
        page->activateWindow();
        if (auto *focused = page->findChild<QWidget *>(u"focusHere"_s)) {
            focused->setFocus();
        }
        for (int i = 0; i < 5; ++i) {
            QApplication::processEvents();
        }
        const QString path = out.filePath(u"%1-%2.png"_s.arg(name, theme));
        const bool saved = page->grab().save(path);
        std::printf("%s %s\n", saved ? "wrote" : "could not write", qUtf8Printable(path));
        return saved;
    };
    const bool saved = save(svix::gallery::makeWindowPage(), u"window"_s) &&
                       save(svix::gallery::makeDialogsPage(), u"dialogs"_s) &&
                       save(svix::gallery::makeControlsPage(), u"controls"_s);
    return saved ? 0 : 1;
}
