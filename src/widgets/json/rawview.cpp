// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/rawview.h"

#include "widgets/json/contentclipboard.h"
#include "widgets/json/hexmodel.h"
#include "widgets/json/linesmodel.h"
#include "widgets/json/rawtextview.h"
#include "widgets/style/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace svix {

RawView::RawView(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_text(new RawTextView(this))
    , m_lines(new QListView(this))
    , m_linesModel(new LinesModel(this))
    , m_hex(new QTableView(this))
    , m_hexModel(new HexModel(this))
    , m_note(new QLabel(this))
{
    setUpLines();
    setUpHex();
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(2 * unit(), unit(), 2 * unit(), 0);
    m_note->hide();
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_lines);
    m_stack->addWidget(m_hex);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_stack);
    setFocusProxy(m_text);
    adoptFont();
}

void RawView::setUpLines()
{
    m_lines->setModel(m_linesModel);
    m_lines->setUniformItemSizes(true);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_lines->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_lines->setTextElideMode(Qt::ElideNone);
    m_lines->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_lines->setLayoutDirection(Qt::LeftToRight);
    m_lines->setAccessibleName(tr("Lines"));
    copyRows(m_lines);
}

void RawView::setUpHex()
{
    m_hex->setModel(m_hexModel);
    m_hex->setShowGrid(false);
    m_hex->setFrameShape(QFrame::NoFrame);
    m_hex->setTabKeyNavigation(false);
    m_hex->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_hex->setLayoutDirection(Qt::LeftToRight);
    m_hex->setAccessibleName(tr("Bytes"));
    m_hex->verticalHeader()->setVisible(false);
    m_hex->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_hex->horizontalHeader()->setVisible(false);
    m_hex->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_hex->horizontalHeader()->setStretchLastSection(true);
    copyRows(m_hex);
}

/// Ctrl+C takes the bytes behind the chosen rows, not what is drawn for them.
void RawView::copyRows(QAbstractItemView *view)
{
    auto *action = new QAction(tr("Copy rows"), view);
    action->setShortcut(QKeySequence(QKeySequence::Copy));
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, view] {
        QByteArray copied;
        QItemSelection ranges = view->selectionModel()->selection();
        std::sort(ranges.begin(), ranges.end(),
                  [](const auto &a, const auto &b) { return a.top() < b.top(); });
        for (const QItemSelectionRange &range : std::as_const(ranges)) {
            const qsizetype first = qsizetype(range.top()) * HexModel::bytesPerRow;
            copied += view == m_hex
                          ? m_bytes.mid(first, qsizetype(range.height()) * HexModel::bytesPerRow)
                                    .toHex(' ') +
                                '\n'
                          : m_linesModel->bytes(range.top(), range.bottom());
        }
        copyContent(QString::fromUtf8(copied), m_origin);
    });
    view->addAction(action);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void RawView::setOrigin(const QString &origin)
{
    m_origin = origin;
    m_text->setOrigin(origin);
}

void RawView::setBytes(const QByteArray &bytes, bool json)
{
    m_bytes = bytes;
    m_json = json;
    m_textFilled = false;
    m_hexFilled = false;
    fill();
}

void RawView::setMode(Mode mode)
{
    m_mode = mode;
    fill();
}

/// Only what is on screen is built.
void RawView::fill()
{
    QWidget *shown = m_hex;
    if (m_mode == Mode::Hex) {
        if (!std::exchange(m_hexFilled, true)) {
            m_hexModel->setBytes(m_bytes);
        }
    } else {
        const bool isLong = m_bytes.size() > editorLimit;
        shown = isLong ? static_cast<QWidget *>(m_lines) : m_text;
        if (!std::exchange(m_textFilled, true)) {
            m_broken = m_linesModel->setBytes(isLong ? m_bytes : QByteArray(), longestLine);
            m_broken = m_text->setBytes(isLong ? QByteArray() : m_bytes, m_json) || m_broken;
        }
        m_note->setText(
            tr("Lines of more than %1 characters are broken on screen; copying joins them.")
                .arg(longestLine));
    }
    m_note->setVisible(m_broken && m_mode == Mode::Text);
    m_stack->setCurrentWidget(shown);
    setFocusProxy(shown);
}

void RawView::adoptFont()
{
    const QFont mono = monoFont(this);
    if (m_hex->font() != mono) {
        m_hex->setFont(mono);
    }
    if (m_lines->font() != mono) {
        m_lines->setFont(mono);
    }
    const QFontMetrics metrics(mono);
    m_hex->verticalHeader()->setMinimumSectionSize(metrics.height());
    m_hex->verticalHeader()->setDefaultSectionSize(metrics.height() + 1);
    const int digit = metrics.horizontalAdvance(u'0');
    m_hex->horizontalHeader()->resizeSection(HexModel::OffsetColumn, 8 * digit + 5 * unit());
    m_hex->horizontalHeader()->resizeSection(HexModel::BytesColumn, 48 * digit + 5 * unit());
}

void RawView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange) {
        adoptFont();
    }
}

} // namespace svix
