// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timestamp.h"
#include "support/testmain.h"

using svix::Timestamp;

class TestTimestamp : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *text, bool valid, qint64 micros, const char *shown) {
            QTest::newRow(text) << QByteArray(text) << valid << micros
                                << QString::fromLatin1(shown);
        };
        row("1970-01-01T00:00:00Z", true, 0, "1970-01-01T00:00:00Z");
        row("2026-11-23T14:03:11.123456Z", true, 1795442591123456, "2026-11-23T14:03:11.123456Z");
        row("2026-11-23T14:03:11.120Z", true, 1795442591120000, "2026-11-23T14:03:11.120Z");
        row("2026-11-23T19:33:11+05:30", true, 1795442591000000, "2026-11-23T14:03:11Z");
        row("2026-11-23T14:03:11.123456789Z", true, 1795442591123456,
            "2026-11-23T14:03:11.123456789Z");
        row("1969-12-31T23:59:59.5Z", true, -500000, "1969-12-31T23:59:59.500Z");
        row("9999-12-31T23:59:59Z", true, 253402300799000000, "9999-12-31T23:59:59Z");
        row("2016-12-31T23:59:60Z", false, 0, "2016-12-31T23:59:60Z");
        row("2026-02-29T00:00:00Z", false, 0, "2026-02-29T00:00:00Z");
        row("2026-11-23", false, 0, "2026-11-23");
        row("2026-11-23T14:03:11", false, 0, "2026-11-23T14:03:11");
        row("2026-11-23T14:03:11Zx", false, 0, "2026-11-23T14:03:11Zx");
        row("", false, 0, "");
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        QFETCH(qint64, micros);
        QFETCH(QString, shown);
        const Timestamp time = Timestamp::fromText({text.constData(), size_t(text.size())});
        QCOMPARE(time.isValid(), valid);
        if (valid) {
            QCOMPARE(time.microseconds(), micros);
        }
        QCOMPARE(time.toText(), shown);
    }
    void agreesWithQt()
    {
        for (qint64 day = -200000; day < 2940000; day += 211) {
            const QDateTime expected = QDateTime::fromSecsSinceEpoch(day * 86400 + 3661, Qt::UTC);
            if (expected.date().year() < 1 || expected.date().year() > 9999) {
                continue;
            }
            const QByteArray text = expected.toString(Qt::ISODate).toLatin1();
            const Timestamp time = Timestamp::fromText({text.constData(), size_t(text.size())});
            QCOMPARE(time.toDateTime(), expected);
            QCOMPARE(time.toText().toLatin1(), text);
        }
    }
};

SVIX_TEST_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
