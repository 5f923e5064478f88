// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"

#include "api/call.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUuid>

namespace svix {

namespace {

constexpr int mostRunning = 6; // Qt opens six sockets to a host; a seventh would only wait there
constexpr int mostRunningBulk = 4; // two are kept for what a person waits for

bool isLoopbackHost(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

// A line break in a header value would begin a header of its own.
bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace

ApiClient::ApiClient(ClientConfig config, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_network(makeNetwork())
{
    qRegisterMetaType<svix::ActivityEntry>();
    if (m_config.baseUrl.scheme() == QLatin1String("https") || !m_config.caFile.isEmpty()) {
        m_tls = QSslConfiguration::defaultConfiguration();
    }
    if (!m_config.caFile.isEmpty() && !m_tls->addCaCertificates(m_config.caFile, QSsl::Pem)) {
        m_configProblem = tr("No certificate could be read from the authority file %1. It must "
                             "be a PEM file.")
                              .arg(m_config.caFile);
    }
    if (!isVisibleAscii(m_config.token)) {
        m_configProblem = tr("The token has a space, a line break or a character that is not "
                             "ASCII. Paste it again.");
    }
}

ApiClient::~ApiClient()
{
    m_closing = true;
    while (!m_calls.isEmpty()) {
        cancelAll(); // again, when a consumer of an ended call began another
    }
}

QNetworkAccessManager *ApiClient::makeNetwork()
{
    auto *network = new QNetworkAccessManager(this);
    if (!m_config.systemProxy || isLoopbackHost(m_config.baseUrl.host())) {
        network->setProxy(isLoopbackHost(m_config.baseUrl.host()) ? QNetworkProxy::NoProxy
                                                                  : m_config.proxy);
    }
    return network;
}

void ApiClient::leaveConnections(const QNetworkAccessManager *used)
{
    // HTTP/2 puts every request on one connection, and Qt 6.4 sends no pings: one that died without
    // having been closed (another network, a laptop that slept) would swallow call after call until
    // TCP gives it up, a quarter of an hour later.
    if (used == m_network && !m_config.http1Only &&
        m_config.baseUrl.scheme() == QLatin1String("https")) {
        m_left.append(std::exchange(m_network, makeNetwork()));
    }
}

QString ApiClient::makeIdempotencyKey()
{
    return QLatin1String("console_") + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

void ApiClient::setMissing(const Operation &operation)
{
    if (!m_missing.contains(&operation)) {
        m_missing.insert(&operation);
        Q_EMIT missingFound(operation.name());
    }
}

void ApiClient::cancelAll()
{
    // A consumer may end other calls, or the client, while it gets its answer.
    const QList<QPointer<Call>> calls(m_calls.begin(), m_calls.end());
    for (const QPointer<Call> &call : calls) {
        if (call) {
            call->cancel();
        }
    }
}

void ApiClient::start(PreparedCall prepared, const CallOptions &options, Read read)
{
    const Operation &operation = *prepared.operation;
    Error refusal;
    refusal.operation = operation.name();
    if (m_config.readOnly && !operation.isSafe()) {
        refusal.kind = ErrorKind::ReadOnly;
        refusal.detail = tr("This connection is read-only.");
    } else if (!m_configProblem.isEmpty()) {
        refusal.kind = ErrorKind::InvalidInput;
        refusal.detail = m_configProblem;
    } else if (!options.idempotencyKey.isEmpty() &&
               !isVisibleAscii(options.idempotencyKey.toUtf8())) {
        refusal.kind = ErrorKind::InvalidInput;
        refusal.detail = tr("The idempotency key may have visible ASCII characters only.");
    } else if (m_config.baseUrl.scheme() == QLatin1String("http") && !m_config.allowPlainHttp &&
               !isLoopbackHost(m_config.baseUrl.host())) {
        refusal.kind = ErrorKind::InvalidInput;
        refusal.detail =
            tr("%1 is not encrypted, so the token would be readable on the way. Use https, or "
               "allow plain http for this connection.")
                .arg(m_config.baseUrl.toString(QUrl::RemoveUserInfo));
    }
    auto *call = new Call(*this, ++m_lastId, std::move(prepared), options, std::move(read));
    m_calls.append(call);
    Q_EMIT inFlightChanged(inFlight());
    if (options.cancel && options.cancel->isCanceled()) {
        call->refuse(call->canceledError());
    } else if (refusal.isError()) {
        call->refuse(refusal);
    } else if (!m_closing) {
        pump();
    }
}

void ApiClient::pump()
{
    int running = 0;
    int bulk = 0;
    for (const Call *call : std::as_const(m_calls)) {
        running += call->isRunning();
        bulk += call->isRunning() && call->isBulk();
    }
    if (running == 0) {
        qDeleteAll(std::exchange(m_left, {}));
    }
    for (const bool bulkTurn : {false, true}) {
        const QList<QPointer<Call>> calls(m_calls.begin(), m_calls.end());
        for (const QPointer<Call> &call : calls) {
            if (running >= mostRunning) {
                return;
            }
            if (!call || !call->isQueued() || call->isBulk() != bulkTurn || call->isRunning() ||
                (bulkTurn && bulk >= mostRunningBulk)) {
                continue;
            }
            ++running;
            bulk += bulkTurn;
            call->run();
        }
    }
}

void ApiClient::done(Call *call)
{
    m_calls.removeOne(call);
    const bool wasFirst = !m_reading.isEmpty() && m_reading.constFirst() == call;
    m_reading.removeOne(call);
    if (wasFirst && !m_closing && !m_reading.isEmpty()) {
        m_reading.constFirst()->readElsewhere();
    }
    Q_EMIT inFlightChanged(inFlight());
    // Through the event loop: the answer goes to its caller first.
    QMetaObject::invokeMethod(this, &ApiClient::pump, Qt::QueuedConnection);
}

void ApiClient::readLater(Call *call)
{
    m_reading.append(call);
    if (m_reading.constFirst() == call) {
        call->readElsewhere();
    }
    // It needs no connection any more.
    QMetaObject::invokeMethod(this, &ApiClient::pump, Qt::QueuedConnection);
}

std::optional<ReadProblem> ApiClient::syntaxProblem(const QByteArray &body)
{
    if (body.trimmed().isEmpty()) {
        return std::nullopt;
    }
    QJsonParseError error;
    if (!QJsonDocument::fromJson(body, &error).isNull()) {
        return std::nullopt;
    }
    return ReadProblem{ReadProblem::Kind::Syntax, {}, error.errorString()};
}

Error ApiClient::badAnswer(const HttpAnswerBody &answer, const ReadProblem &problem)
{
    Error error;
    error.kind = ErrorKind::BadAnswer;
    error.status = answer.status;
    error.operation = answer.operation->name();
    error.requestId = answer.requestId;
    error.outcome = answer.operation->isSafe() ? Outcome::NotDone : Outcome::Done;
    error.detail = tr("The answer has not the shape that Svix documents: %1").arg(problem.text());
    return error;
}

} // namespace svix
