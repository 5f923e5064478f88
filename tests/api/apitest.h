// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/apiclient.h"
#include "support/await.h"
#include "support/faultserver.h"
#include "support/testcerts.h"
#include "support/testconsent.h"
#include "support/testmain.h"

namespace svix::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Base of the client's tests: certificates, short deadlines, waiting for a result.
class ApiTest : public TestObject
{
protected:
    static constexpr char token[] = "testsk_abcDEF123.eu";

    /// Long enough for a busy machine, short enough to wait for.
    static Deadlines quick()
    {
        Deadlines deadlines;
        deadlines.connect = 700ms;
        deadlines.inactivity = 700ms;
        deadlines.total = 2000ms;
        deadlines.retries = {20ms, 40ms};
        deadlines.longestRetryAfter = 3s;
        return deadlines;
    }
    const TestCerts &certs()
    {
        if (!m_certs) {
            m_certs = std::make_unique<TestCerts>();
            if (!m_certs->problem().isEmpty()) {
                QTest::qFail(qPrintable(m_certs->problem()), __FILE__, __LINE__);
            }
        }
        return *m_certs;
    }
    /// Starts `server` with or without TLS and says how to reach it.
    ClientConfig serve(FaultServer &server, bool tls = false)
    {
        if (tls) {
            server.setTls(certs().server());
        }
        server.start();
        return configFor(server);
    }
    ClientConfig configFor(const FaultServer &server, const QString &host = u"127.0.0.1"_s)
    {
        ClientConfig config;
        config.baseUrl = server.url(host);
        config.token = token;
        config.deadlines = quick();
        if (server.isTls()) {
            config.caFile = certs().authorityFile();
        }
        return config;
    }
    template <typename T>
    static Result<T> await(const QFuture<Result<T>> &future, int milliseconds = 9000)
    {
        return test::await(future, milliseconds);
    }
    template <typename T>
    static Error errorOf(const QFuture<Result<T>> &future, int milliseconds = 9000)
    {
        const Result<T> result = await(future, milliseconds);
        return result.ok() ? Error() : result.error();
    }
    static Error readOne(ApiClient &client)
    {
        return errorOf(client.get<op::getApplication>(CallOptions(), u"app_1"_s));
    }
    static Error create(ApiClient &client)
    {
        ApplicationIn in;
        in.name = u"Acme"_s;
        return errorOf(client.act<op::createApplication>(TestConsent::give(), CallOptions(),
                                                         CreateApplicationQuery(), in));
    }
    static Error readOne(const ClientConfig &config)
    {
        ApiClient client(config);
        return readOne(client);
    }
    /// Lets whatever might still happen happen: a second try that must not come, for instance.
    static void settle(int milliseconds = 250) { QTest::qWait(milliseconds); }

    static QByteArray application(const QByteArray &name = "Acme")
    {
        return R"({"id":"app_1","name":")" + name +
               R"(","metadata":{},"createdAt":"2026-01-01T00:00:00Z",)"
               R"("updatedAt":"2026-01-01T00:00:00Z"})";
    }
    static void bothSchemes()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("http") << false;
        QTest::newRow("https") << true;
    }

private:
    std::unique_ptr<TestCerts> m_certs;
};

} // namespace svix::test
