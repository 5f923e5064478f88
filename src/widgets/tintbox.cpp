// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tintbox.h"

#include "widgets/style/icons.h"
#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"
#include "widgets/tinttext.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace svix {

TintBox::TintBox(QWidget *parent)
    : TintBox(Tone::Info, {}, parent)
{
}

TintBox::TintBox(Tone tone, const QString &text, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
    , m_text(text)
    , m_label(new QLabel(this))
{
    m_label->setTextFormat(Qt::RichText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_label);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    refresh();
}

void TintBox::setTone(Tone tone)
{
    m_tone = tone;
    refresh();
}

void TintBox::setText(const QString &text, const QString &lead)
{
    m_text = text;
    m_lead = lead;
    refresh();
}

void TintBox::setBoldParts(const QStringList &parts)
{
    m_bold = parts;
    refresh();
}

void TintBox::setMonoParts(const QStringList &parts)
{
    m_mono = parts;
    refresh();
}

QString TintBox::plainText() const
{
    return m_lead.isEmpty() ? m_text : m_text.isEmpty() ? m_lead : m_lead + u' ' + m_text;
}

void TintBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tint colors = Tokens::of(this).tint(m_tone);
    parts::box(&painter, rect(), scaled(3), colors.background);
    const int line = fontMetrics().height();
    const QRect first(scaled(12), m_label->y(), width() - 2 * scaled(12), line);
    const QRect square = QStyle::alignedRect(layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter,
                                             QSize(iconSize(), iconSize()), first);
    paintIcon(&painter, square, toneIconName(m_tone), colors.text);
}

void TintBox::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::LayoutDirectionChange:
        refresh();
        break;
    default:
        break;
    }
    QFrame::changeEvent(event);
}

void TintBox::refresh()
{
    setTintText(m_label,
                u"<div style=\"line-height:108%\">"_s + tintMarkup(m_lead, m_text, m_bold, m_mono) +
                    u"</div>"_s,
                plainText());
    setTintColor(m_label, Tokens::of(this).tint(m_tone).text);
    // Contents margins are not mirrored by the layout.
    const int icon = scaled(12) + iconSize() + scaled(10);
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    layout()->setContentsMargins(rtl ? scaled(12) : icon, scaled(9), rtl ? icon : scaled(12),
                                 scaled(9));
    setAccessibleName(plainText());
    update();
}

} // namespace svix
