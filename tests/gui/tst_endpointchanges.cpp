// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/endpointdialog.h"
#include "dialogs/headersdialog.h"
#include "gui/endpointtest.h"
#include "panes/endpointdays.h"
#include "widgets/forms/keyvalueedit.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/tintbox.h"
#include "widgets/titlelabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Endpoints that somebody else changes meanwhile, or that are read and then replaced.
class EndpointChangesTest : public EndpointTest
{
    Q_OBJECT
private Q_SLOTS:
    /// The last week day by day is asked for once a person wants it; chart and table say the same,
    /// and what the server counts for the whole week.
    void daysAreCountedOnDemand()
    {
        ConsoleWindow c;
        QVERIFY(start(c, u"billing"_s));
        QVERIFY(c.settle());
        const auto before = c.calls("getEndpointStats").size();
        auto *view = c.find<SegmentedControl>(u"daysView"_s);
        QVERIFY(view);
        QVERIFY(!c.find<QWidget>(u"daysChart"_s));
        view->setCurrentId(int(EndpointDays::View::Chart));
        QVERIFY(waitUntil([&] { return c.find<QWidget>(u"daysChart"_s) != nullptr; }));
        QCOMPARE(c.calls("getEndpointStats").size(), before + EndpointDays::shownDays);
        const QString words = c.find<QWidget>(u"daysChart"_s)->accessibleName();
        view->setCurrentId(int(EndpointDays::View::Table));
        auto *table = c.find<QTreeWidget>(u"daysTable"_s);
        QVERIFY(table);
        QVERIFY(!c.find<QWidget>(u"daysChart"_s));
        QCOMPARE(table->topLevelItemCount(), EndpointDays::shownDays);
        qint64 delivered = 0;
        qint64 failed = 0;
        for (int row = 0; row < table->topLevelItemCount(); ++row) {
            delivered += table->locale().toLongLong(table->topLevelItem(row)->text(1));
            failed += table->locale().toLongLong(table->topLevelItem(row)->text(2));
        }
        const QString since = QDate::currentDate()
                                  .addDays(1 - EndpointDays::shownDays)
                                  .startOfDay()
                                  .toUTC()
                                  .toString(Qt::ISODate);
        const QJsonObject week =
            demo().get(u"/app/%1/endpoint/billing/stats?since=%2"_s.arg(acme(), since));
        QVERIFY(delivered > 0);
        QCOMPARE(delivered, week[u"success"].toInteger());
        QCOMPARE(failed, week[u"fail"].toInteger());
        QVERIFY2(words.contains(table->locale().toString(delivered)), qPrintable(words));
        // Copied as a spreadsheet takes it, whatever the language: the newest day first.
        table->setFocus();
        c.key(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), EndpointDays::shownDays + 1);
        QCOMPARE(lines.first(), u"Day\tDelivered\tFailed\tWaiting"_s);
        QVERIFY(lines.at(1).startsWith(QDate::currentDate().toString(Qt::ISODate) + u'\t'));
        qint64 copied = 0;
        for (const QString &line : lines.mid(1)) {
            copied += line.section(u'\t', 1, 1).toLongLong();
        }
        QCOMPARE(copied, delivered);
        // Another endpoint is counted too, once one stays there.
        const auto then = c.calls("getEndpointStats").size();
        QVERIFY(c.clickRow(c.rowWith(u"audit.acme.example"_s)));
        QVERIFY(waitUntil([&] {
            return c.calls("getEndpointStats").size() == then + 1 + EndpointDays::shownDays;
        }));
        QVERIFY(waitUntil([&] { return c.find<QTreeWidget>(u"daysTable"_s) != nullptr; }));
        view->setCurrentId(int(EndpointDays::View::Off));
        QVERIFY(!c.find<QTreeWidget>(u"daysTable"_s));
    }

    /// An endpoint to which nothing was sent has no bars, and that is said.
    void daysWithoutAnything()
    {
        const QString id = make(u"unused"_s);
        ConsoleWindow c;
        QVERIFY(start(c, id));
        QVERIFY(c.settle());
        auto *view = c.find<SegmentedControl>(u"daysView"_s);
        view->setCurrentId(int(EndpointDays::View::Chart));
        QVERIFY(waitUntil([&] {
            const auto *note = c.find<TitleLabel>(u"daysNote"_s);
            return note && note->text().contains(u"Nothing was sent"_s);
        }));
        QVERIFY(!c.find<QWidget>(u"daysChart"_s));
        view->setCurrentId(int(EndpointDays::View::Table));
        QVERIFY(c.find<QTreeWidget>(u"daysTable"_s));
    }

    /// A day that the server does not tell is a dash, and that is said.
    void daysThatFailAreSaid()
    {
        ConsoleWindow c;
        QVERIFY(start(c, u"billing"_s));
        QVERIFY(c.settle());
        faults(u"404,op=getEndpointStats,every=2"_s);
        c.find<SegmentedControl>(u"daysView"_s)->setCurrentId(int(EndpointDays::View::Table));
        QVERIFY(waitUntil([&] { return c.find<QTreeWidget>(u"daysTable"_s) != nullptr; }));
        faults({});
        auto *table = c.find<QTreeWidget>(u"daysTable"_s);
        int dashes = 0;
        for (int row = 0; row < table->topLevelItemCount(); ++row) {
            dashes += table->topLevelItem(row)->text(1) == u"–"_s;
        }
        QCOMPARE(dashes, 3);
        const auto *note = c.find<TitleLabel>(u"daysNote"_s);
        QVERIFY(note);
        QVERIFY(note->text().contains(u"could not be loaded"_s));
    }

    /// A header that somebody else has changed meanwhile is told before it is overwritten, and Undo
    /// brings theirs back.
    void headersOfOthersAreTold()
    {
        const QString id = make(u"shared.headers"_s);
        const QString path = u"/api/v1/app/%1/endpoint/%2/headers"_s.arg(acme(), id);
        const auto patch = [&](const QJsonObject &headers) {
            QVERIFY(ask("PATCH", path, {{u"headers"_s, headers}}).status < 300);
        };
        const auto value = [&] {
            return demo()
                .get(u"/app/%1/endpoint/%2/headers"_s.arg(acme(), id))[u"headers"][u"X-Team"]
                .toString();
        };
        patch({{u"X-Team"_s, u"one"_s}});
        ConsoleWindow c;
        QVERIFY(start(c, id));
        QVERIFY(c.act(u"editHeaders"_s));
        auto *dialog = c.dialog<HeadersDialog>();
        QVERIFY(c.settle());
        patch({{u"X-Team"_s, u"theirs"_s}});
        fill(c, u"value0"_s, u"mine"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return dialog->messageText().contains(u"Somebody else"_s); }));
        QVERIFY(dialog->messageText().contains(u"X-Team"_s));
        QCOMPARE(value(), u"theirs"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QCOMPARE(value(), u"mine"_s);
        QVERIFY(c.act(u"undoHeadersChange"_s));
        QVERIFY(waitUntil([&] { return value() == u"theirs"_s; }));
        // All of them are replaced: one that came meanwhile, hidden, is named before it is lost.
        QVERIFY(c.act(u"editHeaders"_s));
        dialog = c.dialog<HeadersDialog>();
        QVERIFY(c.settle());
        patch({{u"Authorization"_s, u"Bearer theirs"_s}});
        QVERIFY(c.click(u"replaceAllButton"_s));
        QVERIFY(waitUntil([&] { return dialog->messageText().contains(u"Authorization"_s); }));
        QVERIFY(c.click(u"replaceAllButton"_s));
        auto *asked = c.dialog<ConfirmDialog>();
        QVERIFY(asked);
        const auto labels = asked->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->text().contains(u"Authorization"_s);
        }));
        c.key(Qt::Key_Escape);
        QVERIFY(c.dialog<HeadersDialog>());
        c.key(Qt::Key_Escape);
        QVERIFY(c.noDialog());
        drop(id);
    }

    /// Names and values are changed where they stand; what the server says of them stands there
    /// too.
    void metadataIsEdited()
    {
        const QString id = make(
            u"labelled"_s, {{u"metadata"_s, QJsonObject{{u"a"_s, u"b"_s}, {u"keep"_s, u"it"_s}}}});
        const auto known = [&] {
            return demo().get(u"/app/%1/endpoint/%2"_s.arg(acme(), id))[u"metadata"].toObject();
        };
        ConsoleWindow c;
        QVERIFY(start(c, id));
        QVERIFY(c.act(u"editEndpoint"_s));
        auto *dialog = c.dialog<EndpointDialog>();
        QVERIFY(dialog);
        auto *metadata = c.find<KeyValueEdit>(u"metadata"_s);
        QVERIFY(metadata);
        metadata->setMap({{u"big"_s, QString(5000, u'x')}});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(!dialog->fieldErrors().error(u"metadata"_s).isEmpty());
        metadata->setMap({{u"a"_s, u"c"_s}, {u"keep"_s, u"it"_s}, {u"new"_s, u"1"_s}});
        faults(u"422,op=patchEndpoint,first=1"_s);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        QCOMPARE(metadata->map().value(u"new"_s), u"1"_s);
        faults({});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY2(c.noDialog(), qPrintable(c.describe()));
        QVERIFY(c.settle());
        QCOMPARE(known(),
                 (QJsonObject{{u"a"_s, u"c"_s}, {u"keep"_s, u"it"_s}, {u"new"_s, u"1"_s}}));
        // Only what was changed went out.
        const QJsonObject sent =
            QJsonDocument::fromJson(c.calls("patchEndpoint").constFirst().body).object();
        QCOMPARE(sent.keys(), QStringList{u"metadata"_s});
        QVERIFY(c.act(u"editEndpoint"_s));
        QVERIFY(c.dialog<EndpointDialog>());
        c.find<KeyValueEdit>(u"metadata"_s)->setMap({});
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QVERIFY(known().isEmpty());
    }

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
    void savingWithoutPatchOnAnotherConnection_data()
    {
        QTest::addColumn<bool>("same");
        QTest::addColumn<QString>("told");
        QTest::newRow("another") << false << u"no longer"_s;
        QTest::newRow("the same, begun anew") << true << u"began anew"_s;
    }
    void savingWithoutPatchOnAnotherConnection()
    {
        QFETCH(bool, same);
        QFETCH(QString, told);
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
        if (same) {
            c.window().session().reconnect();
        } else {
            c.open(profileFor(demo().url(), ConnectionClass::Development, u"Another"_s),
                   demo().token());
        }
        QVERIFY(waitUntil([&] { return !dialog || !dialog->messageText().isEmpty(); }));
        QVERIFY(dialog);
        QVERIFY2(dialog->messageText().contains(told), qPrintable(dialog->messageText()));
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
