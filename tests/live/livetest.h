// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/apiclient.h"
#include "live/target.h"
#include "support/await.h"
#include "support/testconsent.h"
#include "support/testmain.h"

#include <QSet>

#include <cstdio>
#include <memory>

namespace svix::test {

using namespace Qt::StringLiterals;

/// The server that SVIX_TEST_URL and SVIX_TEST_TOKEN name.
struct LiveServer
{
    QUrl url;
    QByteArray token;

    static LiveServer fromEnvironment()
    {
        return {QUrl(qEnvironmentVariable("SVIX_TEST_URL")), qgetenv("SVIX_TEST_TOKEN").trimmed()};
    }
    bool isSet() const { return url.isValid() && !url.host().isEmpty() && !token.isEmpty(); }
    /// Whether it runs on this computer, so that it can deliver to a receiver of the test.
    bool isHere() const
    {
        return url.host() == u"localhost"_s || QHostAddress(url.host()).isLoopback();
    }
};

/// Base of the tests against a real server. Everything that is made there has a name of its own,
/// and is noted before it is made, so that it goes when the test ends, however it ends.
class LiveTest : public TestObject
{
    Q_OBJECT
protected:
    LiveTest();
    ~LiveTest() override;

    const LiveServer &server() const { return m_server; }
    ClientConfig config() const;
    ApiClient &client() { return *m_client; }

    /// "live-x7k2…-word", other in each run; what it names as uid or event type is deleted later.
    QString applicationUid(const QString &word);
    QString eventTypeName(const QString &word);
    /// Deletes what was made. To be called by cleanupTestCase().
    void deleteEverything();

    template <typename T>
    static Result<T> await(const QFuture<Result<T>> &future)
    {
        return test::await(future, 70'000);
    }
    template <const auto &Op, typename... Args>
    auto get(Args &&...args)
    {
        return await(m_client->get<Op>(CallOptions(), std::forward<Args>(args)...));
    }
    template <const auto &Op, typename... Args>
    auto act(Args &&...args)
    {
        return await(
            m_client->act<Op>(TestConsent::give(), CallOptions(), std::forward<Args>(args)...));
    }
    /// The error of a call; kind None when it went well.
    template <typename T>
    static Error errorOf(const Result<T> &result)
    {
        return result.ok() ? Error() : result.error();
    }
    static QByteArray words(const Error &error);
    template <typename T>
    static QByteArray words(const Result<T> &result)
    {
        return words(errorOf(result));
    }
    /// Names of the operations that were called up to now.
    const QSet<QString> &called() const { return m_called; }

private:
    LiveServer m_server;
    std::unique_ptr<ApiClient> m_client;
    QString m_prefix;
    QStringList m_applications; // uids, noted before they are made
    QStringList m_eventTypes;
    QSet<QString> m_called;
};

/// Says why nothing is tested and ends with 77, which the test runner counts as skipped.
inline int skipLiveTest()
{
    std::puts("SKIP: SVIX_TEST_URL and SVIX_TEST_TOKEN do not name a server to test against "
              "(see CONTRIBUTING.md).");
    return 77;
}

} // namespace svix::test

/// `name` becomes the value of a call that must go well.
#define LIVE_VALUE(name, ...)                                                                      \
    const auto name##Result = __VA_ARGS__;                                                         \
    QVERIFY2(name##Result.ok(), words(name##Result).constData());                                  \
    const auto &name = name##Result.value()

/// A call must go well.
#define LIVE_OK(...)                                                                               \
    do {                                                                                           \
        const auto liveResult = __VA_ARGS__;                                                       \
        QVERIFY2(liveResult.ok(), words(liveResult).constData());                                  \
    } while (false)

/// A call must fail with this kind and status; the error is left in `name`.
#define LIVE_ERROR(name, wantedKind, wantedStatus, ...)                                            \
    const Error name = errorOf(__VA_ARGS__);                                                       \
    QVERIFY2(name.kind == (wantedKind) && name.status == (wantedStatus), words(name).constData())
