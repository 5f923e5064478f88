// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main job in the real window, against a real server: connect, find the application, look at
// its endpoints, send, read what the receivers answered, resend.
#include "api/capabilities.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/resenddialog.h"
#include "gui/consolewindow.h"
#include "live/livetest.h"
#include "mainwindow/connectionflow.h"
#include "models/attemptmodel.h"
#include "models/endpointmodel.h"
#include "models/messagemodel.h"
#include "panes/attemptspane.h"
#include "panes/endpointspane.h"
#include "panes/messagespane.h"
#include "widgets/json/jsonedit.h"
#include "widgets/json/payloadview.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTranslator>
#include <QTreeWidget>

namespace svix::test {

class LiveWindow : public LiveTest
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&m_english);
        m_target.start();
        ApplicationIn in;
        in.name = m_uid = applicationUid(u"window"_s);
        in.uid = m_uid;
        LIVE_VALUE(application, act<op::createApplication>(CreateApplicationQuery(), in));
        m_app = application.id;
        EventTypeIn type;
        type.name = m_type = eventTypeName(u"ordered"_s);
        LIVE_OK(act<op::createEventType>(type));
        for (const QString &path : {u"/taken"_s, u"/refused"_s}) {
            EndpointIn endpoint;
            endpoint.url = m_target.address(path);
            endpoint.description = path.mid(1);
            LIVE_VALUE(made, act<op::createEndpoint>(m_app, endpoint));
            (path == u"/taken"_s ? m_good : m_bad) = made.id;
        }
        m_console = std::make_unique<ConsoleWindow>();
        QVERIFY(m_console->show({1280, 800}));
    }
    void cleanupTestCase()
    {
        m_console.reset();
        deleteEverything();
    }

    void connects()
    {
        ConsoleWindow &c = *m_console;
        c.window().connections().startNew();
        QVERIFY(c.dialog<ConnectionDialog>());
        c.find<QLineEdit>(u"name"_s)->setText(u"Live"_s);
        // Typed: an address that nobody typed goes where the token says.
        auto *url = c.find<QLineEdit>(u"url"_s);
        url->selectAll();
        QTest::keyClicks(url, server().url.toString());
        c.find<QLineEdit>(u"token"_s)->setText(QString::fromLatin1(server().token));
        QVERIFY(c.click(u"testButton"_s));
        auto *dialog = c.dialog<ConnectionDialog>();
        QTRY_VERIFY_WITH_TIMEOUT(dialog->messageText().contains(u"Connected in"_s), 20'000);
        keep(u"connection"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QTRY_VERIFY_WITH_TIMEOUT(c.window().session().isConnected(), 20'000);
        QVERIFY(c.settle());
        QVERIFY(c.window().session().capabilities().kind != ServerKind::Unknown);
        QTRY_VERIFY_WITH_TIMEOUT(c.table()->model()->rowCount() > 0, 20'000);
        keep(u"applications"_s);
    }

    void opensTheApplication()
    {
        ConsoleWindow &c = *m_console;
        QVERIFY(c.window().session().isConnected());
        c.window().openObject(m_uid);
        QTRY_COMPARE_WITH_TIMEOUT(c.window().session().applicationId(), m_app, 20'000);
        QVERIFY(c.go({Section::Endpoints, m_app, {}, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(c.table()->model()->rowCount(), 2, 20'000);
        QVERIFY(c.rowWith(m_target.address(u"/refused"_s)) >= 0);
        QVERIFY(c.clickRow(c.rowWith(m_target.address(u"/taken"_s))));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentKey(), m_good);
        keep(u"endpoints"_s);
    }

    void sends()
    {
        ConsoleWindow &c = *m_console;
        QVERIFY(c.go({Section::Messages, m_app, {}, {}, {}}));
        QVERIFY(c.click(u"newMessageButton"_s));
        QVERIFY(c.dialog<ComposerDialog>());
        c.find<QComboBox>(u"eventType"_s)->setCurrentText(m_type);
        c.find<JsonEdit>(u"payload"_s)->setJson(payload);
        keep(u"composer"_s);
        QVERIFY(c.click(u"sendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"Message sent"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("createMessage").size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(c.table()->model()->rowCount(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(c.table()->currentKey().startsWith(u"msg_"_s), 20'000);
        m_message = c.table()->currentKey();
    }

    void showsWhatWasAnswered()
    {
        ConsoleWindow &c = *m_console;
        if (!server().isHere()) {
            QSKIP("the server is on another computer and cannot deliver to this one");
        }
        QVERIFY(!m_message.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_target.deliveries(u"/taken"_s, m_message).size(), 1, 20'000);
        const SeenRequest seen = m_target.deliveries(u"/taken"_s, m_message).first();
        QCOMPARE(seen.body, QByteArray(payload));
        LIVE_VALUE(secret, get<op::getEndpointSecret>(m_app, m_good));
        QVERIFY(Target::isSignedWith(seen, secret.key));
        QTRY_VERIFY_WITH_TIMEOUT(!m_target.deliveries(u"/refused"_s, m_message).isEmpty(), 20'000);
        // The window shows by itself what became of a message that was sent from it.
        QTRY_VERIFY_WITH_TIMEOUT(answers().contains(QString::fromLatin1(Target::refused)), 20'000);
        QVERIFY(c.settle());
        c.window().messageBar().dismissAll();
        c.window().refresh();
        QVERIFY(c.settle());
        QVERIFY(c.find<QAbstractButton>(u"attemptHead1"_s));
        QVERIFY(c.find<PayloadView>(u"payload"_s)->bytes().contains("Größe"));
        keep(u"messages"_s);
    }

    void resends()
    {
        ConsoleWindow &c = *m_console;
        if (!server().isHere()) {
            QSKIP("the server is on another computer and cannot deliver to this one");
        }
        QVERIFY(!m_message.isEmpty());
        c.window().messageBar().dismissAll();
        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.dialog<ResendDialog>());
        auto *tree = c.find<QTreeWidget>(u"endpoints"_s);
        QCOMPARE(tree->topLevelItemCount(), 2);
        for (int row = 0; row < 2; ++row) {
            const bool good = tree->topLevelItem(row)->text(0).endsWith(u"/taken"_s);
            tree->topLevelItem(row)->setCheckState(0, good ? Qt::Checked : Qt::Unchecked);
        }
        keep(u"resend"_s);
        QVERIFY(c.click(u"resendButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY2(c.notice().contains(u"asked for"_s), qPrintable(c.notice()));
        QCOMPARE(c.calls("resendWebhook").size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_target.deliveries(u"/taken"_s, m_message).size(), 2, 20'000);
        QVERIFY(c.settle());
    }

    void listsAttempts()
    {
        ConsoleWindow &c = *m_console;
        if (!server().isHere()) {
            QSKIP("the server is on another computer and cannot deliver to this one");
        }
        QVERIFY(c.go({Section::Attempts, m_app, {}, m_good, {}}));
        // The answer of a receiver reaches the server's list a moment after the receiver.
        QTRY_VERIFY_WITH_TIMEOUT(
            (c.window().refresh(), c.settle(), c.table()->model()->rowCount() == 2), 20'000);
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        auto *response = c.find<PayloadView>(u"response"_s);
        QVERIFY(response);
        QCOMPARE(response->bytes(), QByteArray(Target::taken));
        QVERIFY(c.go({Section::Attempts, m_app, {}, {}, m_message}));
        QTRY_VERIFY_WITH_TIMEOUT(c.table()->model()->rowCount() >= 3, 20'000);
        QVERIFY(c.rowWith(u"500"_s) >= 0);
        QVERIFY(c.clickRow(c.rowWith(u"500"_s)));
        QVERIFY(c.settle());
        keep(u"attempts"_s);
    }

    void remembersEveryRequest()
    {
        ConsoleWindow &c = *m_console;
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        const int row = c.rowWith(QLatin1StringView(op::createMessage.summary));
        QVERIFY(row >= 0);
        QVERIFY(c.clickRow(row));
        QVERIFY(c.settle());
        keep(u"activity"_s);
        const QList<ActivityEntry> sent = c.calls("createMessage");
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().status, 202);
        QVERIFY(!sent.first().idempotencyKey.isEmpty());
        for (const ActivityEntry &entry : sent) {
            QVERIFY(!entry.body.contains(server().token));
        }
    }

private:
    static constexpr char payload[] = R"({"order": 17, "name": "Größe", "rate": 1.10})";

    /// The receivers' answers as they stand in the message's page.
    QString answers()
    {
        QStringList all;
        for (const QLabel *label : m_console->pane()->findChildren<QLabel *>(u"answerText"_s)) {
            if (label->isVisible()) {
                all.append(label->text());
            }
        }
        return all.join(u'\n');
    }
    /// A picture of the moment, where SVIX_TEST_PICTURES names a folder.
    void keep(const QString &name)
    {
        const QString folder = qEnvironmentVariable("SVIX_TEST_PICTURES");
        if (!folder.isEmpty()) {
            QWidget *modal = QApplication::activeModalWidget();
            QDir().mkpath(folder);
            QVERIFY((modal ? modal : &m_console->window())
                        ->grab()
                        .save(folder + u'/' + name + u".png"_s));
        }
    }

    QTranslator m_english;
    Target m_target;
    std::unique_ptr<ConsoleWindow> m_console;
    QString m_app;
    QString m_uid;
    QString m_type;
    QString m_good;
    QString m_bad;
    QString m_message;
};

} // namespace svix::test

int main(int argc, char **argv)
{
    if (!svix::test::LiveServer::fromEnvironment().isSet()) {
        return svix::test::skipLiveTest();
    }
    const svix::test::PrivateHome home;
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("svix-console-test"));
    svix::test::LiveWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_live_window.moc"
