// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/call.h"

#include "api/answer.h"
#include "api/callsecrets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QRandomGenerator>
#include <QThreadPool>

namespace svix {

namespace {

constexpr qsizetype readAtOnce = 256 * 1024; // takes a few milliseconds; more is read elsewhere

QString authority(const QUrl &url)
{
    // Encoded: a look-alike host is named in punycode.
    QString host = url.host(QUrl::FullyEncoded);
    if (host.contains(u':')) {
        host = u'[' + host + u']';
    }
    return url.port() < 0 ? host : host + u':' + QString::number(url.port());
}

} // namespace

Call::Call(ApiClient &client, quint64 id, PreparedCall prepared, const CallOptions &options,
           ApiClient::Read read)
    : QObject(&client)
    , m_client(client)
    , m_prepared(std::move(prepared))
    , m_options(options)
    , m_read(std::move(read))
{
    const Operation &operation = *m_prepared.operation;
    m_entry.id = id;
    m_entry.operation = &operation;
    m_entry.object = m_prepared.ids.join(QLatin1String(" / "));
    m_entry.started = QDateTime::currentDateTimeUtc();
    m_startedAt = m_entry.started.toMSecsSinceEpoch();
    m_entry.body = bodyWithoutSecrets(operation.body(), m_prepared.body);
    m_entry.bodyCut = m_prepared.body.size() > keptBody && m_entry.body.size() == keptBody;
    m_entry.requestId = QString::number(QRandomGenerator::system()->bounded(1LL << 48));
    if (operation.verb == Verb::Post) {
        m_entry.idempotencyKey = options.idempotencyKey.isEmpty() ? ApiClient::makeIdempotencyKey()
                                                                  : options.idempotencyKey;
    }
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer); // a coarse one comes up to 5 % before Retry-After
    connect(&m_wait, &QTimer::timeout, this, [this] {
        // Not at once: whoever waits its turn must not find seven running.
        m_entry.state = ActivityEntry::State::Queued;
        m_entry.waitsUntil = {};
        m_client.pump();
    });
    // Queued: who gets the answer may end the client, and with it the watcher that is just telling.
    connect(
        &m_reader, &QFutureWatcherBase::finished, this,
        [this] {
            if (!m_ended) {
                end(m_reader.future().result());
            }
        },
        Qt::QueuedConnection);
    if (options.owner && operation.isSafe()) {
        connect(options.owner, &QObject::destroyed, this, &Call::cancel);
    }
    if (options.cancel) {
        connect(options.cancel, &CancelSource::canceled, this, &Call::cancel);
    }
}

void Call::report()
{
    m_entry.milliseconds = QDateTime::currentMSecsSinceEpoch() - m_startedAt;
    Q_EMIT m_client.activity(m_entry);
}

WireRequest Call::wireRequest() const
{
    const Operation &operation = *m_prepared.operation;
    const ClientConfig &config = m_client.config();
    WireRequest wire;
    wire.verb = verbText(operation.verb);
    wire.url = m_entry.url;
    wire.body = m_prepared.body;
    wire.write = operation.verb != Verb::Get;
    wire.http1Only = config.http1Only;
    wire.tls = m_client.m_tls;
    wire.headers.emplaceBack("User-Agent", "svix-console/" SVIX_VERSION);
    wire.headers.emplaceBack("Accept", "application/json");
    wire.headers.emplaceBack("svix-req-id", m_entry.requestId.toLatin1());
    if (m_entry.tries > 0) {
        wire.headers.emplaceBack("svix-retry-count", QByteArray::number(m_entry.tries));
    }
    if (operation.token != TokenNeed::None && !config.token.isEmpty()) {
        wire.headers.emplaceBack("Authorization", "Bearer " + config.token);
    }
    if (!m_entry.idempotencyKey.isEmpty()) {
        wire.headers.emplaceBack("idempotency-key", m_entry.idempotencyKey.toLatin1());
    }
    if (wire.write) {
        wire.headers.emplaceBack("Content-Type", "application/json");
    }
    return wire;
}

void Call::run()
{
    if (m_client.config().readOnly && !m_prepared.operation->isSafe()) {
        // Since it began to wait.
        Error error =
            makeError(ErrorKind::ReadOnly, ApiClient::tr("This connection is read-only."));
        error.operation = m_prepared.operation->name();
        end(error);
        return;
    }
    if (!m_entry.url.isValid()) {
        const auto path = fillPath(*m_prepared.operation, m_prepared.ids);
        if (!path.ok()) {
            end(path.error());
            return;
        }
        QByteArray url = m_client.config().baseUrl.toEncoded(QUrl::StripTrailingSlash) + *path;
        if (m_client.trailingSlash()) {
            url += '/';
        }
        if (!m_prepared.query.isEmpty()) {
            url += '?' + m_prepared.query.query(QUrl::FullyEncoded).toLatin1();
        }
        m_entry.url = QUrl::fromEncoded(url, QUrl::StrictMode);
    }
    m_entry.state = ActivityEntry::State::Running;
    m_entry.waitsUntil = {};
    m_network = m_client.m_network;
    m_exchange = new Exchange(*m_network, wireRequest(), m_client.config().deadlines, this);
    ++m_entry.tries;
    connect(m_exchange, &Exchange::finished, this, &Call::answered);
    report();
}

void Call::answered(const HttpAnswer &answer, const Error &networkError)
{
    m_exchange->deleteLater();
    m_exchange = nullptr;
    if (networkError.kind == ErrorKind::Timeout) {
        m_client.leaveConnections(m_network);
    }
    Error error = networkError;
    if (m_prepared.operation->isSafe()) {
        error.outcome = Outcome::NotDone; // also of a POST that only asks: it changes nothing
    }
    if (!error.isError()) {
        error = errorOfAnswer(*m_prepared.operation, answer, m_entry.url);
    }
    if (error.isError()) {
        // Servers and what stands before them quote what was sent to them. Before anything is cut
        // to a length: half a token is still one.
        HttpAnswer told = answer;
        QList<QByteArray> secrets = secretsOf(m_prepared.operation->body(), m_prepared.body);
        secrets << m_client.config().token << m_client.config().proxy.password().toUtf8();
        if (hideSecrets(told, secrets) && !networkError.isError()) {
            error = errorOfAnswer(*m_prepared.operation, told, m_entry.url);
        }
        hideSecrets(error, secrets); // those that were escaped, and those in no answer
    }
    m_entry.status = error.isError() ? error.status : answer.status;
    m_entry.bytesReceived += answer.body.size();
    if (!error.isError()) {
        m_answered = true;
        HttpAnswerBody body{answer.body, m_prepared.operation, answer.status, m_entry.requestId};
        if (answer.body.size() > readAtOnce && m_prepared.operation->hasAnswer) {
            m_answer = std::move(body);
            m_client.readLater(this);
        } else {
            end(m_read(std::move(body)));
        }
        return;
    }
    error.operation = m_prepared.operation->name();
    error.requestId = m_entry.requestId;
    error.host = authority(m_entry.url);
    if (error.outcome == Outcome::Unknown) {
        error.idempotencyKey = m_entry.idempotencyKey;
    }
    const qint64 wait = waitBeforeRetry(error);
    if (wait < 0) {
        end(error);
        return;
    }
    m_entry.state = ActivityEntry::State::Waiting;
    m_entry.error = error;
    m_entry.waitsUntil = QDateTime::currentDateTimeUtc().addMSecs(wait);
    m_wait.start(static_cast<int>(wait));
    report();
}

qint64 Call::waitBeforeRetry(const Error &error) const
{
    const Deadlines &deadlines = m_client.config().deadlines;
    const auto next = static_cast<std::size_t>(m_entry.tries - 1);
    if (next >= deadlines.retries.size()) {
        return -1;
    }
    // A refused write was not done, so sending it once more is still one effect.
    const bool limited = error.kind == ErrorKind::RateLimited;
    const bool network =
        error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::ConnectionLost;
    const bool failing = error.kind == ErrorKind::ServerError;
    const bool safe = m_prepared.operation->verb == Verb::Get;
    if (!limited && !(safe && (network || failing))) {
        return -1;
    }
    const auto longest = deadlines.longestRetryAfter.count();
    if (error.retryAfterSeconds >= 0) {
        // Longer than we are willing to wait: say so instead of waiting in vain.
        const qint64 asked = error.retryAfterSeconds * 1000LL;
        return asked > longest ? -1 : asked;
    }
    const qint64 base = deadlines.retries[next].count();
    return base + QRandomGenerator::global()->bounded(static_cast<int>(base / 4) + 1);
}

void Call::cancel()
{
    if (m_ended) {
        return;
    }
    if (m_exchange) {
        m_exchange->cancel();
        return;
    }
    end(canceledError());
}

Error Call::canceledError() const
{
    Error error;
    error.kind = ErrorKind::Canceled;
    error.operation = m_prepared.operation->name();
    if (m_answered && !m_prepared.operation->isSafe()) {
        error.outcome = Outcome::Done; // only its answer was not read
    }
    return error;
}

void Call::refuse(const Error &error)
{
    m_refused = true;
    QMetaObject::invokeMethod(
        this, [this, error] { end(error); }, Qt::QueuedConnection);
}

void Call::readElsewhere()
{
    // Nothing of this object goes along: it may be gone before the answer is read.
    auto promise = std::make_shared<QPromise<ApiClient::Delivery>>();
    promise->start();
    m_reader.setFuture(promise->future());
    // When the call was canceled, the thread may be the last to hold the caller's promise, and with
    // it the caller's continuation and whatever that captured. Those end where they were made: what
    // is left of them goes to an object of this thread, and with the event that carries it.
    auto home = std::make_shared<QObject>();
    QThreadPool::globalInstance()->start(
        [promise, home, read = m_read, answer = std::exchange(m_answer, {})]() mutable {
            if (!promise->isCanceled()) {
                promise->addResult(read(std::exchange(answer, {})));
            }
            promise->finish();
            QObject *receiver = home.get();
            QMetaObject::invokeMethod(
                receiver,
                [promise = std::move(promise), read = std::move(read), home = std::move(home)] {},
                Qt::QueuedConnection);
        });
}

void Call::close()
{
    m_ended = true;
    m_wait.stop();
    m_reader.cancel();
    m_entry.state = ActivityEntry::State::Done;
    m_entry.waitsUntil = {};
    m_client.done(this);
}

void Call::end(const Error &error)
{
    if (m_ended) {
        return;
    }
    close();
    m_entry.error = error;
    const auto read = std::exchange(m_read, nullptr);
    const QPointer<Call> self(this);
    report();
    read(error).deliver();
    if (self) { // no consumer ended the client
        deleteLater();
    }
}

void Call::end(const ApiClient::Delivery &delivery)
{
    if (m_ended) {
        return;
    }
    close();
    m_entry.made = delivery.made;
    m_entry.error = delivery.error; // the log must not call a success what could not be read
    m_read = nullptr;
    const QPointer<Call> self(this);
    delivery.deliver();
    if (self) {
        report();
        deleteLater();
    }
}

} // namespace svix
