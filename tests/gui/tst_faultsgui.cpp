// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/emptystate.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What the window does when the server misbehaves.
class FaultsGuiTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    /// The server goes away: the rows stay, the bar says so and offers Retry, which works.
    void refusedKeepsTheRows()
    {
        FakeApi api;
        // No connection is left over: a request on one that is just being closed is another case,
        // which Qt ends by the inactivity timeout only.
        api.keepsConnections = false;
        // Below the ports that a system gives to whoever asks for any: it is free for the return.
        api.server().close();
        auto port = static_cast<quint16>(20'000 + QCoreApplication::applicationPid() % 10'000);
        while (!api.server().listen(QHostAddress(QHostAddress::LocalHost), port)) {
            ++port;
        }
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(waitUntil([&] { return api.server().open() == 0; }));
        api.server().close();
        c.key(Qt::Key_F5);
        QVERIFY2(c.notice().contains(u"127.0.0.1"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->model()->rowCount(), 3);
        QVERIFY(c.table()->isVisible());
        c.key(Qt::Key_F5);
        QVERIFY(c.settle());
        QCOMPARE(c.window().messageBar().count(), 1); // the same again is one message
        api.applications = 4;
        QVERIFY(api.server().listen(QHostAddress(QHostAddress::LocalHost), port));
        auto *retry = buttonSaying(c, u"Retry"_s);
        QVERIFY(retry);
        QTest::mouseClick(retry, Qt::LeftButton);
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() == 4; }));
        QCOMPARE(c.window().messageBar().count(), 0); // and ends with its cause
    }

    /// A message went out and no answer came: it is said that it may have been sent, and Try again
    /// asks with the same key.
    void unknownOutcomeKeepsTheKey_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("reset before the answer") << true;
        QTest::newRow("closed before the answer") << false;
    }
    void unknownOutcomeKeepsTheKey()
    {
        QFETCH(bool, reset);
        FakeApi api;
        int posts = 0;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.method == "POST" && ++posts == 1) {
                return reset ? fault::reset() : fault::close();
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        auto *composer = compose(c);
        QVERIFY(composer);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
        QVERIFY2(composer->messageText().contains(u"Try again"_s),
                 qPrintable(composer->messageText()));
        QCOMPARE(composer->messageText().count(u"ry again"_s), 1); // said once
        QCOMPARE(composer->messageTone(), Tone::Warn);
        QTest::qWait(300);
        QCOMPARE(posts, 1); // by itself nothing is sent twice
        auto *button = c.find<QPushButton>(u"sendButton"_s);
        QVERIFY(button->text().contains(u"again"_s));
        // Another draft is another message, and back again it is the same.
        c.find<QComboBox>(u"eventType"_s)->setEditText(u"a.c"_s);
        QVERIFY(button->text().contains(u"new message"_s));
        c.find<QComboBox>(u"eventType"_s)->setEditText(u"a.b"_s);
        QVERIFY(button->text().contains(u"again"_s));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.noDialog());
        const auto sent = api.seen("POST", "/api/v1/app/");
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(0).body, sent.at(1).body);
        QVERIFY(!sent.at(0).header("idempotency-key").isEmpty());
        QCOMPARE(sent.at(0).header("idempotency-key"), sent.at(1).header("idempotency-key"));
    }

    void closesAtOnce()
    {
        FakeApi api;
        auto c = std::make_unique<ConsoleWindow>();
        QVERIFY(start(*c, api));
        QVERIFY(c->go({Section::Messages, appId(), {}, {}, {}}));
        api.onRequest([](const SeenRequest &) { return std::optional(fault::never()); });
        c->window().go({Section::Endpoints, appId(), {}, {}, {}});
        c->key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return c->window().session().client()->inFlight() > 0; }));
        const int before = api.server().count();
        const int onTheWay = c->window().session().client()->inFlight();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(c->window().close());
        c.reset();
        // No request is waited for: each would end after 30 seconds. The rest is for slow builds.
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
        QTest::qWait(300);
        const int late = api.server().count();
        QVERIFY(late - before <= onTheWay + 1); // what was on its way, answered or let go
        QTest::qWait(500);
        QCOMPARE(api.server().count(), late); // nothing is asked again
        QVERIFY(waitUntil([&] { return api.server().open() == 0; }));
    }

    /// A page that is left lets go of its requests.
    void leavingAborts()
    {
        FakeApi api;
        api.onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/attempt/msg/") || request.target.contains("/msg/msg_")) {
                return fault::never();
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        c.window().go({Section::Messages, appId(), {}, {}, {}});
        QVERIFY(waitUntil([&] {
            return c.window().place().section == Section::Messages &&
                   c.table()->model()->rowCount() > 0;
        }));
        QVERIFY(c.clickRow(0));
        QVERIFY(waitUntil([&] {
            return !api.seen("GET", "/api/v1/app/").isEmpty() &&
                   c.window().session().client()->inFlight() > 0;
        }));
        c.window().messageBar().dismissAll();
        c.window().connections().disconnectNow();
        QVERIFY(waitUntil([&] { return api.server().open() == 0; }));
        QCOMPARE(c.window().messageBar().count(), 0);
    }

    /// The late answer to a filter that is no longer set is never shown.
    void lateAnswersAreIgnored()
    {
        FakeApi api;
        QPointer<FaultPeer> slow; // has the request, and answers when it is told to
        api.onRequest([&slow](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("event_types=slow")) {
                return [&slow](FaultPeer &peer, const SeenRequest &) { slow = &peer; };
            }
            if (request.target.contains("event_types=quick")) {
                return fault::answer(200, FakeApi::page(FakeApi::message(6, "quick")));
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.go({Section::Messages, appId(), {}, {}, {}}));
        QVERIFY(c.chooseTyped(u"typeFilter"_s, u"slow"_s));
        QVERIFY(waitUntil([&] { return asked(api, "event_types=slow"); }));
        QVERIFY(c.chooseTyped(u"typeFilter"_s, u"quick"_s));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() == 1; }));
        QCOMPARE(c.cell(0, u"Event type"_s), u"quick"_s);
        bool painted = false;
        const auto look = [&] { painted = painted || c.rowWith(u"slow"_s) >= 0; };
        const QAbstractItemModel *model = c.table()->model();
        QObject context;
        connect(model, &QAbstractItemModel::rowsInserted, &context, look);
        connect(model, &QAbstractItemModel::dataChanged, &context, look);
        connect(model, &QAbstractItemModel::modelReset, &context, look);
        connect(model, &QAbstractItemModel::layoutChanged, &context, look);
        if (slow) { // else the client has let go of the connection, which is as good
            slow->send(fault::http(200, FakeApi::page(FakeApi::message(5, "slow"))));
        }
        // Whatever came of it came before this is answered and drawn.
        const auto quick = [&] {
            const auto all = api.seen("GET", "/");
            return std::count_if(all.cbegin(), all.cend(), [](const SeenRequest &request) {
                return request.target.contains("event_types=quick");
            });
        };
        const auto before = quick();
        // Not by F5: off screen the menu that was closed stays the active window.
        c.action(u"refresh"_s)->trigger();
        QVERIFY(waitUntil([&] { return quick() > before; }));
        QVERIFY(c.settle());
        QVERIFY(!painted);
        QCOMPARE(c.cell(0, u"Event type"_s), u"quick"_s);
        QCOMPARE(c.table()->model()->rowCount(), 1);
    }

    /// A refused token is one message with a way to give another, however many requests fail.
    void refusedTokenIsSaidOnce()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.go({Section::Messages, appId(), {}, {}, {}}));
        api.onRequest([](const SeenRequest &) {
            return std::optional(
                fault::answer(401, "<b>raw words</b>", "WWW-Authenticate: Basic realm=\"x\"\r\n"));
        });
        QVERIFY(c.clickRow(0));
        c.key(Qt::Key_F5);
        QVERIFY(c.settle());
        c.window().go({Section::Endpoints, appId(), {}, {}, {}});
        c.window().go({Section::Attempts, appId(), {}, {}, {}});
        QVERIFY(c.settle());
        QVERIFY(!QApplication::activeModalWidget()); // nor a dialog of Qt's own
        QCOMPARE(c.window().messageBar().count(), 1);
        QVERIFY2(c.notice().contains(u"token"_s), qPrintable(c.notice()));
        // Case 31: no word of the page, neither in the message nor in its details.
        if (auto *details = c.find<QPushButton>(u"messageDetailsButton"_s)) {
            QTest::mouseClick(details, Qt::LeftButton);
        }
        auto *box = c.find<QPlainTextEdit>(u"messageDetails"_s);
        const QString all = c.notice() + (box ? box->toPlainText() : QString());
        QVERIFY2(!all.contains(u"raw words"_s) && !all.contains(u'<'), qPrintable(all));
        auto *button = buttonSaying(c, u"Replace token…"_s);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(c.anyDialog());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Case 36: a limited read counts down in the status line, and Cancel ends the wait.
    void case36_aLimitedReadCountsDown()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        int limited = 0;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (!request.target.contains("/endpoint")) {
                return std::nullopt;
            }
            ++limited;
            return limitedFor(40);
        });
        c.window().go({Section::Endpoints, appId(), {}, {}, {}});
        auto *label = c.window().findChild<QLabel *>(u"requestsLabel"_s);
        QVERIFY(label);
        QVERIFY(waitUntil([&] { return secondsIn(label) > 0; }));
        QVERIFY2(label->isVisible() && label->text().contains(u"limited"_s),
                 qPrintable(label->text()));
        const int first = secondsIn(label);
        QVERIFY2(first > 30 && first <= 40, qPrintable(label->text()));
        QVERIFY(countsDown(label, 2));
        const int asked = limited;
        QVERIFY(c.click(u"cancelRequests"_s));
        QVERIFY(waitUntil([&] { return label->text() == u"no requests"_s; }));
        QCOMPARE(c.window().session().client()->inFlight(), 0);
        QTest::qWait(300);
        QCOMPARE(limited, asked); // nothing is asked again by itself
    }

    /// A wait that follows at once on another is counted down too.
    void case36_limitedAgain()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        int limited = 0;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (!request.target.contains("/endpoint") || limited == 2) {
                return std::nullopt;
            }
            return limitedFor(++limited == 1 ? 1 : 30);
        });
        c.window().go({Section::Endpoints, appId(), {}, {}, {}});
        auto *label = c.window().findChild<QLabel *>(u"requestsLabel"_s);
        QVERIFY(waitUntil([&] { return secondsIn(label) == 1; }));
        QVERIFY(waitUntil([&] { return limited == 2; }));
        QVERIFY(waitUntil([&] { return secondsIn(label) > 1; }));
        QVERIFY(countsDown(label, 1));
        QVERIFY(c.click(u"cancelRequests"_s));
        QVERIFY(waitUntil([&] { return secondsIn(label) < 0; }));
    }

    /// Of several waits the shortest is shown, and the next one when that is given up.
    void case36_severalAreLimited()
    {
        QTranslator english;
        QVERIFY(english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&english);
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        QVERIFY(c.go({Section::Messages, appId(), {}, {}, {}}));
        api.onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.method == "POST") {
                return limitedFor(20);
            }
            return request.target.contains("/msg?") ? std::optional(limitedFor(40)) : std::nullopt;
        });
        auto *label = c.window().findChild<QLabel *>(u"requestsLabel"_s);
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return secondsIn(label) > 30; }));
        QVERIFY2(label->text().startsWith(u"1 request, limited by the server: next try in "_s),
                 qPrintable(label->text()));
        QVERIFY(c.click(u"newMessageButton"_s));
        auto *composer = c.dialog<ComposerDialog>();
        QVERIFY(composer);
        DraftContent draft;
        draft.eventType = u"a.b"_s;
        draft.payload = "{}";
        composer->setDraft(draft);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return secondsIn(label) > 0 && secondsIn(label) <= 20; }));
        // Those of the composer itself, for its event types, are answered.
        QVERIFY2(waitUntil([&] {
                     return label->text().startsWith(
                         u"2 requests, limited by the server: next try in "_s);
                 }),
                 qPrintable(label->text()));
        c.key(Qt::Key_Escape);
        QVERIFY(waitUntil([&] { return secondsIn(label) > 20; }));
        QCOMPARE(c.window().session().client()->inFlight(), 1);
        c.window().connections().disconnectNow();
        QVERIFY(waitUntil([&] { return secondsIn(label) < 0; }));
        QCoreApplication::removeTranslator(&english);
    }

    /// The same for a message that is sent: it waits, counts down, and Cancel leaves it unsent.
    void case36_aLimitedWriteCountsDown()
    {
        FakeApi api;
        api.onRequest([](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.method == "POST" ? std::optional(limitedFor(40)) : std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        auto *composer = compose(c);
        QVERIFY(composer);
        QVERIFY(c.click(u"sendButton"_s));
        auto *label = c.window().findChild<QLabel *>(u"requestsLabel"_s);
        QVERIFY(countsDown(label, 1));
        QCOMPARE(api.seen("POST", "/").size(), 1);
        // In the dialog as well, which the status bar lies behind.
        QVERIFY2(composer->messageText().contains(u"Next try in"_s),
                 qPrintable(composer->messageText()));
        const QString counted = composer->messageText();
        QVERIFY(waitUntil([&] { return composer->messageText() != counted; }));
        c.key(Qt::Key_Escape); // Cancel of the dialog
        QVERIFY(waitUntil([&] { return c.window().session().client()->inFlight() == 0; }));
        QTest::qWait(300);
        QCOMPARE(api.seen("POST", "/").size(), 1);
        QVERIFY(secondsIn(label) < 0);
        QCOMPARE(composer->messageText(), QString());
    }

    /// Cases 32, 37 and 41: what a refused read says, and how often it is asked.
    void refusedReads_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("said");
        QTest::newRow("case32 the token lacks the right")
            << 403 << QByteArray(R"({"code":"no","detail":"Not for you"})") << 1
            << u"lacks the right"_s;
        for (const int status : {500, 502, 503, 504}) {
            QTest::addRow("case37 %d", status)
                << status << QByteArray("{}") << 3 << u"the error %1"_s.arg(status);
        }
        QTest::newRow("case41 another shape")
            << 418 << QByteArray(R"({"problem":{"of":"another shape"}})") << 1 << u"status 418"_s;
        QTest::newRow("case41 no code")
            << 418 << QByteArray(R"({"detail":7})") << 1 << u"status 418"_s;
        QTest::newRow("case41 nothing") << 418 << QByteArray() << 1 << u"status 418"_s;
    }
    void refusedReads()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, requests);
        QFETCH(QString, said);
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        int asked = 0;
        QByteArray id;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (!request.target.contains("/endpoint?")) {
                return std::nullopt;
            }
            ++asked;
            id = request.header("svix-req-id");
            return fault::answer(status, body);
        });
        c.window().go({Section::Endpoints, appId(), {}, {}, {}});
        auto *list =
            c.window().pane(Section::Endpoints)->list()->findChild<EmptyState *>(u"empty"_s);
        QVERIFY(waitUntil([&] { return list->isVisible() && list->text().contains(said); }));
        QVERIFY(c.settle());
        QCOMPARE(asked, requests);
        QCOMPARE(c.window().messageBar().count(), 0); // once is enough
        QVERIFY(!QApplication::activeModalWidget());  // no login of any kind
        for (const QPushButton *button : list->findChildren<QPushButton *>()) {
            QVERIFY(!button->text().contains(u"oken"_s));
        }
        QVERIFY(c.click(u"emptyDetailsButton"_s));
        auto *box = c.find<QPlainTextEdit>(u"emptyDetails"_s);
        QVERIFY(box);
        QVERIFY2(box->toPlainText().contains(QString::fromLatin1(id)),
                 qPrintable(box->toPlainText()));
        QVERIFY(box->toPlainText().contains(QString::number(status)));
    }

    /// Cases 32, 37 and 38: what a refused message says; it is sent once and kept.
    void refusedMessages_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("said");
        QTest::newRow("case32 403") << 403 << u"lacks the right"_s;
        QTest::newRow("case37 500") << 500 << u"It may have been sent"_s;
        QTest::newRow("case37 503") << 503 << u"It may have been sent"_s;
        QTest::newRow("case38 413") << 413 << u"body of the request is too large"_s;
        QTest::newRow("case38 414") << 414 << u"address of the request is too long"_s;
        QTest::newRow("case38 431") << 431 << u"headers of the request are too large"_s;
    }
    void refusedMessages()
    {
        QFETCH(int, status);
        QFETCH(QString, said);
        FakeApi api;
        api.onRequest([&](const SeenRequest &request) {
            return request.method == "POST" ? std::optional(fault::answer(status, "{}"))
                                            : std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(start(c, api));
        auto *composer = compose(c);
        QVERIFY(composer);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(waitUntil([&] { return !composer->messageText().isEmpty(); }));
        QVERIFY2(composer->messageText().contains(said), qPrintable(composer->messageText()));
        QTest::qWait(300);
        QCOMPARE(api.seen("POST", "/").size(), 1);
        QVERIFY(composer->isVisible());
        QCOMPARE(composer->draft().payload, QByteArray("{\"x\":  1}"));
    }

    /// A page of a proxy in place of JSON, and an error text made to confuse.
    void strangeAnswersAreQuotedPlainly_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("a page of a captive portal")
            << fault::http(200,
                           "<html><body><img src='http://127.0.0.1:1/x'><b>Log in</b>" +
                               QByteArray(5000, 'x') + "</body></html>",
                           "Content-Type: text/html\r\n")
            << u"text/html"_s;
        QTest::newRow("a long text with directions and controls")
            << fault::http(400, QByteArray("{\"code\":\"bad\",\"detail\":\"\xE2\x80\xAE") +
                                    "evil\\u0007\\u0000" + QByteArray(300'000, 'y') + "\"}")
            << QString();
    }
    void strangeAnswersAreQuotedPlainly()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QString, wanted);
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(start(c, api));
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            return request.target.contains("/endpoint") ? std::optional(fault::raw(wire, false))
                                                        : std::nullopt;
        });
        QVERIFY(c.go({Section::Endpoints, appId(), {}, {}, {}}));
        auto *list = c.pane()->list()->findChild<EmptyState *>(u"empty"_s);
        QVERIFY(waitUntil([&] { return list->mode() == EmptyState::Mode::Failed; }));
        QVERIFY(c.click(u"emptyDetailsButton"_s));
        auto *box = c.find<QPlainTextEdit>(u"emptyDetails"_s);
        QVERIFY(box);
        const QString all = list->text() + box->toPlainText();
        QVERIFY2(all.contains(wanted), qPrintable(all));
        QVERIFY2(all.size() < 3000, qPrintable(QString::number(all.size())));
        QVERIFY(!all.contains(QChar(0x202e)) && !all.contains(QChar(7)));
        for (const QLabel *label : c.window().findChildren<QLabel *>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(u"<img"_s),
                     qPrintable(label->text()));
        }
        QVERIFY(c.window().width() < 2000);
    }

private:
    static QString appId() { return QString::fromLatin1(FakeApi::idOf("app", 1)); }

    static bool start(ConsoleWindow &c, FakeApi &api)
    {
        return c.show() && c.connectTo(profileFor(api.url()), "some-token-of-a-test");
    }

    /// The composer with a message in it.
    static ComposerDialog *compose(ConsoleWindow &c)
    {
        return c.go({Section::Messages, appId(), {}, {}, {}}) ? c.compose(u"a.b"_s, "{\"x\":  1}")
                                                              : nullptr;
    }

    /// Of "… next try in 12 s"; -1 when nothing is counted down.
    static int secondsIn(const QLabel *label)
    {
        static const QRegularExpression pattern(u"next try in (\\d+) s"_s);
        const auto match = pattern.match(label->text());
        return match.hasMatch() ? match.captured(1).toInt() : -1;
    }

    /// By at least so many seconds, once it shows some.
    static bool countsDown(const QLabel *label, int by)
    {
        int first = -1;
        return waitUntil([&] { return (first = secondsIn(label)) > 0; }) &&
               waitUntil([&] { return secondsIn(label) > 0 && secondsIn(label) <= first - by; });
    }

    /// What a server answers that wants to be asked again later.
    static Behaviour limitedFor(int seconds)
    {
        return fault::answer(429, R"({"code":"rate_limit"})",
                             "Retry-After: " + QByteArray::number(seconds) + "\r\n");
    }

    static QPushButton *buttonSaying(ConsoleWindow &c, const QString &text)
    {
        for (QPushButton *button : c.window().messageBar().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().remove(u'&') == text) {
                return button;
            }
        }
        return nullptr;
    }

    static bool asked(const FakeApi &api, const QByteArray &part)
    {
        const auto all = api.seen("GET", "/");
        return std::any_of(all.cbegin(), all.cend(), [&](const SeenRequest &request) {
            return request.target.contains(part);
        });
    }
};

SVIX_GUI_TEST_MAIN(FaultsGuiTest)
#include "tst_faultsgui.moc"
