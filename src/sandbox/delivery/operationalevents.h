// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"
#include "sandbox/delivery/delivery.h"

namespace svix::sandbox {

/// Tells an organisation's operator what happened in it, as Svix does: by messages in the
/// organisation of Svix itself, to the application whose uid is the organisation's id. Where nobody
/// has made that application, nothing is sent.
class OperationalEvents : public QObject
{
    Q_OBJECT
public:
    /// org_00000000000SvixManagement00
    static const QString &managementOrganisation();

    /// Everything is borrowed.
    OperationalEvents(Store &store, Delivery &delivery, const Clock &clock, ServerKind kind,
                      QObject *parent = nullptr);

    void endpointCreated(const Application &application, const Endpoint &endpoint);
    /// Also says that it was switched on or off (Svix cloud).
    void endpointUpdated(const Application &application, const Endpoint &endpoint,
                         bool wasDisabled);
    void endpointDeleted(const Application &application, const Endpoint &endpoint);
    /// Svix cloud only.
    void taskFinished(const QString &organisation, const BackgroundTaskOut &task);

private:
    void attempt(const QString &type, const Application &application, quint32 row);
    void disabled(const Application &application, const Endpoint &endpoint, bool automatic);
    void send(const QString &organisation, const QString &type, const QJsonObject &data);

    Store &m_store;
    Delivery &m_delivery;
    const Clock &m_clock;
    ServerKind m_kind;
};

} // namespace svix::sandbox
