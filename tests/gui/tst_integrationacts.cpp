// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/integrationdialog.h"
#include "dialogs/integrationkeydialog.h"
#include "gui/fakeapi.h"
#include "gui/sandboxed.h"
#include "widgets/emptystate.h"

#include <QAction>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

const QByteArray zapier = R"({"id":"integ_2srOrx2ZWZBpBUvZwXKQm000001","name":"Zapier",)"
                          R"("featureFlags":null,"createdAt":"2024-05-01T10:00:00Z",)"
                          R"("updatedAt":"2024-05-01T10:00:00Z"})";

} // namespace

/// What can go wrong with the acts on integrations, and the pages of a server without them.
class IntegrationActsTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    /// What the server refuses stands under its field, and nothing that was typed is lost.
    void refusedFields_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QByteArray>("loc");
        QTest::newRow("name") << u"name"_s << QByteArray("name");
        QTest::newRow("feature flags") << u"featureFlags"_s << QByteArray("featureFlags");
        QTest::newRow("old spelling") << u"featureFlags"_s << QByteArray("feature_flags");
    }

    void refusedFields()
    {
        QFETCH(QString, field);
        QFETCH(QByteArray, loc);
        FakeApi api;
        answer(api, fault::answer(422, R"({"detail":[{"loc":["body",")" + loc +
                                           R"("],"msg":"not this one","type":"value_error"}]})"));
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(fillIn(c));
        QVERIFY(c.click(u"saveButton"_s));
        auto *dialog = c.dialog<IntegrationDialog>();
        QVERIFY(waitUntil([&] { return !dialog->fieldErrors().error(field).isEmpty(); }));
        QVERIFY(dialog->fieldErrors().error(field).contains(u"not this one"_s));
        QCOMPARE(c.find<QLineEdit>(u"name"_s)->text(), u"Make"_s);
        QCOMPARE(c.find<QLineEdit>(u"featureFlags"_s)->text(), u"beta"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// A flag that cannot be one is refused before anything is sent.
    void flagsAreChecked()
    {
        FakeApi api;
        answer(api, fault::answer(500, "{}"));
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(fillIn(c));
        c.find<QLineEdit>(u"featureFlags"_s)->setText(u"beta, two words"_s);
        QVERIFY(c.click(u"saveButton"_s));
        auto *dialog = c.dialog<IntegrationDialog>();
        QVERIFY(dialog->fieldErrors().error(u"featureFlags"_s).contains(u"two words"_s));
        QVERIFY(posts(api).isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// The answer is lost: tried again with the key of before, so that one act comes of both.
    void tryAgainKeepsTheKey()
    {
        FakeApi api;
        bool lost = true;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/health")) {
                return fault::answer(204); // as Svix cloud, which alone has integrations
            }
            if (!request.target.contains("/integration")) {
                return std::nullopt;
            }
            if (request.method != "POST") {
                return fault::answer(200, FakeApi::page(zapier));
            }
            if (lost) {
                return Behaviour([](FaultPeer &peer, const SeenRequest &) { peer.reset(); });
            }
            return fault::answer(201, zapier);
        });
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(fillIn(c));
        QVERIFY(c.click(u"saveButton"_s));
        auto *save = c.find<QPushButton>(u"saveButton"_s);
        QVERIFY(waitUntil([&] { return save->text().remove(u'&') == u"Try again"_s; }));
        lost = false;
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(posts(api).size(), 2);
        QVERIFY(!posts(api).at(0).header("idempotency-key").isEmpty());
        QCOMPARE(posts(api).at(0).header("idempotency-key"),
                 posts(api).at(1).header("idempotency-key"));
    }

    /// There is only PUT: what is there is read before, and what others have changed is told or
    /// kept. Undo takes back what was done and no more.
    void changesOfOthersAreTold()
    {
        QJsonObject there = QJsonDocument::fromJson(zapier).object();
        FakeApi api;
        keep(api, there);
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"editIntegrationButton"_s));
        auto *dialog = c.dialog<IntegrationDialog>();
        QVERIFY(dialog);
        there[u"name"] = u"Of others"_s;
        there[u"featureFlags"] = QJsonArray{u"beta"_s};
        c.find<QLineEdit>(u"name"_s)->setText(u"Of mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QVERIFY2(dialog->messageText().contains(u"Of others"_s), qPrintable(dialog->messageText()));
        QVERIFY(api.seen("PUT", "/").isEmpty());
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(there[u"name"].toString(), u"Of mine"_s);
        QCOMPARE(there[u"featureFlags"].toArray(), QJsonArray{u"beta"_s});
        there[u"featureFlags"] = QJsonArray{u"gamma"_s};
        c.action(u"undoIntegration"_s)->trigger();
        QVERIFY(waitUntil([&] { return there[u"name"].toString() == u"Of others"_s; }));
        QCOMPARE(there[u"featureFlags"].toArray(), QJsonArray{u"gamma"_s});
        QVERIFY(waitUntil([&] { return c.rowWith(u"Of others"_s) >= 0; }));
        // Changed by others since: left alone.
        QVERIFY(c.click(u"editIntegrationButton"_s));
        QVERIFY(c.dialog<IntegrationDialog>());
        c.find<QLineEdit>(u"name"_s)->setText(u"Again"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.action(u"undoIntegration"_s) != nullptr; }));
        there[u"name"] = u"Theirs"_s;
        c.action(u"undoIntegration"_s)->trigger();
        QVERIFY(waitUntil([&] { return c.notice().contains(u"meanwhile"_s); }));
        QVERIFY(c.settle());
        QCOMPARE(there[u"name"].toString(), u"Theirs"_s);
    }

    /// Where all of it is replaced, what a newer server has besides goes back as it came.
    void whatIsNotKnownIsWrittenBack()
    {
        QJsonObject there = QJsonDocument::fromJson(zapier).object();
        there[u"newer"] = QJsonObject{{u"kept"_s, QJsonArray{1.5, u"as it came"_s}}};
        FakeApi api;
        keep(api, there);
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"editIntegrationButton"_s));
        QVERIFY(c.dialog<IntegrationDialog>());
        c.find<QLineEdit>(u"name"_s)->setText(u"Of mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QList<SeenRequest> puts = api.seen("PUT", "/");
        QCOMPARE(puts.size(), 1);
        const QJsonObject sent = QJsonDocument::fromJson(puts.first().body).object();
        QCOMPARE(sent[u"newer"], there[u"newer"]);
        QCOMPARE(sent[u"name"].toString(), u"Of mine"_s);
        QVERIFY(!sent.contains(u"id"_s) && !sent.contains(u"createdAt"_s));
    }

    /// The answer to a PUT is lost, and the change is there: it is one's own, and can be undone.
    void aLostAnswerIsNobodyElses()
    {
        QJsonObject there = QJsonDocument::fromJson(zapier).object();
        FakeApi api;
        bool lost = false;
        keep(api, there, &lost);
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"editIntegrationButton"_s));
        auto *dialog = c.dialog<IntegrationDialog>();
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"Of mine"_s);
        lost = true;
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        QCOMPARE(there[u"name"].toString(), u"Of mine"_s);
        lost = false;
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"was saved after all"_s), qPrintable(c.notice()));
        c.action(u"undoIntegration"_s)->trigger();
        QVERIFY(waitUntil([&] { return there[u"name"].toString() == u"Zapier"_s; }));
        QVERIFY(c.settle());
    }

    /// Undo of making one deletes it, after the question.
    void makingIsUndone()
    {
        QJsonObject there = QJsonDocument::fromJson(zapier).object();
        FakeApi api;
        keep(api, there);
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(fillIn(c));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.action(u"undoIntegration"_s) != nullptr; }));
        c.action(u"undoIntegration"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return api.seen("DELETE", "/").size() == 1; }));
        QVERIFY(c.settle());
    }

    /// Deleted by somebody else meanwhile: said, and the row goes.
    void deletedAlready()
    {
        FakeApi api;
        answer(api, fault::answer(404, R"({"code":"not_found","detail":"Entity not found"})"));
        ConsoleWindow c;
        QVERIFY(open(c, api));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"deleteIntegrationButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() == 0; }));
        QVERIFY2(c.notice().startsWith(u"It was gone already"_s), qPrintable(c.notice()));
    }

    /// Rotating asks always, on production for the name; Cancel leaves the key.
    void productionWantsTheName()
    {
        FakeApi api;
        answer(api, fault::answer(200, R"({"key":"integsk_new"})"));
        ConsoleWindow c;
        QVERIFY(open(c, api, ConnectionClass::Production));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"integrationKeyButton"_s));
        QVERIFY(c.dialog<IntegrationKeyDialog>());
        QVERIFY(c.click(u"rotateButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        QVERIFY(!c.click(u"verbButton"_s)); // nothing was typed
        c.find<QLineEdit>(u"name"_s)->setText(u"Zapier"_s);
        QVERIFY(c.find<QPushButton>(u"verbButton"_s)->isEnabled());
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<IntegrationKeyDialog>());
        QVERIFY(c.settle());
        QVERIFY(posts(api).isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    void readOnly()
    {
        FakeApi api;
        answer(api, fault::answer(500, "{}"));
        ConsoleWindow c;
        QVERIFY(open(c, api, ConnectionClass::Development, true));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        for (const char *name : {"newIntegration", "editIntegration", "deleteIntegration"}) {
            QAction *action = c.action(QLatin1String(name));
            QVERIFY2(action && !action->isEnabled(), name);
            QVERIFY2(action->toolTip().contains(u"read-only"_s), qPrintable(action->toolTip()));
        }
        // The key may be read, and not be rotated.
        QVERIFY(c.click(u"integrationKeyButton"_s));
        QVERIFY(c.dialog<IntegrationKeyDialog>());
        QVERIFY(!c.find<QPushButton>(u"rotateButton"_s)->isEnabled());
        QVERIFY(c.find<QPushButton>(u"readButton"_s)->isEnabled());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// svix-server has neither: the pages say so, and nothing is asked.
    void notOffered()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        for (const Place &place : {Place{Section::Integrations, acme(), {}, {}, {}},
                                   Place{Section::BackgroundTasks, {}, {}, {}, {}}}) {
            QVERIFY(c.go(place));
            const auto states = c.pane()->findChildren<EmptyState *>();
            const auto shown = std::find_if(states.cbegin(), states.cend(),
                                            [](const auto *state) { return state->isVisible(); });
            QVERIFY(shown != states.cend());
            QVERIFY2((*shown)->title().endsWith(u" here"_s), qPrintable((*shown)->title()));
        }
        QVERIFY(!c.action(u"goTasks"_s)->isEnabled());
        QVERIFY(!c.action(u"goTasks"_s)->toolTip().isEmpty());
        QVERIFY(c.calls("listIntegrations").isEmpty());
        QVERIFY(c.calls("listBackgroundTasks").isEmpty());
    }

private:
    /// One integration; everything that changes gets this answer.
    static void answer(FakeApi &api, const Behaviour &behaviour)
    {
        api.onRequest([behaviour](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/health")) {
                return fault::answer(204); // as Svix cloud, which alone has integrations
            }
            if (!request.target.contains("/integration")) {
                return std::nullopt;
            }
            return request.method == "GET" ? fault::answer(200, FakeApi::page(zapier)) : behaviour;
        });
    }
    /// One integration that can be changed: `there`, which outlives the server. While `lost` is
    /// true its changes are made and never answered.
    static void keep(FakeApi &api, QJsonObject &there, const bool *lost = nullptr)
    {
        api.onRequest([&there, lost](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.target.contains("/health")) {
                return fault::answer(204); // as Svix cloud, which alone has integrations
            }
            if (!request.target.contains("/integration")) {
                return std::nullopt;
            }
            if (request.method == "DELETE") {
                return fault::answer(204);
            }
            const QJsonObject body = QJsonDocument::fromJson(request.body).object();
            for (auto it = body.begin(); it != body.end(); ++it) {
                there[it.key()] = it.value();
            }
            if (lost && *lost && request.method == "PUT") {
                return fault::reset();
            }
            const QByteArray one = QJsonDocument(there).toJson();
            const QByteArray path = request.target.split('?').constFirst();
            const bool isList = request.method == "GET" && path.endsWith("/integration");
            return fault::answer(200, isList ? FakeApi::page(one) : one);
        });
    }
    static bool open(ConsoleWindow &c, FakeApi &api,
                     ConnectionClass kind = ConnectionClass::Development, bool isReadOnly = false)
    {
        Profile profile = profileFor(api.url(), kind);
        profile.readOnly = isReadOnly;
        return c.show() && c.connectTo(profile, "testsk_0123456789abcdef.eu") &&
               c.go({Section::Integrations,
                     QString::fromLatin1(FakeApi::idOf("app", 1)),
                     {},
                     {},
                     {}});
    }
    static bool fillIn(ConsoleWindow &c)
    {
        if (!c.click(u"newIntegrationButton"_s) || !c.dialog<IntegrationDialog>()) {
            return false;
        }
        c.find<QLineEdit>(u"name"_s)->setText(u"Make"_s);
        c.find<QLineEdit>(u"featureFlags"_s)->setText(u"beta"_s);
        return true;
    }
    static QList<SeenRequest> posts(FakeApi &api)
    {
        return api.seen("POST", "/api/v1/app/" + FakeApi::idOf("app", 1) + "/integration");
    }
};

SVIX_GUI_TEST_MAIN(IntegrationActsTest)

#include "tst_integrationacts.moc"
