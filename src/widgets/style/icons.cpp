// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/icons.h"

#include "core/profile.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QCoreApplication>
#include <QFile>
#include <QFontInfo>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QColor colorOf(IconColor color, const Tokens &t)
{
    switch (color) {
    case IconColor::Muted:
        return t.muted;
    case IconColor::Accent:
        return t.accent;
    case IconColor::OnAccent:
        return t.onAccent;
    case IconColor::Ok:
        return t.ok;
    case IconColor::Warn:
        return t.warn;
    case IconColor::Bad:
        return t.bad;
    case IconColor::Idle:
        return t.idle;
    case IconColor::Text:
        break;
    }
    return t.text;
}

/// Draws one icon of the set in the colour that the palette has at that moment.
class PaletteIconEngine : public QIconEngine
{
public:
    PaletteIconEngine(QString name, IconColor color)
        : m_name(std::move(name))
        , m_color(color)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const int side = qMin(rect.width(), rect.height());
        const QRect square(rect.x() + (rect.width() - side) / 2,
                           rect.y() + (rect.height() - side) / 2, side, side);
        painter->drawPixmap(square, iconPixmap(m_name, color(mode), side, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    /// \a size is in device pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return iconPixmap(m_name, color(mode), qMin(size.width(), size.height()), 1.0);
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = qMin(size.width(), size.height());
        return {side, side};
    }
    QIconEngine *clone() const override { return new PaletteIconEngine(m_name, m_color); }
    QString key() const override { return u"svix"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_name.isEmpty(); }

private:
    QColor color(QIcon::Mode mode) const
    {
        const QPalette palette = QApplication::palette();
        const Tokens &t = Tokens::of(palette);
        QColor color = colorOf(m_color, t);
        if (mode == QIcon::Disabled) {
            color = Tokens::mixed(color, t.window, 0.5);
        }
        return color;
    }

    QString m_name;
    IconColor m_color;
};

/// The program's own icon. QIcon could read the file by itself, but only with a plugin.
class ApplicationIconEngine : public QIconEngine
{
public:
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        QSvgRenderer renderer(u":/app/io.github.svixconsole.console.svg"_s);
        renderer.render(painter, rect);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new ApplicationIconEngine; }
    QString key() const override { return u"svixapplication"_s; }
    bool isNull() override { return false; }
};

} // namespace

QIcon icon(QStringView name, IconColor color)
{
    return name.isEmpty() ? QIcon() : QIcon(new PaletteIconEngine(name.toString(), color));
}

QIcon applicationIcon()
{
    return QIcon(new ApplicationIconEngine);
}

void paintIcon(QPainter *painter, const QRect &rect, QStringView name, const QColor &color)
{
    const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    const int side = qMin(rect.width(), rect.height());
    const QPoint corner(rect.x() + (rect.width() - side) / 2,
                        rect.y() + (rect.height() - side) / 2);
    painter->drawPixmap(corner, iconPixmap(name, color, side, ratio));
}

QPixmap iconPixmap(QStringView name, const QColor &color, int size, double ratio)
{
    const int pixels = qRound(size * ratio);
    if (name.isEmpty() || pixels <= 0) {
        return {};
    }
    const QString key =
        u"svixicon/%1/%2/%3/%4"_s.arg(name).arg(color.rgba()).arg(pixels).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("No icon named %s in the bundled set", qUtf8Printable(name.toString()));
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    pixmap = QPixmap::fromImage(std::move(image));
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

int iconSize()
{
    return scaled(16);
}

QString stateIconName(StateKind kind)
{
    switch (kind) {
    case StateKind::Ok:
        return u"check-circle"_s;
    case StateKind::Fail:
        return u"cross-circle"_s;
    case StateKind::Pending:
        return u"clock"_s;
    case StateKind::Sending:
        return u"retry"_s;
    case StateKind::Canceled:
        return u"bar-circle"_s;
    case StateKind::Paused:
        return u"pause-circle"_s;
    case StateKind::Info:
        return u"dot"_s;
    case StateKind::Loading:
        return u"more"_s;
    case StateKind::None:
        break;
    }
    return {};
}

QString toneIconName(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"check-circle"_s;
    case Tone::Warn:
    case Tone::Bad:
        return u"warning"_s;
    case Tone::Info:
        return u"info"_s;
    case Tone::Idle:
        break;
    }
    return u"bar-circle"_s;
}

QString connectionIconName(ConnectionClass kind)
{
    switch (kind) {
    case ConnectionClass::Test:
        return u"triangle"_s;
    case ConnectionClass::Production:
        return u"diamond"_s;
    case ConnectionClass::Development:
        break;
    }
    return u"circle"_s;
}

QString connectionClassName(ConnectionClass kind)
{
    switch (kind) {
    case ConnectionClass::Test:
        return QCoreApplication::translate("ConnectionClass", "Test");
    case ConnectionClass::Production:
        return QCoreApplication::translate("ConnectionClass", "Production");
    case ConnectionClass::Development:
        break;
    }
    return QCoreApplication::translate("ConnectionClass", "Development");
}

} // namespace svix
