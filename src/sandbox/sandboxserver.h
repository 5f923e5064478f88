// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"

#include "core/timestamp.h"
#include "sandbox/fault/faultrule.h"
#include "sandbox/http/connectionlimits.h"

#include <QList>
#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace svix::sandbox {

/// How a sandbox starts.
struct SandboxOptions
{
    enum class Seed { Empty, Demo, Scale };

    ServerKind like = ServerKind::OpenSource; ///< which Svix it behaves as
    quint16 port = 0;                         ///< 0: any free one
    Seed seed = Seed::Empty;
    qint64 scale = 0; ///< messages, for Seed::Scale
    int latencyMs = 0;
    QList<double> retrySeconds{1, 2, 4};
    int webhookTimeoutMs = 3000;
    double disableAfterHours = 120; ///< an endpoint where nothing succeeds any more
    QString scriptProgram;          ///< runs transformations; empty: found beside this program
    QByteArray token;               ///< empty: one is made
    QByteArray tokenSecret;         ///< signs the tokens that are made; empty: a random one
    /// Makes the ids of seeds; the same number and the same `now` make the same ones.
    quint32 randomSeed = 20240501;
    QString dataDir;              ///< where everything is kept; empty: in memory only
    QString importFile;           ///< what is there at the start, in place of a seed
    std::optional<Timestamp> now; ///< what the sandbox's clock starts at; nullopt: this computer's
    ConnectionLimits connections;
    QList<FaultRule> faults;
    quint32 faultSeed = 1; ///< the same seed, rules and requests: the same faults
};

/// A local Svix API server, in memory or kept in a folder, that behaves as svix-server 1.100 or
/// Svix cloud does and delivers webhooks to this computer. It listens on 127.0.0.1 only and never
/// sends anything outside it.
class SandboxServer : public QObject
{
    Q_OBJECT
public:
    explicit SandboxServer(const SandboxOptions &options = {}, QObject *parent = nullptr);
    ~SandboxServer() override;

    /// Reads what is kept, seeds or imports, and listens. False when one of these fails;
    /// errorText() says what, for people.
    bool start();
    /// As start(), without listening.
    bool prepare();
    QString errorText() const;
    /// What a person should know after start(), such as a seed that was not used; mostly empty.
    QString notice() const;
    /// After prepare(): writes everything into a file of its owner's only. False and errorText()
    /// when that fails.
    bool exportTo(const QString &file);

    /// "http://127.0.0.1:<port>", after start().
    QUrl url() const;
    /// The bearer token of the organisation.
    QByteArray token() const;
    /// A token of another organisation, which is an environment of its own.
    QByteArray tokenFor(const QString &organisation) const;
    /// A token of Svix's own organisation: an application there whose uid is an organisation's id
    /// gets that one's operational webhooks.
    QByteArray managementToken() const;
    /// No delivery is under way; planned retries do not count.
    bool isIdle() const;
    /// Lets time pass at once: what is due by then is done, what is over by then is forgotten.
    void moveClock(qint64 seconds);
    /// Rows of messages and attempts that lists have looked at, so that tests see what pages cost.
    quint64 rowsVisited() const;
    /// How many objects were compared to find what a commit has to write; 0 without a folder.
    quint64 objectsVisited() const;
    /// Changes the wait before every answer.
    void setLatency(int milliseconds);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace svix::sandbox
