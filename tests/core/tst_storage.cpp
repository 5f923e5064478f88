// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/instancelink.h"
#include "core/instancelock.h"
#include "core/paths.h"
#include "core/securefile.h"
#include "core/settings.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace svix;

namespace {

constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                        QFile::WriteOther | QFile::ExeOther;

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

Profile someProfile(const QString &name = u"Demo"_s)
{
    Profile profile;
    profile.id = makeProfileId();
    profile.name = name;
    profile.url = QUrl(u"https://api.eu.svix.com"_s);
    return profile;
}

// No file of this process may grow beyond so many bytes: a write is cut short there and the next
// one fails, as on a disk with that much room.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

// Root may write everywhere; as somebody else in the eyes of the file system it may not.
class AsNobody
{
public:
    AsNobody()
        : m_before(::setfsuid(65534))
    {
    }
    ~AsNobody() { ::setfsuid(static_cast<uid_t>(m_before)); }

private:
    int m_before;
};

} // namespace

/// Cases 88, 97, 98 and 99: files that are full, forbidden, damaged or from the future, and two
/// consoles at once.
class TestStorage : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesPrivately();
    void fullDiskKeepsTheOldFile_data();
    void fullDiskKeepsTheOldFile();
    void reallyFullFileSystem();
    void forbiddenFolder();
    void impossiblePlaces();
    void readsWithACap();
    void setsAside();
    void paths();

    void settingsRoundTrip();
    void unknownKeysSurvive();
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

    void secondInstanceIsReadOnly();
    void staleLock();
    void lockInAForbiddenFolder();
    void linkDelivers();
    void linkRefuses_data();
    void linkRefuses();
    void linkReplacesAStaleSocket();
    void linkToNobody();
};

void TestStorage::writesPrivately()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"new/folder/file.json"_s);
    QVERIFY(writePrivateFile(path, "one"));
    QCOMPARE(contents(path), QByteArray("one"));
    QVERIFY(!(QFileInfo(path).permissions() & others));
    for (const auto &folder : {u"new"_s, u"new/folder"_s}) {
        QVERIFY(!(QFileInfo(dir.filePath(folder)).permissions() & others));
    }
    // A file that others could read is tightened by the next writing.
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther | QFile::WriteOwner));
    QVERIFY(writePrivateFile(path, QByteArray(300000, 'x')));
    QCOMPARE(QFileInfo(path).size(), 300000);
    QVERIFY(!(QFileInfo(path).permissions() & others));
    QVERIFY(writePrivateFile(path, ""));
    QCOMPARE(QFileInfo(path).size(), 0);
    QCOMPARE(QDir(dir.filePath(u"new/folder"_s)).entryList(QDir::Files).size(), 1);
}

// Case 97. A single large write is cut short without an error of its own (the trap of QSaveFile); a
// small one fails only when the buffer is flushed.
void TestStorage::fullDiskKeepsTheOldFile_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("room");
    QTest::newRow("large, cut short") << 300000 << 100000;
    QTest::newRow("one byte short") << 300001 << 300000;
    QTest::newRow("small, in the buffer") << 5000 << 4000;
    QTest::newRow("no room at all") << 100 << 0;
}

void TestStorage::fullDiskKeepsTheOldFile()
{
    QFETCH(int, size);
    QFETCH(int, room);
    QTemporaryDir dir;
    const QString path = dir.filePath(u"file.json"_s);
    QVERIFY(writePrivateFile(path, "the old file"));
    Result<Nothing> result;
    {
        const FileSizeLimit limit(static_cast<rlim_t>(room));
        result = writePrivateFile(path, QByteArray(size, 'x'));
    }
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Storage);
    QVERIFY(result.error().detail.contains(u"file.json"));
    QCOMPARE(contents(path), QByteArray("the old file"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1); // nothing left behind
    QVERIFY(writePrivateFile(path, QByteArray(size, 'y')));      // and there is room again
}

// The same on a file system that is full, in a mount name space of a thread's own. Where that is
// not allowed (it takes root) the size limit above has shown the same.
void TestStorage::reallyFullFileSystem()
{
    QTemporaryDir dir;
    const QByteArray place = dir.path().toUtf8();
    bool mounted = false;
    Result<Nothing> result = Nothing{};
    QByteArray after;
    Result<Nothing> filled = Nothing{};
    std::thread([&] {
        mounted = ::unshare(CLONE_NEWNS | CLONE_FS) == 0 &&
                  ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                  ::mount("tmpfs", place.constData(), "tmpfs", 0, "size=64k") == 0;
        if (!mounted) {
            return;
        }
        const QString path = dir.filePath(u"settings.json"_s);
        filled = writePrivateFile(path, "the old file");
        result = writePrivateFile(path, QByteArray(200000, 'x'));
        after = contents(path);
        ::umount(place.constData());
    }).join();
    if (!mounted) {
        qInfo("No mount allowed here: the file size limit stands in for the full disk.");
        return;
    }
    QVERIFY(filled);
    QVERIFY(!result);
    QVERIFY2(result.error().detail.contains(u"full"), qPrintable(result.error().detail));
    QCOMPARE(after, QByteArray("the old file"));
}

void TestStorage::forbiddenFolder()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"file.json"_s);
    QVERIFY(writePrivateFile(path, "the old file"));
    QVERIFY(QFile::setPermissions(dir.path(), QFile::ReadOwner | QFile::ExeOwner));
    Result<Nothing> result;
    {
        const AsNobody nobody;
        result = writePrivateFile(path, "new");
    }
    QVERIFY(
        QFile::setPermissions(dir.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(!result);
    QVERIFY2(result.error().detail.contains(u"denied"), qPrintable(result.error().detail));
    QCOMPARE(contents(path), QByteArray("the old file"));
}

void TestStorage::impossiblePlaces()
{
    QTemporaryDir dir;
    put(dir.filePath(u"file"_s), "x");
    QVERIFY(!writePrivateFile(dir.filePath(u"file/inside.json"_s), "x"));
    QVERIFY(!writePrivateFile(dir.path(), "x"));
    QVERIFY(!writePrivateFile(u"/proc/nowhere/file.json"_s, "x"));
    QVERIFY(!makePrivateDir(u"/proc/nowhere"_s));
    QVERIFY(!readFile(dir.path(), 100));
    QVERIFY(!readFile(dir.filePath(u"missing"_s), 100));
}

void TestStorage::readsWithACap()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"file"_s);
    put(path, QByteArray(1000, 'x'));
    const auto whole = readFile(path, 1000);
    QVERIFY(whole);
    QCOMPARE(whole->size(), 1000);
    QVERIFY(!readFile(path, 999));
    QVERIFY(!readFile(u"/dev/zero"_s, 1 << 20)); // would never end
}

void TestStorage::setsAside()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"file.json"_s);
    QSet<QString> names;
    for (int i = 0; i < 3; ++i) {
        put(path, QByteArray::number(i));
        const auto aside = setAside(path, u"corrupt"_s);
        QVERIFY(aside);
        QCOMPARE(contents(*aside), QByteArray::number(i));
        QVERIFY(aside->startsWith(path + u".corrupt-"_s));
        names.insert(*aside);
    }
    QCOMPARE(names.size(), 3);
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(!setAside(path, u"corrupt"_s));
}

void TestStorage::paths()
{
    const QString home = qEnvironmentVariable("HOME");
    const Paths standard = Paths::standard();
    QCOMPARE(standard.config, home + u"/config/svix-console"_s);
    QCOMPARE(standard.data, home + u"/data/svix-console"_s);
    QCOMPARE(standard.cache, home + u"/cache/svix-console"_s);
    QCOMPARE(standard.state, home + u"/state/svix-console"_s);
    const QByteArray before = qgetenv("XDG_STATE_HOME");
    for (const char *value : {"", "relative"}) {
        qputenv("XDG_STATE_HOME", value);
        QCOMPARE(Paths::standard().state, home + u"/.local/state/svix-console"_s);
    }
    qputenv("XDG_STATE_HOME", before);

    const Paths portable = Paths::under(home + u"/usb/../stick/"_s);
    QCOMPARE(portable.config, home + u"/stick"_s);
    for (const QString &path : {portable.data, portable.cache, portable.state,
                                portable.settingsFile(), portable.lockFile(), portable.logFile()}) {
        QVERIFY(path.startsWith(home + u"/stick/"_s));
    }
    QVERIFY(!QFileInfo::exists(portable.config));
    const Paths deep = Paths::under(home + u'/' + QString(150, u'd'));
    QVERIFY(deep.socketFile().toUtf8().size() < 108);
    QVERIFY(deep.socketFile() != portable.socketFile());
}

void TestStorage::settingsRoundTrip()
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

void TestStorage::unknownKeysSurvive()
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
    QVERIFY(contents(file + u".bak"_s).contains(R"("theme":"dark")"));
    QVERIFY(!(QFileInfo(file + u".bak"_s).permissions() & others));
    QVERIFY(!(QFileInfo(file).permissions() & others));
}

void TestStorage::preferencesAreBounded()
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
void TestStorage::damagedSettings_data()
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

void TestStorage::damagedSettings()
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

void TestStorage::damagedSettingsWithBackup()
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

void TestStorage::newerSettings()
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
void TestStorage::unreadableSettings()
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
        QCOMPARE(saved.error().kind, ErrorKind::ReadOnly);
    }
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    QCOMPARE(contents(file), QByteArray("{\"version\":1}"));
}

void TestStorage::unreadProfilesSurvive()
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

void TestStorage::settingsOnAFullDisk()
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

void TestStorage::profileList()
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
    QVERIFY(settings.removeProfile(profile.id));
    QVERIFY(!settings.removeProfile(profile.id));
    QVERIFY(!settings.profile(profile.id));
    QVERIFY(settings.lastProfile().isEmpty());
    QVERIFY(settings.recentApplications(profile.id).isEmpty());
}

void TestStorage::recentApplications()
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

void TestStorage::changedIsTold()
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

// Case 99.
void TestStorage::secondInstanceIsReadOnly()
{
    QTemporaryDir dir;
    const Paths paths = Paths::under(dir.filePath(u"config"_s));
    auto first = std::make_unique<InstanceLock>(paths.lockFile());
    QCOMPARE(first->state(), InstanceLock::State::First);
    QVERIFY(first->notice().isEmpty());
    InstanceLock second(paths.lockFile());
    QCOMPARE(second.state(), InstanceLock::State::Second);
    QVERIFY(!second.notice().isEmpty());

    Settings settings(paths.settingsFile());
    settings.load();
    settings.setReadOnly(true);
    QVERIFY(settings.addProfile(someProfile()));
    QCOMPARE(settings.save().error().kind, ErrorKind::ReadOnly);
    QVERIFY(!QFileInfo::exists(paths.settingsFile()));
    // A read-only console leaves a damaged file to the first one.
    put(paths.settingsFile(), "damaged");
    QVERIFY(!settings.load().isEmpty());
    QCOMPARE(contents(paths.settingsFile()), QByteArray("damaged"));

    first.reset();
    QCOMPARE(InstanceLock(paths.lockFile()).state(), InstanceLock::State::First);
}

// A console that crashed or was killed must not lock people out.
void TestStorage::staleLock()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(u"lock"_s);
    const pid_t child = ::fork();
    if (child == 0) {
        auto *lock = new InstanceLock(file);
        ::_exit(lock->state() == InstanceLock::State::First ? 7 : 1); // without giving it back
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(WEXITSTATUS(status), 7);
    QVERIFY(QFileInfo::exists(file));
    QCOMPARE(InstanceLock(file).state(), InstanceLock::State::First);
}

void TestStorage::lockInAForbiddenFolder()
{
    const InstanceLock lock(u"/proc/nowhere/lock"_s);
    QCOMPARE(lock.state(), InstanceLock::State::Unavailable);
    QVERIFY(!lock.notice().isEmpty());
}

void TestStorage::linkDelivers()
{
    QTemporaryDir dir;
    const QString socket = dir.filePath(u"socket"_s);
    InstanceLink first(socket);
    QVERIFY(first.listen());
    QVERIFY(!(QFileInfo(socket).permissions() & others));
    QSignalSpy received(&first, &InstanceLink::messageReceived);
    for (const auto &message : {QString(), u"open:app_1/msg_2"_s}) {
        received.clear();
        bool delivered = false;
        // The second console blocks for a moment; here it needs a thread of its own.
        std::thread second([&] { delivered = InstanceLink(socket).connectToFirst(message); });
        const bool came = received.wait(5000);
        second.join();
        QVERIFY(came);
        QVERIFY(delivered);
        QCOMPARE(received.constFirst().constFirst().toString(), message);
    }
}

// Case 88: whatever else comes is not passed on, and the guest is sent away.
void TestStorage::linkRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("long") << "open:" + QByteArray(5000, 'a');
    QTest::newRow("long line") << "open:" + QByteArray(550, 'a') + '\n';
    QTest::newRow("binary") << QByteArray("\x00\xff\xfe\x01\n", 5);
    QTest::newRow("command") << QByteArray("delete:app_1\n");
    QTest::newRow("spaces") << QByteArray("open:app_1 --read-only=false\n");
    QTest::newRow("escape") << QByteArray("open:\x1b[2J\n");
    QTest::newRow("nothing to open") << QByteArray("open:\n");
    QTest::newRow("not ASCII") << QByteArray("open:\xc3\xa4\n");
    QTest::newRow("http") << QByteArray("POST /api/v1/app HTTP/1.1\r\n\r\n");
}

void TestStorage::linkRefuses()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir dir;
    InstanceLink first(dir.filePath(u"socket"_s));
    QVERIFY(first.listen());
    QSignalSpy received(&first, &InstanceLink::messageReceived);
    QLocalSocket guest;
    guest.connectToServer(dir.filePath(u"socket"_s));
    guest.write(bytes);
    QTRY_COMPARE(guest.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(guest.readAll(), QByteArray());
    QCOMPARE(received.count(), 0);
    QVERIFY(!first.connectToFirst(QString::fromLatin1(bytes)));
}

void TestStorage::linkReplacesAStaleSocket()
{
    QTemporaryDir dir;
    const QString socket = dir.filePath(u"socket"_s);
    put(socket, "left behind");
    InstanceLink first(socket);
    QVERIFY(first.listen());
}

void TestStorage::linkToNobody()
{
    QTemporaryDir dir;
    QVERIFY(!InstanceLink(dir.filePath(u"socket"_s)).connectToFirst(QString(), 100));
    QVERIFY(!InstanceLink(u"/nowhere/at/all"_s).listen());
}

SVIX_TEST_MAIN(TestStorage)
#include "tst_storage.moc"
