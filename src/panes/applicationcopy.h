// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/endpoints.h"
#include "panes/endpointcopy.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

#include <optional>

namespace svix {

/// Reads what the API can give back of an application before it is deleted: itself, its endpoints
/// with the names of their headers and their transformations, and its integrations; never values of
/// headers or any secret. Deletes itself at its end; goes without a word when the session's client
/// does.
class ApplicationCopy : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostEndpoints = 1000; ///< more would take minutes

    struct Found
    {
        QJsonObject json;
        std::optional<int> endpoints; ///< how many it has; nothing when they could not be listed
        bool more = false;            ///< it has more than mostEndpoints
        int integrations = 0;
        bool complete = true; ///< false: some of it could not be read
    };

    ApplicationCopy(const PaneContext &context, const ApplicationOut &application, QObject *parent);
    ~ApplicationCopy() override;

    void start();
    /// Ends in canceled().
    void cancel();

Q_SIGNALS:
    /// `total` is 0 as long as it is not known.
    void progress(int done, int total);
    void found(const svix::ApplicationCopy::Found &found);
    void canceled();

private:
    /// Whether to go on; ends it otherwise.
    bool goesOn();
    void readEndpoints(const std::optional<QString> &iterator);
    void readEach(qsizetype next);
    void readIntegrations(const std::optional<QString> &iterator);
    void finish();

    PaneContext m_context;
    ApplicationOut m_application;
    CancelSource *m_cancel;
    QList<EndpointOut> m_endpoints;
    QJsonArray m_endpointCopies;
    QJsonArray m_integrations;
    Found m_found;
    quint64 m_generation;
};

/// As the API gives it.
QJsonObject jsonOf(const ApplicationOut &application);

} // namespace svix
