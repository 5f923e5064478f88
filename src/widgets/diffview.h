// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/linediff.h"

#include <QPlainTextEdit>

namespace svix {

/// How one text becomes another, line by line: what goes has a minus and a tint, what comes a plus
/// and another one.
class DiffView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit DiffView(QWidget *parent = nullptr);

    /// JSON is compared member by member, one a line.
    void setTexts(const QByteArray &before, const QByteArray &after);
    /// Lines that are only in the first or only in the second.
    int removed() const { return m_removed; }
    int added() const { return m_added; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void adoptFont();

    QList<DiffLine> m_lines;
    int m_removed = 0;
    int m_added = 0;
};

} // namespace svix
