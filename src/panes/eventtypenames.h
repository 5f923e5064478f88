// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "dialogs/eventtypechoice.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>

namespace svix {

class CancelSource;
class Session;

/// The event types of the environment, without their schemas: for filter menus and the composer.
/// Loaded once a connection, and again on request.
class EventTypeNames : public QObject
{
    Q_OBJECT
public:
    explicit EventTypeNames(Session &session, QObject *parent = nullptr);
    ~EventTypeNames() override;

    QStringList names() const;
    /// As a dialog offers them; `subscribed` are those that the endpoint in question takes,
    /// nothing: all.
    QList<EventTypeChoice> choices(const std::optional<QStringList> &subscribed = {}) const;
    /// Asks for all pages. What was known stays until the answer comes; a failure keeps it.
    void load();

Q_SIGNALS:
    void changed();

private:
    void ask(const std::optional<QString> &iterator, QList<EventTypeOut> sofar);

    Session &m_session;
    QList<EventTypeOut> m_types;
    std::unique_ptr<CancelSource> m_cancel;
};

} // namespace svix
