// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeedit.h"

#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int numbers = 0; // the margin with the line numbers
constexpr int faultMarker = 1;
constexpr int indentBy = 2;

/// What the editor leaves to the dialog around it.
bool isOfTheDialog(const QKeyEvent *key)
{
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    return key->key() == Qt::Key_Escape || (enter && (key->modifiers() & Qt::ControlModifier));
}

bool leaves(const QKeyEvent *key)
{
    const bool tab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
    return key->key() == Qt::Key_F6 || (tab && (key->modifiers() & Qt::ControlModifier));
}

} // namespace

CodeEdit::CodeEdit(QWidget *parent)
    : QsciScintilla(parent)
    , m_lexer(new CodeLexer(this))
{
    setProperty("focusRing", true);
    setLayoutDirection(Qt::LeftToRight);
    setUtf8(true);
    setEolMode(EolUnix);
    setIndentationsUseTabs(false);
    setIndentationWidth(indentBy);
    setTabWidth(indentBy);
    setTabIndents(true);
    setBackspaceUnindents(true);
    setAutoIndent(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    for (int margin = 0; margin < 5; ++margin) {
        setMarginWidth(margin, 0);
    }
    setMarginType(numbers, NumberMargin);
    markerDefine(Background, faultMarker);
    setMarginMarkerMask(numbers, 0);
    setLexer(m_lexer);
    connect(this, &QsciScintilla::textChanged, this, [this] { markLine(0); });
    connect(this, &QsciScintilla::linesChanged, this, &CodeEdit::fitNumbers);
    adoptLook();
}

void CodeEdit::setCode(const QString &code)
{
    setReadOnly(false);
    setText(code);
    m_whole = text() == code;
    setReadOnly(!m_whole);
    setModified(false);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setCursorPosition(0, 0);
}

void CodeEdit::markLine(int line)
{
    markerDeleteAll(faultMarker);
    m_marked = line > 0 && line <= lines() ? line : 0;
    if (m_marked > 0) {
        markerAdd(m_marked - 1, faultMarker);
        ensureLineVisible(m_marked - 1);
        const int first = firstVisibleLine();
        const int shown = int(SendScintilla(SCI_LINESONSCREEN));
        if (m_marked - 1 < first || m_marked - 1 >= first + shown) {
            setFirstVisibleLine(std::max(0, m_marked - 1 - shown / 2));
        }
    }
}

void CodeEdit::goTo(int line, int column)
{
    const int row = std::clamp(line - 1, 0, std::max(0, lines() - 1));
    setCursorPosition(row, std::clamp(column - 1, 0, int(text(row).trimmed().size())));
    ensureCursorVisible();
    setFocus(Qt::OtherFocusReason);
}

QSize CodeEdit::sizeHint() const
{
    return {scaled(320), scaled(200)};
}

QSize CodeEdit::minimumSizeHint() const
{
    return {scaled(160), scaled(120)};
}

void CodeEdit::adoptLook()
{
    const Tokens &tokens = Tokens::of(this);
    const QFont mono = monoFont(this);
    m_lexer->adopt(tokens, mono);
    setColor(tokens.text);
    setPaper(tokens.base);
    setMarginsFont(mono);
    setMarginsForegroundColor(tokens.muted);
    setMarginsBackgroundColor(tokens.alternate);
    fitNumbers();
    SendScintilla(SCI_SETMARGINLEFT, 0, scaled(6));
    setCaretForegroundColor(tokens.text);
    setCaretLineBackgroundColor(tokens.alternate);
    setSelectionBackgroundColor(tokens.selection);
    resetSelectionForegroundColor(); // the colours of the code stay as they are on it
    setMarkerBackgroundColor(tokens.badgeBad.background, faultMarker);
    setMatchedBraceBackgroundColor(tokens.selection);
    setMatchedBraceForegroundColor(tokens.text);
    setUnmatchedBraceBackgroundColor(tokens.base);
    setUnmatchedBraceForegroundColor(tokens.bad);
}

void CodeEdit::fitNumbers()
{
    // One digit more than there are, so that the text does not move with each tenth line.
    const int digits = std::max(3, int(QString::number(lines()).size()) + 1);
    setMarginWidth(numbers, QString(digits, u'0'));
}

void CodeEdit::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::ApplicationFontChange:
    case QEvent::StyleChange:
        adoptLook();
        break;
    default:
        break;
    }
}

bool CodeEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (leaves(key)) {
            event->accept();
            return true;
        }
        if (isOfTheDialog(key)) {
            event->ignore();
            return true;
        }
    }
    return QsciScintilla::event(event);
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (leaves(event)) {
        // Its own does nothing, so that Tab can indent.
        QAbstractScrollArea::focusNextPrevChild(event->key() != Qt::Key_Backtab &&
                                                !(event->modifiers() & Qt::ShiftModifier));
    } else if (isOfTheDialog(event)) {
        event->ignore();
    } else {
        QsciScintilla::keyPressEvent(event);
    }
}

} // namespace svix
