// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/replaydialog.h"
#include "gui/fakeapi.h"
#include "gui/sandboxed.h"
#include "widgets/segmentedcontrol.h"

#include <QApplication>
#include <QDateTimeEdit>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Recovering and replaying: what is counted before anything is sent, what is asked, what is
/// refused.
class ReplayTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { startAnew(); } // what was recovered is not failed any more

    /// The count and the types stand in the question that production asks; No sends nothing.
    void productionAsksWithTheCount()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url(), ConnectionClass::Production, u"Live"_s),
                            demo().token()));
        const QString endpoint = failing();
        QVERIFY(opened(c, endpoint));
        c.find<SegmentedControl>(u"preset"_s)->setCurrentId(14 * 24);
        QVERIFY(counted(c));
        const QString words = c.find<QLabel>(u"count"_s)->text();
        QVERIFY2(words.startsWith(u"About "_s), qPrintable(words));
        const QString before = newestAttempt(endpoint);
        QVERIFY(c.click(u"replayButton"_s));
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY2(asked->title().contains(words.toLower()), qPrintable(asked->title()));
        QVERIFY(says(asked, u"The time is wide: 14 days."_s));
        QVERIFY(says(asked, u"invoice."_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<ReplayDialog>()); // nothing that was chosen is lost
        QVERIFY(c.settle());
        QCOMPARE(c.calls("recoverFailedWebhooks").size(), 0);
        QCOMPARE(newestAttempt(endpoint), before);
        // A press that comes twice is one request.
        QVERIFY(c.click(u"replayButton"_s));
        asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        asked->findChild<QLineEdit *>(u"name"_s)->setText(typedName(endpoint));
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("recoverFailedWebhooks").size(), 1);
        QVERIFY(waitUntil([&] { return newestAttempt(endpoint) > before; }));
    }

    /// A server that tells nothing of how far it is can still be asked what is left.
    void whatIsLeftCanBeCounted()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        const QString endpoint = failing();
        QVERIFY(opened(c, endpoint));
        const QString before = newestAttempt(endpoint);
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return newestAttempt(endpoint) > before; }));
        QVERIFY2(c.act(u"countLeft"_s), qPrintable(c.describe()));
        QVERIFY2(waitUntil([&] {
                     return c.notice().contains(u"by the receiver so far"_s) ||
                            c.notice().contains(u"has taken all"_s);
                 }),
                 qPrintable(c.notice()));
        // It is of this connection.
        c.window().session().disconnectNow();
        QAction *again = c.action(u"countLeft"_s);
        QVERIFY(!again || !again->isEnabled());
    }

    /// After a lost answer time goes on, and the form with it; the request does not.
    void tryAgainIsTheSameRecovery()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        ReplayDialog *dialog = opened(c, failing());
        QVERIFY(dialog);
        faults("drop,done=yes,op=recoverFailedWebhooks,first=1");
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        auto *button = c.find<QPushButton>(u"replayButton"_s);
        QVERIFY2(button->text().contains(u"again"_s), qPrintable(button->text()));
        QVERIFY(c.click(u"countButton"_s));
        QVERIFY(counted(c));
        QVERIFY2(button->text().contains(u"again"_s), qPrintable(button->text()));
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        const QList<ActivityEntry> sent = c.calls("recoverFailedWebhooks");
        QCOMPARE(sent.size(), 2);
        QVERIFY(sent.at(0).body.contains("since"));
        QCOMPARE(sent.at(0).body, sent.at(1).body);
        QVERIFY(!sent.at(0).idempotencyKey.isEmpty());
        QCOMPARE(sent.at(0).idempotencyKey, sent.at(1).idempotencyKey);
        faults({});
    }

    /// The dialog is closed before anybody knows what became of it: the next one knows that it was
    /// asked for, and tries again under the same key.
    void anUnknownRecoveryOutlivesItsDialog()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        const QString endpoint = failing();
        ReplayDialog *dialog = opened(c, endpoint);
        QVERIFY(dialog);
        faults("drop,done=yes,op=recoverFailedWebhooks,first=1");
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"not known"_s), qPrintable(c.notice()));
        QVERIFY(c.act(u"recoverFailed"_s));
        dialog = c.dialog<ReplayDialog>();
        QVERIFY(dialog);
        QVERIFY2(dialog->messageText().contains(u"asked for before"_s),
                 qPrintable(dialog->messageText()));
        QVERIFY(counted(c));
        QVERIFY(!says(dialog, u"nothing has been sent"_s));
        auto *button = c.find<QPushButton>(u"replayButton"_s);
        QVERIFY2(button->text().contains(u"again"_s), qPrintable(button->text()));
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        const QList<ActivityEntry> sent = c.calls("recoverFailedWebhooks");
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(0).body, sent.at(1).body);
        QVERIFY(!sent.at(0).idempotencyKey.isEmpty());
        QCOMPARE(sent.at(0).idempotencyKey, sent.at(1).idempotencyKey);
        // It is known now: the next one is another.
        QVERIFY(opened(c, endpoint) || c.dialog<ReplayDialog>());
        QVERIFY(c.dialog<ReplayDialog>()->messageText().isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        faults({});
    }

    /// A No to the question about trying again does not make the first try known.
    void noKeepsTryingAgain()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        ReplayDialog *dialog = opened(c, failing());
        QVERIFY(dialog);
        c.find<SegmentedControl>(u"preset"_s)->setCurrentId(7 * 24);
        QVERIFY(counted(c));
        faults("drop,done=yes,op=recoverFailedWebhooks,first=1");
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        auto *button = c.find<QPushButton>(u"replayButton"_s);
        QVERIFY(waitUntil([&] { return button->text().contains(u"again"_s); }));
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<ReplayDialog>());
        QVERIFY2(button->text().contains(u"again"_s), qPrintable(button->text()));
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        const QList<ActivityEntry> sent = c.calls("recoverFailedWebhooks");
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(0).body, sent.at(1).body);
        QVERIFY(!sent.at(0).idempotencyKey.isEmpty());
        QCOMPARE(sent.at(0).idempotencyKey, sent.at(1).idempotencyKey);
        faults({});
    }

    /// A retry that never left, because nothing could be reached, does not forget the first.
    void noConnectionKeepsTryingAgain()
    {
        FakeApi api;
        QByteArrayList sent;
        bool answers = false;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.method != "POST") {
                return std::nullopt;
            }
            sent.append(request.header("idempotency-key") + ' ' + request.body);
            return answers ? fault::answer(200, R"({"id":"","status":"running","task":""})")
                           : fault::reset();
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "testsk_0123456789abcdef.eu"));
        QVERIFY(
            c.go({Section::Endpoints, QString::fromLatin1(FakeApi::idOf("app", 1)), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.act(u"recoverFailed"_s));
        auto *dialog = c.dialog<ReplayDialog>();
        QVERIFY(counted(c));
        auto *button = c.find<QPushButton>(u"replayButton"_s);
        const auto press = [&] {
            return c.click(u"replayButton"_s) &&
                   (qobject_cast<ReplayDialog *>(QApplication::activeModalWidget()) ||
                    (c.dialog<ConfirmDialog>() && c.click(u"verbButton"_s)));
        };
        QVERIFY(press());
        QVERIFY(waitUntil([&] { return !dialog->isBusy() && sent.size() == 1; }));
        QVERIFY2(button->text().contains(u"again"_s), qPrintable(dialog->messageText()));
        const quint16 port = api.server().serverPort();
        api.server().close(); // nobody listens any more
        api.server().resetAll();
        QVERIFY(press());
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QVERIFY2(button->text().contains(u"again"_s), qPrintable(button->text()));
        QCOMPARE(sent.size(), 1);
        answers = true;
        QVERIFY(api.server().listen(QHostAddress(QHostAddress::LocalHost), port));
        QVERIFY(press());
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(0), sent.at(1));
    }

    /// What was refused for good is another request later: two weeks stay within two weeks.
    void aRefusalLetsTimeGoOn()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        ReplayDialog *dialog = opened(c, failing());
        QVERIFY(dialog);
        c.find<SegmentedControl>(u"preset"_s)->setCurrentId(14 * 24);
        QVERIFY(counted(c));
        faults("403,op=recoverFailedWebhooks,first=1");
        const auto press = [&] {
            return c.click(u"replayButton"_s) && c.dialog<ConfirmDialog>() &&
                   c.click(u"verbButton"_s);
        };
        QVERIFY(press());
        QVERIFY(waitUntil([&] { return !dialog->isBusy() && !dialog->messageText().isEmpty(); }));
        QTest::qWait(20);
        QVERIFY(press());
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        const QList<ActivityEntry> sent = c.calls("recoverFailedWebhooks");
        QCOMPARE(sent.size(), 2);
        const auto since = [&](int which) {
            return QDateTime::fromString(
                QJsonDocument::fromJson(sent.at(which).body)[u"since"].toString(),
                Qt::ISODateWithMs);
        };
        QVERIFY(since(0).isValid()); // the newest
        QVERIFY2(since(0) > since(1), sent.at(0).body);
        QVERIFY(since(0) >= sent.at(0).started.addDays(-14).addMSecs(-1000));
        faults({});
    }

    /// Another time is another request, and the button says what it would do.
    void anotherTimeIsAnotherRecovery()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        ReplayDialog *dialog = opened(c, failing());
        QVERIFY(dialog);
        faults("drop,done=no,op=recoverFailedWebhooks,first=1");
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        c.find<SegmentedControl>(u"preset"_s)->setCurrentId(3 * 24);
        QVERIFY(counted(c));
        auto *button = c.find<QPushButton>(u"replayButton"_s);
        QVERIFY2(button->text().contains(u"Recover"_s), qPrintable(button->text()));
        QVERIFY(c.click(u"replayButton"_s));
        QVERIFY2(dialog->messageText().contains(u"another one"_s),
                 qPrintable(dialog->messageText()));
        QCOMPARE(c.calls("recoverFailedWebhooks").size(), 1);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        faults({});
    }

    /// Case 62: a wide time is asked about on every connection, and typed on production.
    void case62_aWideTimeIsAsked_data()
    {
        QTest::addColumn<ConnectionClass>("connection");
        QTest::addColumn<int>("hours");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("types");
        QTest::newRow("a day, development") << ConnectionClass::Development << 24 << false << false;
        QTest::newRow("a week, development")
            << ConnectionClass::Development << 7 * 24 << true << false;
        QTest::newRow("a day, production") << ConnectionClass::Production << 24 << true << false;
        QTest::newRow("a week, production")
            << ConnectionClass::Production << 7 * 24 << true << true;
    }

    void case62_aWideTimeIsAsked()
    {
        QFETCH(ConnectionClass, connection);
        QFETCH(int, hours);
        QFETCH(bool, asks);
        QFETCH(bool, types);
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url(), connection, u"Live"_s), demo().token()));
        const QString endpoint = failing();
        QVERIFY(opened(c, endpoint));
        c.find<SegmentedControl>(u"preset"_s)->setCurrentId(hours);
        QVERIFY(counted(c));
        QVERIFY(c.click(u"replayButton"_s));
        if (asks) {
            auto *asked = c.dialog<ConfirmDialog>();
            QVERIFY(asked);
            QCOMPARE(c.calls("recoverFailedWebhooks").size(), 0);
            auto *verb = c.find<QPushButton>(u"verbButton"_s);
            auto *name = asked->findChild<QLineEdit *>(u"name"_s);
            QVERIFY(verb && name);
            QCOMPARE(name->isVisible(), types);
            QCOMPARE(verb->isEnabled(), !types);
            if (types) {
                name->setText(typedName(endpoint));
                QVERIFY(verb->isEnabled());
            }
            QVERIFY(c.click(u"verbButton"_s));
        }
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("recoverFailedWebhooks").size(), 1);
    }

    /// What this server does not have is there, disabled, and says why.
    void missingIsNotOfferedHere()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(opened(c, failing()));
        auto *missing = c.find<QRadioButton>(u"missing"_s);
        QVERIFY(!missing->isEnabled());
        QVERIFY2(missing->toolTip().contains(u"not offered"_s, Qt::CaseInsensitive),
                 qPrintable(missing->toolTip()));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(!c.action(u"replayMissing"_s)->isEnabled());
        QCOMPARE(c.action(u"replayMissing"_s)->toolTip(), missingReason(c));
    }

    /// A time that ends before it begins is refused here; one of over two weeks by the server,
    /// under its field.
    void ownTimes()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        ReplayDialog *dialog = opened(c, failing());
        QVERIFY(dialog);
        QVERIFY(!c.find<QDateTimeEdit>(u"since"_s));
        c.find<SegmentedControl>(u"preset"_s)->setCurrentId(0);
        auto *since = c.find<QDateTimeEdit>(u"since"_s);
        QVERIFY(since);
        since->setDateTime(QDateTime::currentDateTime().addDays(1));
        QVERIFY(waitUntil([&] { return !dialog->fieldErrors().error(u"since"_s).isEmpty(); }));
        QVERIFY(!c.find<QPushButton>(u"replayButton"_s)->isEnabled());
        const QDateTime wanted = QDateTime::currentDateTime().addDays(-20);
        since->setDateTime(wanted);
        QVERIFY(counted(c));
        QVERIFY2(dialog->fieldErrors().error(u"since"_s).isEmpty(), "the error is of before");
        QVERIFY2(c.click(u"replayButton"_s), qPrintable(c.describe()));
        QVERIFY(c.dialog<ConfirmDialog>()); // so long a time is asked about
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->fieldErrors().error(u"since"_s).isEmpty(); }));
        QVERIFY2(dialog->fieldErrors().error(u"since"_s).contains(u"14 days"_s),
                 qPrintable(dialog->fieldErrors().error(u"since"_s)));
        QCOMPARE(since->dateTime().date(), wanted.date());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// A list without an end is not read to its end; and a person can stop it before.
    void countingEnds()
    {
        FakeApi api;
        QList<int> asked;
        bool holds = false;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/attempt/endpoint/") &&
                request.target.contains("limit=250")) {
                asked.append(int(asked.size()));
                if (holds && asked.size() > 3) {
                    return Behaviour([](FaultPeer &, const SeenRequest &) {}); // never answers
                }
                const int number = int(asked.size());
                return fault::answer(
                    200, R"({"data":[{"id":")" + FakeApi::idOf("atmpt", number) + R"(","msgId":")" +
                             FakeApi::idOf("msg", number) + R"(","endpointId":")" +
                             FakeApi::idOf("ep", 1) +
                             R"(","url":"https://example.com/","response":"{}",)"
                             R"("responseStatusCode":500,"status":2,"triggerType":0,)"
                             R"("timestamp":"2024-05-01T10:00:00Z"}],"iterator":"more",)"
                             R"("prevIterator":null,"done":false})");
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "testsk_0123456789abcdef.eu"));
        QVERIFY(
            c.go({Section::Endpoints, QString::fromLatin1(FakeApi::idOf("app", 1)), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.act(u"recoverFailed"_s));
        QVERIFY(c.dialog<ReplayDialog>());
        QVERIFY(counted(c));
        QCOMPARE(c.find<QLabel>(u"count"_s)->text(), u"At least 40 messages"_s);
        QCOMPARE(asked.size(), ReplayCount::mostPages);
        // Anew, and stopped: what was found until then stands there.
        holds = true;
        asked.clear();
        QVERIFY(c.click(u"countButton"_s));
        QVERIFY(waitUntil([&] { return asked.size() == 4; }));
        QVERIFY(!c.find<QPushButton>(u"replayButton"_s)->isEnabled());
        QVERIFY(c.click(u"countButton"_s));
        QCOMPARE(c.find<QLabel>(u"count"_s)->text(), u"At least 3 messages"_s);
        QVERIFY(c.find<QPushButton>(u"replayButton"_s)->isEnabled());
        // Nobody knows how many more: that is asked about, on every connection.
        QVERIFY(c.click(u"replayButton"_s));
        auto *asks = c.dialog<ConfirmDialog>();
        QVERIFY(asks);
        QVERIFY2(asks->title().contains(u"at least 3 messages"_s, Qt::CaseInsensitive),
                 qPrintable(asks->title()));
        QVERIFY(says(asks, u"Nobody has counted all of them"_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<ReplayDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(api.seen("POST", "/api/v1/app").isEmpty());
    }

    /// A count that fails says why, and can be made again.
    void countingFails()
    {
        FakeApi api;
        bool fails = true;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/attempt/endpoint/") && fails &&
                request.target.contains("limit=250")) {
                return fault::answer(403, R"({"code":"forbidden","detail":"no"})");
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "testsk_0123456789abcdef.eu"));
        QVERIFY(
            c.go({Section::Endpoints, QString::fromLatin1(FakeApi::idOf("app", 1)), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.act(u"recoverFailed"_s));
        QVERIFY(c.dialog<ReplayDialog>());
        QVERIFY(counted(c));
        QCOMPARE(c.find<QLabel>(u"count"_s)->text(), u"Not counted"_s);
        QVERIFY(c.click(u"replayButton"_s));
        auto *asks = c.dialog<ConfirmDialog>();
        QVERIFY(asks);
        QVERIFY2(asks->title().contains(u"an unknown number of messages"_s),
                 qPrintable(asks->title()));
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<ReplayDialog>());
        fails = false;
        QVERIFY(c.click(u"countButton"_s));
        QVERIFY(counted(c));
        QCOMPARE(c.find<QLabel>(u"count"_s)->text(), u"About 1 message"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    void readOnlyAndDisabled()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        Profile profile = profileFor(demo().url());
        profile.readOnly = true;
        QVERIFY(c.connectTo(profile, demo().token()));
        QVERIFY(c.go({Section::Endpoints, acme(), failing(), {}, {}}));
        QVERIFY(!c.action(u"recoverFailed"_s)->isEnabled());
        QVERIFY(c.action(u"recoverFailed"_s)->toolTip().contains(u"read-only"_s));
    }

private:
    /// The endpoint that fails most in the demo data.
    QString failing()
    {
        QString worst;
        qsizetype most = 0;
        const QJsonArray all = demo().get(u"/app/%1/endpoint"_s.arg(acme()))[u"data"_s].toArray();
        for (const QJsonValue &endpoint : all) {
            const QString id = endpoint[u"id"].toString();
            const auto failed = demo()
                                    .get(u"/app/%1/attempt/endpoint/%2?status=2&limit=250"_s.arg(
                                        acme(), id))[u"data"_s]
                                    .toArray()
                                    .size();
            if (!endpoint[u"disabled"].toBool() && failed > most) {
                most = failed;
                worst = id;
            }
        }
        return worst;
    }
    QString newestAttempt(const QString &endpoint)
    {
        return demo()
            .get(
                u"/app/%1/attempt/endpoint/%2?limit=1"_s.arg(acme(), endpoint))[u"data"_s][0][u"id"]
            .toString();
    }
    /// What a person types to be sure: the uid, else host and path.
    QString typedName(const QString &endpoint)
    {
        const QJsonObject known = demo().get(u"/app/%1/endpoint/%2"_s.arg(acme(), endpoint));
        const QString uid = known[u"uid"_s].toString();
        const QUrl url(known[u"url"_s].toString());
        return uid.isEmpty() ? url.host() + url.path() : uid;
    }
    /// This rule alone, or none.
    void faults(const QByteArray &rule)
    {
        QJsonArray rules;
        if (!rule.isEmpty()) {
            rules.append(QString::fromLatin1(rule));
        }
        QCOMPARE(call(demo().sandbox().port(), "PUT", "/sandbox/faults", demo().token(),
                      QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson())
                     .status,
                 200);
    }
    ReplayDialog *opened(ConsoleWindow &c, const QString &endpoint)
    {
        if (endpoint.isEmpty() || !c.go({Section::Endpoints, acme(), endpoint, {}, {}}) ||
            !c.act(u"recoverFailed"_s)) {
            return nullptr;
        }
        auto *dialog = c.dialog<ReplayDialog>();
        return dialog && counted(c) ? dialog : nullptr;
    }
    static bool counted(ConsoleWindow &c)
    {
        return waitUntil([&] {
            const auto *count = c.find<QLabel>(u"count"_s);
            const auto *button = c.find<QPushButton>(u"countButton"_s);
            return count && button && count->text() != u"Counting…"_s &&
                   button->text().contains(u"again"_s);
        });
    }
    static QString missingReason(ConsoleWindow &c)
    {
        return c.window().runner().reasonAgainst(op::replayMissingWebhooks);
    }
    static bool says(QWidget *dialog, const QString &word)
    {
        const auto labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(word, Qt::CaseInsensitive);
        });
    }
};

SVIX_GUI_TEST_MAIN(ReplayTest)

#include "tst_replay.moc"
