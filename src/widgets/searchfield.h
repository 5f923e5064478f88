// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace svix {

/// A line edit with a magnifier, a clear button, and its shortcut written at the far end while
/// empty.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);
    /// The placeholder is also the accessible name.
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

    void setPlaceholder(const QString &placeholder);
    /// Only shown; the window owns the shortcut itself.
    void setShortcutHint(const QKeySequence &shortcut);

Q_SIGNALS:
    /// Down was pressed: the list below wants the focus.
    void downPressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptDirection();

    QKeySequence m_hint;
};

} // namespace svix
