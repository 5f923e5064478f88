// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/resenddialog.h"
#include "gui/sandboxed.h"
#include "widgets/filterbutton.h"
#include "widgets/style/tokens.h"

#include <QApplication>
#include <QClipboard>
#include <QListView>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// What is chosen, what the detail shows and what the acts are done with is one and the same.
class ChoosingTest : public DemoTest
{
    Q_OBJECT
private Q_SLOTS:
    /// Several rows are chosen, then one goes to a message that is in no loaded row.
    void goingToAnUnloadedMessageLeavesTheRows()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        for (const int rowsBefore : {3, 1}) {
            for (int row = 0; row < rowsBefore; ++row) {
                QVERIFY(c.clickRow(row, row > 0 ? Qt::ControlModifier : Qt::NoModifier));
            }
            QCOMPARE(c.table()->selectedKeys().size(), rowsBefore);
            QVERIFY(c.settle());
            QCOMPARE(c.action(u"resend"_s)->text(),
                     rowsBefore > 1 ? u"&Resend 3…"_s : u"&Resend…"_s);
            const QJsonObject far = unloaded(c);
            const QString id = far[u"id"_s].toString();
            QVERIFY(id.startsWith(u"msg_"));
            QVERIFY(c.paste(far[u"eventId"_s].toString()));
            QVERIFY(waitUntil([&] { return c.window().place().object == id; }));
            QVERIFY(c.settle());
            QCOMPARE(c.table()->rowOfKey(id), -1);
            QCOMPARE(c.table()->selectedKeys(), QStringList());
            QCOMPARE(c.table()->currentKey(), QString());
            QCOMPARE(c.action(u"resend"_s)->text(), u"&Resend…"_s);
            QCOMPARE(c.find<QPushButton>(u"resendButton"_s)->text(), u"&Resend…"_s);
            // Nothing in the table answers to a shortcut, so none takes another message.
            c.table()->setFocus();
            QGuiApplication::clipboard()->setText(u"before"_s);
            c.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
            const auto sent = c.calls("resendWebhook").size();
            c.key(Qt::Key_R, Qt::ControlModifier);
            auto *dialog = c.dialog<ResendDialog>();
            QVERIFY(dialog);
            QVERIFY2(dialog->title().contains(far[u"eventId"_s].toString()),
                     qPrintable(dialog->title()));
            c.key(Qt::Key_Escape);
            QVERIFY(c.noDialog());
            QCOMPARE(c.calls("resendWebhook").size(), sent);
        }
    }

    /// A row that is not there is not found: nothing else stays shown in its place.
    void anIdThatIsGoneShowsNothing()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.settle());
        c.window().go({Section::Messages, acme(), u"msg_2aaaaaaaaaaaaaaaaaaaaaaaaaa"_s, {}, {}});
        QVERIFY(c.settle());
        QCOMPARE(c.window().currentPane()->place().object, QString());
        QVERIFY(c.table()->selectedKeys().isEmpty());
        QVERIFY(!c.action(u"resend"_s)->isEnabled());
        c.window().messageBar().dismissAll();
    }

    void ctrlClickAndCtrlArrows()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        for (const Section section : {Section::Applications, Section::Endpoints, Section::Messages,
                                      Section::Attempts, Section::EventTypes, Section::Activity}) {
            QVERIFY(c.go({section, isInApplication(section) ? acme() : QString(), {}, {}, {}}));
            QVERIFY(c.table()->model()->rowCount() > 3);
            QVERIFY(c.clickRow(0));
            const QString first = c.table()->currentKey();
            QVERIFY(c.clickRow(2, Qt::ControlModifier));
            const QString third = c.table()->currentKey();
            QVERIFY(first != third);
            QCOMPARE(shown(c), third);
            // Taken out again: the detail is of what is still chosen.
            QVERIFY(c.clickRow(2, Qt::ControlModifier));
            QCOMPARE(c.table()->selectedKeys(), QStringList{first});
            QCOMPARE(c.table()->currentKey(), first);
            QCOMPARE(shown(c), first);
            // The ring goes on alone; Ctrl+Space takes its row in.
            c.key(Qt::Key_Down, Qt::ControlModifier);
            QCOMPARE(c.table()->selectedKeys(), QStringList{first});
            QCOMPARE(shown(c), first);
            c.key(Qt::Key_Space, Qt::ControlModifier);
            QCOMPARE(c.table()->selectedKeys().size(), 2);
            QVERIFY(c.table()->selectedKeys().contains(shown(c)));
            QCOMPARE(shown(c), c.table()->currentKey());
            // None is left.
            QVERIFY(c.clickRow(1));
            QVERIFY(c.clickRow(1, Qt::ControlModifier));
            QCOMPARE(c.table()->selectedKeys(), QStringList());
            QCOMPARE(shown(c), QString());
            QVERIFY(c.settle());
        }
    }

    void homeAndEnd()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(3));
        const auto key = [&](int row) {
            return c.table()->model()->index(row, 0).data(KeyRole).toString();
        };
        for (const Qt::KeyboardModifiers modifiers : {Qt::NoModifier, Qt::ControlModifier}) {
            c.key(Qt::Key_End, modifiers);
            const int last = c.table()->currentIndex().row();
            QVERIFY(last > 3);
            QCOMPARE(c.table()->selectedKeys(), QStringList{key(last)});
            QCOMPARE(shown(c), key(last));
            c.key(Qt::Key_Home, modifiers);
            QCOMPARE(c.table()->currentIndex().row(), 0);
            QCOMPARE(c.table()->selectedKeys(), QStringList{key(0)});
            QCOMPARE(shown(c), key(0));
            QVERIFY(c.settle());
        }
        QVERIFY(c.clickRow(3));
        c.key(Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(c.table()->selectedKeys(), (QStringList{key(0), key(1), key(2), key(3)}));
        QCOMPARE(shown(c), key(0));
    }

    /// Acts on one object are off while several are chosen, and say why; ids are all copied.
    void severalRows()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(2, Qt::ShiftModifier));
        QVERIFY(c.settle());
        for (const QString &name : {u"copyPayload"_s, u"sendAgain"_s, u"showAttempts"_s}) {
            QVERIFY2(!c.action(name)->isEnabled(), qPrintable(name));
            QCOMPARE(c.action(name)->toolTip(), u"Choose one message only."_s);
        }
        QVERIFY(c.action(u"resend"_s)->isEnabled());
        c.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), c.table()->selectedKeys().join(u'\n'));
        QVERIFY(c.clickRow(1));
        QVERIFY(c.settle());
        QVERIFY(c.action(u"copyPayload"_s)->isEnabled());

        QVERIFY(c.go({Section::Endpoints, acme(), {}, {}, {}}));
        QVERIFY(c.clickRow(0));
        QVERIFY(c.clickRow(2, Qt::ShiftModifier));
        QVERIFY(!c.action(u"sendExample"_s)->isEnabled());
        c.action(u"copyUrl"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text().count(u"https://"_s) +
                     QGuiApplication::clipboard()->text().count(u"http://"_s),
                 3);
    }

    /// No entry stands twice in what a page offers, and each is called what it is.
    void menusNameThings()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        QHash<Section, QStringList> texts;
        for (const Section section : {Section::Applications, Section::Endpoints, Section::Messages,
                                      Section::Attempts, Section::EventTypes, Section::Activity}) {
            QVERIFY(c.go({section, isInApplication(section) ? acme() : QString(), {}, {}, {}}));
            QVERIFY(c.clickRow(0));
            QVERIFY(c.settle());
            for (const QAction *action : c.pane()->paneActions() + c.table()->copyActions()) {
                if (action->isVisible()) {
                    texts[section].append(action->text().remove(u'&'));
                }
            }
            QStringList once = texts[section];
            once.removeDuplicates();
            QCOMPARE(texts[section], once);
        }
        QVERIFY(texts[Section::Endpoints].contains(u"Copy URL"_s));
        QVERIFY(texts[Section::Endpoints].contains(u"Copy uid"_s));
        QVERIFY(texts[Section::Messages].contains(u"Copy event id"_s));
        QVERIFY(!texts[Section::Messages].contains(u"Copy uid"_s));
        QVERIFY(!texts[Section::Activity].join(u'\n').contains(u"uid"_s));
    }

    /// A filter that lets the chosen row through leaves it chosen; Enter goes to the only row left.
    void filteringKeepsTheChoice()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        const int row = c.rowWith(u"90417"_s);
        QVERIFY(c.clickRow(row));
        QVERIFY(c.settle());
        const QString chosen = c.table()->currentKey();
        const QString type = c.cell(row, u"Event type"_s);
        const auto kept = [&] {
            return c.table()->selectedKeys() == QStringList{chosen} && shown(c) == chosen &&
                   c.table()->currentKey() == chosen;
        };
        c.key(Qt::Key_F, Qt::ControlModifier);
        for (const QChar letter : type.left(5)) {
            c.type(letter);
            QTest::qWait(20);
            QVERIFY(kept());
        }
        c.pane()->list()->filterField()->clear();
        QTest::qWait(20);
        QVERIFY(kept());
        // Also what the server filters by.
        QVERIFY(c.choose(u"typeFilter"_s, type));
        QVERIFY(c.settle());
        QVERIFY(kept());
        QVERIFY(c.choose(u"typeFilter"_s, u"any"_s));
        QVERIFY(c.settle());
        QVERIFY(kept());
        // What is filtered away is not acted on.
        c.key(Qt::Key_F, Qt::ControlModifier);
        c.type(u"no row has this"_s);
        QVERIFY(waitUntil([&] { return shown(c).isEmpty(); }));
        QVERIFY(!c.action(u"resend"_s)->isEnabled());
        c.pane()->list()->filterField()->clear();
        c.table()->selectKey({});
        QVERIFY(waitUntil([&] { return shown(c).isEmpty(); }));

        c.key(Qt::Key_F, Qt::ControlModifier);
        c.type(u"90417"_s);
        QTRY_COMPARE(c.table()->model()->rowCount(), 1);
        QVERIFY(shown(c).isEmpty());
        c.key(Qt::Key_Return);
        QCOMPARE(c.window().focusWidget(), c.table()); // the menus before may have left it inactive
        QTRY_VERIFY(kept());
        QVERIFY(c.settle());
    }

    /// A filter that keeps rows out looks apart, and none looks pressed after its menu was used.
    void filterButtonsLookAsTheyAre()
    {
        ConsoleWindow c;
        QVERIFY(start(c));
        auto *type = c.find<FilterButton>(u"typeFilter"_s);
        auto *channel = c.find<FilterButton>(u"channelFilter"_s);
        QVERIFY(type && channel);
        QVERIFY(!hasAccent(type));
        QCursor::setPos(c.window().mapToGlobal(QPoint(2, 2)));
        type->setAttribute(Qt::WA_UnderMouse); // the menu takes the pointer's leaving
        QVERIFY(c.choose(u"typeFilter"_s, u"invoice.paid"_s));
        QVERIFY(c.settle());
        QVERIFY(type->narrows());
        QVERIFY(!type->isDown() && !type->underMouse());
        QVERIFY(hasAccent(type));
        QVERIFY(!hasAccent(channel));
        const QColor base = Tokens::of(type).base;
        QCOMPARE(type->grab().toImage().pixelColor(5, 5), base);
        QVERIFY(c.choose(u"typeFilter"_s, u"any"_s));
        QVERIFY(c.settle());
        QVERIFY(!hasAccent(type));
        QCOMPARE(type->grab().toImage().pixelColor(5, 5), base);
    }

private:
    bool start(ConsoleWindow &c)
    {
        return c.show() && c.connectTo(profileFor(demo().url()), demo().token()) &&
               c.go({Section::Messages, acme(), {}, {}, {}});
    }

    /// The object in the detail.
    static QString shown(ConsoleWindow &c) { return c.pane()->place().object; }

    static bool hasAccent(QWidget *widget)
    {
        const QImage image = widget->grab().toImage();
        const QColor accent = Tokens::of(widget).accent;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixelColor(x, y) == accent) {
                    return true;
                }
            }
        }
        return false;
    }

    /// A message with an event id that is in no loaded row.
    QJsonObject unloaded(ConsoleWindow &c)
    {
        QString iterator;
        for (int page = 0; page < 20; ++page) {
            const QJsonObject answer =
                demo().get(u"/app/acme/msg?limit=250"_s +
                           (iterator.isEmpty() ? QString() : u"&iterator="_s + iterator));
            for (const QJsonValue &message : answer[u"data"_s].toArray()) {
                if (!message[u"eventId"_s].toString().isEmpty() &&
                    c.table()->rowOfKey(message[u"id"_s].toString()) < 0) {
                    return message.toObject();
                }
            }
            iterator = answer[u"iterator"_s].toString();
        }
        return {};
    }
};

SVIX_GUI_TEST_MAIN(ChoosingTest)
#include "tst_choosing.moc"
