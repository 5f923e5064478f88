// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "panes/pane.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace svix {

class CancelSource;

/// Reads what the API can give back of one endpoint before it is deleted: itself, the names of its
/// headers and its transformation; never the values of headers and variables or the signing secret.
/// Deletes itself.
class EndpointCopy : public QObject
{
    Q_OBJECT
public:
    struct Found
    {
        QJsonObject json;
        bool complete = true; ///< false: some of it could not be read
    };
    using Done = std::function<void(const Found &)>;

    /// Calls `done` once, also when `cancel` was used, with what was read by then; never after
    /// `parent` has gone. `cancel` may be nullptr.
    static void read(const PaneContext &context, const QString &appId, const EndpointOut &endpoint,
                     CancelSource *cancel, QObject *parent, Done done);

private:
    EndpointCopy(const PaneContext &context, const QString &appId, const EndpointOut &endpoint,
                 CancelSource *cancel, QObject *parent, Done done);
    void readHeaders();
    void readTransformation();
    /// Reads what this server has; `take` puts it into the copy, `next` follows in any case.
    template <const auto &Op, typename Take>
    void readOne(Take take, std::function<void()> next);
    void finish();

    PaneContext m_context;
    QString m_appId;
    QString m_endpointId;
    QPointer<CancelSource> m_cancel;
    Done m_done;
    Found m_found;
};

} // namespace svix
