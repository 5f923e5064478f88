// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/consoledialog.h"
#include "gui/sandboxed.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Every act that destroys something, by the window, on production: it wants the name of what it
/// is about, nothing else will do, and of what can be kept a copy is.
class DestroyingTest : public test::TestObject
{
    Q_OBJECT
private:
    struct Act
    {
        const char *name;
        const char *operation;
        Section section;
        const char *action;
        const char *button; ///< of the dialog that the action opens; empty: it asks at once
        const char *typed;  ///< what the question wants
        const char *copy;   ///< stands in the copy that is kept; empty: none
    };
    static const QList<Act> &acts()
    {
        static const QList<Act> all{
            {"delete an application", "deleteApplication", Section::Applications,
             "deleteApplication", "", "cust-1", "Customer"},
            {"delete an endpoint", "deleteEndpoint", Section::Endpoints, "deleteEndpoint", "",
             "hook", "hook"},
            {"delete an event type", "deleteEventType", Section::EventTypes, "deleteEventType", "",
             "a.b", "What it is"},
            {"delete an integration", "deleteIntegration", Section::Integrations,
             "deleteIntegration", "", "Partner", "Partner"},
            {"erase a payload", "expungeMessagePayload", Section::Messages, "expungePayload", "",
             "cust-1", ""},
            {"erase an answer", "expungeAttemptContent", Section::Attempts, "expungeAnswer", "",
             "cust-1", ""},
            {"rotate a secret", "rotateEndpointSecret", Section::Endpoints, "showSecret",
             "rotateButton", "hook", ""},
            {"replace all headers", "updateEndpointHeaders", Section::Endpoints, "editHeaders",
             "replaceAllButton", "hook", ""},
            {"rotate a key", "rotateIntegrationKey", Section::Integrations, "integrationKey",
             "rotateButton", "Partner", ""},
            {"end portal access", "expireAll", Section::Applications, "expireAllAccess",
             "expireButton", "cust-1", ""}};
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&m_english);
        for (const Operation *operation : allOperations) {
            const bool tried =
                std::any_of(acts().cbegin(), acts().cend(), [operation](const Act &act) {
                    return QByteArray(act.operation) == operation->id;
                });
            // Logout ends the connection: tst_portal. Nothing else destroys.
            QVERIFY2(tried || operation->risk != Risk::Destructive || operation == &op::logout,
                     operation->id);
        }
    }

    void wantsTheNameOnProduction_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < acts().size(); ++i) {
            QTest::newRow(acts().at(i).name) << i;
        }
    }
    void wantsTheNameOnProduction()
    {
        QFETCH(int, index);
        const Act &act = acts().at(index);
        sandbox::SandboxOptions options = optionsOf(sandbox::SandboxOptions::Seed::Empty);
        options.like = ServerKind::Cloud;
        SandboxThread sandbox(options);
        const auto post = [&](const QByteArray &path, const QByteArray &body) {
            return jsonOf(call(sandbox.port(), "POST", "/api/v1" + path, sandbox.token(), body));
        };
        const QString app = post("/app", R"({"name":"Customer","uid":"cust-1"})")[u"id"].toString();
        const QByteArray below = "/app/" + app.toLatin1();
        post("/event-type", R"({"name":"a.b","description":"What it is"})");
        const QString endpoint = makeEndpoint(sandbox, app, "/in", R"(,"uid":"hook")");
        post(below + "/integration", R"({"name":"Partner"})");
        const QString message = send(sandbox, app);
        QVERIFY(waitUntil([&] {
            return !jsonOf(call(sandbox.port(), "GET",
                                "/api/v1" + below + "/attempt/msg/" + message.toLatin1(),
                                sandbox.token()))[u"data"]
                        .toArray()
                        .isEmpty();
        }));

        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(QUrl(u"http://127.0.0.1:%1"_s.arg(sandbox.port())),
                                       ConnectionClass::Production, u"Live"_s),
                            sandbox.token()));
        const bool inside = isInApplication(act.section);
        QVERIFY(c.go({act.section, inside ? app : QString(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());

        QVERIFY(begin(c, act));
        auto *verb = c.find<QPushButton>(u"verbButton"_s);
        auto *name = c.find<QLineEdit>(u"name"_s);
        QVERIFY(verb && name);
        QVERIFY(!verb->isEnabled());
        QVERIFY(!verb->isDefault());
        QTest::keyClicks(name, u"%1x"_s.arg(QLatin1String(act.typed)));
        QVERIFY(!verb->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        c.key(Qt::Key_Escape);
        QVERIFY(c.settle());
        QCOMPARE(c.calls(act.operation).size(), 0);
        QVERIFY(copies(c).isEmpty());
        while (QApplication::activeModalWidget()) {
            c.key(Qt::Key_Escape);
            QTest::qWait(20);
        }

        QVERIFY(begin(c, act));
        QTest::keyClicks(c.find<QLineEdit>(u"name"_s), QLatin1String(act.typed));
        QVERIFY2(c.click(u"verbButton"_s), qPrintable(c.describe()));
        QVERIFY(waitUntil([&] { return !c.calls(act.operation).isEmpty(); }));
        QVERIFY(c.settle());
        QCOMPARE(c.calls(act.operation).size(), 1);
        const int status = c.calls(act.operation).constFirst().status;
        QVERIFY2(status >= 200 && status < 300, QByteArray::number(status).constData());
        while (QApplication::activeModalWidget()) {
            c.key(Qt::Key_Escape);
            QTest::qWait(20);
        }
        const QString kept = copies(c);
        if (*act.copy) {
            QVERIFY2(kept.contains(QLatin1String(act.copy)), qPrintable(kept));
        } else {
            QVERIFY(kept.isEmpty());
        }
    }

private:
    /// Comes as far as the question.
    static bool begin(ConsoleWindow &c, const Act &act)
    {
        if (!c.act(QLatin1String(act.action))) {
            qInfo().noquote() << c.describe();
            return false;
        }
        if (*act.button) {
            auto *dialog = c.dialog<ConsoleDialog>();
            if (!dialog || !waitUntil([&] { return !dialog->isBusy(); }) || !c.settle() ||
                !c.click(QLatin1String(act.button))) {
                return false;
            }
        }
        return c.dialog<ConfirmDialog>() != nullptr;
    }

    /// What the newest kept copy holds; empty where there is none.
    static QString copies(ConsoleWindow &c)
    {
        if (!c.act(u"deletedObjects"_s) || !c.dialog<ConsoleDialog>()) {
            return u"the dialog did not open"_s;
        }
        auto *json = c.find<QPlainTextEdit>(u"json"_s);
        const QString text = json ? json->toPlainText() : QString();
        c.key(Qt::Key_Escape);
        return c.noDialog() ? text : u"the dialog did not close"_s;
    }

    QTranslator m_english;
};

SVIX_GUI_TEST_MAIN(DestroyingTest)
#include "tst_destroying.moc"
