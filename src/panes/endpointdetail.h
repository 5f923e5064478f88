// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "api/endpoints.h"
#include "core/result.h"
#include "panes/place.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;

namespace svix {

namespace Ui {
class EndpointDetail;
}

class CancelSource;
class EndpointHeaders;
class EndpointTransformation;
class Session;

/// An endpoint: how its deliveries went, the last attempts, and its settings.
class EndpointDetail : public QWidget
{
    Q_OBJECT
public:
    explicit EndpointDetail(Session &session, QWidget *parent = nullptr);
    ~EndpointDetail() override;

    /// Shows this endpoint; counts and attempts are asked for a moment later, so that running
    /// through a list by keyboard asks for nothing.
    void showEndpoint(const QString &appId, const EndpointOut &endpoint);
    /// The same endpoint as a list gave it anew.
    void updateEndpoint(const EndpointOut &endpoint);
    /// Asks for counts and attempts anew.
    void refresh();
    void clear();
    const EndpointOut &endpoint() const { return m_endpoint; }
    /// Buttons of the header, the first one the filled one.
    void setActions(const QList<QAction *> &actions);
    /// The rest of them, in a menu behind the buttons.
    void setMore(const QList<QAction *> &actions);
    /// What the parts Headers, Secret and Transformation offer.
    void setPartActions(QAction *headers, QAction *secret, QAction *transformation);
    /// The headers or the transformation were changed.
    void refreshParts();

    /// "hooks.acme.example/billing": host and path, what people call an endpoint by.
    static QString nameOf(const EndpointOut &endpoint);

Q_SIGNALS:
    void placeRequested(const svix::Place &place);
    /// The counts came, for the row in the list.
    void statsKnown(const QString &endpointId, const svix::EndpointStatsOut &stats);
    void failed(const svix::Error &error, const QString &what);

private:
    void addPart(const QString &name, QWidget *page);
    QWidget *makeSecretPage();
    void load();
    void noteNumbers();
    void statsCame(const Result<EndpointStatsOut> &result);
    void attemptsCame(const Result<Page<AttemptOut>> &result);
    void showHeader();
    void showSettings();

    Session &m_session;
    std::unique_ptr<Ui::EndpointDetail> m_ui;
    std::unique_ptr<CancelSource> m_cancel;
    EndpointHeaders *m_headers;
    EndpointTransformation *m_transformation;
    QWidget *m_secret; // says what it is, with the act that shows it
    QTimer m_delay;
    QString m_appId;
    EndpointOut m_endpoint;
    bool m_moreAttempts = false;
};

} // namespace svix
