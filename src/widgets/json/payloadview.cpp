// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/payloadview.h"

#include "widgets/json/contentclipboard.h"
#include "widgets/json/jsontreemodel.h"
#include "widgets/json/jsonview.h"
#include "widgets/json/rawview.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/visibletext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace svix {

PayloadView::PayloadView(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QWidget(this))
    , m_switch(new SegmentedControl(m_bar))
    , m_about(new QLabel(m_bar))
    , m_copy(new QToolButton(m_bar))
    , m_stack(new QStackedWidget(this))
    , m_tree(new JsonView(this))
    , m_raw(new RawView(this))
    , m_nothing(new QLabel(this))
{
    m_switch->addSegment(tr("Tree"), int(Mode::Tree));
    m_switch->addSegment(tr("Text"), int(Mode::Text));
    m_switch->addSegment(tr("Hex"), int(Mode::Hex));
    m_switch->setAccessibleName(tr("Show as"));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setFont(captionFont(this));
    m_about->setWordWrap(true);
    m_copy->setIcon(icon(u"copy"));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy all"));
    m_copy->setAccessibleName(tr("Copy all"));
    m_copy->setMinimumSize(std::max(24, scaled(24)), std::max(24, scaled(24)));
    m_copy->setObjectName(u"copyPayload"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_nothing->setContentsMargins(4 * unit(), 2 * unit(), 2 * unit(), 2 * unit());

    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(4 * unit(), unit(), 2 * unit(), unit());
    bar->setSpacing(2 * unit());
    bar->addWidget(m_switch);
    bar->addWidget(m_about, 1);
    bar->addWidget(m_copy);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_raw);
    m_stack->addWidget(m_nothing);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);

    connect(m_switch, &SegmentedControl::currentChanged, this,
            [this](int id) { setMode(static_cast<Mode>(id)); });
    connect(m_copy, &QToolButton::clicked, this,
            [this] { copyContent(QString::fromUtf8(m_bytes), m_origin); });
    setNothing({});
    chainTabs(this, tabStops(layout)); // the segments are made after what they switch
}

void PayloadView::setOrigin(const QString &origin)
{
    m_origin = origin;
    m_tree->setOrigin(origin);
    m_raw->setOrigin(origin);
}

QSize PayloadView::sizeHint() const
{
    return m_tree->sizeHint() + QSize(0, m_bar->isHidden() ? 0 : m_bar->sizeHint().height());
}

void PayloadView::setBytes(const QByteArray &bytes, const QString &contentType)
{
    if (bytes.isEmpty()) {
        setNothing(tr("The body is empty."));
        return;
    }
    m_bytes = bytes;
    m_contentType = contentType;
    m_fault = m_tree->setJson(bytes);
    m_raw->setBytes(bytes, !m_fault.isFault());
    m_switch->setEnabled(true);
    m_switch->setSegmentEnabled(int(Mode::Tree), !m_fault.isFault(), tr("This is not JSON"));
    m_copy->setEnabled(true);
    tellAbout();
    showAs(m_wanted);
}

void PayloadView::setNothing(const QString &why)
{
    m_bytes.clear();
    m_contentType.clear();
    m_fault = {};
    m_tree->setJson({});
    m_raw->setBytes({});
    m_nothing->setText(why);
    m_about->clear();
    m_switch->setEnabled(false);
    m_copy->setEnabled(false);
    m_stack->setCurrentWidget(m_nothing);
}

void PayloadView::setMode(Mode mode)
{
    m_wanted = mode;
    if (!m_bytes.isEmpty()) {
        showAs(mode);
    }
}

void PayloadView::setBarVisible(bool visible)
{
    m_bar->setVisible(visible);
}

void PayloadView::showAs(Mode mode)
{
    const Mode shown = mode == Mode::Tree && m_fault.isFault() ? Mode::Text : mode;
    if (shown != Mode::Tree) {
        m_raw->setMode(shown == Mode::Hex ? RawView::Mode::Hex : RawView::Mode::Text);
    }
    // A tree without a row would look as if nothing had been loaded.
    const bool noRow = shown == Mode::Tree && m_tree->jsonModel()->rowCount({}) == 0;
    if (noRow) {
        m_nothing->setText(m_bytes.trimmed().startsWith('[') ? tr("[ ]  an empty list")
                                                             : tr("{ }  an empty object"));
    }
    m_stack->setCurrentWidget(noRow                 ? static_cast<QWidget *>(m_nothing)
                              : shown == Mode::Tree ? static_cast<QWidget *>(m_tree)
                                                    : m_raw);
    {
        const QSignalBlocker quiet(m_switch);
        m_switch->setCurrentId(int(shown));
    }
    if (std::exchange(m_shown, shown) != shown) {
        Q_EMIT modeChanged(shown);
    }
}

/// "1.2 kB · application/json · not JSON: line 3, column 4: …"
void PayloadView::tellAbout()
{
    QStringList parts{QLocale().formattedDataSize(m_bytes.size(), 1, QLocale::DataSizeSIFormat)};
    if (!m_contentType.isEmpty()) {
        parts.append(visibleText(m_contentType.left(200)));
    }
    if (m_fault.isFault()) {
        parts.append(tr("not JSON (%1)").arg(m_fault.text()));
    }
    m_about->setText(parts.join(u" \u00B7 "_s));
}

} // namespace svix
