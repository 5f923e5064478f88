// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/backgroundjobs.h"
#include "sandbox/delivery/retryafter.h"
#include "sandbox/delivery/signatures.h"
#include "sandbox/deliveryplace.h"
#include "sandbox/handlers/handlers.h"
#include "support/testmain.h"

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The rules by which svix-server delivers, at a receiver on a real socket.
class TestDeliveryRules : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsWithEd25519();
    void signsWithEveryValidKey();
    void retryAfterHeader_data();
    void retryAfterHeader();
    void waitsAsTheReceiverAsks();
    void jitterStaysWithinBounds();
    void slowReceiversGetTime();
    void switchesOffWhatNeverAnswers();
    void successForgivesFailures();
    void disabledAndDeletedAreSentNothing();
    void matches_data();
    void matches();
    void redirectsAreNotFollowed();
    void keepsSoMuchOfAnAnswer_data();
    void keepsSoMuchOfAnAnswer();
    void mappedAddressesAreReached();
    void headersOfAnEndpoint();
    void payloadsAreForgotten();
    void expungedWhileRetrying();
    void unreadableIsTriedAgain();
    void endpointsHaveANumberEach();
};

namespace {

// The key of RFC 8032, 7.1, test 1.
const QString rfcKey =
    u"whsk_"_s +
    QString::fromLatin1(
        QByteArray::fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
                            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
            .toBase64());

// By OpenSSL's own program, which shares no code with the sandbox.
bool opensslVerifies(const QByteArray &publicKey, const QByteArray &text,
                     const QByteArray &signature)
{
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    const QByteArray der = QByteArray::fromHex("302a300506032b6570032100") + publicKey;
    if (!write(u"key"_s, der) || !write(u"text"_s, text) || !write(u"signature"_s, signature)) {
        return false;
    }
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"pkeyutl"_s, u"-verify"_s, u"-pubin"_s, u"-keyform"_s, u"DER"_s, u"-inkey"_s,
                   folder.filePath(u"key"_s), u"-rawin"_s, u"-in"_s, folder.filePath(u"text"_s),
                   u"-sigfile"_s, folder.filePath(u"signature"_s)});
    return openssl.waitForFinished(20000) && openssl.exitCode() == 0;
}

// The next try was planned for so long after a moment since `before`, however long this took.
bool isDueIn(qint64 seconds, const DeliveryPlace &place, quint32 row, const Timestamp &before)
{
    const auto due = place.app->log.nextAttempt(row, 0);
    const qint64 wait = seconds * 1000 * 1000;
    return due && due->microseconds() - place.clock.now().microseconds() <= wait &&
           wait <= due->microseconds() - before.microseconds();
}

// Nothing is queued, under way or planned. What is to be sent is planned at once.
bool sendsNothing(const DeliveryPlace &place)
{
    return place.delivery.isIdle() && place.app->log.plans().empty();
}

HttpAnswer text(int status, const QByteArray &body, const HeaderList &headers = {})
{
    return {status, headers, body, false};
}

} // namespace

void TestDeliveryRules::signsWithEd25519()
{
    DeliveryPlace place;
    place.addEndpoint(rfcKey);
    place.send();
    QTRY_COMPARE(place.got.size(), 1U);
    const HttpRequest &request = place.got.front();
    const QByteArray signature = *request.header("svix-signature");
    QVERIFY(signature.startsWith("v1a,"));
    const QByteArray signedText =
        *request.header("svix-id") + '.' + *request.header("svix-timestamp") + '.' + request.body;
    const QByteArray publicKey = QByteArray::fromBase64(rfcKey.mid(5).toLatin1()).last(32);
    const QByteArray bytes = QByteArray::fromBase64(signature.mid(4));
    QVERIFY(opensslVerifies(publicKey, signedText, bytes));
    QVERIFY(!opensslVerifies(publicKey, signedText + ' ', bytes)); // the check can fail
    // What is no key signs nothing.
    QVERIFY(signatureV1a(u"whsk_AAAA"_s, "a", "1", "{}").isEmpty());
    QVERIFY(signatureV1a(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, "a", "1", "{}").isEmpty());
}

void TestDeliveryRules::signsWithEveryValidKey()
{
    DeliveryPlace place;
    const QString old = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
    Endpoint &endpoint = place.addEndpoint(rfcKey);
    const Timestamp now = place.clock.now();
    endpoint.oldKeys = {{old, Timestamp(now.microseconds() + 60'000'000)},
                        {place.environment.makeKey(), Timestamp(now.microseconds() - 1)}};
    place.send();
    QTRY_COMPARE(place.got.size(), 1U);
    const QList<QByteArray> list = place.got.front().header("svix-signature")->split(' ');
    QCOMPARE(list.size(), 2); // the one that is over does not sign
    QVERIFY(list[0].startsWith("v1a,"));
    QVERIFY(list[1].startsWith("v1,"));
}

void TestDeliveryRules::retryAfterHeader_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<double>("seconds");
    QTest::newRow("seconds") << QByteArray("120") << 120.0;
    QTest::newRow("zero") << QByteArray("0") << 0.0;
    QTest::newRow("part") << QByteArray(" 1.5 ") << 1.5;
    QTest::newRow("negative") << QByteArray("-5") << 0.0;
    QTest::newRow("infinite") << QByteArray("inf") << -1.0;
    QTest::newRow("date") << QByteArray("Fri, 01 May 2026 12:00:30 GMT") << 30.0;
    QTest::newRow("date of old") << QByteArray("Friday, 01-May-26 12:00:30 GMT") << 30.0;
    QTest::newRow("date of C") << QByteArray("Fri May  1 12:00:30 2026") << 30.0;
    QTest::newRow("past") << QByteArray("Fri, 01 May 2026 11:59:30 GMT") << 0.0;
    QTest::newRow("other zone") << QByteArray("Fri, 01 May 2026 12:00:30 CEST") << -1.0;
    QTest::newRow("rubbish") << QByteArray("soon") << -1.0;
    QTest::newRow("empty") << QByteArray() << -1.0;
}

void TestDeliveryRules::retryAfterHeader()
{
    QFETCH(QByteArray, value);
    QFETCH(double, seconds);
    const QDateTime now(QDate(2026, 5, 1), QTime(12, 0), Qt::UTC);
    QCOMPARE(retryAfterSeconds(value, now), seconds);
}

void TestDeliveryRules::waitsAsTheReceiverAsks()
{
    const auto waits = [](qint64 seconds, const QByteArray &header) {
        Delivery::Settings settings = DeliveryPlace::quick();
        settings.retrySeconds = {400};
        DeliveryPlace place(settings);
        place.answer = [&](const HttpRequest &) {
            return text(503, "later",
                        header.isEmpty() ? HeaderList() : HeaderList{{"retry-after", header}});
        };
        place.addEndpoint();
        const Timestamp before = place.clock.now();
        const quint32 row = place.send();
        return QTest::qWaitFor([&] { return place.attempts() == 1; }, 20000) &&
               isDueIn(seconds, place, row, before);
    };
    QVERIFY(waits(400, {}));
    QVERIFY(waits(600, "600"));  // more patience
    QVERIFY(waits(800, "3600")); // at most twice as much
    QVERIFY(waits(400, "0"));    // never less than the schedule has
    const QString later = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(3600),
                                                u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    QVERIFY(waits(800, later.toLatin1()));
}

void TestDeliveryRules::jitterStaysWithinBounds()
{
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.retrySeconds = {1000};
    settings.jitter = 0.2;
    DeliveryPlace place(settings);
    place.answer = [](const HttpRequest &) { return text(500, "no"); };
    place.addEndpoint();
    constexpr int count = 200;
    for (int i = 0; i < count; ++i) {
        place.send();
    }
    QTRY_COMPARE_WITH_TIMEOUT(place.attempts(), quint32(count), 30000);
    double least = 1e9;
    double most = 0;
    for (quint32 row = 0; row < count; ++row) {
        const auto next = place.app->log.nextAttempt(row, 0);
        QVERIFY(next);
        const double wait =
            static_cast<double>(next->milliseconds() - place.clock.now().milliseconds()) / 1000;
        least = std::min(least, wait);
        most = std::max(most, wait);
    }
    QVERIFY2(least > 760 && least < 840, qPrintable(QString::number(least)));
    QVERIFY2(most < 1201 && most > 1150, qPrintable(QString::number(most)));
}

void TestDeliveryRules::slowReceiversGetTime()
{
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.timeoutMs = 200;
    DeliveryPlace place(settings);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    place.addEndpoint().out.url = u"http://127.0.0.1:%1/"_s.arg(silent.serverPort());
    const Timestamp before = place.clock.now();
    const quint32 row = place.send();
    QTRY_COMPARE(place.attempts(), 1U);
    QCOMPARE(place.lastText(), u"request timed out"_s);
    QVERIFY(isDueIn(60, place, row, before));
}

void TestDeliveryRules::switchesOffWhatNeverAnswers()
{
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.retrySeconds = {0.01};
    settings.disableAfterHours = 120;
    constexpr qint64 hour = 3600LL * 1000 * 1000;
    DeliveryPlace place(settings);
    place.answer = [](const HttpRequest &) { return text(500, "no"); };
    Endpoint &endpoint = place.addEndpoint();
    int told = 0;
    connect(&place.delivery, &Delivery::endpointDisabled, this,
            [&](const auto &, int number) { told += number == endpoint.number ? 1 : 100; });
    place.send();
    QTRY_COMPARE(place.attempts(), 2U); // given up: the clock starts
    QVERIFY(endpoint.failingSince && !endpoint.out.disabled);
    place.clock.moveOn(119 * hour);
    place.send();
    QTRY_COMPARE(place.attempts(), 4U);
    QVERIFY(!endpoint.out.disabled); // too early
    place.clock.moveOn(hour);
    place.send();
    QTRY_COMPARE(place.attempts(), 6U);
    QVERIFY(endpoint.out.disabled);
    QCOMPARE(told, 1);
    place.send();
    QVERIFY(sendsNothing(place));
    QCOMPARE(place.attempts(), 6U);

    // Long after the first failure that one is forgotten, and the clock starts again.
    endpoint.out.disabled = false;
    endpoint.failingSince = Timestamp(place.clock.now().microseconds() - 241 * hour);
    place.send();
    QTRY_COMPARE(place.attempts(), 8U);
    QVERIFY(!endpoint.out.disabled);
    QCOMPARE(told, 1);
}

void TestDeliveryRules::successForgivesFailures()
{
    Delivery::Settings settings = DeliveryPlace::quick();
    settings.retrySeconds = {};
    settings.disableAfterHours = 120;
    DeliveryPlace place(settings);
    bool fine = false;
    place.answer = [&](const HttpRequest &) { return text(fine ? 299 : 300, ""); };
    Endpoint &endpoint = place.addEndpoint();
    place.send();
    QTRY_VERIFY(endpoint.failingSince);
    fine = true;
    place.send();
    QTRY_VERIFY(!endpoint.failingSince);
    fine = false;
    place.clock.moveOn(121LL * 3600 * 1000 * 1000);
    place.send();
    QTRY_COMPARE(place.attempts(), 3U);
    QVERIFY(!endpoint.out.disabled);
}

void TestDeliveryRules::disabledAndDeletedAreSentNothing()
{
    DeliveryPlace place;
    Endpoint &endpoint = place.addEndpoint();
    bool deletes = false;
    place.answer = [&](const HttpRequest &) {
        (deletes ? endpoint.deleted : endpoint.out.disabled) = true; // while a try is under way
        return text(500, "");
    };
    for (const quint32 tries : {1U, 2U}) {
        const quint32 row = place.send();
        QTRY_COMPARE(place.attempts(), tries);
        QTRY_VERIFY(!place.app->log.nextAttempt(row, 0)); // the retry that was planned then
        QVERIFY(sendsNothing(place));
        place.delivery.resend(place.app, row, endpoint.number);
        place.send();
        QVERIFY(sendsNothing(place));
        QCOMPARE(place.attempts(), tries);
        QCOMPARE(place.got.size(), tries);
        // It was for that alone.
        endpoint.out.disabled = false;
        deletes = true;
    }
}

void TestDeliveryRules::matches_data()
{
    using Set = std::optional<QStringList>;
    QTest::addColumn<Set>("types");
    QTest::addColumn<Set>("channels");
    QTest::addColumn<QStringList>("messageChannels");
    QTest::addColumn<bool>("sent");
    const Set none;
    QTest::newRow("all") << none << none << QStringList() << true;
    QTest::newRow("type") << Set(QStringList{u"x"_s, u"a.b"_s}) << none << QStringList() << true;
    QTest::newRow("other type") << Set(QStringList{u"a"_s}) << none << QStringList() << false;
    QTest::newRow("case") << Set(QStringList{u"A.B"_s}) << none << QStringList() << false;
    QTest::newRow("channel") << none << Set(QStringList{u"c"_s, u"d"_s})
                             << QStringList{u"d"_s, u"e"_s} << true;
    QTest::newRow("other channel")
        << none << Set(QStringList{u"c"_s}) << QStringList{u"d"_s} << false;
    QTest::newRow("no channel") << none << Set(QStringList{u"c"_s}) << QStringList() << false;
    QTest::newRow("channel not asked for") << none << none << QStringList{u"d"_s} << true;
    QTest::newRow("type, wrong channel")
        << Set(QStringList{u"a.b"_s}) << Set(QStringList{u"c"_s}) << QStringList{u"d"_s} << false;
}

void TestDeliveryRules::matches()
{
    QFETCH(std::optional<QStringList>, types);
    QFETCH(std::optional<QStringList>, channels);
    QFETCH(QStringList, messageChannels);
    QFETCH(bool, sent);
    DeliveryPlace place;
    Endpoint &endpoint = place.addEndpoint();
    endpoint.out.eventTypes = types;
    endpoint.out.channels = channels;
    const quint32 row = place.send("{}", messageChannels);
    if (sent) {
        QTRY_COMPARE(place.got.size(), 1U);
        return;
    }
    QVERIFY(sendsNothing(place));
    place.delivery.resend(place.app, row, endpoint.number); // asks for no filter
    QTRY_COMPARE(place.got.size(), 1U);
    QTRY_COMPARE(place.attempts(), 1U);
    QVERIFY(place.last().manual);
}

void TestDeliveryRules::redirectsAreNotFollowed()
{
    DeliveryPlace place;
    place.answer = [&](const HttpRequest &request) {
        return request.path() == QByteArrayView("/hook")
                   ? text(302, "moved", {{"location", place.url(u"/there"_s).toLatin1()}})
                   : text(200, "ok");
    };
    place.addEndpoint();
    place.send();
    QTRY_COMPARE(place.attempts(), 3U);
    QCOMPARE(place.got.size(), 3U);
    QCOMPARE(place.last().statusCode, 302);
    QVERIFY(!place.last().success);
    QCOMPARE(place.lastText(), u"moved"_s);
}

void TestDeliveryRules::keepsSoMuchOfAnAnswer_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kept");
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("text") << QByteArray("h\xc3\xa9") << u"hé"_s;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QString::fromLatin1("a\0b", 3);
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << u"\uFEFF{}"_s;
    QTest::newRow("no text") << QByteArray("\xff\x00z", 3) << u"/wB6"_s;
    QTest::newRow("at the cap") << QByteArray(20000, 'x') << QString(20000, u'x');
    QTest::newRow("over the cap") << QByteArray(20001, 'x') << QString(20000, u'x');
    const QByteArray cut = QByteArray(19999, 'x') + "\xc3\xa9"; // a character across the cap
    QTest::newRow("cut in two") << cut << QString::fromLatin1(cut.first(20000).toBase64());
    QTest::newRow("megabytes") << QByteArray(3'000'000, 'y') << QString(20000, u'y');
}

void TestDeliveryRules::keepsSoMuchOfAnAnswer()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, kept);
    DeliveryPlace place;
    place.answer = [&](const HttpRequest &) { return text(200, body); };
    place.addEndpoint();
    place.send();
    QTRY_COMPARE(place.attempts(), 1U);
    QCOMPARE(place.lastText(), kept);
    QCOMPARE(place.last().statusCode, 200);
}

void TestDeliveryRules::mappedAddressesAreReached()
{
    DeliveryPlace place;
    Endpoint &endpoint = place.addEndpoint();
    endpoint.out.url = u"http://[::ffff:127.0.0.1]:%1/hook"_s.arg(place.server.serverPort());
    endpoint.headers = {{u"Host"_s, u"localhost"_s}}; // this receiver takes no other
    place.send();
    QTRY_COMPARE(place.attempts(), 1U);
    QCOMPARE(place.got.size(), 1U);
    QVERIFY(place.last().success);
}

void TestDeliveryRules::headersOfAnEndpoint()
{
    DeliveryPlace place;
    Endpoint &endpoint = place.addEndpoint();
    endpoint.headers = {{u"Authorization"_s, u"Bearer x"_s},
                        {u"X-Wide"_s, u"ü"_s},
                        {u"Host"_s, u"localhost"_s},
                        {u"X-Dup"_s, u"1"_s},
                        {u"x-dup"_s, u"2"_s},
                        {u"webhook-id"_s, u"own"_s}};
    place.send();
    QTRY_COMPARE(place.got.size(), 1U);
    const HttpRequest &request = place.got.front();
    QCOMPARE(*request.header("authorization"), "Bearer x");
    QVERIFY(!request.header("x-wide")); // kept, and left out
    QCOMPARE(*request.header("host"), "localhost");
    QCOMPARE(*request.header("webhook-id"), "own");
    const auto count = [&](const QByteArray &name) {
        return std::count_if(request.headers.cbegin(), request.headers.cend(),
                             [&](const auto &h) { return h.first.toLower() == name; });
    };
    QCOMPARE(count("x-dup"), 2);
    QCOMPARE(count("host"), 1);
    QCOMPARE(*request.header("content-type"), "application/json");
    QVERIFY(request.header("user-agent")->startsWith("Svix-Webhooks/"));
}

void TestDeliveryRules::payloadsAreForgotten()
{
    MessageLog log;
    QRandomGenerator random(1);
    const qint64 day = 24LL * 3600 * 1000;
    const qint64 start = Timestamp::fromText("2026-05-01T12:00:00Z").milliseconds();
    const auto add = [&](int days) {
        MessageDraft draft;
        draft.time = Timestamp(start * 1000);
        draft.eventType = u"a"_s;
        draft.payload = QByteArray(1000, 'x');
        draft.retentionDays = days;
        return log.appendMessage(draft, random);
    };
    const quint32 longer = add(90);
    const quint32 shorter = add(5);
    const quint32 erased = add(5);
    log.setTransformationsParams(shorter, "{}");
    QCOMPARE(log.payloadBytes(), 3000);
    log.expungePayload(erased);
    log.expungePayload(erased);
    QCOMPARE(log.payloadBytes(), 2000);
    QCOMPARE(log.forgetExpired(start + 5 * day - 1000), 0);
    QCOMPARE(log.payload(shorter, start + 5 * day - 1000).size(), 1000);
    QCOMPARE(log.forgetExpired(start + 5 * day + 1000), 1);
    QCOMPARE(log.payloadBytes(), 1000);
    QVERIFY(log.payload(shorter, start).isEmpty()); // really gone, whatever the clock says
    QVERIFY(log.transformationsParams(shorter).isEmpty());
    QCOMPARE(log.payload(longer, start + 5 * day + 1000).size(), 1000);
    QCOMPARE(log.forgetExpired(start + 91 * day), 1);
    QCOMPARE(log.forgetExpired(start + 91 * day), 0);
    QCOMPARE(log.payloadBytes(), 0);
    QCOMPARE(log.messageCount(), 3U);
}

void TestDeliveryRules::expungedWhileRetrying()
{
    DeliveryPlace place;
    place.answer = [&](const HttpRequest &) {
        place.app->log.expungePayload(0);
        return text(500, "");
    };
    place.addEndpoint();
    const quint32 row = place.send();
    QTRY_COMPARE(place.attempts(), 1U);
    QTRY_VERIFY(!place.app->log.nextAttempt(row, 0)); // the retry that was planned then
    QVERIFY(sendsNothing(place));
    QCOMPARE(place.got.size(), 1U); // there is nothing to send any more
}

void TestDeliveryRules::unreadableIsTriedAgain()
{
    // A disk that fails the first time.
    class Failing : public PayloadStore
    {
    public:
        QByteArray payload(quint32) const override { return m_reads++ == 0 ? "" : "{}"; }

    private:
        mutable int m_reads = 0;
    };
    DeliveryPlace place;
    place.addEndpoint();
    const quint32 row = place.send();
    place.app->log.setPayloadStore(std::make_shared<Failing>());
    place.app->log.payloadsStored(0, place.app->log.messageCount());
    QTRY_COMPARE(place.attempts(), 1U);
    QVERIFY(!place.last().success);
    QCOMPARE(place.last().statusCode, 0);
    QCOMPARE(place.lastText(), u"The payload could not be read"_s);
    QVERIFY(place.app->log.nextAttempt(row, 0));
    QTRY_COMPARE(place.attempts(), 2U);
    QVERIFY(place.last().success);
    QCOMPARE(place.got.size(), 1U); // nothing empty was sent
    QCOMPARE(place.got.front().body, "{}");
}

void TestDeliveryRules::endpointsHaveANumberEach()
{
    DeliveryPlace place;
    Router router(ServerKind::OpenSource);
    addEndpointHandlers(router);
    Tokens tokens(place.organisation, "token");
    BackgroundJobs jobs(place.store, place.delivery, place.clock);
    Services services{place.store,  tokens, tokens.sessions(), place.delivery,
                      place.events, jobs,   place.clock};
    HttpRequest request;
    request.method = "POST";
    request.target = "/api/v1/app/" + place.app->out.id.toLatin1() + "/endpoint";
    request.headers = {{"authorization", "Bearer token"}};
    request.body = R"({"url":"https://a.example/"})";
    while (place.app->endpoints.size() < 0xffff) {
        place.addEndpoint(u"whsec_"_s).out.disabled = true;
    }
    QCOMPARE(router.route(request, services).status, 201);
    QCOMPARE(place.app->endpoints.back()->number, 0xffff);
    // The next one would be taken for the first.
    QCOMPARE(router.route(request, services).status, 400);
    QCOMPARE(place.app->endpoints.size(), 0x10000U);
    const quint32 row = place.send();
    QTRY_VERIFY(place.app->log.lastAttemptAt(row, 0xffff) != noRow);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestDeliveryRules)
#include "tst_deliveryrules.moc"
