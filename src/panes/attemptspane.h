// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "panes/listpane.h"

class QPushButton;

namespace svix {

class AttemptDetail;
class AttemptFilters;
class AttemptModel;
class EndpointSelector;
class EventTypeNames;
class ExpungeFlow;
class ResendFlow;

/// The attempts at one endpoint, at all endpoints, or of one message: what was sent when, what came
/// back, and sending it again.
class AttemptsPane : public ListPane
{
    Q_OBJECT
public:
    AttemptsPane(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent = nullptr);
    ~AttemptsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    AttemptModel *model() const { return m_model; }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    /// Where they are of one message; else only the time in its id could lead to it.
    void askWanted() override;
    void refreshActs() override;

private:
    void buildBar(EventTypeNames &eventTypes);
    void buildActs();
    void connectAll();
    /// Asks for what endpoint and message say.
    void applySource();
    void applyFilter();
    void showList();
    void endpointChosen(const QString &id);
    void endpointsLoaded();
    void messageLeft();
    void showMessage();
    void expunge();
    QList<AttemptOut> chosen() const;
    QString eventTypeOf(const QString &attemptId) const;
    QString remembered() const;
    void remember(const QString &endpointId);
    void showChip();

    AttemptModel *m_model;
    AttemptDetail *m_detail;
    EndpointSelector *m_selector = nullptr;
    QPushButton *m_chip = nullptr;
    AttemptFilters *m_filters = nullptr;
    ResendFlow *m_resend;
    ExpungeFlow *m_expungeFlow;
    QAction *m_resendAct = nullptr;
    QAction *m_showMessage = nullptr;
    QAction *m_showEndpoint = nullptr;
    QAction *m_copyResponse = nullptr;
    QAction *m_expunge = nullptr;
    QAction *m_old = nullptr;
    QString m_appId;
    QString m_endpoint; // empty: all
    QString m_message;  // empty: of any
    QStringList m_all;  // the endpoints that are merged now
};

} // namespace svix
