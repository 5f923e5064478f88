// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/instancelink.h"
#include "core/instancelock.h"
#include "core/paths.h"
#include "core/securefile.h"
#include "core/settings.h"
#include "filefaults.h"
#include "someprofile.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Cases 88, 97 and 99: files that are full or forbidden, and two consoles at once.
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
    void secondInstanceIsReadOnly();
    void staleLock();
    void lockInAForbiddenFolder();
    void linkDelivers();
    void linkRefuses_data();
    void linkRefuses();
    void linkSendsOnlyPlaces();
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
    const QString pipe = dir.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const auto waits = readFile(pipe, 1000); // would not even open
    QVERIFY(!waits);
    QVERIFY2(waits.error().detail.contains(u"regular"), qPrintable(waits.error().detail));
    const auto replaced = writePrivateFile(pipe, "a file in its place");
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().kind, ErrorKind::Storage);
    QVERIFY(!QFileInfo(pipe).isFile());
    // A link to a file is followed, both ways: people keep their settings elsewhere.
    const QString link = dir.filePath(u"link"_s);
    QVERIFY(QFile::link(path, link));
    QVERIFY(readFile(link, 1000));
    QVERIFY(writePrivateFile(link, "through the link"));
    QCOMPARE(contents(path), QByteArray("through the link"));
    QVERIFY(QFileInfo(link).isSymLink());
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
    QCOMPARE(settings.save().error().kind, ErrorKind::Storage);
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
    StartRequest got;
    QObject::connect(&first, &InstanceLink::requestReceived, &first,
                     [&](const StartRequest &request) { got = request; });
    QSignalSpy received(&first, &InstanceLink::requestReceived);
    for (const StartRequest &request :
         {StartRequest(), StartRequest{{}, false, u"app_1/msg_2"_s},
          StartRequest{u"Größe & Söhne – 100 %"_s, false, u"msg_2"_s},
          StartRequest{{}, true, u"msg_2"_s},
          StartRequest{QString(200, QChar(0x20ac)), false, QString(512, u'a')}}) {
        received.clear();
        bool delivered = false;
        // The second console blocks for a moment; here it needs a thread of its own.
        std::thread second([&] { delivered = InstanceLink(socket).connectToFirst(request); });
        const bool came = received.wait(5000);
        second.join();
        QVERIFY(came);
        QVERIFY(delivered);
        QVERIFY(got == request);
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
    QTest::newRow("token") << QByteArray("open:testsk_abcdefghijklmnop\n");
    QTest::newRow("token as a name") << QByteArray("profile:sk_abcdefghijklmnop.eu\n");
    QTest::newRow("secret") << QByteArray("open:whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    QTest::newRow("read-only off") << QByteArray("profile:A read-only:false\n");
    QTest::newRow("twice") << QByteArray("open:a open:b\n");
    QTest::newRow("two places") << QByteArray("sandbox profile:A\n");
    QTest::newRow("other order") << QByteArray("open:a profile:A\n");
    QTest::newRow("encoded otherwise") << QByteArray("profile:%41\n");
    QTest::newRow("hidden characters") << QByteArray("profile:%E2%80%AEevil\n");
    QTest::newRow("line in a name") << QByteArray("profile:a%0Ab\n");
    QTest::newRow("no UTF-8") << QByteArray("profile:%FF%FE\n");
    QTest::newRow("long name") << "profile:" + QByteArray(201, 'a') + '\n';
    QTest::newRow("empty name") << QByteArray("profile:\n");
    QTest::newRow("space in front") << QByteArray(" open:a\n");
    QTest::newRow("http") << QByteArray("POST /api/v1/app HTTP/1.1\r\n\r\n");
}

void TestStorage::linkRefuses()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir dir;
    InstanceLink first(dir.filePath(u"socket"_s));
    QVERIFY(first.listen());
    QSignalSpy received(&first, &InstanceLink::requestReceived);
    QLocalSocket guest;
    guest.connectToServer(dir.filePath(u"socket"_s));
    guest.write(bytes);
    QTRY_COMPARE(guest.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(guest.readAll(), QByteArray());
    QCOMPARE(received.count(), 0);
}

// Nor is it sent.
void TestStorage::linkSendsOnlyPlaces()
{
    QTemporaryDir dir;
    InstanceLink first(dir.filePath(u"socket"_s));
    QVERIFY(first.listen());
    for (const StartRequest &request :
         {StartRequest{{}, false, u"two words"_s}, StartRequest{{}, false, QString(513, u'a')},
          StartRequest{u"A"_s, true, {}}, StartRequest{u"a\nb"_s, false, {}},
          StartRequest{{}, false, u"testsk_abcdefghijklmnop"_s},
          StartRequest{u"sk_abcdefghijklmnop.eu"_s, false, {}}}) {
        QVERIFY(!request.toLine());
        QVERIFY(!first.connectToFirst(request));
    }
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
    QVERIFY(!InstanceLink(dir.filePath(u"socket"_s)).connectToFirst({}, 100));
    QVERIFY(!InstanceLink(u"/nowhere/at/all"_s).listen());
}

SVIX_TEST_MAIN(TestStorage)
#include "tst_storage.moc"
