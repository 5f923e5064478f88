// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/titlelabel.h"

#include "widgets/style/theme.h"

#include <QEvent>

namespace svix {

QFont roleFont(TextRole role, const QWidget *widget)
{
    switch (role) {
    case TextRole::Title:
        return titleFont(widget);
    case TextRole::Section:
        return sectionFont(widget);
    case TextRole::Bold:
        return boldFont(widget);
    case TextRole::Body:
        break;
    case TextRole::Caption:
        return captionFont(widget);
    case TextRole::Mono:
        return monoFont(widget);
    }
    return bodyFont(widget);
}

TitleLabel::TitleLabel(QWidget *parent)
    : TitleLabel({}, TextRole::Title, parent)
{
}

TitleLabel::TitleLabel(const QString &text, TextRole role, QWidget *parent)
    : QLabel(text, parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    refresh();
}

void TitleLabel::setRole(TextRole role)
{
    m_role = role;
    refresh();
}

void TitleLabel::setMuted(bool muted)
{
    setForegroundRole(muted ? QPalette::PlaceholderText : QPalette::NoRole);
}

void TitleLabel::setSelectable(bool selectable)
{
    setTextInteractionFlags(selectable ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                       : Qt::NoTextInteraction);
}

bool TitleLabel::event(QEvent *event)
{
    if (event->type() == QEvent::Polish) {
        adoptDirection(); // alignments are set by now
    }
    return QLabel::event(event);
}

void TitleLabel::adoptDirection()
{
    // A label stands where its letters begin; on a page it stands where the page begins.
    const Qt::Alignment now = alignment();
    const bool leading = (now & Qt::AlignLeft) && !(now & Qt::AlignAbsolute);
    if (leading || m_leading) {
        m_leading = true;
        setAlignment((now & Qt::AlignVertical_Mask) | Qt::AlignAbsolute |
                     (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft));
    }
}

void TitleLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        refresh();
    } else if (event->type() == QEvent::LayoutDirectionChange && m_leading) {
        adoptDirection();
    }
    QLabel::changeEvent(event);
}

void TitleLabel::refresh()
{
    setFont(roleFont(m_role, this));
}

} // namespace svix
