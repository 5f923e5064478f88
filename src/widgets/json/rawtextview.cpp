// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/rawtextview.h"

#include "widgets/json/contentclipboard.h"
#include "widgets/json/jsonhighlighter.h"
#include "widgets/json/rawview.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QMimeData>
#include <QTextBlock>

namespace svix {

namespace {

/// State of a block that goes on in the next one.
constexpr int continued = 1;

/// Breaks what is longer than a line may be; the numbers of the broken lines go to `broken`.
QString breakLines(const QString &text, QList<int> &broken)
{
    QString out;
    int line = 0;
    for (qsizetype begin = 0; begin <= text.size();) {
        qsizetype end = text.indexOf(u'\n', begin);
        end = end < 0 ? text.size() : end;
        while (end - begin > RawView::longestLine) {
            qsizetype cut = begin + RawView::longestLine;
            cut -= text.at(cut).isLowSurrogate() ? 1 : 0;
            out += QStringView(text).sliced(begin, cut - begin);
            out += u'\n';
            broken.append(line++);
            begin = cut;
        }
        out += QStringView(text).sliced(begin, end - begin);
        if (end < text.size()) {
            out += u'\n';
        }
        ++line;
        begin = end + 1;
    }
    return out;
}

} // namespace

RawTextView::RawTextView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("Text"));
    adoptFont();
}

bool RawTextView::setBytes(const QByteArray &bytes, bool json)
{
    delete std::exchange(m_highlighter, nullptr);
    const QString text = visibleUtf8(bytes, LineBreaks::Keep);
    QList<int> broken;
    setPlainText(breakLines(text, broken));
    for (const int line : std::as_const(broken)) {
        document()->findBlockByNumber(line).setUserState(continued);
    }
    // A highlighter keeps states of its own in the blocks, so it serves unbroken text only.
    if (json && broken.isEmpty() && bytes.size() <= RawView::highlightLimit) {
        m_highlighter = new JsonHighlighter(document(), this);
    }
    return !broken.isEmpty();
}

QMimeData *RawTextView::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    QString text;
    for (QTextBlock block = document()->findBlock(cursor.selectionStart());
         block.isValid() && block.position() <= cursor.selectionEnd(); block = block.next()) {
        const int from = std::max(0, cursor.selectionStart() - block.position());
        const int to = std::min(block.length() - 1, cursor.selectionEnd() - block.position());
        text += QStringView(block.text()).mid(from, to - from);
        if (block.position() + block.length() <= cursor.selectionEnd() &&
            block.userState() != continued) {
            text += u'\n';
        }
    }
    auto *copied = new QMimeData;
    copied->setText(text);
    markContent(*copied, m_origin);
    return copied;
}

void RawTextView::adoptFont()
{
    const QFont mono = monoFont(this);
    if (font() != mono) {
        setFont(mono);
    }
}

void RawTextView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        m_highlighter->refresh();
    }
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange) {
        adoptFont();
    }
}

} // namespace svix
