// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/faultserver.h"

#include <QDateTime>

#include <functional>
#include <optional>

namespace svix::test {

/// The few answers that the window needs of a server, over a socket that can misbehave at any of
/// them.
class FakeApi
{
public:
    FakeApi();

    FaultServer &server() { return m_server; }
    QUrl url() const { return m_server.url(); }
    /// Asked first for each request; nothing leaves it to the usual answer.
    void onRequest(std::function<std::optional<Behaviour>(const SeenRequest &)> fault)
    {
        m_fault = std::move(fault);
    }
    /// Requests whose method and address begin so.
    QList<SeenRequest> seen(const QByteArray &method, const QByteArray &target) const;

    static QByteArray page(const QByteArray &rows)
    {
        return R"({"data":[)" + rows + R"(],"iterator":null,"prevIterator":null,"done":true})";
    }
    static QByteArray application(int number, const QByteArray &name);
    static QByteArray message(int number, const QByteArray &eventType);
    static QByteArray idOf(const QByteArray &prefix, int number);

    static constexpr const char *usualTime = "2024-05-01T10:00:00Z";
    QByteArray name = "Acme"; ///< of every application, with a number behind it
    QByteArray eventType = "a.b";
    QByteArray endpointUrl = "https://example.com/hook";
    QByteArray description = "A receiver";
    QByteArray response = "ok";
    QByteArray payload = R"({"a":1})";
    QByteArray time = usualTime; ///< of everything
    int applications = 3;
    bool keepsConnections = true; ///< else each ends with its answer

private:
    Behaviour usual(const SeenRequest &request) const;
    Behaviour say(int status, const QByteArray &body) const;
    QByteArray endpoint() const;
    QByteArray attempt() const;

    FaultServer m_server;
    std::function<std::optional<Behaviour>(const SeenRequest &)> m_fault;
};

} // namespace svix::test
