// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/webhookpost.h"

#include "sandbox/delivery/retryafter.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTcpSocket>

namespace svix::sandbox {

namespace {

constexpr qsizetype mostHeaderBytes = 64 * 1024;
constexpr qsizetype mostBytes = 1024 * 1024; // of an answer; far more than is kept

// The bytes of a chunked body, as far as they came; false while the last chunk is missing.
bool dechunk(QByteArrayView text, QByteArray &body)
{
    for (qsizetype at = 0;;) {
        const qsizetype end = text.indexOf(QByteArrayView("\r\n"), at);
        if (end < 0) {
            return false;
        }
        bool ok = false;
        const QByteArray size = text.sliced(at, end - at).toByteArray();
        const qint64 bytes = size.split(';').first().trimmed().toLongLong(&ok, 16);
        if (!ok || bytes < 0) {
            return true; // broken: what came so far is all there is
        }
        if (bytes == 0) {
            return true;
        }
        const qsizetype from = end + 2;
        if (bytes > text.size() - from) {
            body.append(text.sliced(from));
            return false;
        }
        body.append(text.sliced(from, bytes));
        at = from + bytes + 2;
        if (at > text.size()) {
            return false;
        }
    }
}

// What is connected to: "localhost" without asking a name server, and an IPv4 address that is
// written as one of IPv6 without IPv6.
QString addressOf(const QUrl &url)
{
    bool mapped = false;
    const quint32 inner = QHostAddress(url.host()).toIPv4Address(&mapped);
    if (url.host() == QLatin1String("localhost")) {
        return QStringLiteral("127.0.0.1");
    }
    return mapped ? QHostAddress(inner).toString() : url.host();
}

} // namespace

WebhookPost::WebhookPost(const QByteArray &method, const QUrl &url, const HeaderList &headers,
                         const QByteArray &body, int timeoutMs, QObject *parent)
    : QObject(parent)
{
    const bool tls = url.scheme() == QLatin1String("https");
    auto *secure = tls ? new QSslSocket(this) : nullptr;
    m_socket = tls ? secure : new QTcpSocket(this);
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    m_request = method + ' ' + (path.isEmpty() ? QByteArray("/") : path) +
                (url.hasQuery() ? '?' + query : QByteArray()) + " HTTP/1.1\r\n";
    if (!findHeader(headers, "host")) {
        m_request +=
            "Host: " + url.authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo).toLatin1() + "\r\n";
    }
    for (const auto &[name, value] : headers) {
        m_request += name + ": " + value + "\r\n";
    }
    m_request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;

    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_clock.start();
    const auto send = [this] {
        m_connected = true;
        m_socket->write(m_request);
    };
    if (tls) {
        connect(secure, &QSslSocket::encrypted, this, send);
    } else {
        connect(m_socket, &QTcpSocket::connected, this, send);
    }
    connect(m_socket, &QTcpSocket::readyRead, this, &WebhookPost::read);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        if (m_connected && !parse(true)) {
            finish(0, {}, QStringLiteral("error making request: client error (SendRequest)"));
        }
    });
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (!m_connected) {
            finish(0, {}, QStringLiteral("error making request: client error (Connect)"));
        }
    });
    connect(&m_limit, &QTimer::timeout, this,
            [this] { finish(0, {}, ReceiverAnswer::timeoutText()); });
    m_limit.setSingleShot(true);
    m_limit.start(timeoutMs);

    const int port = url.port(tls ? 443 : 80);
    if (tls) {
        secure->connectToHostEncrypted(url.host(), static_cast<quint16>(port));
    } else {
        m_socket->connectToHost(addressOf(url), static_cast<quint16>(port));
    }
}

void WebhookPost::read()
{
    m_answer += m_socket->readAll();
    parse(false);
}

// True when the answer is whole, or as whole as it will get.
bool WebhookPost::parse(bool closed)
{
    const qsizetype end = m_answer.indexOf("\r\n\r\n");
    if ((end < 0 ? m_answer.size() : end) > mostHeaderBytes) {
        finish(0, {}, QStringLiteral("The headers of the answer are too large"));
        return true;
    }
    if (end < 0 || !m_answer.startsWith("HTTP/1.")) {
        return false;
    }
    const QList<QByteArray> lines = m_answer.first(end).split('\n');
    const int status = lines.first().mid(9, 3).toInt();
    if (status >= 100 && status < 200) {
        m_answer.remove(0, end + 4); // the answer itself is still to come
        return parse(closed);
    }
    if (status < 200 || status > 599) {
        finish(0, {}, QStringLiteral("The answer has no valid status"));
        return true;
    }
    qint64 length = -1;
    bool chunked = false;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed().toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        bool ok = false;
        if (name == "content-length") {
            length = value.toLongLong(&ok);
        } else if (name == "transfer-encoding") {
            chunked = value.toLower() == "chunked";
        } else if (name == "retry-after") {
            m_retryAfter = retryAfterSeconds(value, QDateTime::currentDateTimeUtc());
        }
    }
    const QByteArrayView rest = QByteArrayView(m_answer).sliced(end + 4);
    QByteArray body;
    bool whole = closed || status == 204 || status == 304 || rest.size() > mostBytes;
    if (chunked) {
        whole = dechunk(rest, body) || whole;
    } else {
        body = rest.toByteArray();
        whole = whole || (length >= 0 && rest.size() >= length);
    }
    if (whole) {
        finish(status, body, {});
    }
    return whole;
}

void WebhookPost::finish(int status, const QByteArray &body, const QString &failure)
{
    if (std::exchange(m_done, true)) {
        return;
    }
    ReceiverAnswer answer;
    answer.status = status;
    answer.text = status == 0 ? failure : ReceiverAnswer::keptText(body);
    answer.durationMs = m_clock.elapsed();
    answer.retryAfterSeconds = m_retryAfter;
    m_limit.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    deleteLater();
    Q_EMIT finished(answer);
}

} // namespace svix::sandbox
