// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/store.h"

#include "sandbox/store/idmaker.h"

#include <algorithm>

namespace svix::sandbox {

namespace {

// FNV-1a. qHash gives another number in every process, whatever seed it is called with.
quint32 stableHash(const QString &text)
{
    quint32 hash = 2166136261U;
    for (const char c : text.toUtf8()) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return hash;
}

} // namespace

Endpoint *Application::findEndpoint(const QString &idOrUid)
{
    // Numbers are in the order of the ids.
    const auto at =
        std::partition_point(endpoints.begin(), endpoints.end(),
                             [&](const auto &endpoint) { return endpoint->out.id < idOrUid; });
    if (at != endpoints.end() && (*at)->out.id == idOrUid) {
        return (*at)->deleted ? nullptr : at->get();
    }
    const auto number = endpointsByUid.constFind(idOrUid);
    if (number == endpointsByUid.cend()) {
        return nullptr;
    }
    Endpoint *endpoint = endpoints[static_cast<std::size_t>(*number)].get();
    return !endpoint->deleted && endpoint->out.uid == idOrUid ? endpoint : nullptr;
}

void Application::noteUid(const Endpoint &endpoint)
{
    if (endpoint.out.uid) {
        endpointsByUid.insert(*endpoint.out.uid, endpoint.number);
    }
}

void Application::forgetPayloads(const Timestamp &now)
{
    for (const quint32 row : extras.takeErasable(now)) {
        log.expungePayload(row);
    }
    log.forgetExpired(now.milliseconds());
}

bool Application::isPoisoned() const
{
    return std::any_of(endpoints.begin(), endpoints.end(),
                       [](const auto &e) { return e->poisoned && !e->deleted; });
}

std::shared_ptr<Application> Environment::findApplication(const QString &idOrUid) const
{
    const auto at = m_applications.find(idOrUid);
    if (at != m_applications.end()) {
        return at->second;
    }
    const auto id = m_applicationsByUid.constFind(idOrUid);
    const auto named = id == m_applicationsByUid.cend() ? at : m_applications.find(*id);
    return named != m_applications.end() && named->second->out.uid == idOrUid ? named->second
                                                                              : nullptr;
}

void Environment::noteUid(const Application &application)
{
    if (application.out.uid) {
        m_applicationsByUid.insert(*application.out.uid, application.out.id);
    }
}

void Environment::removeApplication(const QString &id)
{
    const auto at = m_applications.find(id);
    if (at == m_applications.end()) {
        return;
    }
    if (const auto &uid = at->second->out.uid; uid && m_applicationsByUid.value(*uid) == id) {
        m_applicationsByUid.remove(*uid);
    }
    for (const auto &[integrationId, integration] : at->second->integrations) {
        m_integrationKeys.remove(integration.key.toLatin1());
    }
    m_applications.erase(at);
}

void Environment::restoreApplication(const std::shared_ptr<Application> &application)
{
    application->organisation = m_organisation;
    m_applications.emplace(application->out.id, application);
    noteUid(*application);
    if (const auto number = numberOfId(application->out.id, IdKind::Application)) {
        m_lastApplication = std::max(m_lastApplication, *number);
    }
}

void Environment::restoreEndpoint(Application &application, std::unique_ptr<Endpoint> endpoint)
{
    if (const auto number = numberOfId(endpoint->out.id, IdKind::Endpoint)) {
        m_lastEndpoint = std::max(m_lastEndpoint, *number);
    }
    application.endpoints.push_back(std::move(endpoint));
    application.noteUid(*application.endpoints.back());
}

std::shared_ptr<Application> Environment::addApplication(ApplicationOut out)
{
    m_lastApplication = idAfter(m_lastApplication, out.createdAt, m_random);
    out.id = idFromNumber(IdKind::Application, m_lastApplication);
    auto application = std::make_shared<Application>();
    application->organisation = m_organisation;
    application->out = std::move(out);
    m_applications.emplace(application->out.id, application);
    noteUid(*application);
    return application;
}

Endpoint &Environment::addEndpoint(Application &application, EndpointOut out, const QString &key)
{
    m_lastEndpoint = idAfter(m_lastEndpoint, out.createdAt, m_random);
    auto endpoint = std::make_unique<Endpoint>();
    out.id = idFromNumber(IdKind::Endpoint, m_lastEndpoint);
    endpoint->out = std::move(out);
    endpoint->number = static_cast<int>(application.endpoints.size());
    endpoint->key = key.isEmpty() ? makeKey() : key;
    application.endpoints.push_back(std::move(endpoint));
    application.noteUid(*application.endpoints.back());
    return *application.endpoints.back();
}

void Environment::setIntegrationKey(const Application &application, Integration &integration,
                                    const QString &key)
{
    m_integrationKeys.remove(integration.key.toLatin1());
    integration.key = key;
    m_integrationKeys.insert(key.toLatin1(), {application.out.id, integration.out.id});
}

void Environment::removeIntegration(Application &application, const QString &id)
{
    const auto at = application.integrations.find(id);
    if (at != application.integrations.end()) {
        m_integrationKeys.remove(at->second.key.toLatin1());
        application.integrations.erase(at);
    }
}

void Environment::noteIntegrationKeys(const Application &application)
{
    for (const auto &[id, integration] : application.integrations) {
        m_integrationKeys.insert(integration.key.toLatin1(), {application.out.id, id});
    }
}

std::optional<Environment::FoundIntegration>
Environment::findIntegrationKey(const QByteArray &key) const
{
    const auto owner = m_integrationKeys.constFind(key);
    if (owner == m_integrationKeys.cend()) {
        return std::nullopt;
    }
    const auto application = m_applications.find(owner->application);
    if (application == m_applications.end()) {
        return std::nullopt;
    }
    const auto &all = application->second->integrations;
    const auto at = all.find(owner->integration);
    return at == all.end() || at->second.key.toLatin1() != key
               ? std::nullopt
               : std::optional(FoundIntegration{owner->application, &at->second});
}

QString Environment::makeKey()
{
    QByteArray bytes(24, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(),
                  [this] { return static_cast<char>(m_random.generate() & 0xffU); });
    return QStringLiteral("whsec_") + QString::fromLatin1(bytes.toBase64());
}

std::optional<Store::FoundIntegration> Store::findIntegrationKey(const QByteArray &key) const
{
    for (const auto &[organisation, environment] : m_environments) {
        if (const auto found = environment->findIntegrationKey(key)) {
            return FoundIntegration{*found, organisation};
        }
    }
    return std::nullopt;
}

Environment &Store::environment(const QString &organisation)
{
    auto &slot = m_environments[organisation];
    if (!slot) {
        slot = std::make_unique<Environment>(m_seed ^ stableHash(organisation), organisation);
    }
    return *slot;
}

Environment *Store::findEnvironment(const QString &organisation) const
{
    const auto at = m_environments.find(organisation);
    return at == m_environments.end() ? nullptr : at->second.get();
}

void Store::forgetExpired(const Timestamp &now)
{
    for (const auto &[organisation, environment] : m_environments) {
        for (const auto &[id, application] : environment->applications()) {
            application->forgetPayloads(now);
        }
    }
}

} // namespace svix::sandbox
