// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxserver.h"

#include "sandbox/access.h"
#include "sandbox/backgroundjobs.h"
#include "sandbox/delivery/delivery.h"
#include "sandbox/delivery/operationalevents.h"
#include "sandbox/fault/faultlayer.h"
#include "sandbox/handlers/handlers.h"
#include "sandbox/http/httpserver.h"
#include "sandbox/idempotency.h"
#include "sandbox/persist/dump.h"
#include "sandbox/persist/persisttext.h"
#include "sandbox/persist/recorder.h"
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
        QObject::connect(&forget, &QTimer::timeout, &delivery, [this] {
            store.forgetExpired(clock.now());
            tokens.sessions().forgetExpired(clock.now(), Timestamp::now());
        });
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
        const auto route = [&] {
            const HttpAnswer *kept = idempotency.find(slot);
            // A token that has ended since is told so, as with any other call.
            if (kept && accessOf(request, tokens, store, clock.now())) {
                return *kept;
            }
            return HttpAnswer::changed(
                router.route(request, services),
                [this, slot](HttpAnswer &made) { idempotency.keep(slot, made); });
        };
        return recorder ? recorder->answer(request, route) : route();
    }

    // Reads what the folder holds. Nothing to do without one.
    Result<Nothing> open()
    {
        if (options.dataDir.isEmpty()) {
            return Nothing{};
        }
        if (const auto opened = database.open(options.dataDir); !opened) {
            return opened;
        }
        recorder = std::make_unique<Recorder>(
            database, Recorder::Subjects{store, tokens, idempotency, clock});
        QObject::connect(&jobs, &BackgroundJobs::finished, recorder.get(), &Recorder::noteTasks);
        // Nobody is sent what the next start may know nothing of.
        delivery.holdWhile([this] { return recorder->hasUnsaved(); });
        QObject::connect(recorder.get(), &Recorder::saved, &delivery, &Delivery::goOn);
        return recorder->load();
    }

    Result<Nothing> fill()
    {
        const bool seeds = options.seed != SandboxOptions::Seed::Empty;
        if (recorder && recorder->hadObjects()) {
            if (!options.importFile.isEmpty()) {
                return storageError(
                    PersistText::tr("%1 holds data already, so nothing was imported.")
                        .arg(options.dataDir));
            }
            notice = seeds ? PersistText::tr("%1 holds data already, so the seed was not used.")
                                 .arg(options.dataDir)
                           : QString();
            resume();
            return Nothing{};
        }
        if (!options.importFile.isEmpty()) {
            return import();
        }
        Environment &environment = store.environment(tokens.organisation());
        if (options.seed == SandboxOptions::Seed::Demo) {
            seedDemo(environment, delivery, clock.start());
        } else if (options.seed == SandboxOptions::Seed::Scale) {
            seedScale(environment, options.scale, clock.start());
        }
        return recorder ? recorder->saveAll() : Nothing{};
    }

    Result<Nothing> import()
    {
        DumpReader reader(store, tokens, idempotency, recorder.get());
        const auto read = reader.read(options.importFile);
        if (!read) {
            return read;
        }
        resume();
        return recorder ? recorder->saveAll() : Nothing{};
    }

    // Goes on with what was read back.
    void resume()
    {
        for (const auto &[organisation, environment] : store.environments()) {
            for (const auto &[id, application] : environment->applications()) {
                environment->noteIntegrationKeys(*application);
                delivery.resume(application);
            }
        }
        jobs.resume();
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
    Database database;
    std::unique_ptr<Recorder> recorder; // only where there is a folder
    QString error;
    QString notice;
    HttpServer http;
};

SandboxServer::SandboxServer(const SandboxOptions &options, QObject *parent)
    : QObject(parent)
    , m_parts(std::make_unique<Parts>(options))
{
}

SandboxServer::~SandboxServer() = default;

bool SandboxServer::prepare()
{
    auto done = m_parts->open();
    if (done) {
        done = m_parts->fill();
    }
    if (!done) {
        m_parts->error = done.error().detail;
    }
    return done.ok();
}

bool SandboxServer::start()
{
    if (!prepare()) {
        return false;
    }
    const quint16 port = m_parts->options.port;
    if (!m_parts->http.start(port)) {
        m_parts->error = PersistText::tr("cannot listen on 127.0.0.1:%1: %2")
                             .arg(QString::number(port), m_parts->http.errorString());
        return false;
    }
    return true;
}

QString SandboxServer::errorText() const
{
    return m_parts->error;
}

QString SandboxServer::notice() const
{
    return m_parts->notice;
}

bool SandboxServer::exportTo(const QString &file)
{
    const auto written = writeDump(m_parts->store, m_parts->tokens, m_parts->idempotency, file);
    if (!written) {
        m_parts->error = written.error().detail;
    }
    return written.ok();
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

quint64 SandboxServer::rowsVisited() const
{
    quint64 rows = 0;
    for (const auto &[organisation, environment] : m_parts->store.environments()) {
        for (const auto &[id, application] : environment->applications()) {
            rows += application->log.rowsVisited();
        }
    }
    return rows;
}

quint64 SandboxServer::objectsVisited() const
{
    return m_parts->recorder ? m_parts->recorder->objectsVisited() : 0;
}

void SandboxServer::setLatency(int milliseconds)
{
    m_parts->http.setLatency(milliseconds);
}

} // namespace svix::sandbox
