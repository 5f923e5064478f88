// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/secretedit.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>

namespace svix {

SecretEdit::SecretEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_reveal(new QAction(this))
{
    setEchoMode(Password);
    setLayoutDirection(Qt::LeftToRight);
    setFont(monoFont(this));
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText |
                        Qt::ImhNoAutoUppercase);
    m_timer.setSingleShot(true);
    setRevealSeconds(30);
    connect(&m_timer, &QTimer::timeout, this, [this] { setRevealed(false); });
    connect(m_reveal, &QAction::triggered, this, [this] { setRevealed(!isRevealed()); });
    connect(this, &QLineEdit::textChanged, this, &SecretEdit::refreshAction);
    addAction(m_reveal, TrailingPosition);
    if (auto *button = findChild<QToolButton *>()) {
        button->setFocusPolicy(Qt::TabFocus);
        button->setObjectName(QStringLiteral("revealButton"));
    }
    refreshAction();
}

void SecretEdit::setSecret(const QString &secret)
{
    setRevealed(false);
    setText(secret); // also empties the undo history
}

void SecretEdit::setRevealed(bool revealed)
{
    if (revealed == isRevealed()) {
        return;
    }
    if (revealed) {
        setEchoMode(Normal);
        m_timer.start();
    } else {
        m_timer.stop();
        // A selection made while it could be read must not stay on the X11 selection's leash.
        deselect();
        setEchoMode(Password);
    }
    refreshAction();
    Q_EMIT revealedChanged(revealed);
}

void SecretEdit::refreshAction()
{
    m_reveal->setText(isRevealed() ? tr("Hide") : tr("Reveal"));
    m_reveal->setToolTip(isRevealed() ? tr("Hide") : tr("Reveal for 30 seconds"));
    m_reveal->setIcon(icon(isRevealed() ? u"eye-off" : u"eye", IconColor::Muted));
    m_reveal->setEnabled(isRevealed() || !text().isEmpty());
    if (auto *button = findChild<QToolButton *>()) {
        button->setAccessibleName(m_reveal->text());
    }
}

QVariant SecretEdit::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImSurroundingText:
    case Qt::ImTextBeforeCursor:
    case Qt::ImTextAfterCursor:
    case Qt::ImCurrentSelection:
        return isRevealed() ? QLineEdit::inputMethodQuery(query) : QVariant(QString());
    default:
        return QLineEdit::inputMethodQuery(query);
    }
}

bool SecretEdit::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate) {
        setRevealed(false);
    }
    return QLineEdit::event(event);
}

void SecretEdit::hideEvent(QHideEvent *event)
{
    setRevealed(false);
    QLineEdit::hideEvent(event);
}

void SecretEdit::keyPressEvent(QKeyEvent *event)
{
    // Cutting a masked text would take it away without giving it to the clipboard.
    if (event->matches(QKeySequence::Cut) && !isRevealed()) {
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SecretEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    if (!menu) {
        return;
    }
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->insertAction(menu->actions().value(0), m_reveal);
    menu->popup(event->globalPos());
    event->accept();
}

} // namespace svix
