// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "gui/sandboxed.h"
#include "models/messagemodel.h"
#include "panes/attemptspane.h"
#include "panes/messagedetail.h"
#include "panes/messagespane.h"
#include "widgets/emptystate.h"
#include "widgets/filterbutton.h"
#include "widgets/json/jsontreemodel.h"
#include "widgets/json/jsonview.h"
#include "widgets/json/payloadview.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSet>
#include <QSplitter>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// The main job through the real window: find, look, filter, go there and back.
class MainJobTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    /// From the list of applications to a payload and its attempts without the mouse.
    void byKeyboardOnly()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.table()->hasFocus());
        QVERIFY(c.table()->model()->rowCount() > 5);
        c.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(c.pane()->list()->filterField()->hasFocus());
        c.type(u"acme"_s);
        QTRY_COMPARE_WITH_TIMEOUT(c.table()->model()->rowCount(), 1, 20000);
        c.key(Qt::Key_Down);
        QVERIFY(c.table()->hasFocus());
        c.key(Qt::Key_Return);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Messages; }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().session().applicationName(), u"Acme Corp"_s);

        c.key(Qt::Key_2, Qt::AltModifier);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Endpoints; }));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->model()->rowCount(), 4);
        QVERIFY(c.table()->hasFocus());
        c.key(Qt::Key_Home);
        QVERIFY(!c.table()->currentKey().isEmpty());
        QVERIFY(c.settle());
        QVERIFY(c.find<QAbstractButton>(u"sendExampleButton"_s));

        c.key(Qt::Key_3, Qt::AltModifier);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Messages; }));
        QVERIFY(c.settle());
        QVERIFY(c.table()->hasFocus());
        c.key(Qt::Key_Home);
        c.key(Qt::Key_Down);
        const QString message = c.table()->currentKey();
        QVERIFY(message.startsWith(u"msg_"));
        QVERIFY(c.settle());
        auto *payload = c.find<PayloadView>(u"payload"_s);
        QVERIFY(payload);
        QVERIFY(payload->bytes().contains("\"id\""));
        QVERIFY(payload->tree()->jsonModel()->rowCount({}) > 0);
        QVERIFY(c.find<QAbstractButton>(u"attemptHead0"_s));

        // F6 goes round the parts of the window.
        c.key(Qt::Key_F6);
        QVERIFY(!c.table()->hasFocus());
        c.key(Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"connectionButton"_s);
        c.key(Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"navigation"_s);
        c.key(Qt::Key_F6);
        QVERIFY(c.table()->hasFocus());

        c.key(Qt::Key_Return);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Attempts; }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().message, message);
        QVERIFY(c.table()->model()->rowCount() > 0);
        c.key(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Messages; }));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentKey(), message);
    }

    void answersOfReceiversAreInline()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        // The one of the demo that the billing receiver answered with 503.
        QVERIFY(c.clickRow(c.rowWith(u"90417"_s)));
        QVERIFY(c.settle());
        QStringList answers;
        for (const QLabel *label : c.pane()->findChildren<QLabel *>(u"answerText"_s)) {
            if (label->isVisible()) {
                answers.append(label->text());
            }
        }
        QVERIFY2(answers.join(u'\n').contains(u"upstream timed out"_s),
                 qPrintable(answers.join(u'\n')));
        QVERIFY(c.click(u"openAttempt"_s));
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Attempts; }));
        QVERIFY(c.settle());
        auto *response = c.find<PayloadView>(u"response"_s);
        QVERIFY(response);
        QCOMPARE(response->bytes(), QByteArray(R"({"error":"upstream timed out"})"));
    }

    /// Filters are the server's: what is chosen stands in the query, and the rows obey.
    void filtersReachTheServer()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"typeFilter"_s, u"invoice.paid"_s));
        QVERIFY(c.settle());
        QCOMPARE(query(c, "listMessages").queryItemValue(u"event_types"_s), u"invoice.paid"_s);
        QVERIFY(c.table()->model()->rowCount() > 0);
        for (int row = 0; row < c.table()->model()->rowCount(); ++row) {
            QCOMPARE(c.cell(row, u"Event type"_s), u"invoice.paid"_s);
        }
        QVERIFY(c.choose(u"channelFilter"_s, u"billing"_s));
        QVERIFY(c.settle());
        QCOMPARE(query(c, "listMessages").queryItemValue(u"channel"_s), u"billing"_s);

        QVERIFY(c.choose(u"windowFilter"_s, u"1 hour"_s));
        QVERIFY(c.settle());
        const QUrlQuery hour = query(c, "listMessages");
        const auto time = [&](const QString &name) {
            return QDateTime::fromString(hour.queryItemValue(name, QUrl::FullyDecoded),
                                         Qt::ISODateWithMs);
        };
        QVERIFY2(time(u"after"_s).isValid(), qPrintable(hour.toString()));
        QVERIFY(std::abs(time(u"after"_s).secsTo(QDateTime::currentDateTimeUtc()) - 3600) < 60);
        QCOMPARE(hour.queryItemValue(u"event_types"_s), u"invoice.paid"_s);
        QCOMPARE(c.table()->model()->rowCount(), 4);

        // A value of one's own, and a list that nothing matches.
        QVERIFY(c.chooseTyped(u"channelFilter"_s, u"no-such-channel"_s));
        QVERIFY(c.settle());
        QCOMPARE(query(c, "listMessages").queryItemValue(u"channel"_s), u"no-such-channel"_s);
        QCOMPARE(c.pane()->findChild<EmptyState *>(u"empty"_s)->mode(),
                 EmptyState::Mode::NothingMatches);
        QVERIFY(c.click(u"clearFiltersButton"_s));
        QVERIFY(c.settle());
        QVERIFY(!query(c, "listMessages").hasQueryItem(u"channel"_s));
        QVERIFY(c.table()->model()->rowCount() > 50);

        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"stateFilter"_s, u"failed"_s));
        QVERIFY(c.settle());
        QCOMPARE(query(c, "listAttemptsByEndpoint").queryItemValue(u"status"_s), u"2"_s);
        QVERIFY(c.table()->model()->rowCount() > 0);
        for (int row = 0; row < c.table()->model()->rowCount(); ++row) {
            QCOMPARE(c.cell(row, u"Status"_s), u"failed"_s);
        }
    }

    /// A second event type is added to the first, and taken away with it.
    void anotherTypeIsAdded()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        auto *button = c.find<FilterButton>(u"typeFilter"_s);
        const auto adding = [&]() -> QMenu * {
            button->filterMenu()->popup(button->mapToGlobal(QPoint(0, button->height())));
            return button->filterMenu()->findChild<QMenu *>(u"addAnother"_s);
        };
        QVERIFY(!adding()); // there is nothing yet that another would be added to
        button->filterMenu()->close();
        QVERIFY(c.choose(u"typeFilter"_s, u"invoice.paid"_s));
        QVERIFY(c.settle());
        QMenu *menu = adding();
        QVERIFY(menu && menu->isEnabled());
        const QList<QAction *> others = menu->actions();
        QVERIFY(!others.isEmpty());
        const QString other = others.first()->text();
        QVERIFY(std::none_of(others.cbegin(), others.cend(), [](const QAction *action) {
            return action->text() == u"invoice.paid"_s; // it is chosen already
        }));
        others.first()->trigger();
        button->filterMenu()->close();
        QVERIFY(c.settle());
        QCOMPARE(query(c, "listMessages").queryItemValue(u"event_types"_s, QUrl::FullyDecoded),
                 u"invoice.paid,"_s + other);
        QSet<QString> types;
        for (int row = 0; row < c.table()->model()->rowCount(); ++row) {
            types.insert(c.cell(row, u"Event type"_s));
        }
        QVERIFY(types.contains(u"invoice.paid"_s));
        QVERIFY((types - QSet<QString>{u"invoice.paid"_s, other}).isEmpty());
        QVERIFY(c.choose(u"typeFilter"_s, u"any"_s));
        QVERIFY(c.settle());
        QVERIFY(!query(c, "listMessages").hasQueryItem(u"event_types"_s));
    }

    /// A column that only one kind of list fills is neither shown nor offered in another.
    void aColumnIsOfferedWhereItIsFilled()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        const auto offered = [&] {
            const QList<QAction *> acts = c.table()->columnsMenu()->actions();
            return std::any_of(acts.cbegin(), acts.cend(), [](const QAction *action) {
                return action->text() == u"Next try"_s;
            });
        };
        QVERIFY(c.table()->isColumnHidden(MessageModel::NextTry));
        QVERIFY(!offered());
        const QString endpoint = first(u"/app/acme/endpoint"_s)[u"id"_s].toString();
        QVERIFY(c.go({Section::Messages, acme(), {}, endpoint, {}}));
        QVERIFY(!c.table()->isColumnHidden(MessageModel::NextTry));
        QVERIFY(offered());
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.table()->isColumnHidden(MessageModel::NextTry));
        QVERIFY(!offered());
    }

    /// A server without tasks and integrations is not asked for one, and it says why; an
    /// integration is looked for in an application only.
    void idsOfPagesThatAreNotHere()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        for (const QString &id :
             {u"qtask_2aaaaaaaaaaaaaaaaaaaaaaaaaa"_s, u"integ_2aaaaaaaaaaaaaaaaaaaaaaaaaa"_s}) {
            c.window().messageBar().dismissAll();
            const Place before = c.window().place();
            QVERIFY(paste(c, id));
            QVERIFY2(c.notice().contains(u"was not looked for"_s), qPrintable(c.notice()));
            QVERIFY2(c.notice().contains(u"svix-server"_s), qPrintable(c.notice()));
            QVERIFY(c.settle());
            QCOMPARE(c.window().place().section, before.section);
        }
        QCOMPARE(c.calls("getBackgroundTask").size() + c.calls("getIntegration").size(), 0);
    }

    void goesToPastedIds()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        const QString app = acme();
        const QJsonObject endpoint = first(u"/app/acme/endpoint"_s);
        const QJsonObject message = first(u"/app/acme/msg?limit=1"_s);
        const QString messageId = message[u"id"_s].toString();
        const QString attempt = first(u"/app/acme/attempt/msg/"_s + messageId)[u"id"_s].toString();

        QVERIFY(paste(c, app));
        QVERIFY(waitUntil([&] { return c.window().session().applicationId() == app; }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Messages);
        const QString endpointId = endpoint[u"id"_s].toString();
        QVERIFY(paste(c, endpointId));
        QVERIFY(waitUntil([&] { return c.window().place().object == endpointId; }));
        QCOMPARE(c.window().place().section, Section::Endpoints);
        QVERIFY(paste(c, messageId));
        QVERIFY(waitUntil([&] { return c.window().place().object == messageId; }));
        QCOMPARE(c.window().place().section, Section::Messages);
        QVERIFY(paste(c, attempt));
        QVERIFY(waitUntil([&] { return c.window().place().object == attempt; }));
        QCOMPARE(c.window().place().section, Section::Attempts);
        QVERIFY(c.settle());

        const QString eventId = message[u"eventId"_s].toString();
        QVERIFY(!eventId.isEmpty());
        QVERIFY(paste(c, eventId));
        QVERIFY(waitUntil([&] { return c.window().place().object == messageId; }));
        QVERIFY(paste(c, u"billing"_s)); // the uid of an endpoint
        QVERIFY(waitUntil([&] { return c.window().place().section == Section::Endpoints; }));
        QVERIFY(c.settle());

        // Of another application: only when asked for.
        const QString far = first(u"/app/kestrel/endpoint"_s)[u"id"_s].toString();
        QVERIFY(paste(c, far));
        QVERIFY2(c.notice().contains(u"is not in Acme Corp"_s), qPrintable(c.notice()));
        c.action(u"lookEverywhere"_s)->trigger();
        QVERIFY(waitUntil([&] { return c.window().place().object == far; }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().session().applicationName(), u"Kestrel Energy"_s);
    }

    /// What is loaded is gone to without a question to the server, also when a filter hides it.
    void loadedRowsNeedNoSearch()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QHash<Section, QString> keys;
        for (const Section section : {Section::Attempts, Section::Messages, Section::Endpoints}) {
            QVERIFY(c.go({section, acme(), {}, {}, {}}));
            // An old message: those of the newest attempts are asked for by their lists too.
            const int row = section == Section::Messages ? c.table()->model()->rowCount() - 1 : 2;
            keys.insert(section, c.table()->model()->index(row, 0).data(KeyRole).toString());
            QVERIFY(!keys.value(section).isEmpty());
        }
        // The detail of a row asks for more about it; a search asks otherwise.
        const auto searched = [&] {
            qsizetype asked = 0;
            for (const char *operation :
                 {"getEndpoint", "listEndpoints", "getApplication", "listMessages"}) {
                asked += c.calls(operation).size();
            }
            for (const ActivityEntry &entry : c.calls("getMessage")) {
                asked += entry.url.path().endsWith(keys.value(Section::Messages)) &&
                         QUrlQuery(entry.url).queryItemValue(u"with_content"_s) == u"false"_s;
            }
            for (const ActivityEntry &entry : c.calls("listAttemptsByEndpoint")) {
                asked += QUrlQuery(entry.url).queryItemValue(u"limit"_s) == u"250"_s;
            }
            return asked;
        };
        const auto before = searched();
        for (const Section section : {Section::Messages, Section::Endpoints}) {
            QVERIFY(c.pane()->list()->filterField()->text().isEmpty());
            c.pane()->list()->filterField()->setText(u"no row has this"_s);
            QVERIFY(paste(c, keys.value(section)));
            QVERIFY(waitUntil([&] { return c.window().place().object == keys.value(section); }));
            QCOMPARE(c.window().place().section, section);
            QVERIFY(c.settle());
            QCOMPARE(c.table()->currentKey(), keys.value(section));
        }
        const QString crm = demo().get(u"/app/acme/endpoint/crm"_s)[u"id"_s].toString();
        QVERIFY(crm != keys.value(Section::Endpoints));
        QVERIFY(paste(c, u"crm"_s)); // its uid
        QVERIFY(waitUntil([&] { return c.window().place().object == crm; }));
        QCOMPARE(searched(), before);
        QVERIFY(paste(c, keys.value(Section::Attempts)));
        QVERIFY(waitUntil([&] { return c.table()->currentKey() == keys[Section::Attempts]; }));
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Attempts);
        QVERIFY(c.window().place().endpoint.isEmpty());
        QCOMPARE(searched(), before);
    }

    void backForwardAndRefresh()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Endpoints, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(1));
        const QString endpoint = c.table()->currentKey();
        QVERIFY(c.settle());
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(7));
        const QString message = c.table()->currentKey();
        QVERIFY(c.settle());
        QVERIFY(c.click(u"backButton"_s));
        QVERIFY(c.settle());
        QCOMPARE(c.window().place().section, Section::Endpoints);
        QCOMPARE(c.table()->currentKey(), endpoint);
        QVERIFY(c.click(u"forwardButton"_s));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentKey(), message);
        // The selection stays although a row came in above it.
        QVERIFY(send(demo().sandbox(), u"acme"_s).startsWith(u"msg_"));
        const auto lists = c.calls("listMessages").size();
        c.key(Qt::Key_F5);
        QVERIFY(waitUntil([&] { return c.calls("listMessages").size() > lists; }));
        QVERIFY(c.settle());
        QCOMPARE(c.table()->currentKey(), message);
        QCOMPARE(c.table()->currentIndex().row(), 8);
        QCOMPARE(c.cell(0, u"Event type"_s), u"a.b"_s);
    }

    void remembersItsLayout()
    {
        QTemporaryDir directory;
        QByteArray columns;
        QList<int> sizes;
        {
            ConsoleWindow c(directory.path());
            QVERIFY(start(c, {790, 660}));
            QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
            c.table()->horizontalHeader()->moveSection(0, 2);
            c.table()->setColumnHidden(3, true);
            auto *split = c.pane()->findChild<QSplitter *>(u"listAndDetail"_s);
            split->setSizes({500, 400});
            sizes = split->sizes();
            columns = c.table()->saveColumns();
            QVERIFY(c.window().close());
        }
        ConsoleWindow again(directory.path());
        const Profile kept = again.settings().profiles().constFirst();
        QVERIFY(again.show());
        QCOMPARE(again.window().size(), QSize(790, 660));
        QVERIFY(again.connectTo(kept, demo().token()));
        QVERIFY(again.go({Section::Messages, acme(), {}, {}, {}}));
        QCOMPARE(again.table()->saveColumns(), columns);
        QCOMPARE(again.table()->horizontalHeader()->visualIndex(0), 2);
        QVERIFY(again.table()->isColumnHidden(3));
        const auto now = again.pane()->findChild<QSplitter *>(u"listAndDetail"_s)->sizes();
        QVERIFY(std::abs(now.at(0) - sizes.at(0)) <= 2);
        QCOMPARE(again.settings().recentApplications(kept.id), QStringList{acme()});
    }

    /// A second window on the same folder keeps nothing on disk.
    void secondWindowWritesNothing()
    {
        ConsoleWindow c;
        c.settings().setReadOnly(true);
        QVERIFY(c.show());
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(c.window().close());
        QVERIFY(!QFile::exists(Paths::under(c.directory()).settingsFile()));
    }

    void activityHasEveryRequest()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        for (const char *operation :
             {"listApplications", "getApplication", "listMessages", "getMessage",
              "listAttemptsByMsg", "listAttemptedDestinations"}) {
            QVERIFY2(!c.calls(operation).isEmpty(), operation);
            QCOMPARE(c.calls(operation).constFirst().status, 200);
        }
        c.key(Qt::Key_8, Qt::AltModifier);
        QCOMPARE(c.window().place().section, Section::Activity);
        QVERIFY(c.clickRow(c.rowWith(u"List messages"_s)));
        QVERIFY(c.settle());
        QVERIFY(c.click(u"copyCurlButton"_s));
        const QString curl = QGuiApplication::clipboard()->text();
        QVERIFY2(curl.contains(u"Authorization: Bearer $SVIX_TOKEN"_s), qPrintable(curl));
        QVERIFY(curl.contains(demo().url().toString()));
        QVERIFY(!curl.contains(QString::fromLatin1(demo().token())));
    }

private:
    bool start(ConsoleWindow &c, const QSize &size = {})
    {
        return c.show(size) && c.connectTo(profileFor(demo().url()), demo().token());
    }

    QUrlQuery query(ConsoleWindow &c, const char *operation)
    {
        const auto calls = c.calls(operation);
        return calls.isEmpty() ? QUrlQuery() : QUrlQuery(calls.constFirst().url);
    }

    QJsonObject first(const QString &path)
    {
        return demo().get(path)[u"data"_s].toArray().first().toObject();
    }

    bool paste(ConsoleWindow &c, const QString &text)
    {
        if (!c.settle()) {
            return false;
        }
        c.window().messageBar().dismissAll();
        return c.paste(text);
    }
};

SVIX_GUI_TEST_MAIN(MainJobTest)
#include "tst_mainjob.moc"
