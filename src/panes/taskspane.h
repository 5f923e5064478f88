// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "panes/listpane.h"

#include <QTimer>

namespace svix {

class ChoiceMenu;
class FactsDetail;
class TaskModel;

/// The background tasks of the environment. While one of them runs and the page is looked at, it
/// is asked for now and then, so that its row and the detail follow it.
class TasksPane : public ListPane
{
    Q_OBJECT
public:
    explicit TasksPane(const PaneContext &context, QWidget *parent = nullptr);
    ~TasksPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    /// Two seconds at first.
    void setInterval(std::chrono::milliseconds interval)
    {
        m_interval = interval;
        m_timer.setInterval(interval);
    }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    void askWanted() override;
    void refreshActs() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildFilters();
    void filterChanged();
    void showTask(const BackgroundTaskOut &task);
    QStringList running() const;
    void follow();
    void ask();
    void came(const BackgroundTaskOut &task);

    TaskModel *m_model;
    FactsDetail *m_detail;
    ChoiceMenu *m_status = nullptr;
    ChoiceMenu *m_task = nullptr;
    BackgroundTaskOut m_shown;
    QTimer m_timer;
    std::chrono::milliseconds m_interval{}; // while answers come
    int m_asked = 0;                        // answers that are still to come
};

} // namespace svix
