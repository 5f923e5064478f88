// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/deletedcopies.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace svix;

class DeletedCopiesTest : public test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Byte for byte, for this person only, the latest first.
    void keepsWhatItIsGiven()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"deleted"_s);
        DeletedCopies copies(folder);
        QVERIFY(copies.list().isEmpty());
        const QByteArray first = "{\"b\": 1.10,\n \"a\":2}";
        QVERIFY(copies.keep(u"application"_s, u"Søren's"_s, u"Acme EU"_s, first).ok());
        QTest::qWait(2);
        QVERIFY(copies.keep(u"endpoint"_s, u"https://a.example/hook"_s, u"Acme EU"_s, "{}").ok());
        const auto list = copies.list();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0].kind, u"endpoint"_s);
        QCOMPARE(list[1].name, u"Søren's"_s);
        QCOMPARE(list[1].connection, u"Acme EU"_s);
        QVERIFY(list[0].kept >= list[1].kept);
        QCOMPARE(*copies.read(list[1].file), first);
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(folder).permissions() & others));
        QVERIFY(!(QFileInfo(folder + u'/' + list[1].file).permissions() & others));
        QVERIFY(copies.remove(list[1].file).ok());
        QCOMPARE(copies.list().size(), 1);
        QVERIFY(!copies.read(list[1].file).ok());
        QVERIFY(copies.remove(list[1].file).ok()); // gone is gone
    }

    void forgetsAfterThirtyDays()
    {
        QTemporaryDir dir;
        DeletedCopies copies(dir.path());
        QVERIFY(copies.keep(u"event-type"_s, u"a.b"_s, {}, "{}").ok());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(copies.prune(now.addDays(30)), 0);
        QCOMPARE(copies.prune(now.addDays(31)), 1);
        QVERIFY(copies.list().isEmpty());
    }

    /// What lies there beside the copies is neither shown nor touched, nor anything elsewhere.
    void leavesOtherFilesAlone()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"deleted"_s);
        DeletedCopies copies(folder);
        QVERIFY(copies.keep(u"application"_s, u"A"_s, {}, "{}").ok());
        const QString beside = dir.filePath(u"settings.json"_s);
        for (const QString &path : {beside, folder + u"/damaged.json"_s}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{\"kind\":1}\n{}");
        }
        QCOMPARE(copies.list().size(), 1);
        QVERIFY(!copies.read(u"damaged.json"_s).ok());
        QVERIFY(copies.remove(u"../settings.json"_s).ok());
        QVERIFY(QFile::exists(beside));
        QCOMPARE(copies.prune(QDateTime::currentDateTimeUtc().addDays(100)), 1);
        QVERIFY(QFile::exists(folder + u"/damaged.json"_s));
    }

    /// It says so, and nothing seems to be kept.
    void aFolderThatCannotBeMade()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"deleted"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        DeletedCopies copies(file.fileName());
        const auto kept = copies.keep(u"application"_s, u"A"_s, {}, "{}");
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().kind, ErrorKind::Storage);
    }
};

SVIX_TEST_MAIN(DeletedCopiesTest)
#include "tst_deletedcopies.moc"
