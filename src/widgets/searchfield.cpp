// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/searchfield.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace svix {

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
{
    addAction(icon(u"search", IconColor::Muted), QLineEdit::LeadingPosition);
    setClearButtonEnabled(true);
    adoptDirection();
    setMinimumWidth(scaled(140));
}

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : SearchField(parent)
{
    setPlaceholder(placeholder);
}

void SearchField::setPlaceholder(const QString &placeholder)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
}

void SearchField::setShortcutHint(const QKeySequence &shortcut)
{
    m_hint = shortcut;
    update();
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    // A placeholder in a script of the other direction starts where the hint would stand.
    const bool crossed =
        !placeholderText().isEmpty() && placeholderText().isRightToLeft() != isRightToLeft();
    if (m_hint.isEmpty() || !text().isEmpty() || crossed) {
        return;
    }
    QPainter painter(this);
    const QFont font = captionFont(this);
    const QString keys = m_hint.toString(QKeySequence::NativeText);
    const QRect room = rect().adjusted(scaled(10), 0, -scaled(10), 0);
    const int needed = fontMetrics().horizontalAdvance(placeholderText()) + scaled(40) +
                       QFontMetrics(font).horizontalAdvance(keys);
    if (needed > width()) {
        return; // the placeholder says more
    }
    painter.setFont(font);
    painter.setPen(Tokens::of(this).muted);
    painter.drawText(room,
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignTrailing)) |
                         Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextForceLeftToRight,
                     keys);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier) {
        Q_EMIT downPressed();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::StyleChange) {
        adoptDirection();
    }
    QLineEdit::changeEvent(event);
}

void SearchField::adoptDirection()
{
    // The line edit leaves more room after its icon than the text needs; margins are not mirrored.
    const int less = -scaled(5);
    setTextMargins(isRightToLeft() ? 0 : less, 0, isRightToLeft() ? less : 0, 0);
}

} // namespace svix
