// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/replyerrors.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>

namespace svix {

namespace {

// The proxy between us and `url`, as the manager chose it; type NoProxy when there is none.
QNetworkProxy proxyFor(const QNetworkReply &reply)
{
    const QNetworkProxy set = reply.manager()->proxy();
    if (set.type() != QNetworkProxy::DefaultProxy) {
        return set;
    }
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(reply.url()))
        .value(0, QNetworkProxy::NoProxy);
}

} // namespace

bool neverConnected(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
        return true;
    default:
        return false;
    }
}

ErrorKind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return ErrorKind::Unreachable;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::ContentReSendError:
        return ErrorKind::ConnectionLost;
    case QNetworkReply::HostNotFoundError:
        return ErrorKind::HostNotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return ErrorKind::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorKind::Tls;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return ErrorKind::Proxy;
    default:
        return ErrorKind::Protocol;
    }
}

bool isTroubleOfProxy(const QNetworkReply &reply)
{
    if (reply.error() == QNetworkReply::UnknownNetworkError) {
        return proxyFor(reply).type() != QNetworkProxy::NoProxy;
    }
    return reply.error() == QNetworkReply::ConnectionRefusedError &&
           reply.url().scheme() == QLatin1String("http") &&
           proxyFor(reply).type() == QNetworkProxy::HttpProxy;
}

} // namespace svix
