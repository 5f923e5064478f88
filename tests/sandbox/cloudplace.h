// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/operations.h"
#include "sandbox/sandboxcalls.h"

#include <QJsonArray>

namespace svix::test {

using namespace Qt::StringLiterals;

/// A sandbox that is like Svix cloud, with one application, and the calls that tests make there.
struct CloudPlace
{
    explicit CloudPlace(ServerKind kind = ServerKind::Cloud)
        : CloudPlace(optionsFor(kind))
    {
    }
    explicit CloudPlace(const sandbox::SandboxOptions &options)
        : sandbox(options)
        , app(makeApplication(sandbox))
    {
    }

    static sandbox::SandboxOptions optionsFor(ServerKind kind)
    {
        sandbox::SandboxOptions options = optionsOf(sandbox::SandboxOptions::Seed::Empty);
        options.like = kind;
        return options;
    }
    /// With the organisation's token.
    WireAnswer ask(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {})
    {
        return call(sandbox.port(), verb, target, sandbox.token(), body);
    }
    /// Posts and gives the id of what was made.
    QString made(const QByteArray &target, const QByteArray &body)
    {
        return jsonOf(ask("POST", target, body))[u"id"_s].toString();
    }
    /// Of the application.
    QByteArray path(const QByteArray &rest) const { return "/api/v1/app/" + app.toLatin1() + rest; }
    QByteArray endpointPath(const QString &endpoint, const QByteArray &rest = {}) const
    {
        return path("/endpoint/" + endpoint.toLatin1() + rest);
    }
    /// The ids of a list's rows, in order.
    QStringList ids(const QByteArray &list)
    {
        QStringList found;
        for (const auto &row : jsonOf(ask("GET", list))[u"data"_s].toArray()) {
            found.append(row[u"id"_s].toString());
        }
        return found;
    }
    QJsonObject task(const QString &id)
    {
        return jsonOf(ask("GET", "/api/v1/background-task/" + id.toLatin1()));
    }
    /// A portal token.
    QByteArray portal(const QByteArray &body)
    {
        return jsonOf(ask("POST", "/api/v1/auth/app-portal-access/" + app.toLatin1(),
                          body))[u"token"_s]
            .toString()
            .toLatin1();
    }
    /// The body of recover and replay, for so many seconds back.
    static QByteArray since(int seconds)
    {
        const Timestamp then(Timestamp::now().microseconds() - seconds * 1000LL * 1000);
        return R"({"since":")" + then.toText().toLatin1() + "\"}";
    }

    SandboxThread sandbox;
    QString app;
};

} // namespace svix::test
