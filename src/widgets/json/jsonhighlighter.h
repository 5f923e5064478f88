// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace svix {

/// Colours JSON line by line, whether or not it is complete; also marks characters that were made
/// visible. Follows the palette of its editor when refresh() is called.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    JsonHighlighter(QTextDocument *document, const QWidget *editor);

    /// Takes the colours again after a change of the palette.
    void refresh() { rehighlight(); }

protected:
    void highlightBlock(const QString &text) override;

private:
    const QWidget *m_editor;
};

} // namespace svix
