// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diffview.h"

#include "widgets/json/jsonwalk.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/visibletext.h"

#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// More of a line is not shown: a text layout takes seconds for a megabyte without a break.
constexpr qsizetype longestShown = 4000;

QStringList linesOf(const QByteArray &text)
{
    return text.isEmpty() ? QStringList() : QString::fromUtf8(formatJson(text)).split(u'\n');
}

QString shown(const DiffLine &line)
{
    const QString mark = line.kind == DiffLine::Kind::Removed ? u"\u2212 "_s
                         : line.kind == DiffLine::Kind::Added ? u"+ "_s
                                                              : u"  "_s;
    const bool cut = line.text.size() > longestShown;
    return mark + visibleText(line.text.left(longestShown)) + (cut ? u"…"_s : QString());
}

} // namespace

DiffView::DiffView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setLayoutDirection(Qt::LeftToRight);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("Changes"));
    adoptFont();
}

void DiffView::setTexts(const QByteArray &before, const QByteArray &after)
{
    m_lines = lineDiff(linesOf(before), linesOf(after));
    const auto count = [this](DiffLine::Kind kind) {
        return int(std::count_if(m_lines.cbegin(), m_lines.cend(),
                                 [kind](const DiffLine &line) { return line.kind == kind; }));
    };
    m_removed = count(DiffLine::Kind::Removed);
    m_added = count(DiffLine::Kind::Added);
    rebuild();
}

void DiffView::rebuild()
{
    const Tokens &tokens = Tokens::of(this);
    QStringList lines;
    for (const DiffLine &line : std::as_const(m_lines)) {
        lines += shown(line);
    }
    setPlainText(lines.join(u'\n'));
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const DiffLine &line : std::as_const(m_lines)) {
        if (line.kind != DiffLine::Kind::Same) {
            const bool added = line.kind == DiffLine::Kind::Added;
            const Tint &tint = added ? tokens.badgeOk : tokens.badgeBad;
            QTextBlockFormat block;
            block.setBackground(tint.background);
            cursor.setBlockFormat(block);
            QTextCharFormat text;
            text.setForeground(tint.text);
            cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            cursor.setCharFormat(text);
        }
        cursor.movePosition(QTextCursor::NextBlock);
    }
    cursor.endEditBlock();
}

void DiffView::adoptFont()
{
    const QFont mono = monoFont(this);
    if (font() != mono) {
        setFont(mono);
    }
}

void DiffView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        rebuild();
    }
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange) {
        adoptFont();
    }
}

} // namespace svix
