// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/signing.h"
#include "support/faultserver.h"

namespace svix::test {

/// A receiver of webhooks on this computer: /taken answers 200 and everything else 500, with words
/// that are found again in the attempts. It remembers what came.
class Target : public FaultServer
{
public:
    static constexpr char taken[] = R"({"taken":true})";
    static constexpr char refused[] = "no room on the shelf";

    Target()
    {
        always([](FaultPeer &peer, const SeenRequest &request) {
            const bool takes = request.target.startsWith("/taken");
            peer.send(fault::http(takes ? 200 : 500, takes ? taken : refused,
                                  "Content-Type: text/plain\r\n"));
        });
    }
    QString address(const QString &path) const { return url().toString() + path; }

    /// The deliveries of this message to this path, in order of arrival.
    QList<SeenRequest> deliveries(const QString &path, const QString &messageId) const
    {
        QList<SeenRequest> found;
        for (const SeenRequest &request : requests()) {
            if (request.target == path.toUtf8() && idOf(request) == messageId.toUtf8()) {
                found.append(request);
            }
        }
        return found;
    }
    static bool isSignedWith(const SeenRequest &request, const QString &secret)
    {
        const auto key = signingKey(secret);
        return key && hasSignatureV1(header(request, "signature"), *key, idOf(request),
                                     header(request, "timestamp"), request.body);
    }
    /// A server may be set up to use the names without "svix".
    static QByteArray header(const SeenRequest &request, const QByteArray &name)
    {
        const QByteArray value = request.header("svix-" + name);
        return value.isEmpty() ? request.header("webhook-" + name) : value;
    }
    static QByteArray idOf(const SeenRequest &request) { return header(request, "id"); }
};

} // namespace svix::test
