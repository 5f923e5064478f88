// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/delivery.h"

#include "sandbox/delivery/signatures.h"

#include <QTimer>

namespace svix::sandbox {

namespace {

constexpr double hourMicros = 3600.0 * 1000 * 1000;
constexpr int failingAfter = 4; // failures, until someone is told
// A timer takes less than 25 days.
constexpr qint64 longestWaitMs = 20LL * 24 * 3600 * 1000;
constexpr const char *userAgent = "Svix-Webhooks/1.100.0";

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

Delivery::Delivery(const Settings &settings, const Clock &clock, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_random(seed)
    , m_receiver(settings.timeoutMs)
    , m_transformer(settings.script)
{
}

Delivery::~Delivery() = default;

bool Delivery::takes(const Application &application, const Endpoint &endpoint, quint32 message)
{
    const MessageLog &log = application.log;
    if (endpoint.deleted || endpoint.out.disabled) {
        return false;
    }
    if (endpoint.out.eventTypes &&
        !endpoint.out.eventTypes->contains(log.text(log.message(message).type))) {
        return false;
    }
    if (!endpoint.out.channels) {
        return true;
    }
    return std::any_of(endpoint.out.channels->cbegin(), endpoint.out.channels->cend(),
                       [&](const QString &channel) { return log.hasChannel(message, channel); });
}

void Delivery::dispatch(const std::shared_ptr<Application> &application, quint32 message)
{
    for (const auto &endpoint : application->endpoints) {
        dispatchTo(application, message, endpoint->number);
    }
}

void Delivery::dispatchTo(const std::shared_ptr<Application> &application, quint32 message,
                          int endpoint)
{
    if (takes(*application, *application->endpoints[static_cast<std::size_t>(endpoint)], message)) {
        enqueue({application, message, endpoint, 0, false});
    }
}

void Delivery::resend(const std::shared_ptr<Application> &application, quint32 message,
                      int endpoint)
{
    const Endpoint &to = *application->endpoints[static_cast<std::size_t>(endpoint)];
    if (!to.deleted && !to.out.disabled) {
        enqueue({application, message, endpoint, 0, true});
    }
}

void Delivery::schedule(const std::shared_ptr<Application> &application, quint32 message,
                        int endpoint, int tries, const Timestamp &due)
{
    application->log.setNextAttempt(message, endpoint, due);
    Try job{application, message, endpoint, tries, false};
    plan(job, due);
    waitFor(job, due);
}

void Delivery::resume(const std::shared_ptr<Application> &application)
{
    for (const auto &[number, planned] : application->log.plans()) {
        waitFor(
            {application, planned.message, planned.endpoint, planned.tries, planned.manual, number},
            planned.due);
    }
}

void Delivery::waitFor(const Try &job, const Timestamp &due)
{
    const qint64 wait = due.milliseconds() - m_clock.now().milliseconds();
    QTimer::singleShot(static_cast<int>(std::clamp<qint64>(wait, 0, longestWaitMs)), this,
                       [this, job, due, wait] {
                           if (wait > longestWaitMs) {
                               waitFor(job, due);
                           } else {
                               enqueue(job);
                           }
                       });
}

void Delivery::plan(Try &job, const Timestamp &due)
{
    if (const auto application = job.application.lock(); application && job.plan == 0) {
        job.plan = application->log.plan({job.message, job.endpoint, job.tries, job.manual, due});
    }
}

void Delivery::enqueue(Try job)
{
    plan(job, m_clock.now());
    m_queue.push_back(std::move(job));
    // Later, so that a caller's answer is on its way before anything is sent.
    QTimer::singleShot(0, this, &Delivery::startNext);
}

void Delivery::goOn()
{
    if (!m_queue.empty()) {
        QTimer::singleShot(0, this, &Delivery::startNext);
    }
}

void Delivery::startNext()
{
    while (m_running < m_settings.parallel && !m_queue.empty() && !(m_held && m_held())) {
        const Try job = std::move(m_queue.front());
        m_queue.pop_front();
        start(job);
    }
}

void Delivery::start(const Try &given)
{
    const auto application = given.application.lock();
    if (!application) {
        return;
    }
    Try job = given;
    job.started = m_clock.now();
    application->forgetPayloads(job.started);
    const Endpoint &endpoint = *application->endpoints[static_cast<std::size_t>(job.endpoint)];
    OutgoingWebhook webhook;
    webhook.url = endpoint.out.url;
    webhook.headers = endpoint.headers;
    if (endpoint.deleted || endpoint.out.disabled ||
        !application->log.hasPayload(job.message, job.started.milliseconds())) {
        drop(job, *application);
        return;
    }
    webhook.body = application->log.payload(job.message, job.started.milliseconds());
    ++m_running;
    if (webhook.body.isEmpty()) {
        // Later, as every other end of a try: end() starts the next one.
        QTimer::singleShot(0, this, [this, job, webhook] {
            end(job, webhook, {0, QStringLiteral("The payload could not be read"), 0});
        });
        return;
    }
    if (m_settings.transforms && endpoint.transformation.enabled && endpoint.transformation.code) {
        transform(job, *application, endpoint, webhook);
    } else {
        post(job, webhook);
    }
}

// There is nothing to send, or nobody to send it to, any more.
void Delivery::drop(const Try &job, Application &application)
{
    application.log.setNextAttempt(job.message, job.endpoint, std::nullopt);
    application.log.forgetPlan(job.plan);
}

void Delivery::transform(const Try &job, const Application &application, const Endpoint &endpoint,
                         const OutgoingWebhook &webhook)
{
    ScriptRequest request;
    request.code = *endpoint.transformation.code;
    request.variables = endpoint.transformation.variables;
    request.url = webhook.url;
    request.payload = webhook.body;
    request.eventType = application.log.text(application.log.message(job.message).type);
    request.transformationsParams = application.log.transformationsParams(job.message);
    const QStringList channels = application.log.channels(job.message);
    if (!channels.isEmpty()) {
        request.channels = channels;
    }
    m_transformer.run(request, this, [this, job, webhook](const ScriptOutcome &outcome) {
        OutgoingWebhook made = webhook;
        const QString failure = Transformer::apply(outcome, made);
        if (!failure.isEmpty()) {
            end(job, webhook,
                {0, QStringLiteral("Transformation failed: ") + failure, outcome.milliseconds});
        } else if (made.canceled) {
            end(job, made,
                {0, QStringLiteral("Canceled by the transformation"), outcome.milliseconds});
        } else {
            post(job, made);
        }
    });
}

void Delivery::post(const Try &job, const OutgoingWebhook &webhook)
{
    const auto application = job.application.lock();
    const auto index = static_cast<std::size_t>(job.endpoint);
    if (!application || application->endpoints[index]->deleted) {
        if (application) {
            drop(job, *application); // deleted while its code ran, and its keys with it
        }
        --m_running;
        startNext(); // others wait for the place
        return;
    }
    const Endpoint &endpoint = *application->endpoints[index];
    HeaderList headers{
        {"Accept", "*/*"}, {"Content-Type", "application/json"}, {"User-Agent", userAgent}};
    // Receivers compare the time that is signed with their own, which no option sets.
    headers += signedHeaders(endpoint, application->log.messageId(job.message), job.started,
                             Timestamp::now(), webhook.body);
    for (auto it = webhook.headers.cbegin(); it != webhook.headers.cend(); ++it) {
        // svix-server keeps values that are not ASCII and leaves them out when it sends.
        if (isAscii(it.value())) {
            headers.append({it.key().toLatin1(), it.value().toLatin1()});
        }
    }
    const quint64 salt = (quint64(job.message) << 8) + static_cast<quint64>(job.tries) +
                         (job.manual ? m_random.generate() : 0U);
    m_receiver.post(
        webhook.method.toLatin1(), QUrl(webhook.url), headers, webhook.body, salt, this,
        [this, job, webhook](const ReceiverAnswer &answer) { end(job, webhook, answer); });
}

void Delivery::end(const Try &job, const OutgoingWebhook &webhook, const ReceiverAnswer &answer)
{
    --m_running;
    if (const auto application = job.application.lock()) {
        Endpoint &endpoint = *application->endpoints[static_cast<std::size_t>(job.endpoint)];
        const quint32 attempt = write(job, *application, webhook, answer);
        application->log.forgetPlan(job.plan);
        const bool success = webhook.canceled || answer.success();
        if (!job.manual || success) {
            application->log.setNextAttempt(job.message, job.endpoint, std::nullopt);
        }
        if (answer.success()) {
            endpoint.failingSince.reset();
            if (job.tries >= failingAfter) {
                Q_EMIT attemptRecovered(application, attempt);
            }
        } else if (!success && !job.manual) {
            failed(job, application, endpoint, attempt, answer);
        }
    }
    startNext();
}

quint32 Delivery::write(const Try &job, Application &application, const OutgoingWebhook &webhook,
                        const ReceiverAnswer &answer)
{
    AttemptDraft draft;
    draft.time = job.started;
    draft.message = job.message;
    draft.endpoint = job.endpoint;
    draft.url = webhook.url;
    draft.response = answer.text;
    draft.statusCode = answer.status;
    draft.durationMs = answer.durationMs;
    draft.canceled = webhook.canceled;
    draft.success = webhook.canceled || answer.success();
    draft.manual = job.manual;
    return application.log.appendAttempt(draft, m_random);
}

void Delivery::failed(const Try &job, const ApplicationPointer &application, Endpoint &endpoint,
                      quint32 attempt, const ReceiverAnswer &answer)
{
    if (job.tries >= m_settings.retrySeconds.size()) {
        Q_EMIT attemptExhausted(application, attempt);
        giveUp(application, endpoint);
        return;
    }
    const auto micros = static_cast<qint64>(waitAfter(job.tries, answer) * 1000 * 1000);
    schedule(application, job.message, job.endpoint, job.tries + 1,
             Timestamp(m_clock.now().microseconds() + micros));
    if (job.tries == failingAfter - 1) {
        Q_EMIT attemptFailing(application, attempt);
    }
}

// A message was given up. When all that were given up for so long were followed by no success, the
// endpoint is switched off; after twice as long the first of them is forgotten.
void Delivery::giveUp(const ApplicationPointer &application, Endpoint &endpoint)
{
    const Timestamp now = m_clock.now();
    const double limit = m_settings.disableAfterHours * hourMicros;
    const double since =
        endpoint.failingSince
            ? static_cast<double>(now.microseconds() - endpoint.failingSince->microseconds())
            : 0;
    if (!endpoint.failingSince || since > 2 * limit) {
        endpoint.failingSince = now;
    } else if (since > limit && !endpoint.out.disabled) {
        endpoint.out.disabled = true;
        endpoint.out.updatedAt = now;
        Q_EMIT endpointDisabled(application, endpoint.number);
    }
}

double Delivery::waitAfter(int tries, const ReceiverAnswer &answer)
{
    double wait = m_settings.retrySeconds[tries];
    if (answer.timedOut()) {
        wait = std::max(wait, m_settings.timeoutWaitSeconds);
    }
    if (answer.retryAfterSeconds >= 0) {
        // A receiver may ask for more patience, but not for more than twice as much.
        wait = std::clamp(answer.retryAfterSeconds, wait, 2 * wait);
    }
    return wait * (1 + m_settings.jitter * (2 * m_random.generateDouble() - 1));
}

} // namespace svix::sandbox
