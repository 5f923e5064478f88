// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badge.h"

#include "core/profile.h"
#include "widgets/style/icons.h"
#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"

#include <QEvent>
#include <QPainter>

namespace svix {

namespace {

QFont badgeFont(bool tag)
{
    if (tag) {
        return tagFont();
    }
    QFont font = captionFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    refresh();
}

Badge::Badge(const QString &text, BadgeKind kind, QWidget *parent)
    : Badge(parent)
{
    m_text = text;
    setKind(kind);
}

Badge::Badge(const QString &text, StateKind state, QWidget *parent)
    : Badge(parent)
{
    m_text = text;
    setState(state);
}

void Badge::setText(const QString &text)
{
    m_text = text;
    refresh();
}

void Badge::setKind(BadgeKind kind)
{
    m_class = -1;
    m_tone = kind;
    m_icon = toneIconName(kind);
    refresh();
}

void Badge::setState(StateKind state)
{
    m_class = -1;
    m_tone = toneOf(state);
    m_icon = stateIconName(state);
    refresh();
}

void Badge::setConnectionClass(ConnectionClass kind)
{
    m_class = int(kind);
    m_icon.clear();
    m_text = connectionClassName(kind);
    refresh();
}

void Badge::setIconName(const QString &name)
{
    m_icon = name;
    refresh();
}

QSize Badge::sizeHint() const
{
    const bool tag = m_class >= 0;
    const QFontMetrics metrics(badgeFont(tag));
    // One more than the advance, which is rounded: a text that fits must not be shortened.
    const int width = metrics.horizontalAdvance(tag ? m_text.toUpper() : m_text) + 1;
    const int icon = m_icon.isEmpty() ? 0 : scaled(14) + scaled(5);
    const int padding = tag ? scaled(6) : scaled(8);
    return {width + icon + 2 * padding, metrics.height() + scaled(tag ? 3 : 5)};
}

QSize Badge::minimumSizeHint() const
{
    return {scaled(28), sizeHint().height()};
}

Tint Badge::tint() const
{
    const Tokens &t = Tokens::of(this);
    return m_class >= 0 ? t.connection(ConnectionClass(m_class)) : t.tint(m_tone);
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tint colors = tint();
    const bool tag = m_class >= 0;
    const bool edged = tag && ConnectionClass(m_class) == ConnectionClass::Test;
    parts::box(&painter, rect(), tag ? scaled(3) : height() / 2.0, colors.background,
               edged ? Tokens::of(this).testEdge : QColor());
    const int padding = tag ? scaled(6) : scaled(8);
    QRect inner = rect().adjusted(padding, 0, -padding, 0);
    if (!m_icon.isEmpty()) {
        const QRect square =
            QStyle::alignedRect(layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter,
                                QSize(scaled(14), scaled(14)), inner);
        paintIcon(&painter, square, m_icon, colors.text);
        const int taken = scaled(14) + scaled(5);
        inner = layoutDirection() == Qt::RightToLeft ? inner.adjusted(0, 0, -taken, 0)
                                                     : inner.adjusted(taken, 0, 0, 0);
    }
    const QFont font = badgeFont(tag);
    painter.setFont(font);
    painter.setPen(colors.text);
    const QString text = QFontMetrics(font).elidedText(tag ? m_text.toUpper() : m_text,
                                                       Qt::ElideRight, inner.width());
    // By its own letters: "1 of 3" must not become "of 3 1".
    const int direction =
        text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight;
    painter.drawText(inner, Qt::AlignCenter | Qt::TextSingleLine | direction, text);
}

void Badge::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        refresh();
    }
    QWidget::changeEvent(event);
}

void Badge::refresh()
{
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

} // namespace svix
