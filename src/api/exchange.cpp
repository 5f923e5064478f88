// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/exchange.h"

#include "api/oneshotbody.h"
#include "api/replyerrors.h"

#include <QEvent>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslError>
#include <QSslSocket>

namespace svix {

namespace {

// Qt takes the first of two lengths, and one that is no number as "until the connection closes".
bool isLength(const QByteArray &header)
{
    const QList<QByteArray> values = header.split(',');
    return std::all_of(values.begin(), values.end(), [&](const QByteArray &value) {
        bool number = false;
        const QByteArray text = value.trimmed();
        text.toULongLong(&number);
        return number && text.at(0) != '+' && text == values.constFirst().trimmed();
    });
}

} // namespace

Exchange::Exchange(QNetworkAccessManager &network, const WireRequest &wire,
                   const Deadlines &deadlines, QObject *parent)
    : QObject(parent)
    , m_write(wire.write)
    , m_inTheDark(wire.write && wire.body.isEmpty() && wire.url.scheme() == QLatin1String("http"))
    , m_largestBody(deadlines.largestBody)
{
    QNetworkRequest request(wire.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, !wire.http1Only);
    if (wire.tls) {
        request.setSslConfiguration(*wire.tls);
    }
    for (const auto &[name, value] : wire.headers) {
        request.setRawHeader(name, value);
    }
    for (QTimer *timer : {&m_connect, &m_inactivity, &m_total}) {
        timer->setSingleShot(true);
    }
    m_connect.setInterval(deadlines.connect);
    m_inactivity.setInterval(deadlines.inactivity);
    m_total.setInterval(deadlines.total);

    if (wire.write) {
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, wire.body.size());
        m_upload = new OneShotBody(wire.body);
        m_reply = network.sendCustomRequest(request, wire.verb, m_upload);
        m_upload->setParent(m_reply);
    } else {
        m_reply = network.get(request);
    }
    m_reply->setParent(this);

    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] {
        m_connecting = true;
        if (!m_inTheDark && !m_sent) {
            m_connect.start();
        }
    });
    connect(m_reply, &QNetworkReply::requestSent, this, &Exchange::noteSent);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent, qint64) {
        if (sent > 0) {
            noteSent();
        }
        touch();
    });
    connect(m_reply, &QNetworkReply::encrypted, this, &Exchange::noteSent);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        noteSent();
        touch();
        makeRoom();
    });
    connect(m_reply, &QNetworkReply::errorOccurred, this, &Exchange::failed);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        touch();
        read();
    });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors) {
            m_tlsProblems.append(error.errorString());
        }
    });
    // Queued: who gets the answer may end the client, and with it the reply that is just telling.
    connect(
        m_reply, &QNetworkReply::finished, this,
        [this] {
            read();
            conclude();
        },
        Qt::QueuedConnection);
    connect(&m_connect, &QTimer::timeout, this, [this] {
        giveUp(ErrorKind::ConnectTimeout, tr("No connection within %n second(s).", nullptr,
                                             static_cast<int>(m_connect.interval() / 1000)));
    });
    connect(&m_inactivity, &QTimer::timeout, this, [this] {
        giveUp(ErrorKind::Timeout, tr("The server sent nothing for %n second(s).", nullptr,
                                      static_cast<int>(m_inactivity.interval() / 1000)));
    });
    connect(&m_total, &QTimer::timeout, this, [this] {
        giveUp(ErrorKind::Timeout, tr("The answer was not complete after %n second(s).", nullptr,
                                      static_cast<int>(m_total.interval() / 1000)));
    });
    m_inactivity.start();
    m_total.start();
}

Exchange::~Exchange()
{
    delete m_reply;
}

void Exchange::cancel()
{
    giveUp(ErrorKind::Canceled, {});
}

void Exchange::noteSent()
{
    m_sent = true;
    m_connect.stop();
}

bool Exchange::mayHaveBeenSent() const
{
    // Without a new connection the request went onto one that was already open. HTTP/2 does not
    // tell when it wrote, so from the end of the TLS handshake on nothing is certain.
    return m_sent || !m_connecting || m_inTheDark;
}

bool Exchange::eventFilter(QObject *watched, QEvent *event)
{
    return watched == m_reply && event->type() == QEvent::MetaCall;
}

void Exchange::failed(QNetworkReply::NetworkError error)
{
    // A body that cannot be decoded fails in the middle. Qt goes on receiving, and when the end is
    // an error too (the server closes, or the status is one) it warns of an error after the error.
    // The rest is of no use: hear nothing more of it. Queued: the reply is just telling.
    if (error == QNetworkReply::UnknownContentError && !m_reply->isFinished()) {
        m_reply->installEventFilter(this);
        QMetaObject::invokeMethod(this, &Exchange::conclude, Qt::QueuedConnection);
    }
}

void Exchange::makeRoom()
{
    // What the length promises, at once: growing copies. The memory is not touched before it is
    // written, so a server that lies about it wins nothing.
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (length > 0 && length <= m_largestBody && !m_reply->hasRawHeader("content-encoding")) {
        m_body.reserve(length + roomBehindAnswer);
    }
}

void Exchange::read()
{
    // What came before an error was read when it came; decoding on after one is a second error.
    if (m_done || m_tooLarge || !m_reply->isOpen() ||
        (m_reply->error() != QNetworkReply::NoError && m_reply->hasRawHeader("content-encoding"))) {
        return;
    }
    // Straight to where it stays: what comes while the thread is busy comes all at once.
    constexpr qsizetype step = 64 * 1024;
    qint64 got = 0;
    do {
        const qsizetype had = m_body.size();
        const qsizetype room = m_body.capacity() - had;
        const qsizetype wanted = room > 0 ? std::min(room, step) : step;
        m_body.resize(had + wanted);
        got = m_reply->read(m_body.data() + had, wanted);
        m_body.resize(had + std::max<qsizetype>(got, 0));
    } while (got > 0 && m_body.size() <= m_largestBody);
    if (m_body.size() > m_largestBody) {
        m_body.clear();
        m_tooLarge = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                giveUp(ErrorKind::TooLarge,
                       tr("The answer is larger than %1 MiB.").arg(m_largestBody / (1024 * 1024)));
            },
            Qt::QueuedConnection);
    }
}

void Exchange::giveUp(ErrorKind kind, const QString &detail)
{
    if (m_done || m_reason.isError()) {
        return;
    }
    m_reason.kind = kind;
    m_reason.detail = detail;
    conclude();
}

Outcome Exchange::outcomeWithoutAnswer(QNetworkReply::NetworkError error) const
{
    if (!m_write) {
        return Outcome::NotDone;
    }
    if (m_status >= 200 && m_status < 300) {
        return Outcome::Done;
    }
    if (m_status >= 300 && m_status < 500) {
        return Outcome::NotDone;
    }
    // Qt may try a second connection after the first took the request: its refusal proves nothing.
    if (!m_sent && neverConnected(error)) {
        return Outcome::NotDone;
    }
    return mayHaveBeenSent() ? Outcome::Unknown : Outcome::NotDone;
}

Error Exchange::classify() const
{
    const auto networkError = m_reply->error();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    Error error;
    error.status = status;
    if (m_reason.isError()) {
        error.kind = m_reason.kind;
        error.detail = m_reason.detail;
        error.status = 0;
        error.outcome = outcomeWithoutAnswer(QNetworkReply::OperationCanceledError);
        return error;
    }
    const int code = static_cast<int>(networkError);
    const bool transport =
        networkError != QNetworkReply::NoError &&
        (code < 200 || networkError == QNetworkReply::ContentReSendError || status == 0) &&
        // A 307 would repeat the upload, which ours cannot: all the same it is the answer.
        !(networkError == QNetworkReply::ContentReSendError && status >= 300 && status < 500);
    if (transport) {
        error.kind = isTroubleOfProxy(*m_reply) ? ErrorKind::Proxy : kindOf(networkError);
        error.detail = m_tlsProblems.isEmpty() ? m_reply->errorString() : m_tlsProblems.join(u' ');
        if (error.detail == u"Unknown error") { // of Qt, and no help to anybody
            error.detail.clear();
        }
        const bool cutOff = m_upload && m_upload->bytesAvailable() > 0;
        if (m_sent && (error.kind == ErrorKind::Unreachable ||
                       (error.kind == ErrorKind::ConnectionLost && cutOff))) {
            // Qt has no word for a server that answers in the middle of an upload and stops
            // reading, as svix-server does with a body over 2 MiB; the answer itself is lost.
            error.kind = ErrorKind::ConnectionLost;
            error.detail = tr("The server closed the connection while the request was being sent. "
                              "It may be too large for the server.");
        }
        if (m_reply->url().scheme() == QLatin1String("https") && !QSslSocket::supportsSsl()) {
            // To Qt that is an unknown protocol.
            error.kind = ErrorKind::Tls;
            error.detail = tr("Qt finds no TLS library on this computer. Install OpenSSL 3 "
                              "(libssl3), or the TLS plugins of Qt.");
        }
        error.outcome = outcomeWithoutAnswer(networkError);
        return error;
    }
    if (status < 200 || status > 599) {
        // Qt ends at a 1xx as if it were the answer; whatever comes after it is lost.
        error.kind = ErrorKind::Protocol;
        error.detail = tr("The server answered with the status %1, which is no final HTTP status. "
                          "A proxy between may be the cause.")
                           .arg(status);
        error.outcome = m_write ? Outcome::Unknown : Outcome::NotDone;
        return error;
    }
    const QByteArray length = m_reply->rawHeader("content-length");
    if (m_reply->hasRawHeader("content-length") && !isLength(length)) {
        error.kind = ErrorKind::Protocol;
        error.detail = tr("The answer's Content-Length is not one number (%1).")
                           .arg(QString::fromLatin1(length.left(40)));
        error.outcome = outcomeWithoutAnswer(networkError);
        return error;
    }
    // When the end of the connection comes along with the last bytes, Qt calls the answer complete.
    if (!length.isEmpty() && status != 204 && status != 205 && status != 304 &&
        !m_reply->hasRawHeader("content-encoding") &&
        (networkError == QNetworkReply::NoError || status >= 300) &&
        m_body.size() != length.split(',').constFirst().trimmed().toLongLong()) {
        error.kind = ErrorKind::ConnectionLost;
        error.detail = tr("The connection closed before the answer was complete.");
        error.outcome = outcomeWithoutAnswer(networkError);
        return error;
    }
    if (status < 300 && networkError != QNetworkReply::NoError) {
        error.kind = ErrorKind::Protocol;
        error.detail = tr("The answer could not be decoded: %1").arg(m_reply->errorString());
        error.outcome = m_write ? Outcome::Done : Outcome::NotDone;
    }
    return error;
}

void Exchange::conclude()
{
    if (m_done || (m_tooLarge && !m_reason.isError())) {
        return;
    }
    m_done = true;
    for (QTimer *timer : {&m_connect, &m_inactivity, &m_total}) {
        timer->stop();
    }
    const Error error = classify();
    HttpAnswer answer;
    if (!error.isError()) {
        answer.status = error.status;
        answer.contentType = m_reply->rawHeader("content-type");
        answer.retryAfter = m_reply->rawHeader("retry-after");
        answer.location = m_reply->rawHeader("location");
        answer.body = std::move(m_body);
    }
    // Not abort(): that is an error of its own to Qt, which warns when the reply has just been told
    // another one and not yet that it is finished.
    delete std::exchange(m_reply, nullptr);
    Q_EMIT finished(answer, error);
}

} // namespace svix
