// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/json/jsonwalk.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace svix {

class JsonHighlighter;

/// An editor for a JSON text that checks while one types and never changes what was typed, except
/// by the format action, which moves white space only. Tab leaves it, as everywhere.
class JsonEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class TopLevel {
        Object, ///< what Svix takes as a payload
        Any
    };

    explicit JsonEdit(QWidget *parent = nullptr);

    void setTopLevel(TopLevel topLevel);
    /// Without waiting for the pause in typing; no fault when all is well.
    JsonFault check() const;
    /// The text as UTF-8, as it goes into a request.
    QByteArray json() const;
    /// U+2028 and U+2029, which to an editor are the end of a line, become the same in six letters.
    void setJson(const QByteArray &json);
    /// Formats the whole text (Ctrl+Shift+F); can be undone.
    QAction *formatAction() const { return m_format; }
    /// Puts the cursor where the fault is.
    void goTo(int line, int column);
    /// One that was given a minimum height wishes for no more; it grows with what is there.
    QSize sizeHint() const override;

Q_SIGNALS:
    /// A moment after each change. `message` is empty when all is well; line and column from 1.
    void checked(bool ok, const QString &message, int line, int column);

protected:
    void changeEvent(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void runCheck();
    void format();
    void adoptFont();

    TopLevel m_topLevel = TopLevel::Object;
    JsonHighlighter *m_highlighter;
    QAction *m_format;
    QTimer m_timer;
};

} // namespace svix
