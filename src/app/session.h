// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/capabilities.h"
#include "app/erased.h"
#include "core/profile.h"
#include "core/result.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace svix {

class ApiClient;
class ServerProbe;
struct ActivityEntry;
struct ClientConfig;

/// What a background task that was begun here is about.
struct TaskOrigin
{
    QString applicationId;
    QString applicationName;
    QString endpointId;
    QString url;
};

/// One connection while it is open: the client, what the server offers, the chosen application.
/// Passed by reference to everything that works on it; there is one for each window.
class Session : public QObject
{
    Q_OBJECT
public:
    enum class State { Disconnected, Connecting, Connected, Failed };
    Q_ENUM(State)

    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    State state() const { return m_state; }
    /// Not while the old client still ends its calls: what begins then has nobody to send it.
    bool isConnected() const { return m_state == State::Connected && m_client; }
    /// Why it is Failed.
    const Error &error() const { return m_error; }

    /// Ends what is under way on another connection and asks the server what it is; ends in
    /// Connected or Failed. The token stays in memory here and nowhere else in this class.
    void connectTo(const Profile &profile, const QByteArray &token,
                   const QByteArray &proxyPassword = {});
    /// Asks again with the same token.
    void reconnect();
    void disconnectNow();

    const Profile &profile() const { return m_profile; }
    void setProfile(const Profile &profile);
    /// Only between connectTo() and disconnectNow(); replaced by each connectTo().
    ApiClient *client() const { return m_client.get(); }
    /// Another number with each client that comes or goes. What was chosen or asked on one
    /// connection is told from another by this, never by the client's address: the next client may
    /// get the same.
    quint64 generation() const { return m_generation; }
    /// Whether what was chosen in this generation() is of the connection that stands now: that very
    /// one, or it began anew since, with the same token or one that was put in its place. Tokens
    /// that name another organisation make another connection.
    bool isStill(quint64 chosenOn) const { return chosenOn >= m_stillSince; }
    /// Tells the token of now from another without being one: servers know an idempotency key only
    /// together with the token it came with. Of no use without `key`.
    QString tokenMark(const QString &key) const;
    const Capabilities &capabilities() const { return m_capabilities; }

    /// Read-only by the profile or by the command line; the client enforces it.
    bool isReadOnly() const { return m_profile.readOnly || m_readOnlyAlways; }
    /// Whatever a profile says.
    void setReadOnlyAlways(bool always);

    /// The application that the pages below it are about.
    const std::optional<ApplicationOut> &application() const { return m_application; }
    QString applicationId() const { return m_application ? m_application->id : QString(); }
    QString applicationName() const;
    void setApplication(const ApplicationOut &application);
    void leaveApplication();
    /// Reads one by id or uid and makes it the chosen one; applicationFailed() when it cannot.
    void openApplication(const QString &idOrUid);
    /// One is being read.
    bool isOpeningApplication() const { return !m_wanted.isEmpty() && m_wanted != applicationId(); }

    /// Servers do not say what their background tasks are about; of those that were begun here it
    /// is known while the program runs.
    void noteTask(const QString &taskId, const TaskOrigin &origin)
    {
        m_tasks.insert(taskId, origin);
    }
    /// Nothing for a task that was begun elsewhere.
    std::optional<TaskOrigin> originOf(const QString &taskId) const
    {
        const auto known = m_tasks.constFind(taskId);
        return known == m_tasks.cend() ? std::nullopt : std::optional(*known);
    }

    /// What the client is told of a profile.
    static ClientConfig clientConfig(const Profile &profile, const QByteArray &token,
                                     const QByteArray &proxyPassword, bool readOnlyAlways);

Q_SIGNALS:
    void stateChanged(svix::Session::State state);
    /// The client is another one, or there is none now.
    void clientChanged();
    void applicationChanged();
    void applicationFailed(const QString &idOrUid, const svix::Error &error);
    void activity(const svix::ActivityEntry &entry);
    void inFlightChanged(int count);
    void readOnlyChanged(bool readOnly);
    /// The server has erased this: copies of it go too. Emitted by whoever asked for it.
    void erased(const svix::Erased &what);

private:
    void start();
    /// `still`: the next one is of the same connection.
    void endClient(bool still);
    bool isSameServer(const Profile &profile, const QByteArray &token) const;
    void setState(State state);

    Profile m_profile;
    QByteArray m_token;
    QByteArray m_proxyPassword;
    State m_state = State::Disconnected;
    Error m_error;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<ServerProbe> m_probe;
    Capabilities m_capabilities;
    std::optional<ApplicationOut> m_application;
    QHash<QString, TaskOrigin> m_tasks;
    QString m_wanted; // the application asked for last
    quint64 m_generation = 1;
    quint64 m_stillSince = 1; // the first generation() of this connection
    bool m_readOnlyAlways = false;
};

} // namespace svix
