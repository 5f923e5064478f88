// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "core/jwt.h"
#include "core/token.h"
#include "dialogs/confirmdialog.h"
#include "gui/fakeapi.h"
#include "gui/sandboxed.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/navigationmodel.h"
#include "models/activitymodel.h"
#include "widgets/breadcrumbs.h"
#include "widgets/emptystate.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// A connection whose token is one application's portal token: it opens that application and sends
/// nothing that such a token may not.
class PortalTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    void opensItsApplication()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QCOMPARE(inspectToken(portal()).application, acme());
        QCOMPARE(c.window().place().section, Section::Endpoints);
        QCOMPARE(c.window().session().applicationName(), u"Acme Corp"_s);
        QCOMPARE(c.calls("getApplication").size(), 1);
        QCOMPARE(c.table()->model()->rowCount(), 4);
        QVERIFY(c.table()->hasFocus());
        QVERIFY(c.window().windowTitle().startsWith(u"Acme Corp"_s));
        auto *crumbs = c.find<Breadcrumbs>(u"breadcrumbs"_s);
        QCOMPARE(texts(crumbs), (QStringList{u"Acme Corp"_s, u"Endpoints"_s}));
        QCOMPARE(pages(c),
                 (QStringList{u"Acme Corp"_s, u"Endpoints"_s, u"Messages"_s, u"Attempts"_s,
                              u"Integrations"_s, u"Event types"_s, u"Activity"_s}));
        // Every page of the application works, and the first step of the way leads into it.
        for (const Section section : {Section::Messages, Section::Attempts}) {
            QVERIFY(c.go({section, {}, {}, {}, {}}));
            QVERIFY(c.table()->model()->rowCount() > 0);
            QVERIFY(c.clickRow(0));
            QVERIFY(c.settle());
        }
        Q_EMIT crumbs->activated(0);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Endpoints; }));
        QVERIFY(c.settle());
        QCOMPARE(refused(c), QStringList());
        picture(c, "portal-endpoints");
    }

    void whatItMayNotIsDisabledWithTheReason()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        const QList<std::pair<Section, QStringList>> expected{
            {Section::Endpoints, {u"sendExample"_s}},
            {Section::Messages, {u"newMessage"_s, u"sendAgain"_s}}};
        for (const auto &[section, names] : expected) {
            QVERIFY(c.go({section, {}, {}, {}, {}}));
            QVERIFY(c.clickRow(0));
            QVERIFY(c.settle());
            for (const QString &name : names) {
                QAction *action = c.action(name);
                QVERIFY2(action && !action->isEnabled(), qPrintable(name));
                QVERIFY2(action->toolTip().contains(u"portal token"_s), qPrintable(name));
                for (QWidget *button : c.window().findChildren<QWidget *>(name + u"Button"_s)) {
                    QVERIFY2(!button->isEnabled(), qPrintable(name));
                    QVERIFY2(button->toolTip().contains(u"portal token"_s), qPrintable(name));
                }
            }
        }
        picture(c, "portal-messages");
        // What it may do is not disabled.
        QVERIFY(c.action(u"resend"_s)->isEnabled());
        // The list of applications is not for it: not by menu, key, palette or history.
        QAction *list = c.action(u"goApplications"_s);
        QVERIFY(!list->isEnabled());
        QVERIFY2(list->toolTip().contains(u"portal token"_s), qPrintable(list->toolTip()));
        c.key(Qt::Key_1, Qt::AltModifier);
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Messages);
        c.window().go({Section::Applications, {}, {}, {}, {}});
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Endpoints);
        // No operation of the table that needs more gets past the guard, whoever asks.
        OperationRunner &runner = c.window().runner();
        for (const Operation *operation : allOperations) {
            if (operation->token == TokenNeed::Organisation) {
                QVERIFY2(!runner.reasonAgainst(*operation).isEmpty(), operation->id);
            }
        }
        ApplicationIn application;
        application.name = u"Not mine"_s;
        const auto made =
            runner.run<op::createApplication>({}, CreateApplicationQuery(), application);
        QVERIFY(waitUntil([&] { return made.isFinished(); }));
        QCOMPARE(made.result().error().kind, ErrorKind::Forbidden);
        QCOMPARE(made.result().error().outcome, Outcome::NotDone);
        const auto gone = runner.run<op::deleteApplication>({}, acme());
        QVERIFY(waitUntil([&] { return gone.isFinished(); }));
        QCOMPARE(gone.result().error().kind, ErrorKind::Forbidden);
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(refused(c), QStringList());
    }

    void idsAreLookedForInsideOnly()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Messages, {}, {}, {}, {}}));
        const auto asked = c.calls("getApplication").size();
        // Its own application by id and by uid, without asking anybody.
        for (const QString &text : {acme(), u"acme"_s}) {
            QVERIFY(c.go({Section::Endpoints, {}, {}, {}, {}}));
            c.window().openObject(text);
            QVERIFY(c.settle());
            QCOMPARE(c.window().place().section, Section::Messages);
        }
        const QJsonObject attempt =
            demo()
                .get(u"/app/acme/attempt/endpoint/billing?limit=250"_s)[u"data"_s]
                .toArray()
                .last()
                .toObject();
        const QString attemptId = attempt[u"id"_s].toString();
        c.window().openObject(attemptId);
        QVERIFY(waitUntil([&] { return c.window().place().object == attemptId; }));
        QVERIFY(c.settle());
        const QString other = demo().applicationId(u"kestrel"_s);
        const QString far = demo()
                                .get(u"/app/kestrel/endpoint"_s)[u"data"_s]
                                .toArray()
                                .first()
                                .toObject()[u"id"_s]
                                .toString();
        for (const QString &text : {other, far, u"kestrel"_s}) {
            c.window().messageBar().dismissAll();
            c.window().openObject(text);
            const QString said = c.notice();
            QVERIFY2(said.contains(u"is not in Acme Corp"_s), qPrintable(said));
            QVERIFY2(said.contains(u"portal token"_s), qPrintable(said));
            for (QPushButton *button : c.window().messageBar().findChildren<QPushButton *>()) {
                QVERIFY(!button->text().contains(u"all applications"_s));
            }
            QVERIFY(c.settle());
        }
        QCOMPARE(c.calls("getApplication").size(), asked);
        QCOMPARE(refused(c), QStringList());
    }

    void theApplicationIsDeletedMeanwhile()
    {
        ConsoleWindow c;
        const QByteArray token = portalToken(u"tidewater"_s);
        QVERIFY(start(c, token));
        const QString name = c.window().session().applicationName();
        QCOMPARE(deleteApplication("tidewater"), 204);
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return !c.window().session().application(); }));
        QVERIFY(c.settle());
        auto *welcome = c.find<EmptyState>(u"welcome"_s);
        QVERIFY(welcome);
        QVERIFY2(welcome->title().contains(name + u" does not exist any more"_s),
                 qPrintable(welcome->title()));
        QVERIFY2(c.notice().contains(name), qPrintable(c.describe()));
        QCOMPARE(c.window().messageBar().count(), 1);
        QCOMPARE(pages(c), (QStringList{u"Application"_s, u"Event types"_s, u"Activity"_s}));
        QVERIFY(!c.action(u"goMessages"_s)->isEnabled());
        picture(c, "portal-gone");
        // Looking again asks again, and says again that it is not there.
        const auto asked = c.calls("getApplication").size();
        QVERIFY(c.click(u"retryButton"_s));
        QVERIFY(waitUntil([&] { return c.calls("getApplication").size() == asked + 1; }));
        QVERIFY(c.settle());
        QCOMPARE(welcome->mode(), EmptyState::Mode::Failed);
    }

    /// Whose token reaches more is led to the list.
    void theApplicationIsDeletedForAnOrganisation()
    {
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        const QString quarry = demo().applicationId(u"quarry"_s);
        QVERIFY(c.go({Section::Messages, quarry, {}, {}, {}}));
        // Something else that is not there is said as before.
        c.window().openObject(u"no-such-thing"_s);
        QVERIFY(c.notice().contains(u"is not in Quarry"_s));
        c.window().messageBar().dismissAll();
        QCOMPARE(deleteApplication("quarry"), 204);
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Applications; }));
        QVERIFY(c.settle());
        QVERIFY2(c.notice().contains(u"Quarry Insurance does not exist any more"_s),
                 qPrintable(c.notice()));
        QCOMPARE(c.window().messageBar().count(), 1);
        QCOMPARE(c.rowWith(u"Quarry"_s), -1);
        QVERIFY(!pages(c).contains(u"Quarry Insurance"_s));
    }

    /// To log out ends the token everywhere: on production the connection's name is typed before.
    void loggingOutOnProductionWantsTheName()
    {
        sandbox::SandboxOptions options = optionsOf(sandbox::SandboxOptions::Seed::Demo);
        options.like = ServerKind::Cloud; // svix-server has nothing to end
        SandboxThread cloud(options);
        const QByteArray token =
            jsonOf(call(cloud.port(), "POST", "/api/v1/auth/app-portal-access/acme", cloud.token(),
                        "{}"))[u"token"_s]
                .toString()
                .toLatin1();
        ConsoleWindow c;
        QVERIFY(c.show());
        const QUrl url(u"http://127.0.0.1:%1"_s.arg(cloud.port()));
        c.open(profileFor(url, ConnectionClass::Production, u"Live portal"_s), token);
        QVERIFY(waitUntil([&] { return c.window().session().application().has_value(); }));
        QVERIFY(c.settle());
        QVERIFY(c.act(u"logout"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        auto *verb = c.find<QPushButton>(u"verbButton"_s);
        auto *name = c.find<QLineEdit>(u"name"_s);
        QVERIFY(verb && name);
        for (const QString &wrong : {QString(), u"acme"_s, u"live"_s, u"Live  portal"_s}) {
            name->setText(wrong);
            QVERIFY2(!verb->isEnabled(), qPrintable(wrong));
        }
        c.key(Qt::Key_Return);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("logout").size(), 0);
        QVERIFY(c.window().session().isConnected());
        QVERIFY(c.act(u"logout"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        c.find<QLineEdit>(u"name"_s)->setText(u"Live portal"_s);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(waitUntil([&] { return !c.window().session().isConnected(); }));
        QVERIFY(waitUntil([&] { return c.find<QLineEdit>(u"token"_s) != nullptr; }));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    void anotherConnectionHasItsListAgain()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.connectTo(profileFor(demo().url(), ConnectionClass::Test, u"Whole"_s),
                            demo().token()));
        QCOMPARE(c.window().place().section, Section::Applications);
        QCOMPARE(pages(c).first(), u"Applications"_s);
        QVERIFY(c.action(u"goApplications"_s)->isEnabled());
        QVERIFY(c.table()->model()->rowCount() > 5);
    }

    void theTestSaysWhatTheTokenIs()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        const QString said = testResultOf(c.window().session().capabilities()).text;
        QVERIFY2(said.contains(acme()), qPrintable(said));
        QVERIFY(said.contains(u"only one application"_s));
        const QString end =
            inspectToken(portal()).expires.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s);
        QVERIFY2(said.contains(u"valid until "_s + end), qPrintable(said));
        QVERIFY(remarkOnToken(QString::fromLatin1(portal()), demo().url()).text.contains(end));
        QCOMPARE(c.window().messageBar().count(), 0); // weeks are left
    }

    void aTokenThatEndsSoonIsTold()
    {
        FakeApi api;
        const QDateTime end = QDateTime::currentDateTimeUtc().addSecs(3600);
        const QByteArray token =
            jwt(R"({"sub":"org_1","exp":)" + QByteArray::number(end.toSecsSinceEpoch()) + '}');
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), token));
        const QString said = c.notice();
        QVERIFY2(said.contains(u"ends soon"_s), qPrintable(said));
        QVERIFY2(said.contains(end.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s)),
                 qPrintable(said));
        const QByteArray old = jwt(R"({"sub":"org_1","exp":1700000000})");
        const TokenRemark remark = remarkOnToken(QString::fromLatin1(old), api.url());
        QVERIFY(remark.isWarning);
        QVERIFY2(remark.text.contains(u"expired on 2023-11-14"_s), qPrintable(remark.text));
    }

    /// A token of Svix cloud says nothing itself: 403 on the list tells, and whoami which.
    void aCloudTokenThatIsNoJwt_data()
    {
        QTest::addColumn<bool>("whoami");
        QTest::newRow("whoami tells the application") << true;
        QTest::newRow("no whoami") << false;
    }

    void aCloudTokenThatIsNoJwt()
    {
        QFETCH(bool, whoami);
        FakeApi api;
        const QByteArray own = FakeApi::idOf("app", 2);
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            const QByteArray path = request.target.split('?').constFirst();
            if (path == "/api/v1/health") {
                return fault::answer(204, {});
            }
            if (path == "/api/v1/app") {
                return fault::answer(403, R"({"code":"forbidden","detail":"No."})");
            }
            if (path == "/api/v1/auth/whoami") {
                return whoami ? fault::answer(200, R"({"permissionSource":"Unknown","appId":")" +
                                                       own + R"("})")
                              : fault::answer(404, {});
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(c.show());
        const Profile profile = profileFor(api.url());
        c.open(profile, "appsk_0123456789abcdef.eu");
        QVERIFY(waitUntil([&] { return c.window().session().isConnected(); }));
        QVERIFY(c.settle());
        if (!whoami) {
            auto *welcome = c.find<EmptyState>(u"welcome"_s);
            QVERIFY(welcome);
            QCOMPARE(welcome->title(), u"This token opens one application"_s);
            QCOMPARE(pages(c), (QStringList{u"Application"_s, u"Event types"_s, u"Activity"_s}));
            QVERIFY(welcome->findChild<QPushButton *>());
            picture(c, "portal-unknown");
            c.key(Qt::Key_8, Qt::AltModifier);
            QCOMPARE(c.window().place().section, Section::Activity);
            c.window().go({Section::Applications, {}, {}, {}, {}});
            QVERIFY(welcome->isVisible());
            c.window().openObject(QString::fromLatin1(own));
        }
        QVERIFY(waitUntil([&] { return c.window().session().application().has_value(); }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().session().applicationId().toLatin1(), own);
        QVERIFY(c.table()->model()->rowCount() > 0);
        QVERIFY(!c.action(u"goApplications"_s)->isEnabled());
        if (!whoami) {
            // The next time it is known.
            c.window().connections().disconnectNow();
            c.open(profile, "appsk_0123456789abcdef.eu");
            QVERIFY(waitUntil([&] { return c.window().session().application().has_value(); }));
            QVERIFY(c.settle());
            QVERIFY(c.table()->model()->rowCount() > 0);
        }
        QCOMPARE(refused(c), QStringList());
    }

private:
    QByteArray portalToken(const QString &uid)
    {
        const QByteArray path = "/api/v1/auth/app-portal-access/" + uid.toLatin1();
        return jsonOf(call(demo().sandbox().port(), "POST", path, demo().token(), "{}"))[u"token"_s]
            .toString()
            .toLatin1();
    }

    /// Of Acme Corp, the same in every test.
    QByteArray portal()
    {
        if (m_portal.isEmpty()) {
            m_portal = portalToken(u"acme"_s);
        }
        return m_portal;
    }

    int deleteApplication(const QByteArray &uid)
    {
        return call(demo().sandbox().port(), "DELETE", "/api/v1/app/" + uid, demo().token()).status;
    }

    bool start(ConsoleWindow &c, const QByteArray &token = {})
    {
        if (!c.show()) {
            return false;
        }
        c.open(profileFor(demo().url()), token.isEmpty() ? portal() : token);
        return waitUntil([&] { return c.window().session().application().has_value(); }) &&
               c.settle();
    }

    /// Requests that such a token may not send, but for the question that tells what it is.
    static QStringList refused(ConsoleWindow &c)
    {
        QStringList found;
        const auto *model = c.window().findChild<ActivityModel *>();
        for (int row = 0; row < model->rowCount(); ++row) {
            const ActivityEntry &entry = model->entryAt(row);
            const bool probe = entry.operation == &op::listApplications &&
                               QUrlQuery(entry.url).queryItemValue(u"limit"_s) == u"1"_s;
            if (!probe &&
                (entry.status == 403 || entry.operation->token == TokenNeed::Organisation)) {
                found.append(entry.operation->name());
            }
        }
        return found;
    }

    static QStringList texts(const Breadcrumbs *crumbs)
    {
        QStringList texts;
        for (const Crumb &crumb : crumbs->crumbs()) {
            texts.append(crumb.text);
        }
        return texts;
    }

    static QStringList pages(ConsoleWindow &c)
    {
        QStringList rows;
        const auto *model = c.window().findChild<NavigationModel *>();
        for (int row = 0; row < model->rowCount(); ++row) {
            rows.append(model->index(row, 0).data().toString());
        }
        return rows;
    }

    /// For a look at it, where a folder is named.
    static void picture(ConsoleWindow &c, const char *name)
    {
        const QString folder = qEnvironmentVariable("SVIX_TEST_PICTURES");
        if (!folder.isEmpty()) {
            c.window().grab().save(folder + u'/' + QString::fromLatin1(name) + u".png"_s);
        }
    }

    QByteArray m_portal;
};

SVIX_GUI_TEST_MAIN(PortalTest)
#include "tst_portal.moc"
