// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keychainsecretstore.h"
#include "core/profile.h"
#include "core/tokenvault.h"
#include "keyringfixture.h"
#include "someprofile.h"
#include "support/testmain.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Cases 64, 69, 70 and 75: no keyring, one that cannot be used, and a console that ends meanwhile.
/// Each in a process of its own.
class TestNoKeyring : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void noGlib();
    void noKeyring_data();
    void noKeyring();
    void corruptFile();
    void processEndsWhileRunning();

private:
    static QString newKey() { return tokenSecretKey(someProfile()); }
};

// Case 69: known before anything is asked, for every request would wait for ever.
void TestNoKeyring::noGlib()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_NO_GLIB"_s, u"1"_s);
    QElapsedTimer timer;
    timer.start();
    const Ran kept = runChild({u"keep"_s, newKey(), u"t0ken"_s}, environment);
    QVERIFY(timer.elapsed() < 4000);
    QCOMPARE(kept.exit, 0);
    QVERIFY2(kept.out.startsWith(u"2 5 ") && kept.out.contains(u"QT_NO_GLIB"),
             qPrintable(kept.out));
}

// Case 64: the console starts, says it, works for the session, and no file ever has the token.
void TestNoKeyring::noKeyring_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<bool>("emptyBus");
    const QString here = u"DBUS_SESSION_BUS_ADDRESS="_s;
    QTest::newRow("no bus") << QStringList{here} << false;
    QTest::newRow("dead bus") << QStringList{here + u"unix:path=/nonexistent/bus"_s} << false;
    QTest::newRow("no service") << QStringList{} << true;
    QTest::newRow("GNOME without a service") << QStringList{u"XDG_CURRENT_DESKTOP=GNOME"_s} << true;
    QTest::newRow("Plasma without a service")
        << QStringList{u"XDG_CURRENT_DESKTOP=KDE"_s, u"KDE_SESSION_VERSION=5"_s} << true;
    QTest::newRow("Plasma without a bus")
        << QStringList{u"XDG_CURRENT_DESKTOP=KDE"_s, u"KDE_SESSION_VERSION=5"_s, here} << false;
    QTest::newRow("no libsecret") << QStringList{u"LD_LIBRARY_PATH=<broken>"_s} << false;
}

void TestNoKeyring::noKeyring()
{
    QFETCH(QStringList, variables);
    QFETCH(bool, emptyBus);
    QTemporaryDir home;
    const QByteArray token = "t0ken-" + QByteArray::number(QRandomGenerator::global()->generate());
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
        environment.remove(QString::fromLatin1(name));
    }
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, home.path());
    QDir(home.path()).mkpath(u"lib"_s);
    QFile library(home.filePath(u"lib/libsecret-1.so"_s));
    QFile versioned(home.filePath(u"lib/libsecret-1.so.0"_s));
    QVERIFY(library.open(QIODevice::WriteOnly) && versioned.open(QIODevice::WriteOnly));
    library.write("not a library");
    versioned.write("not a library");
    library.close();
    versioned.close();
    for (const QString &variable : variables) {
        const qsizetype equals = variable.indexOf(u'=');
        environment.insert(
            variable.left(equals),
            variable.mid(equals + 1).replace(u"<broken>"_s, home.filePath(u"lib"_s)));
    }
    QStringList wrapper;
    if (emptyBus) {
        wrapper = {u"dbus-run-session"_s,
                   u"--config-file="_s + qEnvironmentVariable("SVIX_TEST_BUS_CONFIG"), u"--"_s};
    }
    const Ran kept =
        runChild({u"keep"_s, newKey(), QString::fromLatin1(token)}, environment, wrapper);
    QVERIFY2(kept.exit == 0, qPrintable(u"%1: %2"_s.arg(kept.exit).arg(kept.out)));
    const QString expected = QString::number(static_cast<int>(StoredWhere::SessionOnly)) + u' ' +
                             QString::number(static_cast<int>(SecretState::NoStore)) + u' ';
    QVERIFY2(kept.out.startsWith(expected), qPrintable(kept.out));
    QVERIFY(kept.out.contains(u"until the console closes"));
    QVERIFY(!kept.out.contains(QString::fromLatin1(token)));
    int files = 0;
    for (QDirIterator it(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(token), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files >= 2);
}

// Case 75.
void TestNoKeyring::corruptFile()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"secrets"_s);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SECRET_BACKEND"_s, u"file"_s);
    environment.insert(u"SECRET_FILE_TEST_PATH"_s, path);
    environment.insert(u"SECRET_FILE_TEST_PASSWORD"_s, u"password"_s);
    const QString key = newKey();
    const Ran good = runChild({u"keep"_s, key, u"t0ken"_s}, environment);
    QVERIFY2(good.out.startsWith(u"1 1"), qPrintable(good.out)); // in the keychain, done
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(1000, 'x'));
    file.close();
    for (const QStringList &arguments :
         {QStringList{u"read"_s, key}, QStringList{u"keep"_s, key, u"t0ken"_s}}) {
        const Ran bad = runChild(arguments, environment);
        QCOMPARE(bad.exit, 0);
        QVERIFY2(bad.out.contains(u"header mismatch"), qPrintable(bad.out));
        QVERIFY2(bad.out.startsWith(arguments[0] == u"keep" ? u"2 8 "_s : u"0 8 "_s),
                 qPrintable(bad.out));
    }
}

void TestNoKeyring::processEndsWhileRunning()
{
    for (const auto &milliseconds : {u"0"_s, u"1"_s, u"3"_s, u"100"_s}) {
        const auto environment = QProcessEnvironment::systemEnvironment();
        const Ran quick = runChild({u"quit"_s, newKey(), milliseconds}, environment);
        QVERIFY2(quick.exit == 0, qPrintable(quick.out));
        QCOMPARE(::kill(daemonPid(), SIGSTOP), 0);
        const Ran stuck = runChild({u"quit"_s, newKey(), milliseconds}, environment);
        QCOMPARE(::kill(daemonPid(), SIGCONT), 0);
        QVERIFY2(stuck.exit == 0, qPrintable(stuck.out));
    }
}

int main(int argc, char **argv)
{
    if (argc > 3 && QByteArrayView(argv[1]) == "--child") {
        return childMain(argc, argv);
    }
    const svix::test::PrivateHome home;
    QCoreApplication app(argc, argv);
    TestNoKeyring object;
    return QTest::qExec(&object, argc, argv);
}
#include "tst_nokeyring.moc"
