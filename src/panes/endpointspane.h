// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "core/result.h"
#include "panes/listpane.h"

#include <QPointer>

namespace svix {

class EndpointActs;
class EndpointDetail;
class EndpointModel;
class EventTypeNames;
class HeadersFlow;
class ReplayFlow;
class SecretFlow;
class SendExampleDialog;
class TransformationFlow;

/// The endpoints of the chosen application: how each one does, its last attempts, and everything
/// that can be done with one.
class EndpointsPane : public ListPane
{
    Q_OBJECT
public:
    EndpointsPane(const PaneContext &context, EventTypeNames &eventTypes,
                  QWidget *parent = nullptr);
    ~EndpointsPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    EndpointModel *model() const { return m_model; }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    void askWanted() override;
    void refreshActs() override;

private:
    void buildActs();
    void buildChanges();
    void refreshChanges(const QString &none, const QString &many);
    void showAttempts(const QString &endpointId);
    void copyUrls();
    void sendExample();

    EventTypeNames &m_eventTypes;
    EndpointModel *m_model;
    EndpointDetail *m_detail;
    ReplayFlow *m_replay;
    EndpointActs *m_acts;
    HeadersFlow *m_headers;
    SecretFlow *m_secret;
    TransformationFlow *m_transformations;
    QPointer<SendExampleDialog> m_dialog;
    QAction *m_new = nullptr;
    QAction *m_showAttempts = nullptr;
    QAction *m_showMessages = nullptr;
    QAction *m_sendExample = nullptr;
    QAction *m_recoverFailed = nullptr;
    QAction *m_replayMissing = nullptr;
    QAction *m_transformation = nullptr;
    QAction *m_copyUrl = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_toggle = nullptr;
    QAction *m_editHeaders = nullptr;
    QAction *m_showSecret = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_delete = nullptr;
    QString m_appId;
};

} // namespace svix
