// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/delivery.h"

#include "api/signing.h"

#include <QTimer>

namespace svix::sandbox {

namespace {

constexpr qint64 hourMicros = 3600LL * 1000 * 1000;
constexpr const char *userAgent = "Svix-Webhooks/1.100.0";

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

QList<std::pair<QByteArray, QByteArray>> signedHeaders(const Endpoint &endpoint, const QString &id,
                                                       const Timestamp &now, const Timestamp &sent,
                                                       const QByteArray &body)
{
    const QByteArray idBytes = id.toLatin1();
    const QByteArray seconds = QByteArray::number(sent.milliseconds() / 1000);
    QStringList keys{endpoint.key};
    for (const Endpoint::OldKey &old : endpoint.oldKeys) {
        if (now < old.expires) {
            keys.append(old.key);
        }
    }
    QByteArrayList signatures;
    for (const QString &key : std::as_const(keys)) {
        if (const auto bytes = signingKey(key)) {
            signatures.append(signatureV1(*bytes, idBytes, seconds, body));
        }
    }
    return {{"Svix-Id", idBytes},
            {"Svix-Timestamp", seconds},
            {"Svix-Signature", signatures.join(' ')}};
}

Delivery::Delivery(const Settings &settings, const Clock &clock, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_random(seed)
    , m_receiver(settings.timeoutMs)
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
    const qint64 wait = std::max<qint64>(0, due.milliseconds() - m_clock.now().milliseconds());
    const Try job{application, message, endpoint, tries, false};
    QTimer::singleShot(static_cast<int>(wait), this, [this, job] { enqueue(job); });
}

void Delivery::enqueue(Try job)
{
    m_queue.push_back(std::move(job));
    // Later, so that a caller's answer is on its way before anything is sent.
    QTimer::singleShot(0, this, &Delivery::startNext);
}

void Delivery::startNext()
{
    while (m_running < m_settings.parallel && !m_queue.empty()) {
        const Try job = std::move(m_queue.front());
        m_queue.pop_front();
        start(job);
    }
}

void Delivery::start(const Try &job)
{
    const auto application = job.application.lock();
    if (!application) {
        return;
    }
    const Endpoint &endpoint = *application->endpoints[static_cast<std::size_t>(job.endpoint)];
    const Timestamp now = m_clock.now();
    const QByteArray body = application->log.payload(job.message, now.milliseconds());
    if (endpoint.deleted || endpoint.out.disabled || body.isEmpty()) {
        application->log.setNextAttempt(job.message, job.endpoint, std::nullopt);
        return;
    }
    const QString id = application->log.messageId(job.message);
    HeaderList headers{
        {"Accept", "*/*"}, {"Content-Type", "application/json"}, {"User-Agent", userAgent}};
    // Receivers compare the time that is signed with their own, which no option sets.
    headers += signedHeaders(endpoint, id, now, Timestamp::now(), body);
    for (auto it = endpoint.headers.cbegin(); it != endpoint.headers.cend(); ++it) {
        // svix-server keeps values that are not ASCII and leaves them out when it sends.
        if (isAscii(it.value())) {
            headers.append({it.key().toLatin1(), it.value().toLatin1()});
        }
    }
    ++m_running;
    const quint64 salt = (quint64(job.message) << 8) + static_cast<quint64>(job.tries) +
                         (job.manual ? m_random.generate() : 0U);
    const QString url = endpoint.out.url;
    m_receiver.post(QUrl(url), headers, body, salt, this,
                    [this, job, now, url](const ReceiverAnswer &answer) {
                        --m_running;
                        finish(job, now, url, answer);
                        startNext();
                    });
}

void Delivery::finish(const Try &job, const Timestamp &started, const QString &url,
                      const ReceiverAnswer &answer)
{
    const auto application = job.application.lock();
    if (!application) {
        return;
    }
    Endpoint &endpoint = *application->endpoints[static_cast<std::size_t>(job.endpoint)];
    AttemptDraft draft;
    draft.time = started;
    draft.message = job.message;
    draft.endpoint = job.endpoint;
    draft.url = url;
    draft.response = answer.text;
    draft.statusCode = answer.status;
    draft.durationMs = answer.durationMs;
    draft.success = answer.success();
    draft.manual = job.manual;
    application->log.appendAttempt(draft, m_random);
    if (!job.manual || answer.success()) {
        application->log.setNextAttempt(job.message, job.endpoint, std::nullopt);
    }
    if (answer.success()) {
        endpoint.failingSince.reset();
    } else if (!job.manual) {
        planRetry(job, endpoint, answer);
    }
}

void Delivery::planRetry(const Try &job, Endpoint &endpoint, const ReceiverAnswer &answer)
{
    const Timestamp now = m_clock.now();
    if (!endpoint.failingSince) {
        endpoint.failingSince = now;
    } else if (now.microseconds() - endpoint.failingSince->microseconds() >
               m_settings.disableAfterHours * hourMicros) {
        endpoint.out.disabled = true;
        return;
    }
    if (job.tries >= m_settings.retrySeconds.size()) {
        return;
    }
    double wait = m_settings.retrySeconds[job.tries];
    const double change = m_settings.jitter * (2 * m_random.generateDouble() - 1);
    if (answer.retryAfterSeconds >= 0) {
        // A receiver may ask for more patience, but not for more than twice as much.
        wait = std::clamp<double>(answer.retryAfterSeconds, wait, 2 * wait);
    }
    const auto micros = static_cast<qint64>(wait * (1 + change) * 1000 * 1000);
    schedule(job.application.lock(), job.message, job.endpoint, job.tries + 1,
             Timestamp(now.microseconds() + micros));
}

} // namespace svix::sandbox
