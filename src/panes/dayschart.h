// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/endpointdays.h"

#include <QtCharts/QChartView>

class QBarCategoryAxis;
class QBarSet;
class QStackedBarSeries;
class QValueAxis;

namespace svix {

/// One bar a day: what failed below, what waits, and what was delivered on top, in the colours of
/// their states. Says nothing to a screen reader but its name: the table has the numbers.
class DaysChart : public QChartView
{
    Q_OBJECT
public:
    explicit DaysChart(QWidget *parent = nullptr);

    void setDays(const QList<EndpointDays::Day> &days);

protected:
    void changeEvent(QEvent *event) override;

private:
    void adoptTheme();

    QBarSet *m_failed;
    QBarSet *m_waiting;
    QBarSet *m_delivered;
    QStackedBarSeries *m_series;
    QBarCategoryAxis *m_dates;
    QValueAxis *m_counts;
};

} // namespace svix
