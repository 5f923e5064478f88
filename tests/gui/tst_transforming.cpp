// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/transformationdialog.h"
#include "gui/sandboxed.h"
#include "widgets/codeedit.h"
#include "widgets/json/jsonedit.h"
#include "widgets/json/rawtextview.h"
#include "widgets/tintbox.h"

#include <QComboBox>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The transformation of an endpoint through the real window, with code that means no good.
class TransformingTest : public test::TestObject
{
    Q_OBJECT
private:
    /// The window on a sandbox with one endpoint, its dialog open.
    struct Place
    {
        explicit Place(const QStringList &faults = {}, bool cloud = true)
            : sandbox([&] {
                sandbox::SandboxOptions options = withFaults(faults);
                options.like = cloud ? ServerKind::Cloud : ServerKind::OpenSource;
                return options;
            }())
        {
            app = makeApplication(sandbox);
            endpoint = makeEndpoint(sandbox, app, "/in");
        }

        bool show(bool readOnly = false)
        {
            Profile profile = profileFor(QUrl(u"http://127.0.0.1:%1"_s.arg(sandbox.port())));
            profile.readOnly = readOnly;
            return c.show({1280, 800}) && c.connectTo(profile, sandbox.token()) &&
                   c.go({Section::Endpoints, app, endpoint, {}, {}});
        }

        bool open()
        {
            c.action(u"editTransformation"_s)->trigger();
            dialog = c.dialog<TransformationDialog>();
            return dialog && waitUntil([this] { return !dialog->isBusy(); }) && c.settle();
        }

        /// Presses "Run here" on this code; the answer comes later.
        void run(const QString &code)
        {
            c.find<CodeEdit>(u"code"_s)->setText(code);
            c.find<QComboBox>(u"eventType"_s)->setEditText(u"a.b"_s);
            QVERIFY(c.click(u"runButton"_s));
        }

        QString result()
        {
            if (!waitUntil([this] { return !dialog->isRunning(); })) {
                return u"still running"_s;
            }
            return dialog->findChild<TintBox *>(u"result"_s)->plainText();
        }

        QJsonObject saved()
        {
            return jsonOf(
                call(sandbox.port(), "GET",
                     u"/api/v1/app/%1/endpoint/%2/transformation"_s.arg(app, endpoint).toUtf8(),
                     sandbox.token()));
        }

        SandboxThread sandbox;
        ConsoleWindow c;
        QString app;
        QString endpoint;
        QPointer<TransformationDialog> dialog;
    };

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
        QCoreApplication::installTranslator(&m_english);
        QVERIFY2(!ScriptRun::findProgram().isEmpty(), "svix-script has to stand beside this test");
    }

    void hostileCodeIsStoppedAndSaidSo_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("says");
        QTest::newRow("endless") << u"for (;;) {}"_s << u"ran for more than"_s;
        QTest::newRow("huge") << u"const a = []; for (;;) a.push(new Array(1e6).fill(1));"_s
                              << u"The code was stopped"_s;
        QTest::newRow("throws") << u"throw new Error('boom');"_s << u"boom"_s;
        QTest::newRow("deep") << u"(function f() { f(); })();"_s << u"Failed."_s;
        QTest::newRow("nothing") << u""_s << u"Failed."_s;
        QTest::newRow("a number") << u"return 7;"_s << u"Failed."_s;
        QTest::newRow("no payload")
            << u"webhook.payload = undefined; return webhook;"_s << u"Failed."_s;
        QTest::newRow("no url") << u"webhook.url = 5; return webhook;"_s << u"Failed."_s;
        QTest::newRow("another method")
            << u"webhook.method = 'DELETE'; return webhook;"_s << u"Failed."_s;
        QTest::newRow("syntax") << u"return webhook"_s + QChar(u'(') << u"Failed."_s;
    }

    /// The window works meanwhile and says afterwards what happened; another run is a new one.
    void hostileCodeIsStoppedAndSaidSo()
    {
        QFETCH(QString, body);
        QFETCH(QString, says);
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        p.run(u"function handler(webhook) {\n%1\n}\n"_s.arg(body));
        QVERIFY(p.dialog->isRunning()); // it does not wait for it
        auto *payload = p.c.find<JsonEdit>(u"payload"_s);
        payload->setFocus();
        QTest::keyClick(payload, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(payload, u" "_s);
        QVERIFY(payload->toPlainText().endsWith(u' '));
        const QString result = p.result();
        QVERIFY2(result.contains(u"Failed.") && result.contains(says), qPrintable(result));

        p.run(u"function handler(webhook) { webhook.cancel = true; return webhook; }"_s);
        QVERIFY2(p.result().contains(u"Canceled."), qPrintable(p.result()));
    }

    void whatItWroteBeforeIsShown()
    {
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        p.run(
            u"function handler(webhook) {\n  console.log('so far');\n  throw new Error('x');\n}"_s);
        QVERIFY2(p.result().contains(u"Line 3"), qPrintable(p.result()));
        QCOMPARE(p.c.find<CodeEdit>(u"code"_s)->markedLine(), 3);
        QCOMPARE(p.c.find<RawTextView>(u"console"_s)->toPlainText(), u"so far"_s);
    }

    void canBeStopped()
    {
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        p.run(u"function handler(webhook) { for (;;) {} }"_s);
        QVERIFY(p.c.click(u"runButton"_s)); // it says Stop now
        QVERIFY2(p.result().contains(u"Stopped."), qPrintable(p.result()));
    }

    void closingEndsTheRun()
    {
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        p.run(u"function handler(webhook) { for (;;) {} }"_s);
        QVERIFY(p.dialog->findChild<ScriptRun *>());
        p.c.key(Qt::Key_Escape); // asks: the code is not saved
        QVERIFY(p.c.click(u"discardButton"_s));
        QVERIFY(p.c.noDialog());
        QVERIFY(waitUntil([&p] { return p.dialog.isNull(); }));
    }

    void aRealMessageIsTried()
    {
        Place p;
        const QString id = send(p.sandbox, p.app);
        QVERIFY(p.show());
        QVERIFY(p.open());
        auto *box = p.c.find<QComboBox>(u"messageId"_s);
        QCOMPARE(box->count(), 1);
        box->setFocus();
        box->setEditText(id);
        QTest::keyClick(box, Qt::Key_Return);
        auto *payload = p.c.find<JsonEdit>(u"payload"_s);
        QVERIFY(waitUntil([&] { return payload->json().contains("1.10"); }));
        p.run(u"function handler(webhook) { webhook.url += '?x'; return webhook; }"_s);
        QVERIFY2(p.result().contains(u"/in?x"), qPrintable(p.result()));
        box->setFocus();
        box->setEditText(u"msg_2aaaaaaaaaaaaaaaaaaaaaaaaaa"_s);
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(waitUntil([&] { return p.c.describe().contains(u"no such message"); }));
    }

    void aServerThatFailsSavesNothingAndLosesNothing()
    {
        Place p({u"500,op=endpoint.setEndpointTransformation,first=1"_s});
        QVERIFY(p.show());
        QVERIFY(p.open());
        const QString code = u"function handler(webhook) { return webhook; } // mine"_s;
        p.c.find<CodeEdit>(u"code"_s)->setText(code);
        QVERIFY(p.c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&p] { return !p.dialog->messageText().isEmpty(); }));
        QCOMPARE(p.c.find<CodeEdit>(u"code"_s)->code(), code);
        QVERIFY(p.saved()[u"code"].toString().isEmpty());
        QVERIFY(p.c.click(u"saveButton"_s));
        QVERIFY(p.c.noDialog());
        QCOMPARE(p.saved()[u"code"].toString(), code);
    }

    void aDoubleClickSavesOnce()
    {
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        p.c.find<CodeEdit>(u"code"_s)->setText(u"function handler(w) { return w; }"_s);
        auto *save = p.c.find<QPushButton>(u"saveButton"_s);
        save->click();
        save->click();
        QVERIFY(p.c.noDialog());
        QVERIFY(p.c.settle());
        QCOMPARE(p.c.calls("setEndpointTransformation").size(), 1);
    }

    /// What somebody else has changed while the dialog was open is told before it is overwritten,
    /// and what is said afterwards is of what is there.
    void othersAreNotOverwrittenUnseen()
    {
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        const QByteArray path =
            u"/api/v1/app/%1/endpoint/%2/transformation"_s.arg(p.app, p.endpoint).toUtf8();
        const QString theirs = u"function handler(w) { return w; } // theirs"_s;
        QVERIFY(call(p.sandbox.port(), "PATCH", path, p.sandbox.token(),
                     R"({"enabled":true,"code":")" + theirs.toUtf8() + R"("})")
                    .status < 300);
        const QString mine = u"function handler(w) { return w; } // mine"_s;
        p.c.find<CodeEdit>(u"code"_s)->setText(mine);
        QVERIFY(p.c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&p] { return p.dialog->messageText().contains(u"Somebody else"_s); }));
        QVERIFY(p.dialog->messageText().contains(u"switched on"_s));
        QVERIFY(!p.dialog->isBusy());
        QCOMPARE(p.saved()[u"code"].toString(), theirs);
        QCOMPARE(p.c.find<CodeEdit>(u"code"_s)->code(), mine);
        QVERIFY(p.c.click(u"saveButton"_s));
        QVERIFY(p.c.noDialog());
        QCOMPARE(p.saved()[u"code"].toString(), mine);
        QVERIFY2(p.c.notice().contains(u"goes through it from now on"_s), qPrintable(p.c.notice()));
        p.c.action(u"undoTransformation"_s)->trigger();
        QVERIFY(waitUntil([&p] { return p.c.notice().contains(u"Undone"); }));
        QCOMPARE(p.saved()[u"code"].toString(), theirs);
    }

    /// Somebody else has changed it: Undo would take that back as well.
    void undoLooksFirst()
    {
        Place p;
        QVERIFY(p.show());
        QVERIFY(p.open());
        p.c.find<CodeEdit>(u"code"_s)->setText(u"function handler(w) { return w; }"_s);
        QVERIFY(p.c.click(u"saveButton"_s));
        QVERIFY(p.c.noDialog());
        QVERIFY(p.c.notice().contains(u"Transformation saved"));
        const QByteArray path =
            u"/api/v1/app/%1/endpoint/%2/transformation"_s.arg(p.app, p.endpoint).toUtf8();
        call(p.sandbox.port(), "PATCH", path, p.sandbox.token(), R"({"enabled":true})");
        p.c.action(u"undoTransformation"_s)->trigger();
        QVERIFY(waitUntil([&p] { return p.c.notice().contains(u"Not undone"); }));
        QVERIFY(!p.saved()[u"code"].toString().isEmpty());
    }

    /// Undo is there once, and not on another connection.
    void undoIsThereOnce()
    {
        Place p;
        QVERIFY(p.show());
        const auto save = [&p](const QString &code) {
            if (!p.open()) {
                return false;
            }
            p.c.find<CodeEdit>(u"code"_s)->setText(code);
            return p.c.click(u"saveButton"_s) && p.c.noDialog() &&
                   waitUntil([&p] { return p.c.action(u"undoTransformation"_s) != nullptr; });
        };
        QVERIFY(save(u"function handler(w) { return w; }"_s));
        QAction *undo = p.c.action(u"undoTransformation"_s);
        undo->trigger();
        undo->trigger();
        QVERIFY(waitUntil([&p] { return p.saved()[u"code"].toString().isEmpty(); }));
        QVERIFY(p.c.settle());
        QCOMPARE(p.c.calls("setEndpointTransformation").size(), 2);
        QVERIFY(p.c.action(u"undoTransformation"_s) == nullptr);
        QVERIFY(save(u"function handler(w) { return w; }"_s));
        p.c.open(profileFor(QUrl(u"http://127.0.0.1:%1"_s.arg(p.sandbox.port())),
                            ConnectionClass::Development, u"Another"_s),
                 p.sandbox.token());
        QVERIFY(waitUntil([&p] { return p.c.action(u"undoTransformation"_s) == nullptr; }));
        QVERIFY(p.c.settle());
        QVERIFY(!p.saved()[u"code"].toString().isEmpty());
    }

    void notOfferedSaysWhy()
    {
        Place p({}, false);
        QVERIFY(p.show());
        const QAction *action = p.c.action(u"editTransformation"_s);
        QVERIFY(!action->isEnabled());
        QVERIFY2(action->toolTip().contains(u"svix-server"), qPrintable(action->toolTip()));
    }

    void readOnlyTriesButDoesNotSave()
    {
        Place p;
        QVERIFY(p.show(true));
        QVERIFY(p.open());
        p.run(u"function handler(webhook) { return webhook; }"_s);
        QVERIFY2(p.result().contains(u"Would be sent."), qPrintable(p.result()));
        QVERIFY(!p.c.find<QPushButton>(u"saveButton"_s)->isEnabled());
        QCOMPARE(p.c.find<QPushButton>(u"saveButton"_s)->toolTip(),
                 u"This connection is read-only."_s);
    }

    void aServerThatDoesNotReadItIsToldOnce()
    {
        Place p({u"403,op=endpoint.getEndpointTransformation"_s});
        QVERIFY(p.show());
        p.c.action(u"editTransformation"_s)->trigger();
        QVERIFY2(p.c.notice().contains(u"Transformation not loaded"), qPrintable(p.c.notice()));
        QVERIFY(p.c.noDialog());
    }

private:
    QTranslator m_english;
};

SVIX_GUI_TEST_MAIN(TransformingTest)
#include "tst_transforming.moc"
