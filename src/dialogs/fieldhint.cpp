// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/fieldhint.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>

namespace svix {

FieldHint::FieldHint(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    hide();
    refresh();
}

void FieldHint::setHint(const QString &text, Tone tone)
{
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    refresh();
}

QString FieldHint::text() const
{
    return m_text->text();
}

void FieldHint::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::StyleChange) {
        refresh();
    }
}

void FieldHint::refresh()
{
    layout()->setSpacing(scaled(6));
    if (const QFont caption = captionFont(this); m_text->font() != caption) {
        m_text->setFont(caption);
    }
    const QColor color =
        m_tone == Tone::Idle ? Tokens::of(this).muted : Tokens::of(this).tone(m_tone);
    // An own palette does not follow a switch between light and dark by itself.
    if (m_text->palette().color(QPalette::WindowText) != color) {
        QPalette own = m_text->palette();
        own.setColor(QPalette::WindowText, color);
        m_text->setPalette(own);
    }
    m_icon->setVisible(m_tone != Tone::Idle);
    if (m_tone != Tone::Idle) {
        const int side = scaled(14);
        m_icon->setPixmap(iconPixmap(toneIconName(m_tone), color, side, devicePixelRatioF()));
        m_icon->setFixedHeight(qMax(side, m_text->fontMetrics().height()));
    }
}

} // namespace svix
