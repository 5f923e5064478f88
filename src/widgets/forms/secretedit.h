// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

class QToolButton;

namespace svix {

/// A line edit for a secret: masked, with a button that reveals it for 30 seconds or until the
/// window loses the focus. While masked nothing of it can be copied, dragged or read by assistants;
/// revealed, it reaches the clipboard by copyRequested() only.
class SecretEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit SecretEdit(QWidget *parent = nullptr);

    /// Replaces the text and masks it; what was there cannot be brought back by undo.
    void setSecret(const QString &secret);
    QString secret() const { return text(); }

    bool isRevealed() const { return echoMode() == Normal; }
    void setRevealed(bool revealed);
    /// For tests and settings; 30 at first.
    void setRevealSeconds(int seconds) { m_timer.setInterval(seconds * 1000); }
    /// The action behind the button inside the edit, for menus and other buttons.
    QAction *revealAction() const { return m_reveal; }

    /// While masked, input methods get stars too (the base gives them the text).
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    using QLineEdit::inputMethodQuery;

Q_SIGNALS:
    void revealedChanged(bool revealed);
    /// A part of it is to be copied, as the secret that it is.
    void copyRequested(const QString &text);

protected:
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void refreshAction();
    void copySelected();
    void leavePrimary();

    QAction *m_reveal;
    QTimer m_timer;
};

} // namespace svix
