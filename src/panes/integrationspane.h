// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "panes/listpane.h"

namespace svix {

class FactsDetail;
class IntegrationActs;
class IntegrationModel;

/// The integrations of the chosen application: services that make endpoints by themselves.
class IntegrationsPane : public ListPane
{
    Q_OBJECT
public:
    explicit IntegrationsPane(const PaneContext &context, QWidget *parent = nullptr);
    ~IntegrationsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    IntegrationModel *model() const { return m_model; }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    void askWanted() override;
    void refreshActs() override;

private:
    void buildActs();
    void showIntegration(const IntegrationOut &integration);

    IntegrationModel *m_model;
    FactsDetail *m_detail;
    IntegrationActs *m_acts;
    QAction *m_new = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_key = nullptr;
    QAction *m_delete = nullptr;
    IntegrationOut m_shown;
    QString m_appId;
};

} // namespace svix
