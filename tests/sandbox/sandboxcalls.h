// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxthread.h"
#include "sandbox/wireclient.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace svix::test {

/// Quick retries and timeouts, and a token that is known.
inline sandbox::SandboxOptions optionsOf(sandbox::SandboxOptions::Seed seed, qint64 scale = 0)
{
    sandbox::SandboxOptions options;
    options.seed = seed;
    options.scale = scale;
    options.token = "test-token";
    options.retrySeconds = {0.2, 0.2};
    options.webhookTimeoutMs = 500;
    return options;
}

/// An empty sandbox with these rules of faults.
inline sandbox::SandboxOptions withFaults(const QStringList &rules)
{
    sandbox::SandboxOptions options = optionsOf(sandbox::SandboxOptions::Seed::Empty);
    for (const QString &text : rules) {
        options.faults.append(sandbox::FaultRuleText::parse(text).rule.value());
    }
    return options;
}

inline QJsonObject jsonOf(const WireAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

inline QString makeApplication(SandboxThread &sandbox)
{
    return jsonOf(call(sandbox.port(), "POST", "/api/v1/app", sandbox.token(),
                       R"({"name":"Test"})"))[QStringLiteral("id")]
        .toString();
}

inline QString makeEndpoint(SandboxThread &sandbox, const QString &app, const QByteArray &path,
                            const QByteArray &more = {})
{
    const QByteArray url =
        path.startsWith('/')
            ? "http://127.0.0.1:" + QByteArray::number(sandbox.receiverPort()) + path
            : path;
    return jsonOf(call(sandbox.port(), "POST", "/api/v1/app/" + app.toLatin1() + "/endpoint",
                       sandbox.token(),
                       R"({"url":")" + url + '"' + more + '}'))[QStringLiteral("id")]
        .toString();
}

inline QString send(SandboxThread &sandbox, const QString &app, const QByteArray &more = {})
{
    return jsonOf(call(
        sandbox.port(), "POST", "/api/v1/app/" + app.toLatin1() + "/msg", sandbox.token(),
        R"({"eventType":"a.b","payload":{"b": 1.10,  "a":2})" + more + '}'))[QStringLiteral("id")]
        .toString();
}

} // namespace svix::test
