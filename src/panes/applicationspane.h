// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/pane.h"

class QStackedWidget;

namespace svix {

class ApplicationDetail;
class ApplicationModel;
class EmptyState;
struct ApplicationOut;

/// The applications of the server: find one by name, uid or id, and go into it.
class ApplicationsPane : public Pane
{
    Q_OBJECT
public:
    explicit ApplicationsPane(const PaneContext &context, QWidget *parent = nullptr);
    ~ApplicationsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    void refresh() override;
    void reset() override;

    ApplicationModel *model() const { return m_model; }

private:
    void buildActs();
    void refreshActs();
    void rowChosen(const QString &key);
    void showRow(const ApplicationOut &application);
    /// Looks for what is typed: on every page of the list, and as an id or uid.
    void searchAll();
    void endSearch();
    void searchMoved();
    /// Asks for one application by its id or uid; `wanted` as it was typed or gone to.
    void askFor(const QString &wanted, bool typed);
    void open(Section section);

    ApplicationModel *m_model;
    QStackedWidget *m_right;
    EmptyState *m_nothing;
    ApplicationDetail *m_detail;
    QAction *m_openMessages = nullptr;
    QAction *m_openEndpoints = nullptr;
    QAction *m_openAttempts = nullptr;
    QAction *m_searchAll = nullptr;
    QString m_wanted; // a row to choose when it comes
    bool m_searching = false;
};

} // namespace svix
