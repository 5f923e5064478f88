// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "panes/pane.h"

class QPushButton;
class QStackedWidget;

namespace svix {

class AttemptDetail;
class AttemptFilters;
class AttemptModel;
class EmptyState;
class EndpointSelector;
class EventTypeNames;
class ResendFlow;

/// The attempts at one endpoint, at all endpoints, or of one message: what was sent when, what came
/// back, and sending it again.
class AttemptsPane : public Pane
{
    Q_OBJECT
public:
    AttemptsPane(const PaneContext &context, EventTypeNames &eventTypes, QWidget *parent = nullptr);
    ~AttemptsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    void refresh() override;
    void reset() override;

    AttemptModel *model() const { return m_model; }

private:
    void buildBar(EventTypeNames &eventTypes);
    void buildActs();
    void connectAll();
    void refreshActs();
    /// Asks for what endpoint and message say.
    void applySource();
    void applyFilter();
    void endpointChosen(const QString &id);
    void endpointsLoaded();
    void messageLeft();
    void rowChosen(const QString &key);
    void showRow(const AttemptOut &attempt);
    /// An attempt of the message that is not among the loaded rows.
    void showElsewhere(const QString &id);
    QList<AttemptOut> chosen() const;
    QString eventTypeOf(const QString &attemptId) const;
    QString remembered() const;
    void remember(const QString &endpointId);
    void showChip();

    AttemptModel *m_model;
    QStackedWidget *m_right;
    EmptyState *m_nothing;
    AttemptDetail *m_detail;
    EndpointSelector *m_selector = nullptr;
    QPushButton *m_chip = nullptr;
    AttemptFilters *m_filters = nullptr;
    ResendFlow *m_resend;
    QAction *m_resendAct = nullptr;
    QAction *m_showMessage = nullptr;
    QAction *m_showEndpoint = nullptr;
    QAction *m_copyResponse = nullptr;
    QString m_appId;
    QString m_endpoint; // empty: all
    QString m_message;  // empty: of any
    QStringList m_all;  // the endpoints that are merged now
    QString m_wanted;   // a row to choose when it comes
};

} // namespace svix
