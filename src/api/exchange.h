// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientconfig.h"
#include "core/error.h"

#include <QNetworkReply>
#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <optional>

class QNetworkAccessManager;

namespace svix {

class OneShotBody;

/// One request as it goes on the wire.
struct WireRequest
{
    QByteArray verb;
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool write = false; ///< not idempotent for us: must reach the server at most once
    bool http1Only = false;
    std::optional<QSslConfiguration> tls; ///< of https; making one loads all of OpenSSL
};

/// Bytes that a body is given in spare, so that it can be parsed where it lies.
inline constexpr qsizetype roomBehindAnswer = 128;

/// A complete HTTP answer: the whole body arrived.
struct HttpAnswer
{
    int status = 0;
    QByteArray contentType;
    QByteArray retryAfter;
    QByteArray location;
    QByteArray body;
};

/// One try of one request over one connection: sends, keeps the deadlines, caps the body, and ends
/// in exactly one finished(). Deleting it aborts the request without a signal.
class Exchange : public QObject
{
    Q_OBJECT
public:
    Exchange(QNetworkAccessManager &network, const WireRequest &request, const Deadlines &deadlines,
             QObject *parent = nullptr);
    ~Exchange() override;

    /// Ends it with ErrorKind::Canceled.
    void cancel();

Q_SIGNALS:
    /// Either a complete answer (error.kind is None) or the reason there is none. The outcome in
    /// `error` is Unknown as soon as a write may have reached the server, unless a status came
    /// before the answer broke off: then that decides.
    void finished(const svix::HttpAnswer &answer, const svix::Error &error);

protected:
    /// Keeps from a reply that failed what Qt still has to tell it.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void read();
    void makeRoom();
    void failed(QNetworkReply::NetworkError error);
    void giveUp(ErrorKind kind, const QString &detail);
    void conclude();
    Error classify() const;
    Outcome outcomeWithoutAnswer(QNetworkReply::NetworkError error) const;
    void touch() { m_inactivity.start(); }
    void noteSent();
    bool mayHaveBeenSent() const;

    QNetworkReply *m_reply = nullptr; // until it is done; deleting it ends it on the wire
    OneShotBody *m_upload = nullptr;  // of a write; goes with the reply
    bool m_write = false;
    // Qt says nothing when it has connected and written a request whose upload is empty. Over TLS
    // the end of the handshake still tells; on plain http we stay in the dark until the answer.
    bool m_inTheDark = false;
    bool m_connecting = false;
    bool m_sent = false;
    bool m_done = false;
    bool m_tooLarge = false;
    int m_status = 0; // as soon as it is known, so that a broken off answer still tells
    qint64 m_largestBody;
    QByteArray m_body;
    QTimer m_connect;
    QTimer m_inactivity;
    QTimer m_total;
    Error m_reason; // set when we ended it ourselves
    QStringList m_tlsProblems;
};

} // namespace svix
