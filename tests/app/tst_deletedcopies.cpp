// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies of deleted objects: for this person only, listed, shown, taken away after 30 days.
#include "app/deletedcopies.h"
#include "support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace svix;

class DeletedCopiesTest : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsListsAndRemoves()
    {
        QTemporaryDir folder;
        const QString place = folder.path() + u"/deleted"_s;
        DeletedCopies copies(place);
        QVERIFY(copies.list().isEmpty());
        const QJsonObject object{{u"id"_s, u"app_1"_s}, {u"name"_s, u"Acme"_s}};
        const auto id = copies.keep(u"application"_s, u"Acme"_s, object, u"Acme EU"_s);
        QVERIFY(id.ok());
        const QFileInfo file(place + u'/' + *id + u".json"_s);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
                 QFile::Permissions());
        const QList<DeletedCopy> list = DeletedCopies(place).list();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].kind, u"application"_s);
        QCOMPARE(list[0].name, u"Acme"_s);
        QCOMPARE(list[0].connection, u"Acme EU"_s);
        const auto json = copies.load(*id);
        QVERIFY(json.ok());
        QCOMPARE(QJsonDocument::fromJson(*json).object(), object);
        QVERIFY(copies.remove(*id).ok());
        QVERIFY(copies.remove(*id).ok());
        QVERIFY(copies.list().isEmpty());
        QVERIFY(!copies.load(*id).ok());
    }

    void goesAfterThirtyDays()
    {
        QTemporaryDir folder;
        DeletedCopies copies(folder.path());
        QVERIFY(copies.keep(u"endpoint"_s, u"a"_s, QJsonObject()).ok());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        copies.removeOld(now.addDays(29));
        QCOMPARE(copies.list().size(), 1);
        copies.removeOld(now.addDays(31));
        QVERIFY(copies.list().isEmpty());
    }

    void saysWhenItCannotKeep()
    {
        QTemporaryDir folder;
        QFile inTheWay(folder.path() + u"/deleted"_s);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        DeletedCopies copies(inTheWay.fileName());
        const auto kept = copies.keep(u"endpoint"_s, u"a"_s, QJsonObject());
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().kind, ErrorKind::Storage);
    }
};

SVIX_TEST_MAIN(DeletedCopiesTest)
#include "tst_deletedcopies.moc"
