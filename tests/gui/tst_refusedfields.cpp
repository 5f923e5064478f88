// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/consoledialog.h"
#include "gui/consolewindow.h"
#include "gui/fakeapi.h"
#include "support/testmain.h"
#include "widgets/codeedit.h"
#include "widgets/forms/keyvalueedit.h"
#include "widgets/forms/secretedit.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Case 35 for the forms that have no test of their own acts: what a server refuses stands at the
/// field that it names, what it names and nobody knows stands in the message, and nothing that was
/// typed is lost.
class RefusedFieldsTest : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void case35_fieldsOfForms_data()
    {
        QTest::addColumn<QString>("act");
        QTest::addColumn<QStringList>("loc");
        QTest::addColumn<QString>("field");
        const auto add = [](const char *act, const QStringList &loc) {
            QTest::addRow("%s, %s", act, qPrintable(loc.join(u'.')))
                << QString::fromLatin1(act) << loc << loc.join(u'.');
        };
        for (const char *field : {"name", "uid", "throttleRate", "rateLimit", "metadata"}) {
            add("newApplication", {QString::fromLatin1(field)});
        }
        for (const char *field : {"code", "enabled", "variables"}) {
            add("editTransformation", {QString::fromLatin1(field)});
        }
        for (const char *field : {"key", "gracePeriodSeconds"}) {
            add("showSecret", {QString::fromLatin1(field)});
        }
        for (const char *field : {"url", "description", "channels", "throttleRate", "uid",
                                  "metadata", "eventTypes", "disabled"}) {
            add("newEndpoint", {QString::fromLatin1(field)});
        }
        add("editHeaders", {u"headers"_s, u"X-Tenant"_s});
        add("sendExample", {u"eventType"_s});
        for (const char *act : {"newApplication", "newEndpoint", "editTransformation", "showSecret",
                                "editHeaders", "sendExample"}) {
            QTest::addRow("%s, nobody knows it", act)
                << QString::fromLatin1(act) << QStringList{u"unheardOf"_s} << QString();
        }
    }

    void case35_fieldsOfForms()
    {
        QFETCH(QString, act);
        QFETCH(QStringList, loc);
        QFETCH(QString, field);
        FakeApi api;
        api.onRequest([&](const SeenRequest &request) { return answer(request, loc); });
        ConsoleWindow c;
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(api.url()), "token-one"));
        const QString app = QString::fromLatin1(FakeApi::idOf("app", 1));
        QVERIFY(c.go(act == u"newApplication" ? Place{Section::Applications, {}, {}, {}, {}}
                                              : Place{Section::Endpoints, app, {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.act(act));
        QVERIFY(c.settle());
        auto *dialog = qobject_cast<ConsoleDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        const QString typed = fillIn(c, act);
        QVERIFY2(c.click(act == u"showSecret"    ? u"rotateButton"_s
                         : act == u"sendExample" ? u"sendButton"_s
                                                 : u"saveButton"_s),
                 qPrintable(c.describe()));
        if (act == u"showSecret") {
            QVERIFY(c.dialog<ConfirmDialog>());
            QVERIFY(c.click(u"verbButton"_s));
        }
        if (field.isEmpty()) {
            QVERIFY(waitUntil([&] { return dialog->messageText().contains(u"not this one"_s); }));
        } else {
            QVERIFY(waitUntil([&] { return !dialog->fieldErrors().error(field).isEmpty(); }));
            QVERIFY(dialog->fieldErrors().error(field).contains(u"not this one"_s));
        }
        QVERIFY(!dialog->isBusy());
        QCOMPARE(written(c, act), typed);
    }

private:
    static std::optional<Behaviour> answer(const SeenRequest &request, const QStringList &loc)
    {
        if (request.method == "POST" || request.method == "PATCH" || request.method == "PUT") {
            const QJsonObject wrong{
                {u"loc"_s, QJsonArray::fromStringList(QStringList{u"body"_s} + loc)},
                {u"msg"_s, u"not this one"_s},
                {u"type"_s, u"value_error"_s}};
            return fault::answer(
                422, QJsonDocument(QJsonObject{{u"detail"_s, QJsonArray{wrong}}}).toJson());
        }
        if (request.target.contains("/health")) {
            return fault::answer(204); // as Svix cloud, which offers everything
        }
        if (request.target.endsWith("/headers")) {
            return fault::answer(200, R"({"headers":{"X-Tenant":"acme"},"sensitive":[]})");
        }
        if (request.target.endsWith("/secret")) {
            return fault::answer(200, R"({"key":"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"})");
        }
        if (request.target.endsWith("/transformation")) {
            return fault::answer(200, R"({"code":null,"enabled":false,"variables":{}})");
        }
        if (request.target.contains("/event-type?")) {
            return fault::answer(200,
                                 FakeApi::page(R"({"name":"a.b","description":"","schemas":null,)"
                                               R"("createdAt":"2024-05-01T10:00:00Z",)"
                                               R"("updatedAt":"2024-05-01T10:00:00Z"})"));
        }
        return std::nullopt;
    }

    /// Types something that can be sent, and tells what.
    static QString fillIn(ConsoleWindow &c, const QString &act)
    {
        if (act == u"newApplication") {
            c.find<QLineEdit>(u"name"_s)->setText(u"Typed"_s);
        } else if (act == u"newEndpoint") {
            c.find<QLineEdit>(u"url"_s)->setText(u"https://example.com/typed"_s);
            c.find<KeyValueEdit>(u"metadata"_s)->setMap({{u"team"_s, u"billing"_s}});
        } else if (act == u"editTransformation") {
            c.find<CodeEdit>(u"code"_s)->setText(u"function handler(w) { return w; }"_s);
        } else if (act == u"showSecret") {
            c.find<QRadioButton>(u"own"_s)->setChecked(true);
            c.find<SecretEdit>(u"key"_s)->setSecret(u"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"_s);
        } else if (act == u"editHeaders") {
            c.find<QLineEdit>(u"value0"_s)->setText(u"typed"_s);
        }
        return written(c, act);
    }

    static QString written(ConsoleWindow &c, const QString &act)
    {
        return act == u"newApplication" ? c.find<QLineEdit>(u"name"_s)->text()
               : act == u"newEndpoint"  ? c.find<QLineEdit>(u"url"_s)->text() +
                                             c.find<KeyValueEdit>(u"metadata"_s)->state()
               : act == u"editTransformation" ? c.find<CodeEdit>(u"code"_s)->code()
               : act == u"showSecret"         ? c.find<SecretEdit>(u"key"_s)->secret()
               : act == u"editHeaders"        ? c.find<QLineEdit>(u"value0"_s)->text()
                                              : QString();
    }
};

SVIX_GUI_TEST_MAIN(RefusedFieldsTest)
#include "tst_refusedfields.moc"
