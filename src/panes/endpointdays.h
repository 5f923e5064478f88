// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "core/result.h"

#include <QDate>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QTreeWidget;
class QVBoxLayout;

namespace svix {

class ApiClient;
class CancelSource;
class DaysChart;
class SegmentedControl;
class TitleLabel;

/// The counts of an endpoint day by day over the last week, as bars or as a table of the same
/// numbers. Asks the server only once a person wants either: one request a day, behind what else is
/// done, and anew for each endpoint that is shown for a moment.
class EndpointDays : public QWidget
{
    Q_OBJECT
public:
    enum class View { Off, Chart, Table };
    /// What was counted on one day; nothing where the server did not say.
    struct Day
    {
        QDate date;
        std::optional<EndpointStatsOut> stats;
    };
    static constexpr int shownDays = 7;

    explicit EndpointDays(QWidget *parent = nullptr);
    ~EndpointDays() override;

    /// `client` may go; then nothing more is asked.
    void setEndpoint(ApiClient *client, const QString &appId, const QString &endpointId);
    void clear();
    /// Today is the last one.
    const QList<Day> &days() const { return m_days; }

private:
    View view() const;
    void refresh();
    void ask();
    void came(int day, const Result<EndpointStatsOut> &result);
    void show();
    void makeTable();
    void fillTable();
    void copyTable() const;
    QString summary() const;

    QPointer<ApiClient> m_client;
    QString m_appId;
    QString m_endpointId;
    QList<Day> m_days;
    int m_missing = 0; ///< answers that are still to come
    quint64 m_run = 0; ///< tells the answers of one asking from those of another
    QTimer m_delay;    ///< whoever walks along the list asks for nothing
    std::unique_ptr<CancelSource> m_cancel;
    SegmentedControl *m_view;
    TitleLabel *m_note;
    QVBoxLayout *m_layout;
    DaysChart *m_chart = nullptr; ///< made when it is wanted, for its library takes its time
    QTreeWidget *m_table = nullptr;
};

} // namespace svix
