// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxserver.h"

#include "sandbox/backgroundjobs.h"
#include "sandbox/delivery/delivery.h"
#include "sandbox/delivery/operationalevents.h"
#include "sandbox/fault/faultlayer.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/http/httpserver.h"
#include "sandbox/idempotency.h"
#include "sandbox/seed/seed.h"

namespace svix::sandbox {

namespace {

constexpr int forgetMs = 60 * 1000;

// The organisation that svix-server makes tokens for when it is told none.
const QString &defaultOrganisation()
{
    static const QString id = QStringLiteral("org_23rb8YdGqMT0qIzpgGwdXfHirMu");
    return id;
}

Delivery::Settings deliverySettings(const SandboxOptions &options)
{
    Delivery::Settings settings;
    settings.retrySeconds = options.retrySeconds;
    settings.timeoutMs = options.webhookTimeoutMs;
    settings.disableAfterHours = options.disableAfterHours;
    settings.transforms = options.like == ServerKind::Cloud;
    settings.script.program = options.scriptProgram;
    return settings;
}

} // namespace

struct SandboxServer::Parts
{
    explicit Parts(const SandboxOptions &given)
        : options(given)
        , store(given.randomSeed)
        , tokens(defaultOrganisation(), given.token, given.tokenSecret)
        , clock(given.now)
        , delivery(deliverySettings(given), clock, given.randomSeed)
        , events(store, delivery, clock, given.like)
        , jobs(store, delivery, clock)
        , services{store, tokens, tokens.sessions(), delivery, events, jobs, clock}
        , router(given.like)
        , faults(tokens, given.faults, given.faultSeed,
                 [this](const QString &a, const QString &b) { return isSameApplication(a, b); })
        , http([this](const HttpRequest &request) { return answer(request); }, given.connections)
    {
        addApplicationHandlers(router);
        addEndpointHandlers(router);
        addEndpointSecretHandlers(router);
        addEndpointTrafficHandlers(router);
        addEventTypeHandlers(router);
        addMessageHandlers(router);
        addAttemptHandlers(router);
        addAttemptListHandlers(router);
        addServerHandlers(router);
        addIntegrationHandlers(router);
        addSessionHandlers(router);
        addSimulateHandlers(router);
        addTaskHandlers(router);
        addTransformationHandlers(router);
        QObject::connect(&forget, &QTimer::timeout, &delivery,
                         [this] { store.forgetExpired(clock.now()); });
        forget.start(forgetMs);
        QObject::connect(&jobs, &BackgroundJobs::finished, &events,
                         &OperationalEvents::taskFinished);
        http.setLatency(given.latencyMs);
    }

    HttpAnswer answer(const HttpRequest &request)
    {
        return faults.answer(request, [&] { return carryOut(request); });
    }

    HttpAnswer carryOut(const HttpRequest &request)
    {
        const QByteArray slot = Idempotency::slotOf(request);
        if (const HttpAnswer *kept = idempotency.find(slot)) {
            return *kept;
        }
        return HttpAnswer::changed(router.route(request, services), [this, slot](HttpAnswer &made) {
            idempotency.keep(slot, made);
        });
    }

    bool isSameApplication(const QString &a, const QString &b)
    {
        Environment &environment = store.environment(tokens.organisation());
        return a == b || (environment.findApplication(a) &&
                          environment.findApplication(a) == environment.findApplication(b));
    }

    SandboxOptions options;
    Store store;
    Tokens tokens;
    Clock clock;
    Delivery delivery;
    OperationalEvents events;
    QTimer forget;
    BackgroundJobs jobs;
    Services services;
    Router router;
    Idempotency idempotency;
    FaultLayer faults;
    HttpServer http;
};

SandboxServer::SandboxServer(const SandboxOptions &options, QObject *parent)
    : QObject(parent)
    , m_parts(std::make_unique<Parts>(options))
{
}

SandboxServer::~SandboxServer() = default;

bool SandboxServer::start()
{
    Environment &environment = m_parts->store.environment(m_parts->tokens.organisation());
    const SandboxOptions &options = m_parts->options;
    if (options.seed == SandboxOptions::Seed::Demo) {
        seedDemo(environment, m_parts->delivery, m_parts->clock.start());
    } else if (options.seed == SandboxOptions::Seed::Scale) {
        seedScale(environment, options.scale, m_parts->clock.start());
    }
    return m_parts->http.start(options.port);
}

QString SandboxServer::errorText() const
{
    return m_parts->http.errorString();
}

QUrl SandboxServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_parts->http.serverPort()));
}

QByteArray SandboxServer::token() const
{
    return m_parts->tokens.token();
}

QByteArray SandboxServer::tokenFor(const QString &organisation) const
{
    return m_parts->tokens.organisationToken(organisation);
}

QByteArray SandboxServer::managementToken() const
{
    return tokenFor(OperationalEvents::managementOrganisation());
}

bool SandboxServer::isIdle() const
{
    return m_parts->delivery.isIdle();
}

void SandboxServer::moveClock(qint64 seconds)
{
    m_parts->clock.moveOn(seconds * 1000 * 1000);
}

void SandboxServer::setLatency(int milliseconds)
{
    m_parts->http.setLatency(milliseconds);
}

} // namespace svix::sandbox
