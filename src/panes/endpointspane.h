// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "core/result.h"
#include "panes/pane.h"

#include <QPointer>

#include <memory>

class QStackedWidget;

namespace svix {

class CancelSource;
class EmptyState;
class EndpointDetail;
class EndpointModel;
class EventTypeNames;
class SendExampleDialog;
struct MessageOut;

/// The endpoints of the chosen application: how each one does, its last attempts, and an example
/// to try it.
class EndpointsPane : public Pane
{
    Q_OBJECT
public:
    EndpointsPane(const PaneContext &context, EventTypeNames &eventTypes,
                  QWidget *parent = nullptr);
    ~EndpointsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    void refresh() override;
    void reset() override;

    EndpointModel *model() const { return m_model; }

private:
    void buildActs();
    void refreshActs();
    void rowChosen(const QString &key);
    void showRow(const EndpointOut &endpoint);
    /// An endpoint that is not among the loaded rows, gone to by its id or uid.
    void showElsewhere(const QString &id);
    void sendExample();
    void exampleSent(const QString &url, const QString &eventType,
                     const Result<MessageOut> &result);

    EventTypeNames &m_eventTypes;
    EndpointModel *m_model;
    QStackedWidget *m_right;
    EmptyState *m_nothing;
    EndpointDetail *m_detail;
    QPointer<SendExampleDialog> m_dialog;
    std::unique_ptr<CancelSource> m_exampleCancel;
    QString m_exampleKey; // of a send whose outcome is unknown, to be tried again with
    QString m_exampleType;
    QAction *m_showAttempts = nullptr;
    QAction *m_sendExample = nullptr;
    QAction *m_copyUrl = nullptr;
    QString m_appId;
    QString m_wanted; // a row to choose when it comes
};

} // namespace svix
