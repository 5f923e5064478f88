// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/delivery/receiver.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace svix::sandbox {

/// One signed request to this computer: sent once whatever happens, redirects not followed, one
/// time limit for all of it. (QNetworkAccessManager of Qt 6.4 sends a POST again by itself.)
class WebhookPost : public QObject
{
    Q_OBJECT
public:
    WebhookPost(const QByteArray &method, const QUrl &url, const HeaderList &headers,
                const QByteArray &body, int timeoutMs, QObject *parent);

Q_SIGNALS:
    /// Exactly once; the object deletes itself afterwards.
    void finished(const svix::sandbox::ReceiverAnswer &answer);

private:
    void read();
    void finish(int status, const QByteArray &body, const QString &failure);
    bool parse(bool closed);

    QTcpSocket *m_socket;
    QByteArray m_request;
    QByteArray m_answer;
    QElapsedTimer m_clock;
    QTimer m_limit;
    double m_retryAfter = -1;
    bool m_connected = false;
    bool m_done = false;
};

} // namespace svix::sandbox
