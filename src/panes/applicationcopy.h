// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/endpoints.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

#include <functional>

namespace svix {

class Session;

/// Reads what the API can give back of an application before it is deleted: itself and its
/// endpoints with the names of their headers, never their values or any secret. Deletes itself.
class ApplicationCopy : public QObject
{
    Q_OBJECT
public:
    struct Found
    {
        QJsonObject json;
        int endpoints = 0;
        bool complete = true; ///< false: some of it could not be read
    };
    using Done = std::function<void(const Found &)>;

    /// Calls `done` once; never when the session's client goes meanwhile.
    static void read(Session &session, const ApplicationOut &application, QObject *parent,
                     Done done);

private:
    ApplicationCopy(Session &session, const ApplicationOut &application, QObject *parent,
                    Done done);
    void readEndpoints(const std::optional<QString> &iterator);
    void readHeaders(qsizetype next);
    void finish();

    Session &m_session;
    ApplicationOut m_application;
    Done m_done;
    QList<EndpointOut> m_endpoints;
    QJsonArray m_json;
    quint64 m_generation;
    bool m_complete = true;
};

/// As the API gives it.
QJsonObject jsonOf(const ApplicationOut &application);

} // namespace svix
