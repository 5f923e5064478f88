// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/capabilities.h"
#include "core/result.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QPromise>

namespace svix {

class ApiClient;

/// Asks a server what it is and whether the token works, with reads only: health, the server's own
/// document, one event type, one application, and on the cloud whose token it is.
class ServerProbe : public QObject
{
    Q_OBJECT
public:
    /// The client must outlive the probe.
    explicit ServerProbe(ApiClient &client, QObject *parent = nullptr);
    ~ServerProbe() override;

    /// Once. Ends in the capabilities, or in the error that makes the connection unusable: not
    /// reachable, not a Svix server, or a token that it refuses (Unauthorized).
    QFuture<Result<Capabilities>> run();

private:
    void askHealth();
    void isCloud();
    void askDocument();
    void askRoutes();
    template <const auto &Op>
    void askRoute(const Operation &route);
    void askToken();
    void askApplications();
    void askWhoami();
    void finish(Result<Capabilities> result);

    ApiClient &m_client;
    Capabilities m_found;
    QElapsedTimer m_clock;
    QPromise<Result<Capabilities>> m_promise;
    bool m_finished = false;
    int m_routes = 0; // answers that are waited for
    Error m_withoutSlash;
};

} // namespace svix
