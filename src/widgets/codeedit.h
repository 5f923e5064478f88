// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/codelexer.h"

namespace svix {

/// An editor for JavaScript: colours, line numbers, indentation, matching brackets. Tab indents;
/// Ctrl+Tab and F6 leave it, with Shift backwards, and Esc and Ctrl+Enter go to the dialog.
class CodeEdit : public QsciScintilla
{
    Q_OBJECT
    Q_PROPERTY(QString code READ code WRITE setCode NOTIFY textChanged USER true)
public:
    explicit CodeEdit(QWidget *parent = nullptr);

    QString code() const { return text(); }
    /// The first state that undo leads back to. What the editor cannot hold as it is (a NUL, half a
    /// character) is shown as far as it can be and cannot be edited; isWhole() tells.
    void setCode(const QString &code);
    bool isWhole() const { return m_whole; }

    /// Marks a line and brings it into sight without taking the focus; from 1, 0 marks none.
    void markLine(int line);
    int markedLine() const { return m_marked; }
    /// Puts the cursor there and takes the focus; both from 1.
    void goTo(int line, int column);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void adoptLook();
    void fitNumbers();

    CodeLexer *m_lexer;
    int m_marked = 0;
    bool m_whole = true;
};

} // namespace svix
