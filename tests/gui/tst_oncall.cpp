// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"
#include "app/session.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/transformationdialog.h"
#include "gui/fakeapi.h"
#include "gui/sandboxed.h"
#include "models/filterproxy.h"
#include "models/messagemodel.h"
#include "panes/messagespane.h"
#include "widgets/codeedit.h"
#include "widgets/connectionbutton.h"
#include "widgets/emptystate.h"
#include "widgets/filterbutton.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What a person on call does with the window: look for what was not delivered, live through an
/// outage, change a connection in the middle of it, and see what they did themselves.
class OnCallTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    /// The server has no such filter, so every loaded row is asked about; the rows left are exactly
    /// those of which the server itself says so.
    void messagesThatWereNotDelivered()
    {
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"windowFilter"_s, u"90 days"_s));
        QVERIFY(c.settle());
        QVERIFY(c.choose(u"deliveryFilter"_s, u"not to all"_s));
        auto *model = static_cast<MessagesPane *>(c.pane())->model();
        QVERIFY(waitUntil([&] { return model->unknownDeliveries() == 0; }));
        const int loaded = model->rowCount();
        QVERIFY(loaded > 10);
        QStringList expected;
        for (int row = 0; row < loaded; ++row) {
            const QString id = model->rowAt(row).id;
            if (isMissedSomewhere(id)) {
                expected.append(id);
            }
        }
        QVERIFY(!expected.isEmpty());
        QVERIFY(expected.size() < loaded);
        QCOMPARE(shownIds(c), expected);
        QVERIFY2(footer(c).contains(u"%1 match"_s.arg(expected.size())), qPrintable(footer(c)));

        // More rows are one press away, and looked at in the same way.
        if (!model->isComplete()) {
            QVERIFY(c.click(u"loadMore"_s));
            QVERIFY(waitUntil([&] { return model->rowCount() > loaded; }));
            QVERIFY(waitUntil([&] { return model->unknownDeliveries() == 0; }));
            QVERIFY(shownIds(c).size() >= expected.size());
        }

        // A message that is gone to on purpose is shown whatever is hidden.
        QString delivered;
        for (int row = 0; row < model->rowCount() && delivered.isEmpty(); ++row) {
            const DeliverySummary &one = model->rowAt(row).delivery;
            delivered = one.isSettled() ? model->rowAt(row).id : QString();
        }
        QVERIFY(!delivered.isEmpty());
        QVERIFY(!shownIds(c).contains(delivered));
        QVERIFY(c.go({Section::Messages, acme(), delivered, {}, {}}));
        QCOMPARE(c.table()->currentKey(), delivered);
        QCOMPARE(c.find<FilterButton>(u"deliveryFilter"_s)->valueText(), u"any"_s);
    }

    /// Cancel in the status line ends the looking, and says how many were not looked at.
    void theLookingCanBeCanceled()
    {
        Demo slow(400);
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(slow.url()), slow.token()));
        QVERIFY(c.go({Section::Messages, slow.applicationId(), {}, {}, {}}));
        QVERIFY(c.choose(u"windowFilter"_s, u"90 days"_s));
        auto *model = static_cast<MessagesPane *>(c.pane())->model();
        QVERIFY(c.settle());
        QVERIFY(model->rowCount() > 40);
        QVERIFY(c.choose(u"deliveryFilter"_s, u"not to all"_s));
        QVERIFY(waitUntil([&] { return c.find<QPushButton>(u"cancelRequests"_s) != nullptr; }));
        QVERIFY(c.click(u"cancelRequests"_s));
        QVERIFY(c.settle());
        const int left = model->unknownDeliveries();
        QVERIFY2(left > 0, qPrintable(footer(c) + c.describe()));
        QVERIFY2(footer(c).contains(u"%1 row"_s.arg(left)) &&
                     footer(c).contains(u"not looked at"_s),
                 qPrintable(footer(c)));
        // Chosen once more it goes on.
        QVERIFY(c.choose(u"deliveryFilter"_s, u"not to all"_s));
        QVERIFY(waitUntil([&] { return model->unknownDeliveries() < left; }));
    }

    /// With an endpoint chosen the server filters by the state there, and this one is not offered.
    void theStateAtOneEndpointIsTheServers()
    {
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"deliveryFilter"_s, u"failed"_s));
        QVERIFY(c.settle());
        const QString endpoint = demo()
                                     .get(u"/app/%1/endpoint"_s.arg(acme()))[u"data"_s]
                                     .toArray()
                                     .at(0)
                                     .toObject()[u"id"_s]
                                     .toString();
        QVERIFY(c.go({Section::Messages, acme(), {}, endpoint, {}}));
        QVERIFY(!c.find<FilterButton>(u"deliveryFilter"_s));
        QVERIFY(c.find<FilterButton>(u"stateFilter"_s));
        QVERIFY(!c.pane()->list()->proxy()->isFiltering());
    }

    /// Nothing matches while it is still looked for: that is said, and then that there is none.
    void nothingMatchesOnlyWhenAllIsKnown()
    {
        FakeApi api;
        bool held = false;
        api.onRequest([&](const SeenRequest &request) -> std::optional<Behaviour> {
            if (held && request.target.contains("/msg/") && request.target.contains("/endpoint")) {
                return fault::never();
            }
            return std::nullopt;
        });
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(api.url()), "testsk_x"));
        held = true;
        c.window().go(
            {Section::Messages, QString::fromLatin1(FakeApi::idOf("app", 1)), {}, {}, {}});
        QVERIFY(waitUntil([&] {
            return c.pane()->section() == Section::Messages && c.table()->model()->rowCount() > 0;
        }));
        QVERIFY(c.choose(u"deliveryFilter"_s, u"no endpoint"_s));
        auto *empty = c.pane()->list()->findChild<EmptyState *>(u"empty"_s);
        QVERIFY(empty);
        QVERIFY(waitUntil([&] { return empty->isVisible(); }));
        QCOMPARE(empty->mode(), EmptyState::Mode::Loading);
        QVERIFY2(empty->title().contains(u"Looking at"_s), qPrintable(empty->title()));
    }

    /// One outage is one message, with what was missed; the status line says since when. Each list
    /// that is there again goes from it, and the last takes it away.
    void anOutageIsSaidOnce()
    {
        FakeApi api;
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(api.url()), "testsk_x"));
        const QString app = QString::fromLatin1(FakeApi::idOf("app", 1));
        QVERIFY(c.go({Section::Endpoints, app, {}, {}, {}}));
        QVERIFY(c.go({Section::Messages, app, {}, {}, {}}));
        QVERIFY(c.choose(u"windowFilter"_s, u"90 days"_s));
        QVERIFY(c.settle());
        auto *line = c.window().findChild<QLabel *>(u"serverLabel"_s);
        QVERIFY(line);
        QVERIFY(!line->text().contains(u"no answer"_s));
        const quint16 port = api.server().serverPort();
        api.server().close();
        api.server().resetAll();
        MessageBar &bar = c.window().messageBar();
        bar.dismissAll();
        c.window().refresh();
        QVERIFY(waitUntil([&] { return bar.count() > 0; }));
        QVERIFY2(line->text().contains(u"no answer since"_s), qPrintable(line->text()));
        const auto says = [&](const QString &words) {
            return (bar.currentTitle() + u' ' + bar.currentText()).contains(words);
        };
        QVERIFY2(says(u"no answer since"_s), qPrintable(c.describe()));
        c.window().go({Section::Endpoints, app, {}, {}, {}});
        c.window().refresh();
        QVERIFY2(waitUntil([&] { return says(u"Endpoints not loaded."_s); }),
                 qPrintable(c.describe()));
        QVERIFY2(says(u"Payload not loaded."_s), qPrintable(c.describe()));
        QCOMPARE(bar.count(), 1);

        QVERIFY(api.server().listen(QHostAddress::LocalHost, port));
        c.window().go({Section::Messages, app, {}, {}, {}});
        c.window().refresh();
        QVERIFY(c.settle());
        QVERIFY(waitUntil([&] { return !line->text().contains(u"no answer"_s); }));
        const QString left = bar.currentTitle() + u' ' + bar.currentText();
        QVERIFY2(bar.count() == 0 || bar.currentTitle() == u"The server answers again"_s,
                 qPrintable(left));
        c.window().refresh();
        QVERIFY(c.settle());
        QCOMPARE(bar.count(), 0);
        // A page that could not be loaded meanwhile is, by going there.
        QVERIFY(c.go({Section::Endpoints, app, {}, {}, {}}));
        QVERIFY(!c.pane()->list()->showsFailure());
    }

    /// A new name, another class or read-only does not throw away where one is: no new connection.
    void changingAConnectionKeepsTheFilters()
    {
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"windowFilter"_s, u"7 days"_s));
        QVERIFY(c.settle());
        const quint64 generation = c.window().session().generation();
        QVERIFY(c.act(u"editConnection"_s));
        auto *dialog = c.dialog<ConnectionDialog>();
        QVERIFY(dialog);
        c.find<QLineEdit>(u"name"_s)->setText(u"Acme EU"_s);
        c.find<QCheckBox>(u"readOnly"_s)->setChecked(true);
        QVERIFY(c.click(u"saveButton"_s));
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.window().session().generation(), generation);
        QCOMPARE(c.find<FilterButton>(u"windowFilter"_s)->valueText(), u"7 days"_s);
        QCOMPARE(c.window().place().section, Section::Messages);
        QVERIFY(c.window().session().isReadOnly());
        QVERIFY(!c.action(u"newMessage"_s)->isEnabled());
        QVERIFY2(c.find<ConnectionButton>(u"connectionButton"_s)
                     ->accessibleName()
                     .contains(u"Acme EU"_s),
                 qPrintable(c.find<ConnectionButton>(u"connectionButton"_s)->accessibleName()));
    }

    /// "What did I change?" is one choice among many reads.
    void activityOfWritesOnly()
    {
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(demo().url()), demo().token()));
        QVERIFY(c.go({Section::Messages, acme(), {}, {}, {}}));
        QVERIFY(c.choose(u"windowFilter"_s, u"90 days"_s));
        QVERIFY(c.settle());
        QVERIFY(c.choose(u"deliveryFilter"_s, u"not to all"_s));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() > 0; }));
        QVERIFY(c.settle());
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        QVERIFY(c.resend());
        QVERIFY(c.settle());
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        const int all = c.table()->model()->rowCount();
        QVERIFY(c.choose(u"kindFilter"_s, u"writes only"_s));
        const int writes = c.table()->model()->rowCount();
        QVERIFY(writes >= 1);
        QVERIFY(writes < all);
        for (int row = 0; row < writes; ++row) {
            QVERIFY2(c.cell(row, u"Operation"_s).contains(u"again"_s),
                     qPrintable(c.cell(row, u"Operation"_s)));
        }
        QVERIFY(c.choose(u"kindFilter"_s, u"all"_s));
        QCOMPARE(c.table()->model()->rowCount(), all);
    }

    /// Code that each message goes through from then on is no draft: production asks.
    void switchingATransformationLiveAsksOnProduction_data()
    {
        QTest::addColumn<ConnectionClass>("kind");
        QTest::addColumn<bool>("asks");
        QTest::newRow("production") << ConnectionClass::Production << true;
        QTest::newRow("test") << ConnectionClass::Test << false;
    }
    void switchingATransformationLiveAsksOnProduction()
    {
        QFETCH(ConnectionClass, kind);
        QFETCH(bool, asks);
        sandbox::SandboxOptions options = withFaults({});
        options.like = ServerKind::Cloud;
        SandboxThread sandbox(options);
        const QString app = makeApplication(sandbox);
        const QString endpoint = makeEndpoint(sandbox, app, "/in");
        ConsoleWindow c;
        QVERIFY(c.show({1280, 800}));
        QVERIFY(c.connectTo(profileFor(QUrl(u"http://127.0.0.1:%1"_s.arg(sandbox.port())), kind),
                            sandbox.token()));
        QVERIFY(c.go({Section::Endpoints, app, endpoint, {}, {}}));
        QVERIFY(c.act(u"editTransformation"_s));
        auto *dialog = c.dialog<TransformationDialog>();
        QVERIFY(dialog);
        QVERIFY(waitUntil([&] { return !dialog->isBusy(); }));
        c.find<CodeEdit>(u"code"_s)->setText(u"function handler(webhook) { return webhook; }"_s);
        c.find<QCheckBox>(u"enabled"_s)->setChecked(true);
        QVERIFY(c.click(u"saveButton"_s));
        if (asks) {
            auto *asked = c.dialog<ConfirmDialog>();
            QVERIFY(asked);
            QCOMPARE(c.calls("setEndpointTransformation").size(), 0);
            QVERIFY(c.click(u"verbButton"_s));
        }
        QVERIFY(c.noDialog());
        QVERIFY(c.settle());
        QCOMPARE(c.calls("setEndpointTransformation").size(), 1);
    }

private:
    static QStringList shownIds(ConsoleWindow &c)
    {
        QStringList ids;
        const QAbstractItemModel *model = c.table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            ids.append(model->index(row, 0).data(KeyRole).toString());
        }
        return ids;
    }
    static QString footer(ConsoleWindow &c)
    {
        return c.pane()->list()->findChild<QLabel *>(u"loadedLabel"_s)->text();
    }
    /// As the server has it: there is an endpoint that has neither got nor refused it on purpose,
    /// or none at all.
    bool isMissedSomewhere(const QString &message)
    {
        const QJsonArray destinations =
            demo()
                .get(u"/app/%1/msg/%2/endpoint?limit=250"_s.arg(acme(), message))[u"data"_s]
                .toArray();
        const auto settled =
            std::count_if(destinations.begin(), destinations.end(), [](const QJsonValue &one) {
                const int status = one[u"status"_s].toInt();
                return status == int(MessageStatus::Success) ||
                       status == int(MessageStatus::Canceled);
            });
        return destinations.isEmpty() || settled < destinations.size();
    }
};

SVIX_GUI_TEST_MAIN(OnCallTest)
#include "tst_oncall.moc"
