// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "api/endpoints.h"
#include "api/eventtypes.h"
#include "api/others.h"
#include "sandbox/store/messageextras.h"
#include "sandbox/store/messagelog.h"

#include <QRandomGenerator>

namespace svix::sandbox {

/// The JavaScript that an endpoint's messages go through before they are sent (Svix cloud).
struct Transformation
{
    std::optional<QString> code;
    bool enabled = false;
    QMap<QString, QString> variables;
    std::optional<Timestamp> updatedAt;
};

/// A third party with a key of its own for one application (Svix cloud).
struct Integration
{
    IntegrationOut out;
    QString key; ///< integsk_…
};

/// An endpoint with what the API never shows at once: headers, keys, its record of failures.
struct Endpoint
{
    struct OldKey
    {
        QString key;
        Timestamp expires;
    };

    EndpointOut out;
    int number = 0; ///< within its application; never used again
    QMap<QString, QString> headers;
    bool poisoned = false; ///< holds a header value that svix-server cannot read back
    bool deleted = false;  ///< kept for the destinations of old messages, without its secrets
    QString key;           ///< whsec_…; empty when deleted
    QList<OldKey> oldKeys; ///< newest first
    std::optional<Timestamp> failingSince;
    Transformation transformation;
};

/// An application with all that is in it.
struct Application
{
    /// Deleted ones included. Each of a million attempts names its endpoint in two bytes.
    static constexpr std::size_t mostEndpoints = 1U << 16;

    QString organisation; ///< whose environment it is in
    ApplicationOut out;
    std::vector<std::unique_ptr<Endpoint>> endpoints; ///< by number, which is by id
    std::map<QString, Integration> integrations;      ///< by id, which is by time
    MessageLog log;
    MessageExtras extras;

    /// Frees the payloads whose days or hours are over. Called before anything of the messages is
    /// shown or sent.
    void forgetPayloads(const Timestamp &now);
    /// By id or uid, deleted ones left out; nullptr when there is none.
    Endpoint *findEndpoint(const QString &idOrUid);
    /// To be called after the uid of an endpoint was set.
    void noteUid(const Endpoint &endpoint);
    /// Any of them has a header that cannot be read back.
    bool isPoisoned() const;

    QHash<QString, int> endpointsByUid; ///< numbers; may name what has another uid by now
};

/// The objects of an environment beside its applications. A member more is kept on disk, exported
/// and imported once it has its line in persist/savedmembers.h; the build fails without.
struct EnvironmentObjects
{
    std::map<QString, EventTypeOut> eventTypes; ///< by name, archived ones too
    std::map<QString, BackgroundTaskOut> tasks; ///< by id, which is by time
};

/// What one organisation sees. Objects are found by id or uid.
class Environment : public EnvironmentObjects
{
public:
    using Applications = std::map<QString, std::shared_ptr<Application>>;

    explicit Environment(quint32 seed, const QString &organisation = {})
        : m_random(seed)
        , m_organisation(organisation)
    {
    }
    Q_DISABLE_COPY_MOVE(Environment)

    const Applications &applications() const { return m_applications; }
    std::shared_ptr<Application> findApplication(const QString &idOrUid) const;
    /// Gives it an id, made at that time.
    std::shared_ptr<Application> addApplication(ApplicationOut out);
    void removeApplication(const QString &id);
    /// To be called after the uid of an application was set.
    void noteUid(const Application &application);

    /// Gives an integration of that application its key, by which it is found from then on.
    void setIntegrationKey(const Application &application, Integration &integration,
                           const QString &key);
    void removeIntegration(Application &application, const QString &id);
    /// For an application that is read back, once its integrations are there.
    void noteIntegrationKeys(const Application &application);
    struct FoundIntegration
    {
        QString application; ///< app_…
        const Integration *integration = nullptr;
    };
    std::optional<FoundIntegration> findIntegrationKey(const QByteArray &key) const;

    /// Gives it an id, a number and, where `key` is empty, a signing key.
    Endpoint &addEndpoint(Application &application, EndpointOut out, const QString &key = {});
    QString makeKey();

    /// For an application that is read back, with its id.
    void restoreApplication(const std::shared_ptr<Application> &application);
    /// For an endpoint that is read back: after those with lower numbers.
    void restoreEndpoint(Application &application, std::unique_ptr<Endpoint> endpoint);

    QRandomGenerator &random() { return m_random; }

private:
    Applications m_applications;
    QHash<QString, QString> m_applicationsByUid; // ids; may name what has another uid by now
    struct KeyOwner
    {
        QString application;
        QString integration;
    };
    QHash<QByteArray, KeyOwner> m_integrationKeys;
    QRandomGenerator m_random;
    QString m_organisation;
    IdNumber m_lastApplication{};
    IdNumber m_lastEndpoint{};
};

/// Everything the sandbox knows, in memory: one environment for each organisation.
class Store
{
public:
    /// The same seed makes the same ids for the same times.
    explicit Store(quint32 seed)
        : m_seed(seed)
    {
    }
    Environment &environment(const QString &organisation);
    /// Nullptr when nobody has asked for that environment yet.
    Environment *findEnvironment(const QString &organisation) const;
    /// Frees every payload whose retention is over.
    void forgetExpired(const Timestamp &now);

    /// Where an integration is, found by its key.
    struct FoundIntegration : Environment::FoundIntegration
    {
        QString organisation;
    };
    std::optional<FoundIntegration> findIntegrationKey(const QByteArray &key) const;
    const std::map<QString, std::unique_ptr<Environment>> &environments() const
    {
        return m_environments;
    }
    /// For a store that is read back: environments made from then on make other ids and keys than
    /// those of the starts before.
    void setStarts(quint32 starts) { m_seed ^= starts * 0x9e3779b9U; }

private:
    quint32 m_seed;
    std::map<QString, std::unique_ptr<Environment>> m_environments;
};

} // namespace svix::sandbox
