// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/theme.h"

#include "widgets/style/consolestyle.h"
#include "widgets/style/focusring.h"
#include "widgets/style/fontfollower.h"
#include "widgets/style/tokens.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QPalette>
#include <QToolTip>
#include <QVariant>

namespace svix {

namespace {

// Where the application keeps the lightness it was given by the platform, before our palette hid
// it.
constexpr char systemDarkProperty[] = "svixSystemDark";

QFont baseFont(const QWidget *widget)
{
    return widget ? QApplication::font(widget) : QApplication::font();
}

QFont resized(QFont font, double factor)
{
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * factor);
    } else {
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    }
    return font;
}

} // namespace

QPalette paletteFor(const Tokens &t)
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor &color) {
        p.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, t.window);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.base);
    set(QPalette::AlternateBase, t.alternate);
    set(QPalette::Text, t.text);
    set(QPalette::Button, t.base);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.bad);
    set(QPalette::PlaceholderText, t.muted);
    set(QPalette::ToolTipBase, t.text);
    set(QPalette::ToolTipText, t.base);
    set(QPalette::Highlight, t.accent);
    set(QPalette::HighlightedText, t.onAccent);
    set(QPalette::Link, t.accent);
    set(QPalette::LinkVisited, t.accent);
    set(QPalette::Light, t.base);
    set(QPalette::Midlight, t.hairline);
    set(QPalette::Mid, t.controlBorder);
    set(QPalette::Dark, t.controlBorder);
    set(QPalette::Shadow, t.isDark ? QColor(Qt::black) : t.controlBorder);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, Tokens::mixed(t.text, t.window, 0.5));
    }
    p.setColor(QPalette::Disabled, QPalette::PlaceholderText,
               Tokens::mixed(t.muted, t.window, 0.5));
    return p;
}

void applyTheme(QApplication &app, ThemeChoice choice)
{
    if (!app.property(systemDarkProperty).isValid()) {
        app.setProperty(systemDarkProperty, Tokens::of(QApplication::palette()).isDark);
    }
    const bool dark = choice == ThemeChoice::Dark ||
                      (choice == ThemeChoice::System && app.property(systemDarkProperty).toBool());
    if (!qobject_cast<ConsoleStyle *>(QApplication::style())) {
        QApplication::setStyle(new ConsoleStyle); // the application owns it
    }
    const QPalette palette = paletteFor(dark ? Tokens::dark() : Tokens::light());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    if (!app.findChild<FocusRing *>({}, Qt::FindDirectChildrenOnly)) {
        new FocusRing(app);
        new FontFollower(app);
    }
}

QFont bodyFont(const QWidget *widget)
{
    return baseFont(widget);
}

QFont boldFont(const QWidget *widget)
{
    QFont font = baseFont(widget);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont tagFont(const QWidget *widget)
{
    QFont font = resized(boldFont(widget), 0.8);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    return font;
}

QFont titleFont(const QWidget *widget)
{
    return resized(boldFont(widget), 1.3);
}

QFont sectionFont(const QWidget *widget)
{
    return resized(boldFont(widget), 1.1);
}

QFont captionFont(const QWidget *widget)
{
    return resized(baseFont(widget), 0.9);
}

QFont monoFont(const QWidget *widget)
{
    QFont font = baseFont(widget);
    font.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    font.setStyleHint(QFont::Monospace);
    // Fixed faces run large beside the proportional one of the same size.
    return resized(font, 0.93);
}

int scaled(double designPixels)
{
    const int em = QFontInfo(QApplication::font()).pixelSize();
    const int pixels = qRound(designPixels * em / 13.0);
    return designPixels > 0 ? qMax(1, pixels) : pixels;
}

int unit()
{
    return scaled(4);
}

int cellPadding()
{
    return scaled(12);
}

int rowHeight()
{
    return QFontMetrics(QApplication::font()).height() + scaled(10);
}

} // namespace svix
