// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/delivery/operationalevents.h"
#include "sandbox/http/httpserver.h"

namespace svix::test {

/// An application, a Delivery and a receiver on a real socket, all in the test's own thread, so
/// that a test can set what no call sets.
class DeliveryPlace
{
public:
    using Answer = std::function<sandbox::HttpAnswer(const sandbox::HttpRequest &)>;

    explicit DeliveryPlace(const sandbox::Delivery::Settings &settings = quick(),
                           ServerKind kind = ServerKind::Cloud)
        : store(1)
        , delivery(settings, clock, 7)
        , events(store, delivery, clock, kind)
        , server([this](const sandbox::HttpRequest &request) {
            got.push_back(request);
            return answer ? answer(request) : sandbox::HttpAnswer{200, {}, "ok", false};
        })
        , environment(store.environment(organisation))
    {
        server.start(0);
        ApplicationOut out;
        out.name = QStringLiteral("Test");
        out.createdAt = clock.now();
        app = environment.addApplication(out);
    }

    /// Short waits without jitter.
    static sandbox::Delivery::Settings quick()
    {
        sandbox::Delivery::Settings settings;
        settings.retrySeconds = {0.05, 0.05};
        settings.jitter = 0;
        settings.timeoutMs = 3000;
        settings.transforms = true;
        settings.script.program = QStringLiteral(SVIX_SCRIPT_EXECUTABLE);
        settings.script.startMilliseconds = 30000;
        return settings;
    }
    QString url(const QString &path = QStringLiteral("/hook")) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(server.serverPort()).arg(path);
    }
    sandbox::Endpoint &addEndpoint(const QString &key = {})
    {
        EndpointOut out;
        out.url = url();
        out.createdAt = clock.now();
        return environment.addEndpoint(*app, out, key);
    }
    sandbox::Endpoint &addTransformed(const QByteArray &code)
    {
        sandbox::Endpoint &endpoint = addEndpoint();
        endpoint.transformation.code = QString::fromUtf8(code);
        endpoint.transformation.enabled = true;
        return endpoint;
    }
    quint32 send(const QByteArray &payload = R"({"b": 1.10,  "a":2})",
                 const QStringList &channels = {})
    {
        sandbox::MessageDraft draft;
        draft.time = clock.now();
        draft.eventType = QStringLiteral("a.b");
        draft.payload = payload;
        draft.channels = channels;
        const quint32 row = app->log.appendMessage(draft, environment.random());
        delivery.dispatch(app, row);
        return row;
    }
    const sandbox::AttemptRow &last() const
    {
        return app->log.attempt(app->log.attemptCount() - 1);
    }
    QString lastText() const { return app->log.text(last().response); }
    quint32 attempts() const { return app->log.attemptCount(); }

    const QString organisation = QStringLiteral("org_23rb8YdGqMT0qIzpgGwdXfHirMu");
    sandbox::Clock clock;
    sandbox::Store store;
    sandbox::Delivery delivery;
    sandbox::OperationalEvents events;
    sandbox::HttpServer server;
    sandbox::Environment &environment;
    std::shared_ptr<sandbox::Application> app;
    Answer answer;
    std::vector<sandbox::HttpRequest> got;
};

} // namespace svix::test
