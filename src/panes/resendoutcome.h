// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace svix {

class ApiClient;
class CancelSource;
class Session;

/// What became of a message that was sent again: the server only says that it will try, so the
/// message's attempts are looked at for some seconds.
class ResendOutcome : public QObject
{
    Q_OBJECT
public:
    explicit ResendOutcome(Session &session, QObject *parent = nullptr);
    ~ResendOutcome() override;

    /// Looks for an attempt by hand at each of these endpoints that is not among `known` (ids).
    /// Ends what was looked for before.
    void follow(const QString &appId, const QString &messageId, const QStringList &endpointIds,
                const QSet<QString> &known);
    void stop();

Q_SIGNALS:
    /// The first new attempt of each endpoint; fewer than endpoints when the time was up, never
    /// none.
    void ended(const QString &messageId, const QList<svix::AttemptOut> &attempts, int endpoints);

private:
    void look();
    void came(const QList<AttemptOut> &attempts);

    Session &m_session;
    QTimer m_timer;
    quint64 m_followedOn = 0; // Session::generation()
    QString m_appId;
    QString m_messageId;
    QStringList m_endpoints;
    QSet<QString> m_known;
    int m_looks = 0;
};

} // namespace svix
