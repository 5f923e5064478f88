// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/endpointdialog.h"
#include "gui/endpointtest.h"
#include "widgets/tintbox.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Endpoints that somebody else changes meanwhile, or that are read and then replaced.
class EndpointChangesTest : public EndpointTest
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { faults({}); }

    /// Somebody else has changed the same: told, with both; a second press overwrites, and what
    /// they alone have changed is still there.
    void changesOfOthersAreTold_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("PATCH") << QString();
        QTest::newRow("PUT") << u"405,op=patchEndpoint"_s;
    }
    void changesOfOthersAreTold()
    {
        QFETCH(QString, rule);
        const QString id = make(u"clash"_s, {{u"eventTypes"_s, QJsonArray{u"order.placed"_s}}});
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"editEndpoint"_s)->trigger();
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        change(id, {{u"description"_s, u"Of others"_s},
                    {u"throttleRate"_s, 5},
                    {u"eventTypes"_s, QJsonArray{u"order.returned"_s}}});
        faults(rule);
        fill(c, u"description"_s, u"Of mine"_s);
        fill(c, u"channels"_s, u"mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        const QString said = dialog->messageText();
        QVERIFY2(said.contains(u"Description"_s) && said.contains(u"Of others"_s) &&
                     said.contains(u"Of mine"_s) && !said.contains(u"order"_s),
                 qPrintable(said));
        QCOMPARE(endpoint(id)[u"description"].toString(), u"Of others"_s);
        // They change it once more: that was not told yet.
        faults({});
        change(id, {{u"description"_s, u"Once more"_s}});
        faults(rule);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return dialog->messageText().contains(u"Once more"_s); }));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QJsonObject now = endpoint(id);
        QCOMPARE(now[u"description"].toString(), u"Of mine"_s);
        QCOMPARE(now[u"channels"].toArray(), QJsonArray{u"mine"_s});
        QCOMPARE(now[u"throttleRate"].toInt(), 5);
        QCOMPARE(now[u"eventTypes"].toArray(), QJsonArray{u"order.returned"_s});
        drop(id);
    }

    void theirsAreTaken()
    {
        const QString id = make(u"theirs"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"editEndpoint"_s)->trigger();
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        change(id, {{u"description"_s, u"Of others"_s}, {u"channels"_s, QJsonArray{u"theirs"_s}}});
        fill(c, u"description"_s, u"Of mine"_s);
        fill(c, u"uid"_s, u"of.mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QVERIFY(c.click(u"theirsButton"_s));
        QCOMPARE(dialog->endpoint().description, u"Of others"_s);
        QCOMPARE(dialog->endpoint().uid, std::optional(u"of.mine"_s));
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        const QJsonObject now = endpoint(id);
        QCOMPARE(now[u"description"].toString(), u"Of others"_s);
        QCOMPARE(now[u"channels"].toArray(), QJsonArray{u"theirs"_s});
        QCOMPARE(now[u"uid"].toString(), u"of.mine"_s);
        drop(id);
    }

    /// A server without PATCH: what is there is read first, and Cancel ends that with nothing sent.
    void savingWithoutPatchIsCanceled()
    {
        const QString id = make(u"put.canceled"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"editEndpoint"_s)->trigger();
        const QPointer dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        fill(c, u"description"_s, u"Never"_s);
        rules({u"405,op=patchEndpoint"_s, u"delay=9000,op=getEndpoint"_s});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(dialog->isBusy());
        QVERIFY(waitUntil([&] { return reading(c); }));
        c.key(Qt::Key_Escape);
        QVERIFY(waitUntil([&] { return !dialog || !dialog->isBusy(); }));
        QVERIFY(c.settle());
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->endpoint().description, u"Never"_s);
        QVERIFY(c.calls("updateEndpoint").isEmpty());
        faults({});
        QCOMPARE(endpoint(id)[u"description"].toString(), QString());
        // And once more: it is sent.
        faults(u"405,op=patchEndpoint"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(endpoint(id)[u"description"].toString(), u"Never"_s);
        QCOMPARE(endpoint(id)[u"uid"].toString(), u"put.canceled"_s);
        drop(id);
    }

    /// Switching one off has no dialog: a form that is open meanwhile is another matter.
    void switchingLeavesAnOpenFormAlone()
    {
        const QString id = make(u"put.switched"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        rules({u"405,op=patchEndpoint"_s, u"delay=2000,op=getEndpoint"_s});
        QVERIFY(c.click(u"toggleEndpointButton"_s));
        c.action(u"toggleEndpoint"_s)->trigger(); // a second one at once is the same
        QVERIFY(waitUntil([&] { return reading(c); }));
        c.action(u"toggleEndpoint"_s)->trigger(); // and so it is while it is read
        c.action(u"editEndpoint"_s)->trigger();
        const QPointer dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        fill(c, u"description"_s, u"Being typed"_s);
        QVERIFY2(c.notice().contains(u"Endpoint disabled"_s), qPrintable(c.notice()));
        QVERIFY(c.settle());
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!dialog->isBusy());
        QCOMPARE(c.calls("updateEndpoint").size(), 1);
        faults({});
        QVERIFY(endpoint(id)[u"disabled"].toBool());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }

    /// Another connection while the endpoint is read for saving: said, and nothing is written.
    void savingWithoutPatchOnAnotherConnection()
    {
        const QString id = make(u"put.elsewhere"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        c.action(u"editEndpoint"_s)->trigger();
        const QPointer dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        fill(c, u"description"_s, u"Never"_s);
        rules({u"405,op=patchEndpoint"_s, u"delay=9000,op=getEndpoint"_s});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return reading(c); }));
        c.open(profileFor(demo().url(), ConnectionClass::Development, u"Another"_s),
               demo().token());
        QVERIFY(waitUntil([&] { return !dialog || !dialog->messageText().isEmpty(); }));
        QVERIFY(dialog);
        QVERIFY2(dialog->messageText().contains(u"no longer"_s), qPrintable(dialog->messageText()));
        QVERIFY(!dialog->isBusy());
        QVERIFY(c.calls("updateEndpoint").isEmpty());
        faults({});
        QCOMPARE(endpoint(id)[u"description"].toString(), QString());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }

    /// What goes away is named as it was when Delete was pressed, and the copy is what is said.
    void deletingNamesItsOwnApplication()
    {
        const QString id = make(u"named"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        rules({u"delay=1500,op=getEndpointHeaders"_s, u"403,op=getEndpointTransformation"_s});
        c.action(u"deleteEndpoint"_s)->trigger();
        QVERIFY(c.go({Section::Endpoints, demo().applicationId(u"northwind"_s), {}, {}, {}}));
        QVERIFY(c.dialog<ConfirmDialog>());
        const QString said = c.find<TintBox>(u"consequences"_s)->plainText();
        QVERIFY2(said.startsWith(u"Acme Corp stops"_s), qPrintable(said));
        // svix-server has no transformations to be read before they go with it.
        QVERIFY2(said.contains(u"Everything else is kept"_s), qPrintable(said));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        rules({u"403,op=getEndpointHeaders"_s});
        QVERIFY(c.go({Section::Endpoints, acme(), id, {}, {}}));
        c.action(u"deleteEndpoint"_s)->trigger();
        QVERIFY(c.dialog<ConfirmDialog>());
        const QString less = c.find<TintBox>(u"consequences"_s)->plainText();
        QVERIFY2(less.contains(u"could not be read"_s), qPrintable(less));
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }
};

SVIX_GUI_TEST_MAIN(EndpointChangesTest)
#include "tst_endpointchanges.moc"
