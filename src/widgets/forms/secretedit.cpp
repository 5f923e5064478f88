// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/secretedit.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
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
    // Queued: Qt gives the selection away after it says that there is one.
    connect(this, &QLineEdit::selectionChanged, this, &SecretEdit::leavePrimary,
            Qt::QueuedConnection);
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
        deselect();
        leavePrimary();
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
    // Qt would put it there as any text. Cutting would take it away besides.
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut)) {
        copySelected();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SecretEdit::copySelected()
{
    if (isRevealed() && hasSelectedText()) {
        Q_EMIT copyRequested(selectedText());
    }
}

void SecretEdit::mouseReleaseEvent(QMouseEvent *event)
{
    QLineEdit::mouseReleaseEvent(event);
    leavePrimary();
}

// What is chosen is pasted by the middle button on X11, and would outlive the 30 seconds.
void SecretEdit::leavePrimary()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!clipboard->supportsSelection() || !clipboard->ownsSelection()) {
        return;
    }
    const QString chosen = clipboard->text(QClipboard::Selection);
    if (!chosen.isEmpty() && text().contains(chosen)) {
        clipboard->clear(QClipboard::Selection);
    }
}

void SecretEdit::contextMenuEvent(QContextMenuEvent *event)
{
    // Not the usual one, which copies past everything here.
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_reveal);
    menu->addSeparator();
    QAction *copy = menu->addAction(tr("Copy"), this, &SecretEdit::copySelected);
    copy->setObjectName(QStringLiteral("copySecretPart"));
    copy->setEnabled(isRevealed() && hasSelectedText() &&
                     isSignalConnected(QMetaMethod::fromSignal(&SecretEdit::copyRequested)));
    if (!isReadOnly()) {
        menu->addAction(tr("Paste"), this, &QLineEdit::paste);
    }
    menu->addAction(tr("Select all"), this, &QLineEdit::selectAll);
    menu->popup(event->globalPos());
    event->accept();
}

} // namespace svix
