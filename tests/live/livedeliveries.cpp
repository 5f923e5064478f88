// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/liveclient.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>

namespace svix::test {

namespace {

// Order of keys and the digits of a number must arrive as they were typed.
constexpr char exactPayload[] =
    R"({"z": 1, "a": {"rate": 1.10, "name": "Größe"}, "n": 12345678901})";
constexpr int deliveryMs = 20'000;

Timestamp ago(std::chrono::microseconds time)
{
    return Timestamp(Timestamp::now().microseconds() - time.count());
}

QStringList idsOf(const Page<MessageOut> &page)
{
    QStringList all;
    for (const MessageOut &message : page.data) {
        all.append(message.id);
    }
    return all;
}

} // namespace

// What comes after this needs a server that can reach this computer.
#define NEEDS_DELIVERIES()                                                                         \
    if (!server().isHere()) {                                                                      \
        QSKIP("the server is on another computer and cannot deliver to this one");                 \
    }

MessageIn LiveClient::messageOf(const QByteArray &payload) const
{
    MessageIn in;
    in.eventType = m_type;
    in.payload.text = payload;
    return in;
}

void LiveClient::sends()
{
    LIVE_VALUE(good, act<op::createEndpoint>(m_app, endpointAt(u"/taken"_s)));
    LIVE_VALUE(bad, act<op::createEndpoint>(m_app, endpointAt(u"/refused"_s)));
    m_good = good.id;
    m_bad = bad.id;
    EndpointHeadersIn headers;
    headers.headers = {{u"X-Shop"_s, u"north"_s}};
    LIVE_OK(act<op::updateEndpointHeaders>(m_app, m_good, headers));

    MessageIn in = messageOf(exactPayload);
    in.eventId = u"order-1"_s;
    in.channels = QStringList{u"north"_s};
    CreateMessageQuery with;
    with.withContent = true;
    LIVE_VALUE(sent, act<op::createMessage>(m_app, with, in));
    m_message = sent.id;
    QVERIFY(sent.id.startsWith(u"msg_"_s));
    QCOMPARE(sent.eventId, in.eventId);
    QCOMPARE(sent.eventType, m_type);
    QCOMPARE(sent.channels, in.channels);
    const QJsonDocument typed = QJsonDocument::fromJson(exactPayload);
    QCOMPARE(QJsonDocument::fromJson(sent.payload.text), typed);

    GetMessageQuery content;
    content.withContent = true;
    LIVE_VALUE(read, get<op::getMessage>(m_app, m_message, content));
    QCOMPARE(QJsonDocument::fromJson(read.payload.text), typed);
    QVERIFY2(read.payload.text.contains("1.10"), read.payload.text.constData());
    content.withContent = false;
    LIVE_VALUE(bare, get<op::getMessage>(m_app, m_message, content));
    QCOMPARE(bare.payload.text, QByteArray("{}"));
    // A message can be asked for by its event id too.
    LIVE_VALUE(byEventId, get<op::getMessage>(m_app, u"order-1"_s, content));
    QCOMPARE(byEventId.id, m_message);
}

void LiveClient::idempotencyKeySendsOnce()
{
    CallOptions once;
    once.idempotencyKey = ApiClient::makeIdempotencyKey();
    const auto send = [&] {
        return await(client().act<op::createMessage>(
            TestConsent::give(), once, m_app, CreateMessageQuery(), messageOf(R"({"once":true})")));
    };
    LIVE_VALUE(before, get<op::listMessages>(m_app, ListMessagesQuery()));
    LIVE_VALUE(first, send());
    LIVE_VALUE(second, send());
    QCOMPARE(second.id, first.id);
    LIVE_VALUE(after, get<op::listMessages>(m_app, ListMessagesQuery()));
    QCOMPARE(after.data.size(), before.data.size() + 1);
    LIVE_VALUE(other,
               act<op::createMessage>(m_app, CreateMessageQuery(), messageOf(R"({"once":true})")));
    QVERIFY(other.id != first.id);
}

void LiveClient::messageErrors()
{
    MessageIn twin = messageOf("{}");
    twin.eventId = u"order-1"_s;
    LIVE_ERROR(taken, ErrorKind::Conflict, 409,
               act<op::createMessage>(m_app, CreateMessageQuery(), twin));
    MessageIn list = messageOf("[1]");
    LIVE_ERROR(shape, ErrorKind::Validation, 422,
               act<op::createMessage>(m_app, CreateMessageQuery(), list));
    MessageIn channels = messageOf("{}");
    channels.channels = QStringList{u"no spaces"_s};
    LIVE_ERROR(value, ErrorKind::Validation, 422,
               act<op::createMessage>(m_app, CreateMessageQuery(), channels));
    QVERIFY2(!value.fields.isEmpty() && value.fields.first().loc.contains(u"channels"_s),
             words(value).constData());
    const MessageIn huge = messageOf(R"({"x":")" + QByteArray(2'200'000, 'x') + R"("})");
    // A server may answer before it has read it all; on a slow line that answer gets lost.
    const Error large = errorOf(act<op::createMessage>(m_app, CreateMessageQuery(), huge));
    QVERIFY2((large.kind == ErrorKind::PayloadTooLarge && large.status == 413) ||
                 large.kind == ErrorKind::ConnectionLost,
             words(large).constData());
    LIVE_ERROR(nowhere, ErrorKind::NotFound, 404,
               act<op::createMessage>(m_uid + u"-none"_s, CreateMessageQuery(), messageOf("{}")));
}

void LiveClient::pagesMessagesBothWays()
{
    QStringList ids; // newest first
    for (int i = 0; i < 5; ++i) {
        MessageIn in = messageOf(R"({"page":)" + QByteArray::number(i) + "}");
        in.channels = QStringList{u"paged"_s};
        LIVE_VALUE(sent, act<op::createMessage>(m_app, CreateMessageQuery(), in));
        ids.prepend(sent.id);
        QTest::qWait(5); // ids are ordered by their time
    }
    ListMessagesQuery query;
    query.limit = 2;
    query.channel = u"paged"_s;
    query.withContent = false;
    LIVE_VALUE(first, get<op::listMessages>(m_app, query));
    QCOMPARE(idsOf(first), ids.mid(0, 2));
    QVERIFY(!first.done);
    query.iterator = first.iterator;
    LIVE_VALUE(second, get<op::listMessages>(m_app, query));
    QCOMPARE(idsOf(second), ids.mid(2, 2));
    query.iterator = second.iterator;
    LIVE_VALUE(third, get<op::listMessages>(m_app, query));
    QCOMPARE(idsOf(third), ids.mid(4));
    QVERIFY(third.done);
    query.iterator = third.prevIterator;
    LIVE_VALUE(back, get<op::listMessages>(m_app, query));
    QCOMPARE(idsOf(back), ids.mid(2, 2));
    query.iterator = back.prevIterator;
    LIVE_VALUE(start, get<op::listMessages>(m_app, query));
    QCOMPARE(idsOf(start), ids.mid(0, 2));
    QVERIFY(start.done);

    ListMessagesQuery byType;
    byType.eventTypes = QStringList{m_type + u".none"_s};
    LIVE_VALUE(none, get<op::listMessages>(m_app, byType));
    QVERIFY(none.data.isEmpty());
    QVERIFY(none.done);
    ListMessagesQuery before;
    before.before = second.data.first().timestamp;
    before.channel = u"paged"_s;
    LIVE_VALUE(older, get<op::listMessages>(m_app, before));
    QVERIFY(!idsOf(older).contains(ids.value(0)));
    QVERIFY(idsOf(older).contains(ids.value(4)));
}

void LiveClient::delivers()
{
    NEEDS_DELIVERIES()
    QTRY_VERIFY_WITH_TIMEOUT(!m_target.deliveries(u"/taken"_s, m_message).isEmpty(), deliveryMs);
    QTRY_VERIFY_WITH_TIMEOUT(!m_target.deliveries(u"/refused"_s, m_message).isEmpty(), deliveryMs);
    const SeenRequest taken = m_target.deliveries(u"/taken"_s, m_message).first();
    QCOMPARE(taken.method, QByteArray("POST"));
    QCOMPARE(taken.body, QByteArray(exactPayload));
    QCOMPARE(taken.header("X-Shop"), QByteArray("north"));
    QCOMPARE(taken.header("content-type"), QByteArray("application/json"));
    LIVE_VALUE(secret, get<op::getEndpointSecret>(m_app, m_good));
    QVERIFY(Target::isSignedWith(taken, secret.key));
    LIVE_VALUE(other, get<op::getEndpointSecret>(m_app, m_bad));
    QVERIFY(!Target::isSignedWith(taken, other.key));
}

bool LiveClient::waitForAttempt(const QString &endpoint, TriggerType trigger, AttemptOut &attempt)
{
    ListAttemptsByMsgQuery query;
    query.endpointId = endpoint;
    return QTest::qWaitFor(
        [&] {
            const auto page = get<op::listAttemptsByMsg>(m_app, m_message, query);
            if (!page.ok()) {
                return false;
            }
            for (const AttemptOut &out : page->data) {
                if (out.triggerType == trigger) {
                    attempt = out;
                    return true;
                }
            }
            return false;
        },
        deliveryMs);
}

void LiveClient::listsAttempts()
{
    NEEDS_DELIVERIES()
    AttemptOut good;
    QVERIFY(waitForAttempt(m_good, TriggerType::Scheduled, good));
    QCOMPARE(good.status, MessageStatus::Success);
    QCOMPARE(good.responseStatusCode, 200);
    QCOMPARE(good.response, QString::fromLatin1(Target::taken));
    QCOMPARE(good.msgId, m_message);
    QCOMPARE(good.endpointId, m_good);
    QCOMPARE(good.url, m_target.address(u"/taken"_s));
    AttemptOut bad;
    QVERIFY(waitForAttempt(m_bad, TriggerType::Scheduled, bad));
    QCOMPARE(bad.status, MessageStatus::Fail);
    QCOMPARE(bad.responseStatusCode, 500);
    QCOMPARE(bad.response, QString::fromLatin1(Target::refused));

    LIVE_VALUE(one, get<op::getAttempt>(m_app, m_message, bad.id, GetAttemptQuery()));
    QCOMPARE(one.id, bad.id);
    QCOMPARE(one.response, bad.response);
    ListAttemptsByMsgQuery failed;
    failed.status = MessageStatus::Fail;
    failed.statusCodeClass = StatusCodeClass::Server;
    failed.withContent = false;
    LIVE_VALUE(failures, get<op::listAttemptsByMsg>(m_app, m_message, failed));
    QVERIFY(!failures.data.isEmpty());
    for (const AttemptOut &attempt : failures.data) {
        QCOMPARE(attempt.endpointId, m_bad);
        QCOMPARE(attempt.response, u"{}"_s);
    }
    ListAttemptsByEndpointQuery taken;
    taken.status = MessageStatus::Success;
    taken.withContent = true;
    LIVE_VALUE(ofEndpoint, get<op::listAttemptsByEndpoint>(m_app, m_good, taken));
    QVERIFY(std::any_of(ofEndpoint.data.begin(), ofEndpoint.data.end(),
                        [&](const AttemptOut &attempt) { return attempt.id == good.id; }));
    taken.status = MessageStatus::Fail;
    LIVE_VALUE(noFailures, get<op::listAttemptsByEndpoint>(m_app, m_good, taken));
    QVERIFY(noFailures.data.isEmpty());

    ListAttemptedMessagesQuery messages;
    messages.channel = u"north"_s;
    messages.withContent = true;
    LIVE_VALUE(tried, get<op::listAttemptedMessages>(m_app, m_good, messages));
    QCOMPARE(tried.data.size(), 1);
    QCOMPARE(tried.data.first().id, m_message);
    QCOMPARE(tried.data.first().status, MessageStatus::Success);
    LIVE_VALUE(where,
               get<op::listAttemptedDestinations>(m_app, m_message, ListDestinationsQuery()));
    QCOMPARE(where.data.size(), 2);
    for (const DestinationOut &destination : where.data) {
        QCOMPARE(destination.status == MessageStatus::Success, destination.id == m_good);
    }
    LIVE_ERROR(unknown, ErrorKind::NotFound, 404,
               get<op::listAttemptsByEndpoint>(m_app, u"ep_2nothing"_s, taken));
}

void LiveClient::listsAttemptsOldWay()
{
    NEEDS_DELIVERIES()
    if (m_found.kind != ServerKind::OpenSource) {
        QSKIP("the deprecated lists are svix-server's");
    }
    LIVE_VALUE(all, get<op::listAttempts>(m_app, m_message, ListAttemptsOldQuery()));
    QVERIFY(all.data.size() >= 2);
    LIVE_VALUE(one, get<op::listAttemptsForEndpoint>(m_app, m_message, m_good,
                                                     ListAttemptsForEndpointQuery()));
    QCOMPARE(one.data.size(), 1);
    QCOMPARE(one.data.first().endpointId, m_good);
}

void LiveClient::resends()
{
    NEEDS_DELIVERIES()
    const auto before = m_target.deliveries(u"/taken"_s, m_message).size();
    LIVE_OK(act<op::resendWebhook>(m_app, m_message, m_good));
    AttemptOut manual;
    QVERIFY(waitForAttempt(m_good, TriggerType::Manual, manual));
    QCOMPARE(manual.status, MessageStatus::Success);
    const auto deliveries = m_target.deliveries(u"/taken"_s, m_message);
    QCOMPARE(deliveries.size(), before + 1);
    QCOMPARE(deliveries.last().body, QByteArray(exactPayload));
    LIVE_VALUE(secret, get<op::getEndpointSecret>(m_app, m_good));
    QVERIFY(Target::isSignedWith(deliveries.last(), secret.key));
    LIVE_ERROR(unknown, ErrorKind::NotFound, 404,
               act<op::resendWebhook>(m_app, u"msg_1srOrx2ZWZBpBUvZwXKQmoEYga2"_s, m_good));
}

void LiveClient::recovers()
{
    NEEDS_DELIVERIES()
    RecoverIn in;
    in.since = ago(std::chrono::hours(1));
    LIVE_VALUE(task, act<op::recoverFailedWebhooks>(m_app, m_bad, in));
    QVERIFY(!task.id || task.id->startsWith(u"qtask_"_s));
    // It goes on failing, so what comes of the task is told apart from a planned retry.
    AttemptOut again;
    QVERIFY(waitForAttempt(m_bad, TriggerType::Manual, again));
    QCOMPARE(again.status, MessageStatus::Fail);
    in.since = ago(std::chrono::hours(24 * 30));
    LIVE_ERROR(tooFar, ErrorKind::Validation, 422,
               act<op::recoverFailedWebhooks>(m_app, m_bad, in));
}

void LiveClient::sendsExamples()
{
    SendExampleIn in;
    in.eventType = m_type;
    LIVE_VALUE(sent, act<op::sendExample>(m_app, m_good, in));
    QCOMPARE(sent.eventType, m_type);
    SendExampleIn unknown;
    unknown.eventType = m_type + u".none"_s;
    const Error error = errorOf(act<op::sendExample>(m_app, m_good, unknown));
    QVERIFY2(error.isError() && error.status >= 400 && error.status < 500,
             words(error).constData());
    if (server().isHere()) {
        QTRY_VERIFY_WITH_TIMEOUT(!m_target.deliveries(u"/taken"_s, sent.id).isEmpty(), deliveryMs);
        QCOMPARE(QJsonDocument::fromJson(
                     m_target.deliveries(u"/taken"_s, sent.id).first().body)[u"made"_s],
                 QJsonValue(7));
    }
}

void LiveClient::counts()
{
    NEEDS_DELIVERIES()
    LIVE_VALUE(good, get<op::getEndpointStats>(m_app, m_good, EndpointStatsQuery()));
    QVERIFY(good.success >= 2);
    QCOMPARE(good.fail, 0);
    EndpointStatsQuery query;
    query.since = ago(std::chrono::hours(1));
    LIVE_VALUE(bad, get<op::getEndpointStats>(m_app, m_bad, query));
    QCOMPARE(bad.success, 0);
    QVERIFY(bad.fail + bad.sending >= 1);
    query.since = ago(std::chrono::hours(24 * 60));
    LIVE_ERROR(tooFar, ErrorKind::ClientError, 400, get<op::getEndpointStats>(m_app, m_bad, query));
    QCOMPARE(tooFar.code, u"invalid_range"_s);
}

void LiveClient::erases()
{
    if (server().isHere()) {
        AttemptOut good;
        QVERIFY(waitForAttempt(m_good, TriggerType::Scheduled, good));
        LIVE_OK(act<op::expungeAttemptContent>(m_app, m_message, good.id));
        LIVE_VALUE(erased, get<op::getAttempt>(m_app, m_message, good.id, GetAttemptQuery()));
        QCOMPARE(erased.response, u"EXPUNGED"_s);
    }
    LIVE_OK(act<op::expungeMessagePayload>(m_app, m_message));
    GetMessageQuery content;
    content.withContent = true;
    LIVE_VALUE(gone, get<op::getMessage>(m_app, m_message, content));
    QCOMPARE(QJsonDocument::fromJson(gone.payload.text)[u"expired"_s], QJsonValue(true));
    LIVE_ERROR(nothing, ErrorKind::ClientError, 400,
               act<op::resendWebhook>(m_app, m_message, m_good));
    QCOMPARE(nothing.code, u"missing_payload"_s);
}

} // namespace svix::test
