// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>

namespace svix::sandbox {

/// What became of one try: an HTTP answer, or why there was none.
struct ReceiverAnswer
{
    int status = 0; ///< 0: no HTTP answer, `text` is the reason
    QString text;   ///< at most 20,000 bytes; base64 when it is no UTF-8
    qint64 durationMs = 0;
    double retryAfterSeconds = -1; ///< that the receiver asked for; below 0: nothing

    bool success() const { return status >= 200 && status < 300; }
    bool timedOut() const { return status == 0 && text == timeoutText(); }
    static QString timeoutText() { return QStringLiteral("request timed out"); }
    /// The answer's body as svix-server keeps it.
    static QString keptText(const QByteArray &body);
};

/// Where a webhook would go. Only this computer is ever really asked.
enum class Destination {
    Loopback,     ///< a real request
    Blocked,      ///< private and reserved addresses: refused, as svix-server does
    Unresolvable, ///< a name that cannot be found
    Simulated     ///< any other host: nothing is sent, an answer is made up by rule
};
Destination destinationOf(const QUrl &url);

/// Gets webhooks for an endpoint's URL and says what came back.
class Receiver : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const ReceiverAnswer &)>;

    explicit Receiver(int timeoutMs, QObject *parent = nullptr);

    /// `method` is POST, PUT or PATCH. `done` is called exactly once, later, while `context` lives.
    /// `salt` tells tries apart: the same URL and salt are always answered alike.
    void post(const QByteArray &method, const QUrl &url, const HeaderList &headers,
              const QByteArray &body, quint64 salt, QObject *context, const Done &done);

    /// The made-up answer of a host that is not this computer, without any waiting.
    ReceiverAnswer simulated(const QUrl &url, quint64 salt) const;
    /// What no request can reach: blocked and unresolvable hosts.
    static ReceiverAnswer unreachable(Destination destination);

private:
    int m_timeoutMs;
};

} // namespace svix::sandbox
