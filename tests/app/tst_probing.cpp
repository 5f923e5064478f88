// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/session.h"
#include "support/faultserver.h"
#include "support/testmain.h"

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What a connection finds out about its server, by questions that change nothing.
class TestProbing : public TestObject
{
    Q_OBJECT

    static Profile profileOf(const FaultServer &server)
    {
        Profile profile;
        profile.id = u"p"_s;
        profile.name = u"Acme"_s;
        profile.url = server.url();
        return profile;
    }

private Q_SLOTS:
    void oldServerWantsASlash()
    {
        FaultServer server;
        server.always([](FaultPeer &peer, const SeenRequest &request) {
            const QByteArray path = request.target.split('?').first();
            if (!path.endsWith('/')) {
                peer.send(fault::http(404));
            } else if (path.endsWith("/health/")) {
                peer.send(
                    fault::http(200, R"({"status":"ok"})", "Content-Type: application/json\r\n"));
            } else if (path.contains("openapi") || path.contains("send-example")) {
                peer.send(fault::http(404));
            } else if (path.contains("/x/") || path.endsWith("/x/")) {
                peer.send(fault::http(405));
            } else {
                peer.send(fault::http(200, R"({"data":[],"iterator":null,"done":true})",
                                      "Content-Type: application/json\r\n"));
            }
        });
        server.start();
        Session session;
        const Profile old = profileOf(server);
        session.connectTo(old, "testsk_x");
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Connected, 10'000);
        QVERIFY(session.client()->trailingSlash());
        // Known by questions without effect: only GETs went out.
        QVERIFY(!session.capabilities().offers(op::sendExample));
        QVERIFY(session.capabilities().offers(op::recoverFailedWebhooks));
        for (const auto &request : server.requests()) {
            QCOMPARE(request.method, QByteArray("GET"));
        }
    }

    /// What the server offers is in its document: trouble on the way to it is no old server.
    void aDocumentThatDoesNotComeTellsNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("bad gateway") << 502;
        QTest::newRow("the connection breaks off") << 0;
    }
    void aDocumentThatDoesNotComeTellsNothing()
    {
        QFETCH(int, status);
        FaultServer server;
        bool broken = true;
        server.always([&](FaultPeer &peer, const SeenRequest &request) {
            const bool document = request.target.contains("openapi");
            if (document && broken) {
                status ? peer.send(fault::http(status)) : peer.reset();
            } else if (request.target.contains("/health")) {
                peer.send(
                    fault::http(200, R"({"status":"ok"})", "Content-Type: application/json\r\n"));
            } else {
                peer.send(fault::http(document ? 404 : 200,
                                      document ? "" : R"({"data":[],"iterator":null,"done":true})",
                                      "Content-Type: application/json\r\n"));
            }
        });
        server.start();
        Session session;
        const Profile here = profileOf(server);
        session.connectTo(here, "testsk_x");
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Failed, 30'000);
        broken = false;
        session.reconnect();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Connected, 10'000);
        QCOMPARE(session.capabilities().kind, ServerKind::OpenSource);
    }

    void noSvixServer()
    {
        FaultServer server;
        server.always(fault::answer(404));
        server.start();
        Session session;
        const Profile other = profileOf(server);
        session.connectTo(other, "testsk_x");
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Failed, 10'000);
        QCOMPARE(session.error().kind, ErrorKind::NotOffered);
        QVERIFY(!session.client()->trailingSlash());
    }
};

SVIX_TEST_MAIN(TestProbing)
#include "tst_probing.moc"
