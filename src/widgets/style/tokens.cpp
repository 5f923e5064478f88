// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/tokens.h"

#include "core/profile.h"

#include <QPalette>
#include <QWidget>

#include <cmath>

namespace svix {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Tint tint(QRgb text, QRgb background)
{
    return {rgb(text), rgb(background)};
}

Tokens makeLight()
{
    Tokens t;
    t.window = rgb(0xf5f6f8);
    t.base = rgb(0xffffff);
    t.alternate = rgb(0xfafbfc);
    t.text = rgb(0x1b1f24);
    t.muted = rgb(0x57606a);
    t.controlBorder = rgb(0x818a94);
    t.hairline = rgb(0xd8dee4);
    t.accent = rgb(0x1a66a8);
    t.onAccent = rgb(0xffffff);
    t.selection = rgb(0xdcebf8);
    t.ok = rgb(0x17752f);
    t.warn = rgb(0x8a5300);
    t.bad = rgb(0xb3261e);
    t.idle = rgb(0x57606a);
    t.badgeOk = tint(0x12612a, 0xdff3e4);
    t.badgeWarn = tint(0x6f4300, 0xfdefd3);
    t.badgeBad = tint(0x8f1d17, 0xfde4e2);
    t.badgeIdle = tint(0x424a53, 0xe9ecef);
    t.badgeInfo = tint(0x114b7f, 0xdcebf8);
    t.development = tint(0xffffff, 0x3d5a73);
    t.test = tint(0x4a3300, 0xffd666);
    t.production = tint(0xffffff, 0xa3150f);
    t.testEdge = rgb(0x8a6400);
    t.jsonKey = rgb(0x7a45dc);
    t.jsonString = rgb(0x0a6b2c);
    t.jsonNumber = rgb(0x9a4b00);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.isDark = true;
    t.window = rgb(0x1d2025);
    t.base = rgb(0x16181c);
    t.alternate = rgb(0x1a1d21);
    t.text = rgb(0xe6e9ed);
    t.muted = rgb(0xa3adb8);
    t.controlBorder = rgb(0x6b7580);
    t.hairline = rgb(0x2f353c);
    t.accent = rgb(0x62a8e8);
    t.onAccent = rgb(0x0b1116);
    t.selection = rgb(0x17304a);
    t.ok = rgb(0x63c77f);
    t.warn = rgb(0xefb54a);
    t.bad = rgb(0xff8f85);
    t.idle = rgb(0xa3adb8);
    t.badgeOk = tint(0x8fdca4, 0x17331f);
    t.badgeWarn = tint(0xf3c976, 0x3a2c10);
    t.badgeBad = tint(0xffb3ab, 0x431d1a);
    t.badgeIdle = tint(0xc3cad2, 0x2d3238);
    t.badgeInfo = tint(0x9ccbf5, 0x17304a);
    t.development = tint(0x0b1116, 0x7d9fbd);
    t.test = tint(0x4a3300, 0xffd666);
    t.production = tint(0x0b1116, 0xe5484d);
    t.testEdge = rgb(0xffd666);
    t.jsonKey = rgb(0xc9a3ff);
    t.jsonString = rgb(0x8fdca4);
    t.jsonNumber = rgb(0xf3c976);
    return t;
}

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) +
           0.0722 * channel(color.blueF());
}

} // namespace

const Tokens &Tokens::light()
{
    static const Tokens table = makeLight();
    return table;
}

const Tokens &Tokens::dark()
{
    static const Tokens table = makeDark();
    return table;
}

const Tokens &Tokens::of(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? dark() : light();
}

const Tokens &Tokens::of(const QWidget *widget)
{
    return widget ? of(widget->palette()) : of(QPalette());
}

const Tint &Tokens::tint(Tone tone) const
{
    switch (tone) {
    case Tone::Ok:
        return badgeOk;
    case Tone::Warn:
        return badgeWarn;
    case Tone::Bad:
        return badgeBad;
    case Tone::Info:
        return badgeInfo;
    case Tone::Idle:
        break;
    }
    return badgeIdle;
}

const QColor &Tokens::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Ok:
        return ok;
    case Tone::Warn:
        return warn;
    case Tone::Bad:
        return bad;
    case Tone::Info:
        return accent;
    case Tone::Idle:
        break;
    }
    return idle;
}

const QColor &Tokens::state(StateKind kind) const
{
    return kind == StateKind::None ? text : tone(toneOf(kind));
}

const Tint &Tokens::connection(ConnectionClass kind) const
{
    switch (kind) {
    case ConnectionClass::Test:
        return test;
    case ConnectionClass::Production:
        return production;
    case ConnectionClass::Development:
        break;
    }
    return development;
}

const QColor &Tokens::connectionText(ConnectionClass kind) const
{
    switch (kind) {
    case ConnectionClass::Test:
        return warn;
    case ConnectionClass::Production:
        return bad;
    case ConnectionClass::Development:
        break;
    }
    return muted;
}

QColor Tokens::mixed(const QColor &over, const QColor &under, double share)
{
    const auto part = [share](int a, int b) {
        return int(std::lround(a * share + b * (1 - share)));
    };
    return QColor(part(over.red(), under.red()), part(over.green(), under.green()),
                  part(over.blue(), under.blue()));
}

QColor Tokens::hover(const QColor &background) const
{
    return mixed(isDark ? QColor(Qt::white) : QColor(Qt::black), background, 0.06);
}

QColor Tokens::pressed(const QColor &background) const
{
    return mixed(isDark ? QColor(Qt::white) : QColor(Qt::black), background, 0.12);
}

double contrast(const QColor &first, const QColor &second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Tone toneOf(StateKind kind)
{
    switch (kind) {
    case StateKind::Ok:
        return Tone::Ok;
    case StateKind::Fail:
        return Tone::Bad;
    case StateKind::Pending:
    case StateKind::Sending:
        return Tone::Warn;
    case StateKind::Info:
        return Tone::Info;
    case StateKind::None:
    case StateKind::Canceled:
    case StateKind::Paused:
    case StateKind::Loading:
        break;
    }
    return Tone::Idle;
}

} // namespace svix
