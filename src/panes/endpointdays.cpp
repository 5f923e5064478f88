// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointdays.h"

#include "api/apiclient.h"
#include "dialogs/listrows.h"
#include "panes/dayschart.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/titlelabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int restMs = 400; // whoever stays that long on an endpoint wants to see it

} // namespace

EndpointDays::EndpointDays(QWidget *parent)
    : QWidget(parent)
    , m_view(new SegmentedControl(this))
    , m_note(new TitleLabel(this))
    , m_layout(new QVBoxLayout(this))
{
    m_view->setObjectName(u"daysView"_s);
    m_view->setAccessibleName(tr("Day by day"));
    m_view->addSegment(tr("Totals"), static_cast<int>(View::Off));
    m_view->addSegment(tr("Chart by day"), static_cast<int>(View::Chart));
    m_view->addSegment(tr("Table by day"), static_cast<int>(View::Table));
    m_note->setObjectName(u"daysNote"_s);
    m_note->setRole(TextRole::Caption);
    m_note->setMuted(true);
    m_note->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_view);
    row->addStretch(1);
    m_layout->setContentsMargins(0, 2 * unit(), 0, 0);
    m_layout->setSpacing(2 * unit());
    m_layout->addLayout(row);
    m_layout->addWidget(m_note);
    m_delay.setSingleShot(true);
    m_delay.setInterval(restMs);
    connect(&m_delay, &QTimer::timeout, this, &EndpointDays::ask);
    connect(m_view, &SegmentedControl::currentChanged, this, &EndpointDays::refresh);
}

EndpointDays::~EndpointDays() = default;

EndpointDays::View EndpointDays::view() const
{
    return static_cast<View>(m_view->currentId());
}

void EndpointDays::setEndpoint(ApiClient *client, const QString &appId, const QString &endpointId)
{
    clear();
    m_client = client;
    m_appId = appId;
    m_endpointId = endpointId;
    if (view() != View::Off) {
        m_delay.start();
    }
}

void EndpointDays::clear()
{
    m_delay.stop();
    ++m_run;
    if (m_cancel) {
        m_cancel->cancel(); // nobody waits for it any more
    }
    m_client.clear();
    m_days.clear();
    m_missing = 0;
    show();
}

void EndpointDays::refresh()
{
    if (view() != View::Off && m_days.isEmpty()) {
        ask();
    }
    show();
}

void EndpointDays::ask()
{
    m_delay.stop();
    if (!m_client || m_endpointId.isEmpty()) {
        return;
    }
    ++m_run;
    if (m_cancel) {
        m_cancel->cancel();
    }
    m_cancel = std::make_unique<CancelSource>();
    m_days.clear();
    m_missing = shownDays;
    const QDate today = QDate::currentDate();
    for (int i = 0; i < shownDays; ++i) {
        const QDate date = today.addDays(i + 1 - shownDays);
        m_days.append({date, std::nullopt});
        EndpointStatsQuery query;
        query.since = Timestamp::fromDateTime(date.startOfDay());
        if (date != today) {
            query.until = Timestamp::fromDateTime(date.addDays(1).startOfDay());
        }
        CallOptions options;
        options.owner = this;
        options.cancel = m_cancel.get();
        options.priority = Priority::Bulk;
        m_client->get<op::getEndpointStats>(options, m_appId, m_endpointId, query)
            .then(this, [this, i, run = m_run](const Result<EndpointStatsOut> &result) {
                if (run == m_run) {
                    came(i, result);
                }
            });
    }
    show();
}

void EndpointDays::came(int day, const Result<EndpointStatsOut> &result)
{
    if (result.ok()) {
        m_days[day].stats = *result;
    }
    --m_missing;
    show();
}

QString EndpointDays::summary() const
{
    qint64 delivered = 0;
    qint64 failed = 0;
    qint64 waiting = 0;
    int unknown = 0;
    for (const Day &day : m_days) {
        delivered += day.stats ? day.stats->success : 0;
        failed += day.stats ? day.stats->fail : 0;
        waiting += day.stats ? day.stats->pending + day.stats->sending : 0;
        unknown += day.stats ? 0 : 1;
    }
    QString words = tr("Last 7 days: %1 delivered, %2 failed, %3 waiting.")
                        .arg(locale().toString(delivered), locale().toString(failed),
                             locale().toString(waiting));
    if (unknown > 0) {
        words += u' ' + tr("%n day(s) not known.", nullptr, unknown);
    }
    return words;
}

void EndpointDays::show()
{
    const bool known = !m_days.isEmpty() && m_missing == 0;
    const bool some = std::any_of(m_days.cbegin(), m_days.cend(),
                                  [](const Day &day) { return day.stats.has_value(); });
    const bool all = std::all_of(m_days.cbegin(), m_days.cend(),
                                 [](const Day &day) { return day.stats.has_value(); });
    const bool nothing = std::all_of(m_days.cbegin(), m_days.cend(), [](const Day &day) {
        return day.stats &&
               day.stats->success + day.stats->fail + day.stats->pending + day.stats->sending == 0;
    });
    const bool chart = known && some && !nothing && view() == View::Chart;
    const bool table = known && some && view() == View::Table;
    const bool empty = known && nothing && view() == View::Chart;
    m_note->setVisible(view() != View::Off && !m_days.isEmpty() && (!(known && all) || empty));
    m_note->setText(!known  ? tr("Loading…")
                    : empty ? tr("Nothing was sent here in the last 7 days.")
                    : some  ? tr("Some days could not be loaded. F5 tries again.")
                            : tr("The days could not be loaded. F5 tries again."));
    if (chart && !m_chart) {
        m_chart = new DaysChart(this);
        m_chart->setObjectName(u"daysChart"_s);
        m_layout->addWidget(m_chart);
    }
    if (table && !m_table) {
        makeTable();
    }
    if (m_chart) {
        m_chart->setVisible(chart);
    }
    if (m_table) {
        m_table->setVisible(table);
    }
    if (chart) {
        m_chart->setDays(m_days);
        m_chart->setAccessibleName(summary());
        m_chart->setToolTip(summary());
    } else if (table) {
        fillTable();
    }
}

void EndpointDays::makeTable()
{
    m_table = new QTreeWidget(this);
    m_table->setObjectName(u"daysTable"_s);
    m_table->setAccessibleName(tr("Counts day by day"));
    ListRows::setUp(m_table, {tr("Day"), tr("Delivered"), tr("Failed"), tr("Waiting")});
    m_table->headerItem()->setToolTip(3, tr("Pending, or being retried"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < m_table->columnCount(); ++column) {
        m_table->headerItem()->setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
    }
    m_layout->addWidget(m_table);
    chainTabs(this, tabStops(m_layout));
    auto *copy = new QAction(tr("Copy table"), m_table);
    copy->setObjectName(u"copyDays"_s);
    copy->setShortcut(QKeySequence(QKeySequence::Copy));
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &EndpointDays::copyTable);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void EndpointDays::fillTable()
{
    m_table->clear();
    for (auto day = m_days.crbegin(); day != m_days.crend(); ++day) { // today first
        auto *row = new QTreeWidgetItem(m_table);
        row->setText(0, locale().toString(day->date, QStringLiteral("ddd d MMM")));
        const auto put = [&](int column, qint64 number) {
            row->setText(column, day->stats ? locale().toString(number) : QStringLiteral("–"));
            row->setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
        };
        const EndpointStatsOut stats = day->stats.value_or(EndpointStatsOut());
        put(1, stats.success);
        put(2, stats.fail);
        put(3, stats.pending + stats.sending);
    }
    m_table->setFixedHeight(static_cast<int>(m_days.size()) * rowHeight() +
                            m_table->header()->sizeHint().height() + 2 * m_table->frameWidth());
}

/// As spreadsheets take it: dates and numbers without the separators of any language.
void EndpointDays::copyTable() const
{
    QStringList names;
    for (int column = 0; column < m_table->columnCount(); ++column) {
        names.append(m_table->headerItem()->text(column));
    }
    QStringList lines{names.join(u'\t')};
    for (auto day = m_days.crbegin(); day != m_days.crend(); ++day) {
        QStringList cells{day->date.toString(Qt::ISODate), {}, {}, {}};
        if (day->stats) {
            cells[1] = QString::number(day->stats->success);
            cells[2] = QString::number(day->stats->fail);
            cells[3] = QString::number(day->stats->pending + day->stats->sending);
        }
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace svix
