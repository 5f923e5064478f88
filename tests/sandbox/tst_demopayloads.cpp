// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/seed/demodata.h"
#include "sandbox/seed/demopayloads.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

/// The payloads of the made-up company, which are not kept but made anew each time they are read.
class TestDemoPayloads : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void areSortedJson_data();
    void areSortedJson();
    void stayTheSame();
};

void TestDemoPayloads::areSortedJson_data()
{
    QTest::addColumn<QString>("type");
    for (const DemoEventType &type : demoEventTypes) {
        QTest::newRow(type.name) << QString::fromUtf8(type.name);
    }
    QTest::newRow("no dot") << u"other"_s;
}

void TestDemoPayloads::areSortedJson()
{
    QFETCH(QString, type);
    for (const QString &customer : {u"acme"_s, u"a\"\\ü"_s}) {
        for (qint64 number = 0; number < 100; ++number) {
            const QByteArray made = DemoPayloads::make(type, customer, number, 1700000000123);
            QCOMPARE(made, QJsonDocument::fromJson(made).toJson(QJsonDocument::Compact));
        }
    }
}

// A folder keeps the name of the source, "demo-1", and no payload: a webhook that is sent again has
// to have the same bytes, whatever version made the folder.
void TestDemoPayloads::stayTheSame()
{
    QCryptographicHash all(QCryptographicHash::Sha256);
    for (const DemoEventType &type : demoEventTypes) {
        for (qint64 number = 0; number < 200; ++number) {
            all.addData(DemoPayloads::make(QString::fromUtf8(type.name), u"acme"_s, number,
                                           1700000000123 + number * 86400000));
        }
    }
    QCOMPARE(all.result().toHex(),
             QByteArray("8b590aa8997a280da4531a13c6924093ae9fa0fad2b93eacf1f4dbb87f1073f0"));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestDemoPayloads)
#include "tst_demopayloads.moc"
