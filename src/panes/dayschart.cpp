// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/dayschart.h"

#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QEvent>
#include <QGraphicsLayout>
#include <QLocale>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSet>
#include <QtCharts/QLegend>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>

namespace svix {

DaysChart::DaysChart(QWidget *parent)
    : QChartView(parent)
    , m_failed(new QBarSet(tr("failed"), this))
    , m_waiting(new QBarSet(tr("waiting"), this))
    , m_delivered(new QBarSet(tr("delivered"), this))
    , m_series(new QStackedBarSeries)
    , m_dates(new QBarCategoryAxis(this))
    , m_counts(new QValueAxis(this))
{
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_series->append({m_failed, m_waiting, m_delivered});
    m_series->setBarWidth(0.6);
    QChart *drawn = chart();
    drawn->addSeries(m_series);
    drawn->setAnimationOptions(QChart::NoAnimation);
    drawn->setBackgroundRoundness(0);
    drawn->setMargins({});
    drawn->layout()->setContentsMargins(0, 0, 0, 0);
    drawn->addAxis(m_dates, Qt::AlignBottom);
    drawn->addAxis(m_counts, Qt::AlignLeft);
    m_series->attachAxis(m_dates);
    m_series->attachAxis(m_counts);
    m_dates->setGridLineVisible(false);
    m_counts->setLineVisible(false);
    m_counts->setLabelFormat(QStringLiteral("%d"));
    m_counts->setTickCount(3);
    drawn->legend()->setAlignment(Qt::AlignBottom);
    drawn->legend()->setMarkerShape(QLegend::MarkerShapeCircle);
    adoptTheme();
}

void DaysChart::setDays(const QList<EndpointDays::Day> &days)
{
    for (QBarSet *set : {m_failed, m_waiting, m_delivered}) {
        set->remove(0, set->count());
    }
    QStringList names;
    qint64 most = 0;
    for (const EndpointDays::Day &day : days) {
        const EndpointStatsOut stats = day.stats.value_or(EndpointStatsOut());
        const qint64 waiting = stats.pending + stats.sending;
        m_failed->append(static_cast<double>(stats.fail));
        m_waiting->append(static_cast<double>(waiting));
        m_delivered->append(static_cast<double>(stats.success));
        names.append(locale().toString(day.date, QStringLiteral("ddd")));
        most = std::max(most, stats.fail + waiting + stats.success);
    }
    m_dates->setCategories(names);
    m_counts->setRange(0, static_cast<double>(std::max<qint64>(2, most)));
    m_counts->applyNiceNumbers();
}

void DaysChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        adoptTheme();
    }
}

void DaysChart::adoptTheme()
{
    const Tokens &t = Tokens::of(this);
    setFixedHeight(scaled(170));
    setBackgroundBrush(t.base);
    chart()->setBackgroundBrush(t.base);
    chart()->legend()->setLabelColor(t.muted);
    chart()->legend()->setFont(captionFont());
    for (QAbstractAxis *axis :
         {static_cast<QAbstractAxis *>(m_dates), static_cast<QAbstractAxis *>(m_counts)}) {
        axis->setLabelsColor(t.muted);
        axis->setLabelsFont(captionFont());
        axis->setLinePenColor(t.hairline);
        axis->setGridLineColor(t.hairline);
    }
    m_failed->setColor(t.state(StateKind::Fail));
    m_waiting->setColor(t.state(StateKind::Pending));
    m_delivered->setColor(t.state(StateKind::Ok));
    for (QBarSet *set : {m_failed, m_waiting, m_delivered}) {
        set->setBorderColor(t.base);
    }
}

} // namespace svix
