// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timeformat.h"
#include "gui/sandboxed.h"
#include "models/roles.h"
#include "widgets/badge.h"
#include "widgets/emptystate.h"
#include "widgets/style/tokens.h"

#include <QHeaderView>
#include <QLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

namespace {

QString pathOf(const QWidget *widget)
{
    QStringList names;
    for (; widget; widget = widget->parentWidget()) {
        names.prepend(widget->objectName());
    }
    return names.join(u'/');
}

/// How a widget is measured; what follows from the window's history is not in it.
QString measuresOf(const QWidget *widget)
{
    QString text;
    QDebug out(&text);
    out << widget->font().pointSizeF() << widget->font().weight() << widget->contentsMargins()
        << widget->minimumHeight() << widget->maximumHeight();
    if (const QLayout *layout = widget->layout()) {
        out << layout->contentsMargins() << layout->spacing();
    }
    return text;
}

/// Of the widgets that are named and shown, by their place.
QMap<QString, QString> measures(const QWidget &window)
{
    QMap<QString, QString> all;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const bool named =
            !widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_");
        if (named && widget->isVisible()) {
            all.insert(pathOf(widget), measuresOf(widget));
        }
    }
    return all;
}

} // namespace

/// What is to be read can be read: in another size of the text, and in rows that are scanned.
class ReadingTest : public DemoTest
{
    Q_OBJECT
private:
    bool messages(ConsoleWindow &c)
    {
        return c.show() && c.connectTo(profileFor(demo().url()), demo().token()) &&
               c.go({Section::Messages, acme(), {}, {}, {}}) && c.settle();
    }

    QFont m_font = QApplication::font();

private Q_SLOTS:
    void cleanup() { QApplication::setFont(m_font); }

    /// Another size of the text gives the window that a restart would give.
    void anotherTextSizeIsAsAfterARestart()
    {
        ConsoleWindow live;
        QVERIFY(messages(live));
        live.choose(u"windowFilter"_s, u"90 days"_s);
        QVERIFY(live.settle());
        const int last = live.table()->model()->rowCount() - 1;
        QVERIFY(live.clickRow(last));
        QVERIFY(live.settle());
        const QString chosen = live.table()->currentKey();
        const QMap<QString, QString> before = measures(live.window());

        QFont larger = m_font;
        larger.setPointSizeF(m_font.pointSizeF() * 1.4);
        QApplication::setFont(larger);
        QVERIFY(live.settle());
        QCOMPARE(live.table()->currentKey(), chosen);
        const QRect row = live.table()->visualRect(live.table()->currentIndex());
        QVERIFY2(live.table()->viewport()->rect().contains(row.center()),
                 qPrintable(u"%1 of %2"_s.arg(row.y()).arg(live.table()->viewport()->height())));

        ConsoleWindow fresh;
        QVERIFY(messages(fresh));
        fresh.choose(u"windowFilter"_s, u"90 days"_s);
        QVERIFY(fresh.settle());
        QVERIFY(fresh.clickRow(last));
        QVERIFY(fresh.settle());
        const QMap<QString, QString> now = measures(live.window());
        const QMap<QString, QString> wanted = measures(fresh.window());
        QStringList different;
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            if (now.contains(it.key()) && now.value(it.key()) != it.value()) {
                different +=
                    it.key() + u"\n   is "_s + now.value(it.key()) + u"\n   not "_s + it.value();
            }
        }
        QVERIFY(wanted.size() > 40);
        QVERIFY2(different.isEmpty(), qPrintable(different.join(u'\n')));
        QVERIFY(now != before);

        QApplication::setFont(m_font);
        QVERIFY(live.settle());
        const QMap<QString, QString> again = measures(live.window());
        for (auto it = before.begin(); it != before.end(); ++it) {
            if (again.contains(it.key())) {
                QCOMPARE(it.key() + again.value(it.key()), it.key() + it.value());
            }
        }
    }

    /// With twice the text on a small screen the attempts are a tab, in which one can be read.
    void attemptsCanBeReadWithBigText()
    {
        QFont twice = m_font;
        twice.setPointSizeF(m_font.pointSizeF() * 2);
        QApplication::setFont(twice);
        ConsoleWindow c;
        QVERIFY(messages(c));
        c.window().resize(1280, 860);
        const int row = c.rowWith(u"90413"_s);
        QVERIFY(c.clickRow(row));
        QVERIFY(c.settle());
        auto *tabs = c.find<QTabBar>(u"tabs"_s);
        QVERIFY(tabs);
        QCOMPARE(tabs->count(), 4);
        QCOMPARE(tabs->tabText(3), u"Attempts"_s);
        tabs->setCurrentIndex(3);
        QVERIFY(c.settle());
        const auto *area = c.find<QScrollArea>(u"attemptsArea"_s);
        QVERIFY(area);
        const auto heads = area->findChildren<QAbstractButton *>();
        QVERIFY(!heads.isEmpty());
        const QRect head(heads.first()->mapTo(area->viewport(), QPoint(0, 0)),
                         heads.first()->size());
        QVERIFY2(area->viewport()->rect().contains(head),
                 qPrintable(QString::number(head.bottom())));
        c.window().resize(2400, 1700);
        QApplication::setFont(m_font);
        QVERIFY(c.settle());
        QCOMPARE(tabs->count(), 3);
        QVERIFY(c.find<QScrollArea>(u"attemptsArea"_s));
    }

    /// An event id that no loaded row has: it may be older, and the server may know it.
    void aFilterThatMatchesNothingLeadsOn()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        c.pane()->list()->filterField()->setFocus();
        c.type(u"evt-none-such"_s);
        auto *empty = c.find<EmptyState>(u"empty"_s);
        QVERIFY(empty);
        QCOMPARE(empty->title(), u"No loaded row matches"_s);
        auto *find = c.find<QPushButton>(u"findOnServer"_s);
        QVERIFY(find);
        QCOMPARE(find->text(), u"Find \"evt-none-such\" on the server"_s);
        QVERIFY(c.click(u"findOnServer"_s));
        QVERIFY(c.settle());
        QVERIFY2(c.notice().contains(u"evt-none-such"), qPrintable(c.notice()));
        QVERIFY(c.click(u"lookFurtherBack"_s));
        QVERIFY(c.settle());
        QCOMPARE(c.find<QWidget>(u"windowFilter"_s)->accessibleName(), u"Time: 90 days"_s);
        QVERIFY(!c.find<QPushButton>(u"lookFurtherBack"_s)); // there is nothing further
        QVERIFY(c.find<QPushButton>(u"clearFiltersButton"_s));
    }

    /// The same words and sign for an endpoint in the list and beside it.
    void aDisabledEndpointLooksTheSameInListAndDetail()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        QVERIFY(c.go({Section::Endpoints, acme(), {}, {}, {}}));
        const int row = c.rowWith(u"disabled"_s);
        QVERIFY(c.clickRow(row));
        QVERIFY(c.settle());
        auto *badge = c.pane()->findChild<Badge *>();
        QVERIFY(badge->text().startsWith(u"Disabled"));
        bool found = false;
        const QAbstractItemModel *model = c.table()->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            const QModelIndex cell = model->index(row, column);
            if (cell.data().toString() == u"disabled") {
                Badge same(badge->text(), static_cast<StateKind>(cell.data(StateRole).toInt()),
                           badge->parentWidget());
                same.resize(badge->size());
                QCOMPARE(badge->grab().toImage(), same.grab().toImage());
                found = true;
            }
        }
        QVERIFY(found);
    }

    void theRingOfARowIsClosed()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        QVERIFY(c.clickRow(1));
        c.table()->setFocus();
        c.window().setAttribute(Qt::WA_KeyboardFocusChange);
        c.table()->viewport()->update();
        const QImage image = c.table()->viewport()->grab().toImage();
        const auto *header = c.table()->horizontalHeader();
        const QRect row = c.table()->visualRect(c.table()->currentIndex());
        const int end = std::min(header->length() - header->offset(), image.width()) - 1;
        const QColor accent = Tokens::of(c.table()).accent;
        QCOMPARE(image.pixelColor(end, row.center().y()), accent);
        QVERIFY(image.pixelColor(end - 6, row.center().y()) != accent);
    }

    /// The pseudo-language changes texts, and the pattern of a date is none.
    void datesAreNotTranslated()
    {
        QTranslator pseudo;
        QVERIFY(pseudo.load(u":/i18n/svix-console_qps.qm"_s));
        QCoreApplication::installTranslator(&pseudo);
        const qint64 then = QDateTime(QDate(2020, 3, 9), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch();
        const qint64 now = QDateTime(QDate(2026, 3, 9), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch();
        QCOMPARE(TimeFormat::relative(then, now, QTimeZone::utc()),
                 QLocale().toString(QDate(2020, 3, 9), u"d MMM yyyy"_s));
        QCoreApplication::removeTranslator(&pseudo);
    }

    /// Activity says what was done and to what; attempts show where they went.
    void rowsCanBeScanned()
    {
        ConsoleWindow c;
        QVERIFY(messages(c));
        QVERIFY(c.clickRow(c.rowWith(u"90413"_s)));
        QVERIFY(c.settle());
        const QString message = c.table()->currentKey();
        QVERIFY(c.go({Section::Activity, {}, {}, {}, {}}));
        const int row = c.rowWith(u"List the attempts of a message"_s);
        QVERIFY2(row >= 0, qPrintable(c.cell(0, u"Operation"_s)));
        QCOMPARE(c.cell(row, u"Object"_s), message);
        QVERIFY(c.go({Section::Attempts, acme(), {}, {}, {}}));
        QVERIFY(waitUntil([&] { return c.table()->model()->rowCount() > 0; }));
        const auto width = [&c](const QString &header) {
            const QAbstractItemModel *model = c.table()->model();
            for (int i = 0; i < model->columnCount(); ++i) {
                if (model->headerData(i, Qt::Horizontal).toString() == header) {
                    return c.table()->columnWidth(i);
                }
            }
            return 0;
        };
        const QString widths =
            u"%1 %2 %3"_s.arg(width(u"Endpoint"_s)).arg(width(u"Next try"_s)).arg(width(u"Took"_s));
        QVERIFY2(width(u"Endpoint"_s) > 2 * width(u"Next try"_s), qPrintable(widths));
        QVERIFY2(width(u"Endpoint"_s) > 2 * width(u"Took"_s), qPrintable(widths));
    }
};

SVIX_GUI_TEST_MAIN(ReadingTest)
#include "tst_reading.moc"
