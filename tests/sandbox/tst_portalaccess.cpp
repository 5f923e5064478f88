// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "sandbox/portalsessions.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

const QByteArray signingSecret = "a secret of this test";

// A token made by hand, so that the sandbox does not judge what it made itself.
QByteArray jwt(const QJsonObject &claims, const QByteArray &secret = signingSecret)
{
    const auto text = [](const QByteArray &bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const QByteArray head = text(R"({"typ":"JWT","alg":"HS256"})") + '.' +
                            text(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return head + '.' +
           text(QMessageAuthenticationCode::hash(head, secret, QCryptographicHash::Sha256));
}

QJsonObject claimsFor(const QString &subject, qint64 lifetime = 3600)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    return {{u"iat"_s, now - 7200},
            {u"exp"_s, now + lifetime},
            {u"iss"_s, u"svix-server"_s},
            {u"sub"_s, subject},
            {u"org"_s, u"org_23rb8YdGqMT0qIzpgGwdXfHirMu"_s}};
}

QJsonArray namesOf(const WireAnswer &list)
{
    QJsonArray names;
    for (const auto &row : jsonOf(list)[u"data"_s].toArray()) {
        names.append(row.toObject()[u"name"_s]);
    }
    return names;
}

// What the contract says of each call, written down apart from the table that the sandbox reads.
enum class Who { Anyone, OrganisationOnly, ItsPortalToo, AnyToken };
Who callersOf(const QString &name, ServerKind kind)
{
    static const QStringList anyone{u"health.health"_s, u"openapi.document"_s};
    static const QStringList anyToken{u"eventType.getEventType"_s, u"eventType.listEventTypes"_s,
                                      u"authentication.logout"_s, u"authentication.whoami"_s};
    static const QStringList organisation{u"application.createApplication"_s,
                                          u"application.listApplications"_s,
                                          u"application.updateApplication"_s,
                                          u"application.patchApplication"_s,
                                          u"application.deleteApplication"_s,
                                          u"authentication.getAppPortalAccess"_s,
                                          u"authentication.getDashboardAccess"_s,
                                          u"authentication.expireAll"_s,
                                          u"message.createMessage"_s,
                                          u"message.expungeMessagePayload"_s,
                                          u"messageAttempt.expungeAttemptContent"_s,
                                          u"eventType.createEventType"_s,
                                          u"eventType.updateEventType"_s,
                                          u"eventType.patchEventType"_s,
                                          u"eventType.deleteEventType"_s,
                                          u"backgroundTasks.getBackgroundTask"_s,
                                          u"backgroundTasks.listBackgroundTasks"_s};
    if (anyone.contains(name)) {
        return Who::Anyone;
    }
    if (anyToken.contains(name)) {
        return Who::AnyToken;
    }
    const bool example = name == u"endpoint.sendExample"_s && kind != ServerKind::Cloud;
    return example || organisation.contains(name) ? Who::OrganisationOnly : Who::ItsPortalToo;
}

} // namespace

/// What a portal's token may do: every operation, every kind of token, both kinds of server.
class TestPortalAccess : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
    void capabilities_data();
    void capabilities();
    void portalBodyIsChecked();
    void eventTypesByFlag();
    void tokenOfAPortalEnds();
    void forgedTokens();
    void sessionsEnd();
    void revocationsEnd();
    void loggedOut();
    void expired();
};

namespace {

struct Place
{
    explicit Place(ServerKind kind)
        : sandbox([kind] {
            SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
            options.like = kind;
            options.tokenSecret = signingSecret;
            return options;
        }())
        , app(makeApplication(sandbox))
        , other(makeApplication(sandbox))
        , endpoint(makeEndpoint(sandbox, app, "/ok"))
        , message(send(sandbox, app))
    {
    }

    QByteArray pathOf(const Operation &operation) const
    {
        QString path = operation.pathTemplate();
        path.replace(u"{app_id}"_s, app);
        path.replace(u"{endpoint_id}"_s, endpoint);
        path.replace(u"{msg_id}"_s, message);
        path.replace(u"{attempt_id}"_s, u"atmpt_000000000000000000000000000"_s);
        path.replace(u"{integ_id}"_s, u"integ_000000000000000000000000000"_s);
        path.replace(u"{task_id}"_s, u"qtask_000000000000000000000000000"_s);
        path.replace(u"{event_type_name}"_s, u"none.such"_s);
        return path.toUtf8();
    }
    WireAnswer ask(const Operation &operation, const QByteArray &token)
    {
        // A body that no handler takes: whoever is let through is told about it.
        return call(sandbox.port(), verbText(operation.verb), pathOf(operation), token,
                    operation.hasBody ? "[1" : "");
    }

    SandboxThread sandbox;
    QString app;
    QString other;
    QString endpoint;
    QString message;
};

// The token was good and the call allowed, whatever became of it then.
bool wasLetIn(const WireAnswer &answer)
{
    return answer.status != 401 && answer.status != 403;
}

} // namespace

void TestPortalAccess::table_data()
{
    QTest::addColumn<ServerKind>("kind");
    QTest::newRow("svix-server") << ServerKind::OpenSource;
    QTest::newRow("cloud") << ServerKind::Cloud;
}

void TestPortalAccess::table()
{
    QFETCH(ServerKind, kind);
    Place place(kind);
    const QByteArray expired = jwt(claimsFor(place.app, -3600));
    const QByteArray portal = jwt(claimsFor(place.app));
    const QByteArray stranger = jwt(claimsFor(place.other));
    int asked = 0;
    for (const Operation *operation : allOperations) {
        if (QLatin1String(operation->id) == "deleteApplication"_L1 ||
            QLatin1String(operation->id) == "deleteEndpoint"_L1 || operation == &op::logout ||
            operation == &op::logout ||
            !operation->is(kind == ServerKind::Cloud ? Cloud : OpenSource)) {
            continue; // these take the ground away: tried at the end, or in tst_likecloud
        }
        const QString name = operation->name();
        const Who who = callersOf(name, kind);
        const auto status = [&](const QByteArray &token) {
            return place.ask(*operation, token).status;
        };
        QByteArray failure; // outlives what is made of it
        const auto fails = [&](const char *what, int got) {
            failure = u"%1 with %2: %3"_s.arg(name, QLatin1String(what)).arg(got).toUtf8();
            return failure.constData();
        };
        // A route that the sandbox does not have would pass for one that refuses.
        const int own = status(place.sandbox.token());
        if (who == Who::Anyone) {
            QVERIFY2(own < 300 && status({}) < 300, fails("no token", own));
            continue;
        }
        ++asked;
        QVERIFY2(own != 401 && own != 403 && own != 405, fails("its token", own));
        for (const QByteArray &bad : {QByteArray(), QByteArray("wrong"), expired}) {
            const int got = status(bad);
            QVERIFY2(got == 401, fails("a bad token", got));
        }
        const int mine = status(portal);
        const int theirs = status(stranger);
        QVERIFY2(own != 404 || status({}) == 401, fails("its token: it is not answered", own));
        if (who == Who::OrganisationOnly) {
            QVERIFY2(mine == 403, fails("its portal's token", mine));
            QVERIFY2(theirs == 403, fails("another portal's token", theirs));
        } else if (who == Who::AnyToken) {
            QVERIFY2(mine == own, fails("its portal's token", mine));
        } else {
            QVERIFY2(mine == own, fails("its portal's token", mine));
            QVERIFY2(theirs == 404, fails("another portal's token", theirs));
        }
    }
    QVERIFY2(asked > 35, "hardly any operation was asked");
    for (const Operation *operation : {static_cast<const Operation *>(&op::deleteEndpoint),
                                       static_cast<const Operation *>(&op::deleteApplication)}) {
        const bool whole = operation == &op::deleteApplication;
        QCOMPARE(place.ask(*operation, {}).status, 401);
        QCOMPARE(place.ask(*operation, expired).status, 401);
        QCOMPARE(place.ask(*operation, stranger).status, whole ? 403 : 404);
        QCOMPARE(place.ask(*operation, portal).status, whole ? 403 : 204);
    }
    QCOMPARE(place.ask(op::deleteApplication, place.sandbox.token()).status, 204);
}

void TestPortalAccess::capabilities_data()
{
    QTest::addColumn<QStringList>("held");
    QTest::addColumn<QStringList>("allowed");
    const QStringList view{u"application.getApplication"_s, u"endpoint.getEndpoint"_s,
                           u"endpoint.listEndpoints"_s,     u"endpoint.getEndpointHeaders"_s,
                           u"message.listMessages"_s,       u"messageAttempt.listAttemptsByMsg"_s};
    const QStringList read{u"endpoint.getEndpointSecret"_s};
    const QStringList rotate{u"endpoint.rotateEndpointSecret"_s};
    const QStringList code{u"endpoint.simulateTransformation"_s};
    const QStringList attempts{u"endpoint.sendExample"_s, u"endpoint.recoverFailedWebhooks"_s,
                               u"messageAttempt.resendWebhook"_s};
    const QStringList manage{u"endpoint.createEndpoint"_s, u"endpoint.patchEndpoint"_s,
                             u"endpoint.updateEndpointHeaders"_s};
    QTest::newRow("base") << QStringList{u"ViewBase"_s} << view;
    QTest::newRow("view secret") << QStringList{u"ViewBase"_s, u"ViewEndpointSecret"_s}
                                 << view + read;
    QTest::newRow("manage secret")
        << QStringList{u"ViewBase"_s, u"ManageEndpointSecret"_s} << view + read + rotate;
    QTest::newRow("transformations")
        << QStringList{u"ViewBase"_s, u"ManageTransformations"_s} << view + code;
    QTest::newRow("attempts") << QStringList{u"ViewBase"_s, u"CreateAttempts"_s} << view + attempts;
    QTest::newRow("endpoints") << QStringList{u"ViewBase"_s, u"ManageEndpoint"_s}
                               << view + read + rotate + code + manage;
    QTest::newRow("all") << QStringList{} << view + read + rotate + code + attempts + manage;
    QTest::newRow("read only") << QStringList{u"readOnly"_s} << view;
}

void TestPortalAccess::capabilities()
{
    QFETCH(QStringList, held);
    QFETCH(QStringList, allowed);
    Place place(ServerKind::Cloud);
    QJsonObject ask;
    if (held == QStringList{u"readOnly"_s}) {
        ask[u"readOnly"_s] = true;
    } else if (!held.isEmpty()) {
        ask[u"capabilities"_s] = QJsonArray::fromStringList(held);
    }
    const WireAnswer made =
        call(place.sandbox.port(), "POST", "/api/v1/auth/app-portal-access/" + place.app.toLatin1(),
             place.sandbox.token(), QJsonDocument(ask).toJson());
    QCOMPARE(made.status, 200);
    const QByteArray token = jsonOf(made)[u"token"_s].toString().toLatin1();
    const QStringList tried{u"application.getApplication"_s,
                            u"endpoint.getEndpoint"_s,
                            u"endpoint.listEndpoints"_s,
                            u"endpoint.getEndpointHeaders"_s,
                            u"message.listMessages"_s,
                            u"messageAttempt.listAttemptsByMsg"_s,
                            u"endpoint.getEndpointSecret"_s,
                            u"endpoint.rotateEndpointSecret"_s,
                            u"endpoint.simulateTransformation"_s,
                            u"endpoint.sendExample"_s,
                            u"endpoint.recoverFailedWebhooks"_s,
                            u"messageAttempt.resendWebhook"_s,
                            u"endpoint.createEndpoint"_s,
                            u"endpoint.patchEndpoint"_s,
                            u"endpoint.updateEndpointHeaders"_s};
    int known = 0;
    for (const Operation *operation : allOperations) {
        if (tried.contains(operation->name())) {
            ++known;
            const WireAnswer answer = place.ask(*operation, token);
            QVERIFY2(wasLetIn(answer) == allowed.contains(operation->name()),
                     qPrintable(operation->name() + u": "_s + QString::number(answer.status)));
        }
    }
    QCOMPARE(known, tried.size());
}

void TestPortalAccess::portalBodyIsChecked()
{
    Place cloud(ServerKind::Cloud);
    Place server(ServerKind::OpenSource);
    const auto statusOf = [](Place &place, const QByteArray &body) {
        return call(place.sandbox.port(), "POST",
                    "/api/v1/auth/app-portal-access/" + place.app.toLatin1(), place.sandbox.token(),
                    body)
            .status;
    };
    for (const QByteArray body :
         {R"({"expiry":3599})", R"({"expiry":604801})", R"({"sessionId":""})",
          R"({"sessionId":"a b"})", R"({"sessionId":"a\n"})", R"({"featureFlags":[]})",
          R"({"capabilities":["ManageEndpoint"]})", R"({"capabilities":["ViewBase","Fly"]})"}) {
        QVERIFY2(statusOf(cloud, body) == 422, body);
        // svix-server knows none of these and does not look at them.
        QVERIFY2(statusOf(server, body) == 200, body);
    }
    for (const QByteArray body :
         {R"({"expiry":3600})", R"({"expiry":604800})", R"({"sessionId":"user-1@x_Y"})",
          R"({"capabilities":["ViewBase"]})", "{}"}) {
        QVERIFY2(statusOf(cloud, body) == 200, body);
    }
}

void TestPortalAccess::eventTypesByFlag()
{
    for (const ServerKind kind : {ServerKind::OpenSource, ServerKind::Cloud}) {
        Place place(kind);
        const bool cloud = kind == ServerKind::Cloud;
        const quint16 port = place.sandbox.port();
        const QByteArray token = place.sandbox.token();
        const QByteArray flags =
            cloud ? R"("featureFlags":["beta","vip"])" : R"("featureFlag":"beta")";
        QCOMPARE(call(port, "POST", "/api/v1/event-type", token,
                      R"({"name":"a.plain","description":""})")
                     .status,
                 201);
        QCOMPARE(call(port, "POST", "/api/v1/event-type", token,
                      R"({"name":"b.flagged","description":"",)" + flags + '}')
                     .status,
                 201);
        QCOMPARE(call(port, "POST", "/api/v1/event-type", token,
                      cloud ? R"({"name":"0.old","description":"","featureFlag":"beta"})"
                            : R"({"name":"0.old","description":"","featureFlags":["beta"]})")
                     .status,
                 201); // the other kind's member: not looked at
        const auto portalWith = [&](const QJsonArray &held) {
            QJsonObject claims = claimsFor(place.app);
            claims[u"feature_flags"_s] = held;
            return jwt(claims);
        };
        const auto seen = [&](const QByteArray &by) {
            return namesOf(call(port, "GET", "/api/v1/event-type", by));
        };
        const QJsonArray plain{u"0.old"_s, u"a.plain"_s};
        const QJsonArray both{u"0.old"_s, u"a.plain"_s, u"b.flagged"_s};
        QCOMPARE(seen(token), both);
        QCOMPARE(seen(portalWith({u"beta"_s})), both);
        QCOMPARE(seen(portalWith({u"vip"_s})), cloud ? both : plain);
        QCOMPARE(seen(portalWith({u"other"_s})), plain);
        QCOMPARE(seen(portalWith({})), plain);
        QCOMPARE(call(port, "GET", "/api/v1/event-type/b.flagged", portalWith({})).status, 404);
        QCOMPARE(call(port, "GET", "/api/v1/event-type/b.flagged", portalWith({u"beta"_s})).status,
                 200);
    }
}

void TestPortalAccess::tokenOfAPortalEnds()
{
    for (const auto &[kind, seconds, body] :
         {std::tuple(ServerKind::OpenSource, 28 * 86400, "{}"),
          std::tuple(ServerKind::Cloud, 7 * 86400, "{}"),
          std::tuple(ServerKind::Cloud, 3600, R"({"expiry":3600,"sessionId":"s1"})")}) {
        Place place(kind);
        const QJsonObject made = jsonOf(call(
            place.sandbox.port(), "POST", "/api/v1/auth/app-portal-access/" + place.app.toLatin1(),
            place.sandbox.token(), body));
        const QByteArray token = made[u"token"_s].toString().toLatin1();
        const QJsonObject claims =
            QJsonDocument::fromJson(
                QByteArray::fromBase64(token.split('.').at(1), QByteArray::Base64UrlEncoding))
                .object();
        QCOMPARE(claims[u"exp"_s].toInteger() - claims[u"iat"_s].toInteger(), seconds);
        QCOMPARE(claims[u"sub"_s].toString(), place.app);
        if (kind == ServerKind::Cloud) {
            const QString fragment = QUrl(made[u"url"_s].toString()).fragment().mid(4);
            const QJsonObject key =
                QJsonDocument::fromJson(QByteArray::fromBase64(fragment.toLatin1())).object();
            QCOMPARE(key[u"token"_s].toString().toLatin1(), token);
        }
    }
}

void TestPortalAccess::forgedTokens()
{
    Place place(ServerKind::OpenSource);
    const QByteArray good = jwt(claimsFor(place.app));
    QCOMPARE(place.ask(op::listEndpoints, good).status, 200);
    const QByteArray none =
        QByteArray(R"({"alg":"none"})").toBase64() + '.' + good.split('.').at(1) + '.';
    QByteArray changed = good;
    changed[good.indexOf('.') + 5] = changed[good.indexOf('.') + 5] == 'a' ? 'b' : 'a';
    for (const QByteArray &bad : {jwt(claimsFor(place.app), "another secret"), none, changed,
                                  good.chopped(1), good + 'A', QByteArray("."), QByteArray(".."),
                                  jwt({{u"sub"_s, place.app}}), jwt(claimsFor(u"me"_s))}) {
        QVERIFY2(place.ask(op::listEndpoints, bad).status == 401, bad);
    }
    QJsonObject early = claimsFor(place.app);
    early[u"nbf"_s] = QDateTime::currentSecsSinceEpoch() + 3600;
    QCOMPARE(place.ask(op::listEndpoints, jwt(early)).status, 401);
    // A quarter of an hour is forgiven, as between computers whose clocks differ.
    QCOMPARE(place.ask(op::listEndpoints, jwt(claimsFor(place.app, -600))).status, 200);
    QCOMPARE(place.ask(op::listEndpoints, jwt(claimsFor(place.app, -1000))).status, 401);
}

void TestPortalAccess::sessionsEnd()
{
    PortalSessions sessions;
    const Timestamp start(1'000'000'000);
    const Timestamp later(start.microseconds() + 60'000'000);
    const qint64 first = sessions.nameToken();
    const qint64 second = sessions.nameToken();
    QVERIFY(second > first);
    const auto revoked = [&](const QString &session, qint64 name, const Timestamp &now) {
        return sessions.isRevoked(u"app_1"_s, session, name, now);
    };
    QVERIFY(!revoked({}, first, later));
    sessions.revokeToken(first, later);
    QVERIFY(revoked({}, first, start));
    QVERIFY(!revoked({}, second, start));
    sessions.revokeSession(u"app_1"_s, u"s1"_s, start);
    QVERIFY(revoked(u"s1"_s, second, start));
    QVERIFY(!revoked(u"s2"_s, second, start));
    QVERIFY(!revoked({}, second, start));
    QVERIFY(!sessions.isRevoked(u"app_2"_s, u"s1"_s, second, start));
    sessions.revokeSession(u"app_1"_s, {}, start); // no session at all is not every session
    QVERIFY(!revoked(u"s2"_s, second, start));
    sessions.revokeApplication(u"app_1"_s, later);
    QVERIFY(!revoked(u"s2"_s, second, start));
    QVERIFY(revoked(u"s2"_s, second, later));
    QVERIFY(revoked(u"s1"_s, second, start)); // a later end does not give life back
    const qint64 third = sessions.nameToken();
    QVERIFY(!revoked(u"s1"_s, third, later)); // made afterwards
    for (int i = 0; i < 1000; ++i) {
        sessions.nameToken();
        sessions.revokeApplication(u"app_1"_s, start);
    }
    QVERIFY(revoked(u"s1"_s, third, start));
    QVERIFY2(sessions.size() < 5, "what a later one covers is not kept");
}

void TestPortalAccess::revocationsEnd()
{
    PortalSessions sessions;
    const Timestamp made = Timestamp::now();
    const auto after = [&](qint64 days) {
        return Timestamp(made.microseconds() + days * 24 * 3600 * 1000 * 1000);
    };
    const qint64 one = sessions.nameToken();
    const qint64 other = sessions.nameToken();
    sessions.revokeToken(one, after(7));
    sessions.revokeSession(u"app_1"_s, u"s1"_s, made);
    for (int i = 1; i <= 100; ++i) {
        sessions.revokeApplication(u"app_2"_s, Timestamp(made.microseconds() + i));
    }
    sessions.revokeApplication(u"app_2"_s, after(3)); // not yet in force
    QCOMPARE(sessions.size(), 103);
    const auto states = [&](const Timestamp &now) {
        return QList<bool>{sessions.isRevoked(u"app_1"_s, {}, one, now),
                           sessions.isRevoked(u"app_1"_s, {}, other, now),
                           sessions.isRevoked(u"app_1"_s, u"s1"_s, other, now),
                           sessions.isRevoked(u"app_2"_s, {}, other, now)};
    };
    const QList<bool> before = states(after(1));
    QCOMPARE(before, QList<bool>({true, false, true, true}));
    const quint64 revision = sessions.revision();
    sessions.forgetExpired(after(1), after(1));
    QCOMPARE(sessions.size(), 4); // of those in force the last one says it all
    QVERIFY(sessions.revision() != revision);
    QCOMPARE(states(after(1)), before);
    sessions.forgetExpired(after(8), after(8));
    QCOMPARE(sessions.size(), 2); // the one token is over
    QCOMPARE(states(after(8)), QList<bool>({false, false, true, true}));
    sessions.forgetExpired(after(27), after(27));
    QCOMPARE(sessions.size(), 2); // a token may be as old
    sessions.forgetExpired(after(30), after(30));
    QCOMPARE(sessions.size(), 0);
}

namespace {

QByteArray portalToken(Place &place, const QByteArray &body = "{}")
{
    return jsonOf(call(place.sandbox.port(), "POST",
                       "/api/v1/auth/app-portal-access/" + place.app.toLatin1(),
                       place.sandbox.token(), body))[u"token"_s]
        .toString()
        .toLatin1();
}

} // namespace

void TestPortalAccess::loggedOut()
{
    Place place(ServerKind::Cloud);
    const QByteArray token = portalToken(place);
    const QByteArray other = portalToken(place);
    const auto make = [&] {
        return call(place.sandbox.port(), "POST", place.pathOf(op::createEndpoint), token,
                    R"({"url":"https://a.example/"})", {{"idempotency-key", "once"}});
    };
    const WireAnswer made = make();
    QCOMPARE(made.status, 201);
    QCOMPARE(make().body, made.body);
    QCOMPARE(place.ask(op::logout, {}).status, 401);
    QCOMPARE(place.ask(op::logout, place.sandbox.token()).status, 403);
    QCOMPARE(place.ask(op::logout, token).status, 204);
    QCOMPARE(place.ask(op::listEndpoints, token).status, 401);
    QCOMPARE(place.ask(op::logout, token).status, 401);
    QCOMPARE(make().status, 401); // what it was answered before is told no more
    QCOMPARE(place.ask(op::listEndpoints, other).status, 200);
    QCOMPARE(place.ask(op::listEndpoints, place.sandbox.token()).status, 200);
}

void TestPortalAccess::expired()
{
    Place place(ServerKind::Cloud);
    const QByteArray first = portalToken(place, R"({"sessionId":"s1"})");
    const QByteArray second = portalToken(place, R"({"sessionId":"s2"})");
    const auto expire = [&](const QByteArray &body) {
        return call(place.sandbox.port(), "POST",
                    "/api/v1/auth/app/" + place.app.toLatin1() + "/expire-all",
                    place.sandbox.token(), body)
            .status;
    };
    const auto status = [&](const QByteArray &token) {
        return place.ask(op::listEndpoints, token).status;
    };
    QCOMPARE(expire(R"({"sessionIds":["s1"],"expiry":0})"), 204);
    QCOMPARE(status(first), 401);
    QCOMPARE(status(second), 200);
    QCOMPARE(expire(R"({"expiry":2})"), 204);
    QCOMPARE(status(second), 200); // not yet
    const QByteArray third = portalToken(place, R"({"sessionId":"s2"})");
    QTRY_COMPARE(status(second), 401);
    QCOMPARE(status(third), 200); // made afterwards
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestPortalAccess)
#include "tst_portalaccess.moc"
