// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"
#include "filefaults.h"
#include "someprofile.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Cases 97 and 98: settings that are damaged, from the future, unreadable, or do not fit on the
/// disk.
class TestSettings : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void settingsRoundTrip();
    void unknownKeysSurvive();
    void plantedTokensGo();
    void pipeInItsPlace();
    void preferencesAreBounded();
    void damagedSettings_data();
    void damagedSettings();
    void damagedSettingsWithBackup();
    void newerSettings();
    void unreadableSettings();
    void unreadProfilesSurvive();
    void settingsOnAFullDisk();
    void profileList();
    void recentApplications();
    void changedIsTold();
};

void TestSettings::settingsRoundTrip()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"config/settings.json"_s);
    const Profile first = someProfile(u"First"_s);
    const Profile second = someProfile(u"Second"_s);
    {
        Settings settings(file);
        QCOMPARE(settings.load(), QString()); // no file yet is no reason for words
        QVERIFY(settings.profiles().isEmpty());
        Preferences preferences;
        preferences.theme = Theme::Dark;
        preferences.language = u"de"_s;
        preferences.timeZone = u"Europe/Berlin"_s;
        preferences.textSize = 150;
        preferences.clipboardSeconds = 0;
        preferences.http1Only = true;
        preferences.auditDays = 30;
        preferences.autoRefreshSeconds = 60;
        settings.setPreferences(preferences);
        QVERIFY(settings.addProfile(first));
        QVERIFY(settings.addProfile(second));
        settings.setLastProfile(second.id);
        settings.addRecentApplication(first.id, u"app_1"_s);
        settings.setViewState(u"window"_s, QByteArray("\0\1\2", 3));
        QVERIFY(settings.save());
    }
    QVERIFY(!(QFileInfo(file).permissions() & others));
    Settings settings(file);
    QCOMPARE(settings.load(), QString());
    QCOMPARE(settings.profiles().size(), 2);
    QVERIFY(settings.profiles()[0] == first && settings.profiles()[1] == second);
    QCOMPARE(settings.preferences().theme, Theme::Dark);
    QCOMPARE(settings.preferences().textSize, 150);
    QCOMPARE(settings.preferences().clipboardSeconds, 0);
    QCOMPARE(settings.preferences().timeZone, u"Europe/Berlin"_s);
    QCOMPARE(settings.preferences().autoRefreshSeconds, 60);
    QCOMPARE(settings.lastProfile(), second.id);
    QCOMPARE(settings.recentApplications(first.id), QStringList{u"app_1"_s});
    QCOMPARE(settings.viewState(u"window"_s), QByteArray("\0\1\2", 3));
    // Nothing changed: nothing is written.
    const QDateTime written = QFileInfo(file).lastModified();
    QTest::qWait(20);
    QVERIFY(settings.save());
    QCOMPARE(QFileInfo(file).lastModified(), written);
    QVERIFY(!QFileInfo::exists(file + u".bak"_s));
}

void TestSettings::unknownKeysSurvive()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    put(file, R"({"version":1,"future":{"a":[1,2]},"preferences":{"theme":"dark","sound":"on"},)"
              R"("profiles":[{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","name":"A",)"
              R"("url":"https://a.example","colour":"red"}]})");
    Settings settings(file);
    QCOMPARE(settings.load(), QString());
    Preferences preferences = settings.preferences();
    QCOMPARE(preferences.theme, Theme::Dark);
    preferences.theme = Theme::Light;
    settings.setPreferences(preferences);
    QVERIFY(settings.save());
    const QJsonObject root = QJsonDocument::fromJson(contents(file)).object();
    QCOMPARE(root[u"future"], QJsonValue(QJsonObject{{u"a"_s, QJsonArray{1, 2}}}));
    QCOMPARE(root[u"preferences"][u"sound"].toString(), u"on"_s);
    QCOMPARE(root[u"preferences"][u"theme"].toString(), u"light"_s);
    QCOMPARE(root[u"profiles"][0][u"colour"].toString(), u"red"_s);
    // The file from before is kept, as private as the other.
    QVERIFY(contents(file + u".bak"_s).contains(R"("theme": "dark")"));
    QVERIFY(!(QFileInfo(file + u".bak"_s).permissions() & others));
    QVERIFY(!(QFileInfo(file).permissions() & others));
}

// What someone wrote there by hand is in no file that the console writes, the copy included.
void TestSettings::plantedTokensGo()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    put(file, R"({"version":1,"profiles":[{"id":"0f8fad5b-d9cb-469f-a165-70867728950e",)"
              R"("url":"https://a.example","token":"testsk_planted"},)"
              R"({"id":"not usable","token":"testsk_planted"}]})");
    Settings settings(file);
    QCOMPARE(settings.load(), QString());
    QVERIFY(settings.save());
    for (const auto &name : {file, file + u".bak"_s}) {
        QVERIFY2(QFileInfo(name).isFile(), qPrintable(name));
        QVERIFY2(contents(name).contains("not usable"), qPrintable(name));
        QVERIFY2(!contents(name).contains("planted"), qPrintable(name));
    }
}

// A pipe under the name must not hold the start up.
void TestSettings::pipeInItsPlace()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
    Settings settings(file);
    QVERIFY(settings.load().contains(u"regular"));
    QVERIFY(settings.isReadOnly());
    QVERIFY(!settings.save());
}

void TestSettings::preferencesAreBounded()
{
    const Preferences p = preferencesFromJson(QJsonObject{{u"theme"_s, 5},
                                                          {u"textSize"_s, 100000},
                                                          {u"clipboardSeconds"_s, -3},
                                                          {u"auditDays"_s, u"many"_s},
                                                          {u"autoRefreshSeconds"_s, 1}});
    QCOMPARE(p.theme, Theme::System);
    QCOMPARE(p.textSize, 300);
    QCOMPARE(p.clipboardSeconds, 0);
    QCOMPARE(p.auditDays, 90);
    QCOMPARE(p.autoRefreshSeconds, 5);
}

// Case 98.
void TestSettings::damagedSettings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"version":1,"profiles":[{"id")");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no version") << QByteArray("{}");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("deep") << QByteArray(200000, '[');
    QTest::newRow("huge") << QByteArray((8 << 20) + 1, ' ');
}

void TestSettings::damagedSettings()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    put(file, bytes);
    Settings settings(file);
    const QString notice = settings.load();
    QVERIFY2(notice.contains(u".corrupt-"), qPrintable(notice));
    QVERIFY(settings.profiles().isEmpty());
    QVERIFY(!settings.isReadOnly());
    const QStringList aside = QDir(dir.path()).entryList({u"*.corrupt-*"_s}, QDir::Files);
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contents(dir.filePath(aside.constFirst())), bytes); // never deleted
    QVERIFY(settings.addProfile(someProfile()));
    QVERIFY(settings.save());
    QCOMPARE(Settings(file).load(), QString());
}

void TestSettings::damagedSettingsWithBackup()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    {
        Settings settings(file);
        settings.load();
        QVERIFY(settings.addProfile(someProfile(u"Kept"_s)));
        QVERIFY(settings.save());
        QVERIFY(settings.addProfile(someProfile(u"Lost"_s)));
        QVERIFY(settings.save());
    }
    put(file, "damaged");
    Settings settings(file);
    const QString notice = settings.load();
    QVERIFY2(notice.contains(u"before"), qPrintable(notice));
    QCOMPARE(settings.profiles().size(), 1);
    QCOMPARE(settings.profiles().constFirst().name, u"Kept"_s);
    QVERIFY(settings.save());
    QCOMPARE(Settings(file).load(), QString());
}

void TestSettings::newerSettings()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    const QByteArray newer = R"({"version":2,"everything":"different"})";
    put(file, newer);
    Settings settings(file);
    const QString notice = settings.load();
    QVERIFY2(notice.contains(u"newer"), qPrintable(notice));
    QVERIFY(settings.save());
    const QStringList aside = QDir(dir.path()).entryList({u"*.newer-*"_s}, QDir::Files);
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contents(dir.filePath(aside.constFirst())), newer);
}

// What may be fine but cannot be read is neither renamed nor overwritten.
void TestSettings::unreadableSettings()
{
    QTemporaryDir dir;
    QVERIFY(QFile::setPermissions(dir.path(), QFile::ReadOwner | QFile::WriteOwner |
                                                  QFile::ExeOwner | QFile::ReadOther |
                                                  QFile::WriteOther | QFile::ExeOther));
    const QString file = dir.filePath(u"settings.json"_s);
    put(file, "{\"version\":1}");
    QVERIFY(QFile::setPermissions(file, QFile::WriteOwner));
    Settings settings(file);
    {
        const AsNobody nobody;
        const QString notice = settings.load();
        QVERIFY2(notice.contains(u"not be kept"), qPrintable(notice));
        QVERIFY(settings.isReadOnly());
        QVERIFY(settings.addProfile(someProfile())); // one can work all the same
        const auto saved = settings.save();
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
    }
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    QCOMPARE(contents(file), QByteArray("{\"version\":1}"));
}

void TestSettings::unreadProfilesSurvive()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    put(file, R"({"version":1,"profiles":[{"id":"odd","what":"ever"},7,)"
              R"({"id":"0f8fad5b-d9cb-469f-a165-70867728950e","url":"https://a.example"},)"
              R"({"id":"0f8fad5b-d9cb-469f-a165-70867728950e","url":"https://b.example"}]})");
    Settings settings(file);
    QCOMPARE(settings.load(), QString());
    QCOMPARE(settings.profiles().size(), 1);
    settings.setLastProfile(u"x"_s);
    QVERIFY(settings.save());
    const QByteArray written = contents(file);
    QVERIFY(written.contains("\"what\"") && written.contains("b.example"));
}

void TestSettings::settingsOnAFullDisk()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"settings.json"_s);
    Settings settings(file);
    settings.load();
    QVERIFY(settings.addProfile(someProfile(u"Old"_s)));
    QVERIFY(settings.save());
    const QByteArray before = contents(file);
    for (int i = 0; i < 200; ++i) {
        QVERIFY(settings.addProfile(someProfile(u"New"_s)));
    }
    Result<Nothing> result;
    {
        const FileSizeLimit limit(4096);
        result = settings.save();
    }
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Storage);
    QCOMPARE(contents(file), before);
    QCOMPARE(settings.profiles().size(), 201); // still there to be saved later
    QVERIFY(settings.save());
    Settings again(file);
    QCOMPARE(again.load(), QString());
    QCOMPARE(again.profiles().size(), 201);
}

void TestSettings::profileList()
{
    Settings settings(u"/nowhere/settings.json"_s);
    Profile profile = someProfile();
    QVERIFY(settings.addProfile(profile));
    QVERIFY(!settings.addProfile(profile));
    QVERIFY(!settings.addProfile(Profile()));
    profile.name = u"Renamed"_s;
    QVERIFY(settings.replaceProfile(profile));
    QCOMPARE(settings.profile(profile.id)->name, u"Renamed"_s);
    QVERIFY(!settings.replaceProfile(someProfile()));
    settings.setLastProfile(profile.id);
    settings.addRecentApplication(profile.id, u"app_1"_s);
    settings.setViewState(u"names/"_s + profile.id, R"({"app_1":"A customer"})");
    settings.setViewState(u"window/geometry"_s, "geometry");
    QVERIFY(settings.removeProfile(profile.id));
    QVERIFY(settings.viewState(u"names/"_s + profile.id).isEmpty());
    QCOMPARE(settings.viewState(u"window/geometry"_s), "geometry");
    QVERIFY(!settings.removeProfile(profile.id));
    QVERIFY(!settings.profile(profile.id));
    QVERIFY(settings.lastProfile().isEmpty());
    QVERIFY(settings.recentApplications(profile.id).isEmpty());
}

void TestSettings::recentApplications()
{
    Settings settings(u"/nowhere/settings.json"_s);
    for (const auto &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"c"_s, u"c"_s}) {
        settings.addRecentApplication(u"p"_s, id);
    }
    QCOMPARE(settings.recentApplications(u"p"_s).join(u""), u"cfedb"_s);
    settings.removeRecentApplication(u"p"_s, u"e"_s);
    QCOMPARE(settings.recentApplications(u"p"_s).join(u""), u"cfdb"_s);
    QVERIFY(settings.recentApplications(u"q"_s).isEmpty());
}

void TestSettings::changedIsTold()
{
    Settings settings(u"/nowhere/settings.json"_s);
    QSignalSpy changed(&settings, &Settings::changed);
    settings.setPreferences(settings.preferences());
    settings.setViewState(u"x"_s, "y");
    settings.setViewState(u"big"_s, QByteArray(70000, 'x'));
    QVERIFY(settings.viewState(u"big"_s).isEmpty());
    QCOMPARE(changed.count(), 0);
    const Profile profile = someProfile();
    QVERIFY(settings.addProfile(profile));
    QVERIFY(settings.replaceProfile(profile)); // as it was
    settings.setLastProfile(profile.id);
    settings.setLastProfile(profile.id);
    QCOMPARE(changed.count(), 2);
}

SVIX_TEST_MAIN(TestSettings)
#include "tst_settings.moc"
