// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/rawview.h"

#include "widgets/json/hexmodel.h"
#include "widgets/json/rawtextview.h"
#include "widgets/style/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace svix {

RawView::RawView(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_text(new RawTextView(this))
    , m_hex(new QTableView(this))
    , m_hexModel(new HexModel(this))
    , m_note(new QLabel(this))
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
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(unit(), unit(), unit(), 0);
    m_note->hide();
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_stack);
    setFocusProxy(m_text);
    adoptFont();
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
    m_stack->setCurrentWidget(mode == Mode::Text ? static_cast<QWidget *>(m_text) : m_hex);
    setFocusProxy(m_stack->currentWidget());
    fill();
}

/// Only what is on screen is built.
void RawView::fill()
{
    if (m_mode == Mode::Hex) {
        if (!std::exchange(m_hexFilled, true)) {
            m_hexModel->setBytes(m_bytes);
        }
        m_note->hide();
        return;
    }
    if (!std::exchange(m_textFilled, true)) {
        m_broken = m_text->setBytes(m_bytes, m_json);
    }
    m_note->setVisible(m_broken);
    m_note->setText(tr("Lines of more than %1 characters are broken on screen; copying joins them.")
                        .arg(longestLine));
}

void RawView::adoptFont()
{
    const QFont mono = monoFont(this);
    if (m_hex->font() != mono) {
        m_hex->setFont(mono);
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
