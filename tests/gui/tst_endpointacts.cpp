// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/endpointdialog.h"
#include "dialogs/headersdialog.h"
#include "dialogs/secretdialog.h"
#include "gui/endpointtest.h"
#include "widgets/forms/nametree.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What goes wrong around the acts of endpoints, and what must not be lost then.
class EndpointActsTest : public EndpointTest
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { faults({}); }

    /// What the server refuses stands under its field, whatever it calls it.
    void refusalsStandAtTheirField_data()
    {
        QTest::addColumn<QStringList>("loc");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QStringList &loc, const QString &field) {
            QTest::newRow(name) << loc << field;
        };
        row("url", {u"body"_s, u"url"_s}, u"url"_s);
        row("description", {u"body"_s, u"description"_s}, u"description"_s);
        row("uid", {u"body"_s, u"uid"_s, u"__all__"_s}, u"uid"_s);
        row("event types", {u"body"_s, u"eventTypes"_s}, u"eventTypes"_s);
        row("event_types", {u"body"_s, u"event_types"_s, u"[0]"_s}, u"eventTypes"_s);
        row("filterTypes", {u"body"_s, u"filterTypes"_s}, u"filterTypes"_s);
        row("channels", {u"body"_s, u"channels"_s, u"__all__"_s}, u"channels"_s);
        row("channels[0]", {u"body"_s, u"channels[0]"_s}, u"channels"_s);
        row("throttle_rate", {u"body"_s, u"throttle_rate"_s}, u"throttleRate"_s);
        row("rateLimit", {u"body"_s, u"rateLimit"_s}, u"rateLimit"_s);
        row("secret", {u"body"_s, u"secret"_s}, u"secret"_s);
        row("key", {u"body"_s, u"key"_s}, u"key"_s);
        row("disabled", {u"body"_s, u"disabled"_s}, u"disabled"_s);
    }
    void refusalsStandAtTheirField()
    {
        QFETCH(QStringList, loc);
        QFETCH(QString, field);
        EndpointDialog dialog(EndpointDialog::Purpose::Create);
        dialog.setLimits({false, true});
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.showFieldErrors({{loc, u"no good"_s, {}}});
        QCOMPARE(dialog.fieldErrors().error(field), u"no good"_s);
        QVERIFY(dialog.messageText().isEmpty());
    }

    void refusedUrlKeepsWhatWasTyped()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.click(u"newEndpointButton"_s));
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        const auto error = [&] { return dialog->fieldErrors().error(u"url"_s); };
        for (const QString &bad : {u""_s, u"hooks.example.com"_s, u"ftp://example.com/"_s,
                                   u"javascript:alert(1)"_s, u"https://"_s, u"https://a b/"_s}) {
            fill(c, u"url"_s, bad);
            QVERIFY(c.click(u"saveButton"_s));
            QVERIFY2(!error().isEmpty(), qPrintable(bad));
        }
        QCOMPARE(c.calls("createEndpoint").size(), 0);
        // The server has a word, too.
        fill(c, u"url"_s, u"https://hooks.example.com/in"_s);
        fill(c, u"uid"_s, u"typed"_s);
        QCOMPARE(error(), QString());
        faults(u"422,op=createEndpoint,first=1"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy() && !dialog->messageText().isEmpty(); }));
        QCOMPARE(dialog->endpoint().url, u"https://hooks.example.com/in"_s);
        QCOMPARE(dialog->endpoint().uid, std::optional(u"typed"_s));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
    }

    /// Warned of, and sent all the same when a person wants it.
    void riskyUrlsAreRemarked_data()
    {
        QTest::addColumn<QString>("says");
        QTest::newRow("http://example.com/in") << u"Not https"_s;
        QTest::newRow("https://localhost/in") << u"own computer"_s;
        QTest::newRow("https://127.0.0.1:8080/") << u"own computer"_s;
        QTest::newRow("https://[::1]/") << u"own computer"_s;
        QTest::newRow("http://169.254.169.254/latest/meta-data") << u"credentials"_s;
        QTest::newRow("https://10.1.2.3/") << u"private network"_s;
        QTest::newRow("https://192.168.0.7/") << u"private network"_s;
        QTest::newRow("https://[fd12::1]/") << u"private network"_s;
        QTest::newRow("https://user:pass@example.com/") << u"password"_s;
        QTest::newRow("https://intranet/in") << u"local network"_s;
        QTest::newRow("https://example.com/in") << QString();
    }
    void riskyUrlsAreRemarked()
    {
        QFETCH(QString, says);
        EndpointDialog dialog(EndpointDialog::Purpose::Create);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.findChild<QLineEdit *>(u"url"_s)->setText(
            QString::fromLatin1(QTest::currentDataTag()));
        auto *hint = dialog.findChild<QWidget *>(u"urlHint"_s);
        QCOMPARE(hint->isVisible(), !says.isEmpty());
        QVERIFY2(hint->accessibleName().contains(says), qPrintable(hint->accessibleName()));
        QSignalSpy wanted(&dialog, &EndpointDialog::saveRequested);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"saveButton"_s), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
    }

    void takenUidOffersTheOther()
    {
        const QString there = make(u"taken"_s);
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.click(u"newEndpointButton"_s));
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        QVERIFY(!c.find<QPushButton>(u"openExistingButton"_s));
        fill(c, u"url"_s, u"https://example.com/second"_s);
        fill(c, u"uid"_s, u"taken"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"openExistingButton"_s); }));
        QVERIFY(dialog->fieldErrors().error(u"uid"_s).contains(u"already"_s));
        QVERIFY(c.click(u"openExistingButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.pane()->place().object, there);
        drop(there);
    }

    void emptyChoiceIsNeverSent()
    {
        const QString id = make(u"choice"_s, {{u"eventTypes"_s, QJsonArray{u"order.placed"_s}},
                                              {u"channels"_s, QJsonArray{u"a"_s}}});
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"editEndpoint"_s)->trigger();
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        auto *tree = c.find<NameTree>(u"eventTypes"_s);
        QVERIFY(tree->summary().contains(u"only 1 event type."_s));
        QVERIFY(c.click(u"chooseNone"_s));
        QVERIFY2(tree->summary().contains(u"all event types"_s), qPrintable(tree->summary()));
        fill(c, u"channels"_s, u" , "_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QJsonObject now = endpoint(id);
        QVERIFY(now[u"eventTypes"].isNull());
        QVERIFY(now[u"channels"].isNull());
        drop(id);
    }

    /// A double click makes one endpoint, and so does Try again after a lost answer.
    void onePressIsOneEndpoint()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        const auto count = [&] {
            return demo()
                .get(u"/app/%1/endpoint?limit=250"_s.arg(acme()))[u"data"]
                .toArray()
                .size();
        };
        const qsizetype before = count();
        QVERIFY(c.click(u"newEndpointButton"_s));
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        fill(c, u"url"_s, u"https://example.com/once"_s);
        faults(u"drop,done=yes,op=createEndpoint,first=1"_s);
        auto *save = c.find<QPushButton>(u"saveButton"_s);
        QTest::mouseClick(save, Qt::LeftButton);
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(waitUntil([&] { return !dialog->messageText().isEmpty(); }));
        QCOMPARE(dialog->messageTone(), Tone::Warn);
        QVERIFY(save->text().contains(u"again"_s));
        QCOMPARE(count(), before + 1);
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(count(), before + 1);
        drop(c.table()->currentKey());
    }

    void doubleClickSwitchesOnce()
    {
        const QString id = make(u"twice"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        auto *button = c.find<QPushButton>(u"toggleEndpointButton"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY2(c.notice().contains(u"Endpoint disabled"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("patchEndpoint").size(), 1);
        QVERIFY(c.notice().contains(u"Endpoint disabled"_s));
        QVERIFY(endpoint(id)[u"disabled"].toBool());
        // And one held key asks once.
        QAction *remove = c.action(u"deleteEndpoint"_s);
        remove->trigger();
        remove->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(c.calls("deleteEndpoint").size(), 0);
        drop(id);
    }

    void undoLeavesWhatOthersDid()
    {
        const QString id = make(u"undo"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        QVERIFY(c.click(u"toggleEndpointButton"_s));
        QVERIFY(waitUntil([&] { return endpoint(id)[u"disabled"].toBool(); }));
        QVERIFY(waitUntil([&] { return undoAct(c); }));
        change(id, {{u"disabled"_s, false}});
        undoAct(c)->trigger();
        QVERIFY(waitUntil([&] { return c.notice().contains(u"not undone"_s); }));
        QVERIFY(c.settle());
        QCOMPARE(c.calls("patchEndpoint").size(), 1);
        QVERIFY(c.action(u"toggleEndpoint"_s)->text().contains(u"Disa"_s)); // shows what is
        drop(id);
    }

    /// A bad value sent with PATCH can wreck an application: it does not get that far.
    void badHeadersAreNotSent()
    {
        const QString id = make(u"headers"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"editHeaders"_s)->trigger();
        auto *dialog = c.dialog<HeadersDialog>();
        QVERIFY(dialog);
        QVERIFY(c.settle());
        QVERIFY(c.click(u"addButton"_s));
        const auto refused = [&](const QString &name, const QString &value, const QString &field) {
            fill(c, u"name0"_s, name);
            fill(c, u"value0"_s, value);
            return c.click(u"saveButton"_s) && !dialog->isBusy() &&
                   !dialog->fieldErrors().error(field).isEmpty();
        };
        for (const QString &name : {u""_s, u"With space"_s, u"Colon:"_s, u"Content-Type"_s,
                                    u"content-length"_s, u"User-Agent"_s, u"TE"_s, u"svix-id"_s,
                                    u"X-Amz-Date"_s, u"x-goog-thing"_s, u"Größe"_s}) {
            QVERIFY2(refused(name, u"v"_s, u"name0"_s), qPrintable(name));
        }
        for (const QString &value : {u"a\nb"_s, u"a\rb"_s, u"a\tb"_s, u"a\x7f"_s, u"a\x01"_s,
                                     QString(4097, u'a'), QString(2049, u'ß')}) {
            QVERIFY2(refused(u"X-Good"_s, value, u"value0"_s), qPrintable(value.left(9)));
        }
        QCOMPARE(c.calls("patchEndpointHeaders").size(), 0);
        fill(c, u"name0"_s, u"X-Good"_s);
        fill(c, u"value0"_s, QString(4096, u'a'));
        // The same in another spelling would be sent beside it.
        QVERIFY(c.click(u"addButton"_s));
        fill(c, u"name1"_s, u"x-good"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(!dialog->fieldErrors().error(u"name1"_s).isEmpty());
        QVERIFY(c.settle()); // the dialog has grown by the error
        QVERIFY(c.click(u"removeHeader1"_s));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QJsonObject now =
            demo().get(u"/app/%1/endpoint/%2/headers"_s.arg(acme(), id))[u"headers"].toObject();
        QCOMPARE(now.value(u"X-Good").toString().size(), 4096);
        drop(id);
    }

    void ownSecretIsChecked()
    {
        const QString id = make(u"secret"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"showSecret"_s)->trigger();
        auto *dialog = c.dialog<SecretDialog>();
        QVERIFY(dialog);
        QVERIFY(c.settle());
        QVERIFY(c.click(u"own"_s));
        QVERIFY(!c.find<QPushButton>(u"rotateButton"_s)->isEnabled());
        for (const QString &bad : {u"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, u"whsec_short"_s,
                                   u"whsec_"_s, u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS"_s,
                                   u"whsk_AAAA"_s, u"whsec_"_s + QString(104, u'A')}) {
            fill(c, u"key"_s, bad);
            QVERIFY(c.click(u"rotateButton"_s));
            QVERIFY2(!dialog->fieldErrors().error(u"key"_s).isEmpty(), qPrintable(bad));
            // It is a secret, even so.
            QVERIFY(bad == u"whsec_"_s || !dialog->fieldErrors().error(u"key"_s).contains(bad));
        }
        QVERIFY(QApplication::activeModalWidget() == dialog);
        QCOMPARE(c.calls("rotateEndpointSecret").size(), 0);
        // Refused in the question: nothing is done, and what was typed is there.
        const QString good = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
        fill(c, u"key"_s, good);
        QVERIFY(c.click(u"rotateButton"_s));
        QVERIFY(c.dialog<ConfirmDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<SecretDialog>());
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QCOMPARE(c.find<QLineEdit>(u"key"_s)->text(), good);
        QCOMPARE(c.calls("rotateEndpointSecret").size(), 0);
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }

    void deletingOnProductionWantsTheName()
    {
        const QString id = make(u"on.production"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id, ConnectionClass::Production));
        c.action(u"deleteEndpoint"_s)->trigger();
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        QVERIFY(!c.find<QPushButton>(u"verbButton"_s)->isEnabled());
        fill(c, u"name"_s, u"on.production"_s);
        // Somebody else was quicker: gone is gone.
        drop(id);
        QVERIFY(c.click(u"verbButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(waitUntil([&] { return c.notice().contains(u"gone already"_s); }));
        QVERIFY(c.table()->rowOfKey(id) < 0);
    }

    void copyGoesToAnotherApplication()
    {
        const QString other = demo().applicationId(u"northwind"_s);
        const QString id = make(u"original"_s, {{u"description"_s, u"To be copied"_s},
                                                {u"metadata"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"duplicateEndpoint"_s)->trigger();
        QVERIFY(c.dialog<EndpointDialog>());
        QVERIFY(c.settle());
        auto *box = c.find<QComboBox>(u"application"_s);
        QVERIFY(box->findData(other) >= 0);
        QCOMPARE(box->currentData().toString(), acme());
        box->setCurrentIndex(box->findData(other));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QJsonArray there = demo().get(u"/app/%1/endpoint"_s.arg(other))[u"data"].toArray();
        const QJsonObject copy = there[0].toObject();
        QCOMPARE(copy[u"description"], QJsonValue(u"To be copied"_s));
        QCOMPARE(copy[u"metadata"][u"a"], QJsonValue(u"b"_s));
        QCOMPARE(c.pane()->place().application, acme()); // one stays where one is
        auto *show = c.window().findChild<QAction *>(u"showCreated"_s);
        QVERIFY(show);
        show->trigger();
        QVERIFY(c.settle());
        QVERIFY(waitUntil([&] { return c.pane()->place().object == copy[u"id"].toString(); }));
        call(demo().sandbox().port(), "DELETE",
             u"/api/v1/app/%1/endpoint/%2"_s.arg(other, copy[u"id"].toString()).toUtf8(),
             demo().token());
        drop(id);
    }

    void readOnlyMayLook()
    {
        const QString id = make(u"looked.at"_s);
        ConsoleWindow c;
        Profile profile = profileFor(demo().url());
        profile.readOnly = true;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profile, demo().token()));
        QVERIFY(c.go({Section::Endpoints, acme(), id, {}, {}}));
        for (const QString &name : {u"newEndpoint"_s, u"editEndpoint"_s, u"toggleEndpoint"_s,
                                    u"duplicateEndpoint"_s, u"deleteEndpoint"_s}) {
            QVERIFY2(!c.action(name)->isEnabled(), qPrintable(name));
            QVERIFY(c.action(name)->toolTip().contains(u"read-only"_s));
        }
        c.action(u"showSecret"_s)->trigger();
        auto *dialog = c.dialog<SecretDialog>();
        QVERIFY(dialog);
        QVERIFY(c.settle());
        QVERIFY(!dialog->secret().isEmpty());
        QVERIFY(!c.find<QPushButton>(u"rotateButton"_s)->isEnabled());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        c.action(u"editHeaders"_s)->trigger();
        QVERIFY(c.dialog<HeadersDialog>());
        QVERIFY(c.settle());
        QVERIFY(!c.find<QPushButton>(u"addButton"_s)->isEnabled());
        QVERIFY(!c.find<QPushButton>(u"replaceAllButton"_s)->isEnabled());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }

    /// Loading is ended by one press, and closes what has nothing to show.
    void loadingIsCanceled()
    {
        const QString id = make(u"slow"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        faults(u"delay=5000,op=getEndpointSecret"_s);
        c.action(u"showSecret"_s)->trigger();
        QVERIFY(c.dialog<SecretDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        faults(u"403,op=getEndpointSecret"_s);
        c.action(u"showSecret"_s)->trigger();
        auto *dialog = c.dialog<SecretDialog>();
        QVERIFY(dialog);
        QVERIFY(c.settle());
        QVERIFY(!c.find<QPushButton>(u"copySecret"_s)->isEnabled());
        QVERIFY(!dialog->findChild<QWidget *>(u"secretHint"_s)
                     ->accessibleName()
                     .contains(u"clipboard"_s)); // why it is not there stands there instead
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }

private:
    static QAction *undoAct(ConsoleWindow &c)
    {
        return c.window().findChild<QAction *>(u"undoEndpointChange"_s);
    }
};

SVIX_GUI_TEST_MAIN(EndpointActsTest)
#include "tst_endpointacts.moc"
