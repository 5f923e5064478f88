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
    const auto at =
        std::find_if(endpoints.begin(), endpoints.end(), [&](const std::unique_ptr<Endpoint> &e) {
            return !e->deleted && (e->out.id == idOrUid || e->out.uid == idOrUid);
        });
    return at == endpoints.end() ? nullptr : at->get();
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
    for (const auto &[id, application] : m_applications) {
        if (application->out.uid == idOrUid) {
            return application;
        }
    }
    return nullptr;
}

std::shared_ptr<Application> Environment::addApplication(ApplicationOut out)
{
    m_lastApplication = idAfter(m_lastApplication, out.createdAt, m_random);
    out.id = idFromNumber(IdKind::Application, m_lastApplication);
    auto application = std::make_shared<Application>();
    application->organisation = m_organisation;
    application->out = std::move(out);
    m_applications.emplace(application->out.id, application);
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
    return *application.endpoints.back();
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
        for (const auto &[id, application] : environment->applications()) {
            for (const auto &[integrationId, integration] : application->integrations) {
                if (integration.key.toLatin1() == key) {
                    return FoundIntegration{organisation, id, &integration};
                }
            }
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
