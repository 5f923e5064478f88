// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/jsonedit.h"

#include "widgets/json/jsonhighlighter.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/theme.h"

#include <QAction>
#include <QMimeData>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

// Within the strings of JSON they may stand, elsewhere not.
QString withoutSeparators(QString text)
{
    return text.replace(QChar::LineSeparator, QLatin1String("\\u2028"))
        .replace(QChar::ParagraphSeparator, QLatin1String("\\u2029"));
}

} // namespace

JsonEdit::JsonEdit(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new JsonHighlighter(document(), this))
    , m_format(new QAction(tr("Format"), this))
{
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setLayoutDirection(Qt::LeftToRight);
    m_format->setObjectName(u"formatJson"_s);
    m_format->setShortcut(QKeySequence(u"Ctrl+Shift+F"_s));
    m_format->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_format->setToolTip(
        tr("Put each member on a line of its own; numbers and text stay as typed"));
    connect(m_format, &QAction::triggered, this, &JsonEdit::format);
    addAction(m_format);
    m_timer.setSingleShot(true);
    m_timer.setInterval(300);
    connect(&m_timer, &QTimer::timeout, this, &JsonEdit::runCheck);
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        // Colouring alone is announced as a change of nothing.
        if (removed != 0 || added != 0) {
            m_timer.start();
        }
    });
    adoptFont();
}

void JsonEdit::setTopLevel(TopLevel topLevel)
{
    m_topLevel = topLevel;
    runCheck();
}

void JsonEdit::setJson(const QByteArray &json)
{
    setPlainText(withoutSeparators(QString::fromUtf8(json)));
}

QByteArray JsonEdit::json() const
{
    // The plain text of a document has spaces in place of the no-break spaces that were typed.
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
    return text.toUtf8();
}

void JsonEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText()) {
        textCursor().insertText(withoutSeparators(source->text()));
        ensureCursorVisible();
    }
}

JsonFault JsonEdit::check() const
{
    const QByteArray text = json();
    JsonFault fault = checkJson(text);
    if (!fault.isFault() && m_topLevel == TopLevel::Object) {
        qsizetype begin = 0;
        while (begin < text.size() && isspace(static_cast<unsigned char>(text[begin]))) {
            ++begin;
        }
        if (text.at(begin) != '{') {
            const QByteArrayView before = QByteArrayView(text).first(begin);
            fault.offset = begin;
            fault.line = int(before.count('\n')) + 1;
            fault.column = int(begin - before.lastIndexOf('\n'));
            fault.message = tr("The outermost value has to be an object, { … }.");
        }
    }
    return fault;
}

void JsonEdit::runCheck()
{
    m_timer.stop();
    const JsonFault fault = check();
    Q_EMIT checked(!fault.isFault(), fault.message, fault.line, fault.column);
}

void JsonEdit::format()
{
    const QByteArray before = json();
    const QByteArray after = formatJson(before);
    if (after != before) {
        // Through a cursor, so that it is one step of undo.
        QTextCursor cursor(document());
        cursor.beginEditBlock();
        cursor.select(QTextCursor::Document);
        cursor.insertText(QString::fromUtf8(after));
        cursor.endEditBlock();
    }
    runCheck();
}

void JsonEdit::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid()) {
        return;
    }
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor,
                        std::clamp(column - 1, 0, block.length() - 1));
    setTextCursor(cursor);
    setFocus();
}

QSize JsonEdit::sizeHint() const
{
    const QSize hint = QPlainTextEdit::sizeHint();
    return minimumHeight() > 0 ? QSize(hint.width(), minimumHeight()) : hint;
}

void JsonEdit::adoptFont()
{
    const QFont mono = monoFont(this);
    if (font() != mono) {
        setFont(mono);
    }
}

void JsonEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
        m_highlighter->refresh();
        break;
    case QEvent::ApplicationFontChange:
    case QEvent::StyleChange:
        adoptFont();
        break;
    default:
        break;
    }
}

} // namespace svix
