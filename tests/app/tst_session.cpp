// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Session, guard, finder and search over real sockets, against the sandbox in this process.
#include "api/apiclient.h"
#include "app/objectfinder.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "models/attemptmodel.h"
#include "models/messagemodel.h"
#include "sandbox/sandboxserver.h"
#include "support/faultserver.h"
#include "support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace svix;

Q_DECLARE_METATYPE(svix::FoundObject)

namespace {

/// Answers what the guard asks as the test tells it, and remembers the questions.
class Port : public ConfirmationPort
{
public:
    void ask(const ConfirmationRequest &request, std::function<void(bool)> answer) override
    {
        asked.append(request);
        if (wait) {
            waiting = std::move(answer);
        } else {
            answer(says);
        }
    }
    QList<ConfirmationRequest> asked;
    bool says = true;
    bool wait = false;
    std::function<void(bool)> waiting;
};

template <typename T>
bool ended(const QFuture<T> &future)
{
    return QTest::qWaitFor([&] { return future.isFinished(); }, 10'000);
}

} // namespace

class TestSession : public svix::test::TestObject
{
    Q_OBJECT

    std::unique_ptr<sandbox::SandboxServer> m_server;

    Profile profile(ConnectionClass kind = ConnectionClass::Development) const
    {
        Profile profile;
        profile.id = u"p"_s;
        profile.name = u"Acme"_s;
        profile.url = m_server->url();
        profile.connectionClass = kind;
        return profile;
    }
    bool connected(Session &session, const Profile &profile)
    {
        session.connectTo(profile, m_server->token());
        return QTest::qWaitFor([&] { return session.state() != Session::State::Connecting; },
                               10'000) &&
               session.isConnected();
    }
    ApplicationOut someApplication(Session &session)
    {
        ListApplicationsQuery query;
        query.limit = 3;
        const auto page = session.client()->get<op::listApplications>(CallOptions(), query);
        return ended(page) && page.result().ok() ? page.result()->data.value(1) : ApplicationOut();
    }

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<svix::FoundObject>();
        sandbox::SandboxOptions options;
        options.seed = sandbox::SandboxOptions::Seed::Demo;
        m_server = std::make_unique<sandbox::SandboxServer>(options);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorText()));
    }

    void connects()
    {
        Session session;
        QSignalSpy states(&session, &Session::stateChanged);
        QVERIFY(connected(session, profile()));
        QCOMPARE(states.size(), 2);
        QCOMPARE(session.capabilities().kind, ServerKind::OpenSource);
        QVERIFY(session.capabilities().dialect.eventTypes);
        QVERIFY(session.capabilities().offers(op::createMessage));
        QVERIFY(!session.capabilities().offers(op::whoami));
        QVERIFY(session.capabilities().reason(op::whoami).contains(u"svix-server"_s));
        session.disconnectNow();
        QVERIFY(!session.client());
    }

    void wrongToken()
    {
        Session session;
        session.connectTo(profile(), "wrong");
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Failed, 10'000);
        QCOMPARE(session.error().kind, ErrorKind::Unauthorized);
    }

    void guardOfEveryOperation_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("development") << int(ConnectionClass::Development);
        QTest::newRow("test") << int(ConnectionClass::Test);
        QTest::newRow("production") << int(ConnectionClass::Production);
    }

    void guardOfEveryOperation()
    {
        QFETCH(int, kind);
        Session session;
        Port port;
        OperationRunner runner(session, port);
        for (const Operation *operation : allOperations) {
            QVERIFY(!runner.reasonAgainst(*operation).isEmpty()); // no connection yet
        }
        QVERIFY(connected(session, profile(ConnectionClass(kind))));
        const bool production = ConnectionClass(kind) == ConnectionClass::Production;
        const QSet<QString> sends{u"createMessage"_s, u"resendWebhook"_s,
                                  u"recoverFailedWebhooks"_s, u"replayMissingWebhooks"_s,
                                  u"sendExample"_s};
        for (const Operation *operation : allOperations) {
            const bool expected = operation->risk == Risk::Destructive ||
                                  (production && sends.contains(QLatin1String(operation->id)));
            QVERIFY2(runner.asksBefore(*operation) == expected, operation->id);
        }
        session.setReadOnlyAlways(true);
        for (const Operation *operation : allOperations) {
            if (!operation->isSafe()) {
                QVERIFY2(!runner.reasonAgainst(*operation).isEmpty(), operation->id);
            }
        }
        QVERIFY(runner.reasonAgainst(op::listMessages).isEmpty());
    }

    void case96_readOnlySendsNothing()
    {
        Session session;
        Port port;
        OperationRunner runner(session, port);
        Profile readOnly = profile();
        readOnly.readOnly = true;
        QVERIFY(connected(session, readOnly));
        QSignalSpy activity(&session, &Session::activity);
        const auto future = runner.run<op::deleteApplication>({}, u"app_x"_s);
        QVERIFY(ended(future));
        QCOMPARE(future.result().error().kind, ErrorKind::ReadOnly);
        QCOMPARE(activity.size(), 0);
        QCOMPARE(port.asked.size(), 0);
    }

    void aNoSendsNothing()
    {
        Session session;
        Port port;
        port.says = false;
        OperationRunner runner(session, port);
        QVERIFY(connected(session, profile(ConnectionClass::Production)));
        const ApplicationOut application = someApplication(session);
        QSignalSpy activity(&session, &Session::activity);
        RunOptions options;
        options.confirm.typedName = u"acme"_s;
        const auto future = runner.run<op::deleteApplication>(options, application.id);
        QVERIFY(ended(future));
        QCOMPARE(future.result().error().kind, ErrorKind::Canceled);
        QCOMPARE(future.result().error().outcome, Outcome::NotDone);
        QCOMPARE(activity.size(), 0);
        QCOMPARE(port.asked.size(), 1);
        QVERIFY(port.asked.first().mustType);
        QVERIFY(port.asked.first().destructive);
        QVERIFY(!port.asked.first().title.isEmpty());
    }

    // What is grave is asked though its operation alone would not be, whatever asked before, and
    // its name is typed on production.
    void whatIsGraveIsAsked_data()
    {
        QTest::addColumn<ConnectionClass>("connection");
        QTest::addColumn<bool>("grave");
        QTest::addColumn<int>("asked");
        QTest::addColumn<bool>("typed");
        QTest::newRow("usual, development") << ConnectionClass::Development << false << 0 << false;
        QTest::newRow("usual, production") << ConnectionClass::Production << false << 0 << false;
        QTest::newRow("grave, development") << ConnectionClass::Development << true << 1 << false;
        QTest::newRow("grave, production") << ConnectionClass::Production << true << 1 << true;
    }

    void whatIsGraveIsAsked()
    {
        QFETCH(ConnectionClass, connection);
        QFETCH(bool, grave);
        Session session;
        Port port;
        port.says = false;
        OperationRunner runner(session, port);
        QVERIFY(connected(session, profile(connection)));
        RunOptions options;
        options.confirmed = true;
        options.confirm.grave = grave;
        options.confirm.typedName = u"acme"_s;
        const auto future =
            runner.run<op::patchApplication>(options, u"app_x"_s, ApplicationPatch());
        QVERIFY(ended(future));
        QCOMPARE(future.result().error().kind == ErrorKind::Canceled, grave);
        QTEST(static_cast<int>(port.asked.size()), "asked");
        if (grave) {
            QTEST(port.asked.first().mustType, "typed");
            QVERIFY(port.asked.first().destructive);
        }
    }

    void anAnswerForAnotherConnectionCounts()
    {
        Session session;
        Port port;
        port.wait = true;
        OperationRunner runner(session, port);
        QVERIFY(connected(session, profile()));
        const auto future = runner.run<op::deleteApplication>({}, u"app_x"_s);
        QVERIFY(connected(session, profile()));
        QSignalSpy activity(&session, &Session::activity);
        port.waiting(true);
        QVERIFY(ended(future));
        QCOMPARE(future.result().error().kind, ErrorKind::InvalidInput);
        QCOMPARE(future.result().error().outcome, Outcome::NotDone);
        QVERIFY(!future.result().error().detail.isEmpty());
        QCOMPARE(activity.size(), 0);
    }

    void eachConnectionHasANumber()
    {
        Session session;
        QSet<quint64> seen{session.generation()};
        QVERIFY(connected(session, profile()));
        seen.insert(session.generation());
        session.setProfile(profile(ConnectionClass::Test)); // the same one
        QVERIFY(seen.contains(session.generation()));
        session.reconnect();
        seen.insert(session.generation());
        session.connectTo(profile(), m_server->token()); // while it is still connecting
        seen.insert(session.generation());
        session.disconnectNow();
        seen.insert(session.generation());
        QCOMPARE(seen.size(), 5);
    }

    void whatWasChosenBeforeIsNotDone()
    {
        Session session;
        Port port;
        OperationRunner runner(session, port);
        QVERIFY(connected(session, profile()));
        RunOptions options;
        options.chosenOn = session.generation();
        ApplicationIn application;
        application.name = u"Chosen before"_s;
        const auto now =
            runner.run<op::createApplication>(options, CreateApplicationQuery(), application);
        QVERIFY(ended(now));
        QVERIFY(now.result().ok());
        const quint64 chosenOn = options.chosenOn;
        session.reconnect(); // the same connection, begun anew
        QTRY_VERIFY_WITH_TIMEOUT(session.isConnected(), 10'000);
        QVERIFY(session.isStill(chosenOn));
        const auto again =
            runner.run<op::createApplication>(options, CreateApplicationQuery(), application);
        QVERIFY(ended(again));
        QVERIFY(again.result().ok());
        Profile other = profile();
        other.id = makeProfileId();
        QVERIFY(connected(session, other));
        QVERIFY(!session.isStill(chosenOn));
        QSignalSpy activity(&session, &Session::activity);
        const auto later =
            runner.run<op::createApplication>(options, CreateApplicationQuery(), application);
        QVERIFY(ended(later));
        QCOMPARE(later.result().error().kind, ErrorKind::InvalidInput);
        QCOMPARE(activity.size(), 0);
    }

    void case61_heldEnterIsOneAct()
    {
        Session session;
        Port port;
        OperationRunner runner(session, port);
        QVERIFY(connected(session, profile()));
        ApplicationIn application;
        application.name = u"Held Enter"_s;
        const CreateApplicationQuery query;
        const auto first = runner.run<op::createApplication>({}, query, application);
        const auto second = runner.run<op::createApplication>({}, query, application);
        QVERIFY(ended(second));
        QCOMPARE(second.result().error().kind, ErrorKind::InvalidInput);
        QVERIFY(ended(first));
        QVERIFY(first.result().ok());
        application.name = u"Another"_s; // another act, though of the same kind
        const auto third = runner.run<op::createApplication>({}, query, application);
        QVERIFY(ended(third));
        QVERIFY(third.result().ok());
        const auto again = runner.run<op::createApplication>({}, query, application);
        QVERIFY(ended(again));
        QVERIFY(again.result().ok()); // the one before has ended
    }

    void messagesWithTheirStates()
    {
        Session session;
        QVERIFY(connected(session, profile()));
        const ApplicationOut application = someApplication(session);
        MessageModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);
        model.setPageSize(20);
        model.setSource(session.client(), application.id);
        model.reload();
        QTRY_VERIFY_WITH_TIMEOUT(model.hasLoaded(), 10'000);
        QVERIFY(model.rowCount() > 3);
        const QModelIndex first = model.index(0, MessageModel::Delivered);
        QCOMPARE(first.data(StateRole).toInt(), int(StateKind::Loading));
        QSignalSpy activity(&session, &Session::activity);
        model.setVisibleRows({0, 1, 2});
        QTRY_VERIFY_WITH_TIMEOUT(first.data(StateRole).toInt() != int(StateKind::Loading), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            model.index(2, 0).data(StateRole).toInt() != int(StateKind::Loading), 10'000);
        QCOMPARE(model.index(3, 0).data(StateRole).toInt(), int(StateKind::Loading)); // not asked
        int destinationLists = 0;
        for (const auto &call : activity) {
            const auto entry = call.first().value<ActivityEntry>();
            destinationLists += entry.state == ActivityEntry::State::Done &&
                                entry.operation == &op::listAttemptedDestinations;
        }
        QCOMPARE(destinationLists, 3);
        const QByteArray json = model.index(0, 0).data(JsonRole).toByteArray();
        QVERIFY(json.contains(model.rowAt(0).id.toUtf8()));
        // Another application: no row of this one is left, not even for a moment.
        model.setSource(session.client(), u"app_other"_s);
        QCOMPARE(model.rowCount(), 0);
    }

    void mergedAttemptsAreInOrder()
    {
        Session session;
        QVERIFY(connected(session, profile()));
        const ApplicationOut application = someApplication(session);
        ListEndpointsQuery query;
        const auto endpoints =
            session.client()->get<op::listEndpoints>(CallOptions(), application.id, query);
        QVERIFY(ended(endpoints));
        QStringList ids;
        const Result<Page<EndpointOut>> page = endpoints.result();
        for (const EndpointOut &endpoint : page->data) {
            ids.append(endpoint.id);
        }
        QVERIFY(ids.size() > 1);
        int expected = 0;
        for (const QString &id : ids) {
            AttemptModel single;
            single.setEndpoint(session.client(), application.id, id);
            single.loadAll();
            QTRY_VERIFY_WITH_TIMEOUT(single.isComplete(), 20'000);
            expected += single.rowCount();
        }
        AttemptModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);
        model.setEndpoints(session.client(), application.id, ids);
        model.loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(model.isComplete(), 20'000);
        QCOMPARE(model.rowCount(), expected);
        QVERIFY(expected > 10);
        for (int row = 1; row < model.rowCount(); ++row) {
            QVERIFY(model.rowAt(row).id < model.rowAt(row - 1).id);
        }
        const QModelIndex type = model.index(0, AttemptModel::EventType);
        model.setVisibleRows({0, 1, 2, 3});
        QTRY_VERIFY_WITH_TIMEOUT(!type.data(CopyRole).toString().isEmpty(), 10'000);
    }

    void findsById()
    {
        Session session;
        QVERIFY(connected(session, profile()));
        const ApplicationOut application = someApplication(session);
        const QString app = application.id;
        const auto endpoints =
            session.client()->get<op::listEndpoints>(CallOptions(), app, ListEndpointsQuery());
        QVERIFY(ended(endpoints));
        const QString endpoint = endpoints.result()->data.value(0).id;
        const auto attempts = session.client()->get<op::listAttemptsByEndpoint>(
            CallOptions(), app, endpoint, ListAttemptsByEndpointQuery());
        QVERIFY(ended(attempts));
        QVERIFY(!attempts.result()->data.isEmpty());
        const AttemptOut attempt = attempts.result()->data.last();
        const auto read = session.client()->get<op::getMessage>(CallOptions(), app, attempt.msgId,
                                                                GetMessageQuery());
        QVERIFY(ended(read));
        const MessageOut message = *read.result();
        ObjectFinder finder;
        QSignalSpy found(&finder, &ObjectFinder::found);
        QSignalSpy notFound(&finder, &ObjectFinder::notFound);
        const auto find = [&](const QString &chosen, const QString &text) {
            found.clear();
            notFound.clear();
            finder.find(session.client(), chosen, text);
            return QTest::qWaitFor([&] { return found.size() + notFound.size() > 0; }, 10'000) &&
                   found.size() == 1;
        };
        const auto object = [&] { return found.first().first().value<FoundObject>(); };
        QVERIFY(find({}, app));
        QCOMPARE(object().kind, IdKind::Application);
        QVERIFY(application.uid.has_value());
        QVERIFY(find({}, *application.uid));
        QCOMPARE(object().appId, app);
        QVERIFY(find(app, message.id));
        QCOMPARE(object().messageId, message.id);
        if (message.eventId) {
            QVERIFY(find(app, *message.eventId));
            QCOMPARE(object().messageId, message.id);
        }
        QVERIFY(find(app, attempt.id));
        QCOMPARE(object().kind, IdKind::Attempt);
        QCOMPARE(object().messageId, message.id);
        QCOMPARE(object().endpointId, attempt.endpointId);
        // Elsewhere: only when asked to.
        QVERIFY(!find({}, message.id));
        QVERIFY(notFound.first().first().toBool());
        QSignalSpy progress(&finder, &ObjectFinder::progress);
        finder.searchAll();
        QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, 20'000);
        QCOMPARE(object().appId, app);
        QVERIFY(progress.size() >= 1);
        found.clear();
        notFound.clear();
        finder.find(session.client(), app, u"no-such-thing"_s);
        QTRY_COMPARE_WITH_TIMEOUT(notFound.size(), 1, 10'000);
        finder.searchAll();
        finder.cancel();
        QTest::qWait(200);
        QCOMPARE(found.size(), 0);
        QCOMPARE(notFound.size(), 1);
        for (const QString &text : {u"a b"_s, u".."_s, u"a/b"_s, QString()}) {
            QVERIFY(!find(app, text));
        }
    }

    /// A search through everything must leave way for what a person does: with its own four calls
    /// and four of a list's lazy columns held back, a click still gets its answer.
    void searchOfAllStandsBehindThePerson()
    {
        svix::test::FaultServer server;
        const QString wanted = u"atmpt_2srOrx2ZWZBpBUvZwXKQmWvqjQ9"_s;
        server.always([](svix::test::FaultPeer &peer, const svix::test::SeenRequest &request) {
            const QByteArray path = request.target.split('?').first();
            if (path == "/api/v1/app") {
                QByteArray rows;
                for (char c = 'A'; c < 'M'; ++c) {
                    rows += QByteArray(rows.isEmpty() ? "" : ",") +
                            R"({"id":"app_2srOrx2ZWZBpBUvZwXKQmWvqjQ)" + c +
                            R"(","name":"x","metadata":{},"createdAt":"2024-05-01T10:00:00Z",)"
                            R"("updatedAt":"2024-05-01T10:00:00Z"})";
                }
                svix::test::fault::answer(200, R"({"data":[)" + rows +
                                                   R"(],"done":true})")(peer, request);
            } else if (path == "/api/v1/health") {
                svix::test::fault::answer(200, "{}")(peer, request);
            } // what the search asks for gets no answer
        });
        server.start();
        ClientConfig config;
        config.baseUrl = server.url();
        config.token = "testsk_x";
        ApiClient client(config);
        ObjectFinder finder;
        QSignalSpy notFound(&finder, &ObjectFinder::notFound);
        finder.find(&client, {}, wanted);
        QTRY_COMPARE_WITH_TIMEOUT(notFound.size(), 1, 10'000);
        finder.searchAll();
        const auto seen = [&server](const QByteArray &end) {
            int count = 0;
            for (const auto &request : server.requests()) {
                count += request.target.split('?').first().endsWith(end);
            }
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(seen("/endpoint"), 4, 10'000);
        CallOptions lazy;
        lazy.priority = Priority::Bulk;
        QList<QFuture<Result<EndpointStatsOut>>> columns;
        for (int i = 0; i < 4; ++i) {
            columns.append(client.get<op::getEndpointStats>(lazy, u"app_x"_s, u"ep_x"_s,
                                                            EndpointStatsQuery()));
        }
        QTest::qWait(100);
        const auto click = client.get<op::health>(CallOptions());
        QVERIFY(ended(click));
        QVERIFY(click.result().ok());
        QCOMPARE(seen("/stats"), 0); // four of that kind at once
        finder.cancel();
        QTRY_COMPARE_WITH_TIMEOUT(seen("/stats"), 4, 10'000);
    }
};

SVIX_TEST_MAIN(TestSession)
#include "tst_session.moc"
