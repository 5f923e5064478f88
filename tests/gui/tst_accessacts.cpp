// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/expireaccessdialog.h"
#include "dialogs/portalaccessdialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "mainwindow/connectionflow.h"
#include "support/testmain.h"
#include "widgets/forms/secretedit.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

constexpr char portalLink[] = R"({"url":"https://app.svix.com/login#key=abc","token":"appsk_abc"})";
constexpr char ossLink[] =
    R"({"url":"https://docs.svix.com/app-portal/oss","token":"portal-token"})";

} // namespace

/// What can go wrong with handing out portal access and ending it.
class AccessActsTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&m_english);
    }

    /// What the server refuses stands under its field.
    void refusedFields_data()
    {
        QTest::addColumn<QString>("act");
        QTest::addColumn<QString>("field");
        for (const char *field :
             {"capabilities", "featureFlags", "expiry", "sessionId", "readOnly", "application"}) {
            QTest::addRow("portal, %s", field) << u"portalAccess"_s << QString::fromLatin1(field);
        }
        for (const char *field : {"expiry", "sessionIds"}) {
            QTest::addRow("expire, %s", field)
                << u"expireAllAccess"_s << QString::fromLatin1(field);
        }
    }

    void refusedFields()
    {
        QFETCH(QString, act);
        QFETCH(QString, field);
        FakeApi api;
        answer(api, fault::answer(422, R"({"detail":[{"loc":["body",")" + field.toUtf8() +
                                           R"("],"msg":"not this one","type":"value_error"}]})"));
        ConsoleWindow c;
        QVERIFY(open(c, api, act));
        auto *dialog = qobject_cast<ConsoleDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        if (act == u"portalAccess"_s) {
            QVERIFY(c.click(u"makeButton"_s));
        } else {
            QVERIFY(c.click(u"expireButton"_s));
            QVERIFY(c.dialog<ConfirmDialog>());
            QVERIFY(c.click(u"verbButton"_s));
        }
        QVERIFY(waitUntil([&] { return !dialog->fieldErrors().error(field).isEmpty(); }));
        QVERIFY(dialog->fieldErrors().error(field).contains(u"not this one"_s));
        QVERIFY(!dialog->isBusy());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Every field that the operation has goes out as it stands in the form.
    void everyFieldIsSent()
    {
        FakeApi api;
        answer(api, fault::answer(200, portalLink));
        ConsoleWindow c;
        QVERIFY(open(c, api, u"portalAccess"_s));
        c.find<QLineEdit>(u"featureFlags"_s)->setText(u"beta, gamma"_s);
        c.find<QComboBox>(u"expiry"_s)->setCurrentIndex(0);
        c.find<QLineEdit>(u"sessionId"_s)->setText(u"user-1"_s);
        auto *anew = c.find<QCheckBox>(u"application"_s);
        QVERIFY(anew->isEnabled());
        anew->setChecked(true);
        QVERIFY(c.click(u"makeButton"_s));
        QVERIFY(waitUntil([&] { return c.find<SecretEdit>(u"url"_s) != nullptr; }));
        const QList<SeenRequest> sent = api.seen("POST", "/api/v1/auth/app-portal-access/");
        QCOMPARE(sent.size(), 1);
        // By the uid, which is what the server makes it anew with.
        QCOMPARE(sent.first().target, "/api/v1/auth/app-portal-access/" + m_uid.toUtf8());
        const QJsonObject body = QJsonDocument::fromJson(sent.first().body).object();
        QCOMPARE(body[u"featureFlags"].toArray(), (QJsonArray{u"beta"_s, u"gamma"_s}));
        QCOMPARE(body[u"expiry"].toInt(), 3600);
        QCOMPARE(body[u"sessionId"].toString(), u"user-1"_s);
        QCOMPARE(body[u"application"][u"uid"].toString(), m_uid);
        QVERIFY(!body[u"application"][u"name"].toString().isEmpty());
        QVERIFY(!body.contains(u"capabilities"_s)); // all of them
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// A link keeps the words of what it was made with.
    void aLinkIsNotWhatTheFormSaysLater()
    {
        FakeApi api;
        answer(api, fault::answer(200, portalLink));
        ConsoleWindow c;
        QVERIFY(open(c, api, u"portalAccess"_s));
        QVERIFY(c.click(u"makeButton"_s));
        QVERIFY(waitUntil([&] { return c.find<SecretEdit>(u"url"_s) != nullptr; }));
        auto *dialog = c.dialog<PortalAccessDialog>();
        const auto says = [&](const QString &words) {
            const auto labels = dialog->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QVERIFY(!says(u"Made before the changes above"_s));
        c.find<QCheckBox>(u"readOnly"_s)->setChecked(true);
        QVERIFY(says(u"change nothing"_s));
        QVERIFY(says(u"Made before the changes above: The holder may do everything"_s));
        c.find<QCheckBox>(u"readOnly"_s)->setChecked(false);
        QVERIFY(!says(u"Made before the changes above"_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// svix-server hands out a token that works, and the address of a page about portals; the old
    /// form says so too.
    void withoutAPortalTheTokenCounts_data()
    {
        QTest::addColumn<QString>("act");
        QTest::newRow("new form") << u"portalAccess"_s;
        QTest::newRow("old form") << u"dashboardAccess"_s;
    }

    void withoutAPortalTheTokenCounts()
    {
        QFETCH(QString, act);
        FakeApi api;
        answer(api, fault::answer(200, ossLink), false);
        ConsoleWindow c;
        QVERIFY(open(c, api, act));
        auto *dialog = c.dialog<PortalAccessDialog>();
        const auto labels = dialog->findChildren<QLabel *>();
        const auto says = [&](const QString &words) {
            return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QVERIFY(says(u"has no portal"_s));
        QCOMPARE(says(u"Deprecated"_s), act == u"dashboardAccess"_s);
        QVERIFY(!says(u"opens the portal"_s));
        QVERIFY(says(u"How long the token works"_s));
        QVERIFY(c.click(u"makeButton"_s));
        QVERIFY(waitUntil([&] { return c.find<SecretEdit>(u"token"_s) != nullptr; }));
        QCOMPARE(dialog->focusWidget()->objectName(), u"copyToken"_s);
        QVERIFY(!c.find<QPushButton>(u"openUrl"_s)->isEnabled());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// With "never" a secret stays on the clipboard, but histories are told to leave it out, and
    /// with a time it goes.
    void theClipboardIsToldThatItIsASecret()
    {
        FakeApi api;
        answer(api, fault::answer(200, portalLink));
        ConsoleWindow c;
        Preferences preferences = c.settings().preferences();
        preferences.clipboardSeconds = 0;
        c.settings().setPreferences(preferences);
        QVERIFY(open(c, api, u"portalAccess"_s));
        QVERIFY(c.click(u"makeButton"_s));
        QVERIFY(waitUntil([&] { return c.find<SecretEdit>(u"token"_s) != nullptr; }));
        QVERIFY(c.click(u"copyToken"_s));
        const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(copied->text(), u"appsk_abc"_s);
        QCOMPARE(copied->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        preferences.clipboardSeconds = 1;
        c.settings().setPreferences(preferences);
        QVERIFY(c.act(u"portalAccess"_s));
        QVERIFY(c.click(u"makeButton"_s));
        QVERIFY(waitUntil([&] { return c.find<SecretEdit>(u"token"_s) != nullptr; }));
        QVERIFY(c.click(u"copyToken"_s));
        QVERIFY(waitUntil([] { return QGuiApplication::clipboard()->text().isEmpty(); }));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// The dialog has gone while the link was made: there is one, and nobody has seen it.
    void aLinkThatNobodySawIsTold()
    {
        FakeApi api;
        bool go = false;
        answer(api, Behaviour([&go](FaultPeer &peer, const SeenRequest &) {
                   QPointer<FaultPeer> waiting(&peer);
                   auto *timer = new QTimer(&peer);
                   QObject::connect(timer, &QTimer::timeout, &peer, [&go, timer, waiting] {
                       if (go && waiting) {
                           timer->stop();
                           waiting->send(fault::http(200, portalLink));
                       }
                   });
                   timer->start(10);
               }));
        ConsoleWindow c;
        QVERIFY(open(c, api, u"portalAccess"_s));
        auto *dialog = c.dialog<PortalAccessDialog>();
        QVERIFY(c.click(u"makeButton"_s));
        QVERIFY(waitUntil(
            [&] { return api.seen("POST", "/api/v1/auth/app-portal-access/").size() == 1; }));
        delete dialog; // closing it would cancel the request
        QVERIFY(c.noDialog());
        go = true;
        QVERIFY(waitUntil([&] { return c.notice().contains(u"A portal link of"_s); }));
        QVERIFY2(!c.notice().contains(u"abc"_s), qPrintable(c.notice()));
    }

    /// On another connection than the one it was opened on the dialog ends nothing.
    void expiringIsOfItsConnection()
    {
        FakeApi api;
        FakeApi second;
        answer(api, fault::answer(204, {}));
        answer(second, fault::answer(204, {}));
        ConsoleWindow c;
        const Profile other =
            profileFor(second.url(), ConnectionClass::Development, u"Second server"_s);
        QVERIFY(c.settings().addProfile(other).ok());
        c.vault().keepForSession(tokenSecretKey(other), "token-two");
        QVERIFY(open(c, api, u"portalAccess"_s));
        auto *dialog = c.dialog<PortalAccessDialog>();
        c.window().connections().open(other.id);
        QVERIFY(waitUntil([&] { return c.window().session().profile().id == other.id; }));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"expireAllButton"_s));
        QVERIFY2(dialog->messageText().contains(u"no longer"_s), qPrintable(dialog->messageText()));
        QCOMPARE(QApplication::activeModalWidget(), dialog);
        QVERIFY(c.settle());
        QVERIFY(api.seen("POST", "/").isEmpty());
        QVERIFY(second.seen("POST", "/").isEmpty());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

private:
    /// Every POST is answered so; `cloud`: as Svix cloud does.
    void answer(FakeApi &api, const Behaviour &with, bool cloud = true)
    {
        api.onRequest([this, with, cloud](const SeenRequest &request) -> std::optional<Behaviour> {
            if (request.method == "POST") {
                return with;
            }
            if (cloud && request.target.contains("/health")) {
                return fault::answer(204);
            }
            if (request.target.startsWith("/api/v1/app?")) {
                const QByteArray row =
                    R"({"id":"app_1srOrx2ZWZBpBUvZwXKQmoEYga1","name":"Acme","uid":")" +
                    m_uid.toUtf8() +
                    R"(","metadata":{},"createdAt":"2024-05-01T10:00:00Z",)"
                    R"("updatedAt":"2024-05-01T10:00:00Z"})";
                return fault::answer(200, FakeApi::page(row));
            }
            return std::nullopt;
        });
    }
    bool open(ConsoleWindow &c, FakeApi &api, const QString &act)
    {
        return c.show() && c.connectTo(profileFor(api.url()), "token-one") &&
               c.go({Section::Applications, {}, {}, {}, {}}) && c.clickRow(0) && c.settle() &&
               c.act(act) && QApplication::activeModalWidget();
    }

    QTranslator m_english;
    QString m_uid = u"acme"_s;
};

SVIX_GUI_TEST_MAIN(AccessActsTest)
#include "tst_accessacts.moc"
