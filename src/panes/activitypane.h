// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/pane.h"

class QStackedWidget;

namespace svix {

class ActivityDetail;
class ActivityModel;
class EmptyState;
class FilterButton;

/// Every request of the console, with a way to repeat it by hand.
class ActivityPane : public Pane
{
    Q_OBJECT
public:
    /// The model outlives the pane: it listens while another page is shown.
    ActivityPane(const PaneContext &context, ActivityModel &model, QWidget *parent = nullptr);
    ~ActivityPane() override;

    void go(const Place &place) override;
    Place place() const override;
    /// Nothing to load: the list is always up to date.
    void refresh() override {}
    /// Stays over connections: it is the memory of what was done.
    void reset() override {}

private:
    void buildActs();
    void buildFilter();
    void setWritesOnly(bool only);
    void refreshActs();
    void rowChosen(const QString &key);

    ActivityModel &m_model;
    QStackedWidget *m_right;
    EmptyState *m_nothing;
    ActivityDetail *m_detail;
    FilterButton *m_kind = nullptr;
    QAction *m_copyCurl = nullptr;
    QAction *m_clearDone = nullptr;
};

} // namespace svix
