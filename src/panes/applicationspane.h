// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/listpane.h"

namespace svix {

class ApplicationActs;
class ApplicationDetail;
class ApplicationModel;
class PortalActs;
struct ApplicationOut;

/// The applications of the server: find one by name, uid or id, and go into it.
class ApplicationsPane : public ListPane
{
    Q_OBJECT
public:
    explicit ApplicationsPane(const PaneContext &context, QWidget *parent = nullptr);
    ~ApplicationsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    ApplicationModel *model() const { return m_model; }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    void askWanted() override;
    void refreshActs() override;

Q_SIGNALS:
    /// A person has deleted it here.
    void applicationRemoved(const QString &id);

private:
    void buildActs();
    void connectActs();
    /// Looks for what is typed: on every page of the list, and as an id or uid.
    void searchAll();
    void endSearch();
    void searchMoved();
    void askFor(Missing missing);
    void open(Section section);

    ApplicationModel *m_model;
    ApplicationDetail *m_detail;
    ApplicationActs *m_acts;
    PortalActs *m_portal;
    QAction *m_new = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_access = nullptr;
    QAction *m_oldAccess = nullptr;
    QAction *m_expireAll = nullptr;
    QAction *m_openMessages = nullptr;
    QAction *m_openEndpoints = nullptr;
    QAction *m_openAttempts = nullptr;
    QAction *m_searchAll = nullptr;
    bool m_searching = false;
};

} // namespace svix
