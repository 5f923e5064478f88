// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/elidedlabel.h"

#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace svix {

ElidedLabel::ElidedLabel(QWidget *parent)
    : ElidedLabel({}, Qt::ElideRight, parent)
{
}

ElidedLabel::ElidedLabel(const QString &text, Qt::TextElideMode mode, QWidget *parent)
    : QFrame(parent)
    , m_text(text)
    , m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setMuted(bool muted)
{
    m_muted = muted;
    update();
}

void ElidedLabel::setCode(bool code)
{
    m_code = code;
    setRole(code ? TextRole::Mono : TextRole::Body);
}

void ElidedLabel::setRole(TextRole role)
{
    m_role = role;
    setFont(roleFont(role, this));
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(m_text) > contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    // One more than the advance, or rounding at fractional scales would shorten a text that fits.
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), scaled(32)), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = Tokens::of(this);
    const QColor color = m_muted ? t.muted : t.text;
    painter.setPen(isEnabled() ? color : Tokens::mixed(color, t.window, 0.5));
    const int direction = m_code ? int(Qt::TextForceLeftToRight) : 0;
    painter.drawText(contentsRect(),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading)) |
                         Qt::AlignVCenter | Qt::TextSingleLine | direction,
                     fontMetrics().elidedText(m_text, m_mode, contentsRect().width()));
}

void ElidedLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        setRole(m_role);
        updateGeometry();
    }
    QFrame::changeEvent(event);
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isElided()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), m_text.toHtmlEscaped(), this);
        return true;
    }
    return QFrame::event(event);
}

} // namespace svix
