// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keychainsecretstore.h"
#include "core/keyringprobe.h"
#include "core/memorysecretstore.h"
#include "core/profile.h"
#include "core/tokenvault.h"
#include "support/testmain.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace svix;

// A secret as the Secret Service passes it over the bus.
struct Secret
{
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};
Q_DECLARE_METATYPE(Secret)

QDBusArgument &operator<<(QDBusArgument &out, const Secret &secret)
{
    out.beginStructure();
    out << secret.session << secret.parameters << secret.value << secret.contentType;
    out.endStructure();
    return out;
}

const QDBusArgument &operator>>(const QDBusArgument &in, Secret &secret)
{
    in.beginStructure();
    in >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    in.endStructure();
    return in;
}

namespace {

const auto secretsName = u"org.freedesktop.secrets"_s;

template <typename T>
T wait(QFuture<T> future, int milliseconds = 30000)
{
    QElapsedTimer timer;
    timer.start();
    while (!future.isFinished() && timer.elapsed() < milliseconds) {
        QTest::qWait(2);
    }
    return future.isFinished() && future.resultCount() == 1 ? future.result() : T();
}

struct Ran
{
    int exit = -1;
    QString out;
};

Ran runWith(const QString &program, const QStringList &arguments, const QByteArray &input = {},
            const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit) {
        return {-1, QString::fromUtf8(process.readAllStandardError())};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput())};
}

QStringList attributes(const QString &key)
{
    return {u"server"_s, KeychainSecretStore::serviceName(), u"user"_s, key};
}

// What the system's own tool finds, not what we say.
Ran secretTool(const QString &verb, const QString &key)
{
    return runWith(u"secret-tool"_s, QStringList(verb.split(u' ')) + attributes(key));
}

QString defaultCollection()
{
    auto message =
        QDBusMessage::createMethodCall(secretsName, u"/org/freedesktop/secrets"_s,
                                       u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s);
    message << u"default"_s;
    const QDBusReply<QDBusObjectPath> reply = QDBusConnection::sessionBus().call(message);
    return reply.value().path();
}

bool lockKeyring()
{
    auto message = QDBusMessage::createMethodCall(secretsName, u"/org/freedesktop/secrets"_s,
                                                  u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
    message << QVariant::fromValue(QList{QDBusObjectPath(defaultCollection())});
    return QDBusConnection::sessionBus().call(message).type() == QDBusMessage::ReplyMessage;
}

// As the desktop's login does it, without a prompt: an interface of gnome-keyring's own.
bool unlockKeyring()
{
    const auto bus = QDBusConnection::sessionBus();
    auto open =
        QDBusMessage::createMethodCall(secretsName, u"/org/freedesktop/secrets"_s,
                                       u"org.freedesktop.Secret.Service"_s, u"OpenSession"_s);
    open << u"plain"_s << QVariant::fromValue(QDBusVariant(QString()));
    const QDBusMessage session = bus.call(open);
    if (session.arguments().size() != 2) {
        return false;
    }
    qDBusRegisterMetaType<Secret>();
    const Secret password{session.arguments()[1].value<QDBusObjectPath>(),
                          {},
                          qgetenv("SVIX_TEST_KEYRING_PASSWORD"),
                          u"text/plain"_s};
    auto unlock = QDBusMessage::createMethodCall(
        secretsName, u"/org/freedesktop/secrets"_s,
        u"org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"_s,
        u"UnlockWithMasterPassword"_s);
    unlock << QVariant::fromValue(QDBusObjectPath(defaultCollection()))
           << QVariant::fromValue(password);
    return bus.call(unlock).type() == QDBusMessage::ReplyMessage;
}

KeyringState keyringState()
{
    QObject context;
    std::optional<KeyringState> state;
    askKeyringState(&context, 2000, [&](KeyringState answer) { state = answer; });
    const bool answered = QTest::qWaitFor([&] { return state.has_value(); }, 10000);
    return answered ? *state : KeyringState::Unknown;
}

pid_t daemonPid()
{
    return static_cast<pid_t>(qEnvironmentVariableIntValue("SVIX_TEST_KEYRING_PID"));
}

void expectTimeoutWarnings(int count)
{
    static const QRegularExpression warning(u"was not (answered|reached) in time"_s);
    for (int i = 0; i < count; ++i) {
        QTest::ignoreMessage(QtWarningMsg, warning);
    }
}

// Counts how often the event loop comes round meanwhile: the window would be alive.
class Pulse
{
public:
    Pulse()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = qMax(m_longest, m_since.restart());
            ++m_beats;
        });
        m_since.start();
        m_timer.start(10);
    }
    int beats() const { return m_beats; }
    qint64 longest() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    int m_beats = 0;
    qint64 m_longest = 0;
};

// In place of the desktop's password window: opens, and leaves the person to go for a coffee.
class UnansweredPrompter : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.keyring.internal.Prompter")
public:
    bool open()
    {
        auto bus = QDBusConnection::sessionBus();
        return bus.registerObject(u"/org/gnome/keyring/Prompter"_s, this,
                                  QDBusConnection::ExportAllSlots) &&
               bus.registerService(u"org.gnome.keyring.SystemPrompter"_s);
    }
    ~UnansweredPrompter() override
    {
        auto bus = QDBusConnection::sessionBus();
        bus.unregisterService(u"org.gnome.keyring.SystemPrompter"_s);
        bus.unregisterObject(u"/org/gnome/keyring/Prompter"_s);
    }
    void dismiss() { call(u"PromptDone"_s, {}); }
    bool isAsking() const { return m_asking; }

public Q_SLOTS:
    void BeginPrompting(const QDBusObjectPath &callback)
    {
        m_peer = message().service();
        m_callback = callback.path();
        // Not before the answer to this call.
        QTimer::singleShot(10, this, [this] {
            call(u"PromptReady"_s, {QString(), QVariantMap(), QString()});
        });
    }
    void PerformPrompt(const QDBusObjectPath &, const QString &, const QVariantMap &,
                       const QString &)
    {
        m_asking = true;
    }
    void StopPrompting(const QDBusObjectPath &) { dismiss(); }

private:
    void call(const QString &method, const QVariantList &arguments)
    {
        auto message = QDBusMessage::createMethodCall(
            m_peer, m_callback, u"org.gnome.keyring.internal.Prompter.Callback"_s, method);
        message.setArguments(arguments);
        QDBusConnection::sessionBus().send(message);
    }

    QString m_peer;
    QString m_callback;
    bool m_asking = false;
};

// Another process that does one thing with the keychain, for surroundings that a process has once.
int childMain(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString &action = arguments.at(2);
    const QString &key = arguments.at(3);
    auto store = std::make_unique<KeychainSecretStore>();
    store->setTimeout(5000);
    if (action == u"quit") {
        // The keyring does not answer, the connection is deleted, the console is closed.
        const auto pending = store->read(key);
        const auto waiting = store->write(key, "never");
        QTimer::singleShot(arguments.at(4).toInt(), &app, [&] {
            store.reset();
            QTimer::singleShot(20, &app, &QCoreApplication::quit);
        });
        app.exec();
        return pending.isFinished() && waiting.isFinished() ? 0 : 3;
    }
    TokenVault vault(*store);
    QFuture<VaultReply> future =
        action == u"keep" ? vault.keep(key, arguments.at(4).toUtf8()) : vault.token(key);
    int exit = 4;
    future.then(&app, [&](const VaultReply &reply) {
        std::printf("%d %d %s\n", static_cast<int>(reply.where), static_cast<int>(reply.state),
                    qPrintable(reply.message));
        // Session only is no less usable.
        exit = action == u"keep" && reply.where == StoredWhere::SessionOnly &&
                       wait(vault.token(key)).token != arguments.at(4).toUtf8()
                   ? 5
                   : 0;
        QTimer::singleShot(0, &app, &QCoreApplication::quit);
    });
    if (exit == 4) {
        app.exec();
    }
    return exit;
}

} // namespace

/// Cases 64 to 70, 73 and 75 against a real gnome-keyring (see with-keyring.sh).
class TestKeychain : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() override;

    void memoryStore();
    void keepsAndReads();
    void oneEntryWrittenTwice();
    void textOnly();
    void removes();
    void manyAtOnce();
    void lockedKeyring();
    void signOutWhileLocked();
    void promptLeftOpen();
    void stoppedDaemon();
    void lateWrite();
    void destroyedWhileRunning();
    void processEndsWhileRunning();
    void noGlib();
    void noKeyring_data();
    void noKeyring();
    void corruptFile();
    void killedDaemon(); // last: there is no daemon afterwards

private:
    static QString newKey() { return tokenSecretKey(makeProfileId()); }
    static Ran child(const QStringList &arguments, const QProcessEnvironment &environment,
                     const QStringList &wrapper = {});
    KeychainSecretStore m_store;
};

Ran TestKeychain::child(const QStringList &arguments, const QProcessEnvironment &environment,
                        const QStringList &wrapper)
{
    QStringList command = wrapper;
    command << QCoreApplication::applicationFilePath() << u"--child"_s << arguments;
    return runWith(command.takeFirst(), command, {}, environment);
}

void TestKeychain::initTestCase()
{
    QVERIFY2(daemonPid() > 1, "run this through tests/core/with-keyring.sh");
    QCOMPARE(m_store.unusableBecause(), QString());
}

void TestKeychain::init()
{
    failOnWarnings();
    if (daemonPid() > 1 && keyringState() == KeyringState::Locked) {
        QVERIFY(unlockKeyring());
    }
}

void TestKeychain::memoryStore()
{
    MemorySecretStore store;
    TokenVault vault(store);
    QCOMPARE(wait(vault.token(u"k"_s)).state, SecretState::NotFound);
    QCOMPARE(wait(vault.keep(u"k"_s, "secret")).where, StoredWhere::Keychain);
    QCOMPARE(wait(vault.token(u"k"_s)).token, QByteArray("secret"));
    QCOMPARE(wait(vault.forget(u"k"_s)).where, StoredWhere::Nowhere);
    QCOMPARE(wait(vault.token(u"k"_s)).state, SecretState::NotFound);
    vault.keepForSession(u"k"_s, "session");
    QVERIFY(vault.isSessionOnly(u"k"_s));
    QCOMPARE(wait(store.read(u"k"_s)).state, SecretState::NotFound);
    QCOMPARE(wait(vault.token(u"k"_s)).where, StoredWhere::SessionOnly);
}

void TestKeychain::keepsAndReads()
{
    const QString key = newKey();
    TokenVault vault(m_store);
    QCOMPARE(wait(vault.token(key)).state, SecretState::NotFound);
    const auto kept = wait(vault.keep(key, "testsk_abc.eu"));
    QCOMPARE(kept.where, StoredWhere::Keychain);
    QVERIFY2(kept.message.isEmpty(), qPrintable(kept.message));
    QVERIFY(!vault.isSessionOnly(key));
    const Ran found = secretTool(u"lookup"_s, key);
    QCOMPARE(found.exit, 0);
    QCOMPARE(found.out, u"testsk_abc.eu"_s);
    QCOMPARE(wait(TokenVault(m_store).token(key)).token, QByteArray("testsk_abc.eu"));
    // A JWT and more, as long as a token may be.
    const QByteArray longest(16384, 'x');
    QCOMPARE(wait(vault.keep(key, longest)).where, StoredWhere::Keychain);
    QCOMPARE(wait(vault.token(key)).token, longest);
}

// Case 73.
void TestKeychain::oneEntryWrittenTwice()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.write(key, "first")).state, SecretState::Done);
    QCOMPARE(wait(m_store.write(key, "second käse")).state, SecretState::Done);
    QCOMPARE(wait(m_store.read(key)).secret, QByteArray("second käse"));
    const Ran all = secretTool(u"search --all"_s, key);
    QCOMPARE(all.out.count(u"secret = "), 1);
    QVERIFY(all.out.contains(u"secret = second"));
}

void TestKeychain::textOnly()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.write(key, QByteArray("a\0b", 3))).state, SecretState::Failed);
    QCOMPARE(wait(m_store.write(key, "\xff\xfe")).state, SecretState::Failed);
    QCOMPARE(secretTool(u"lookup"_s, key).exit, 1);
}

void TestKeychain::removes()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.remove(key)).state, SecretState::Done); // nothing there
    QCOMPARE(wait(m_store.write(key, "secret")).state, SecretState::Done);
    QCOMPARE(wait(m_store.remove(key)).state, SecretState::Done);
    QCOMPARE(secretTool(u"lookup"_s, key).exit, 1);
    QCOMPARE(wait(m_store.read(key)).state, SecretState::NotFound);
}

void TestKeychain::manyAtOnce()
{
    QList<QFuture<SecretReply>> writes;
    QList<QFuture<SecretReply>> reads;
    QStringList keys;
    for (int i = 0; i < 20; ++i) {
        keys << newKey();
        writes << m_store.write(keys.last(), QByteArray::number(i));
        reads << m_store.read(keys.last());
    }
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(wait(writes[i]).state, SecretState::Done);
        QCOMPARE(wait(reads[i]).secret, QByteArray::number(i));
    }
}

// Case 65: QtKeychain says "not found" and "access denied"; we know better, and nothing is lost.
void TestKeychain::lockedKeyring()
{
    const QString key = newKey();
    TokenVault vault(m_store);
    QCOMPARE(wait(vault.keep(key, "stays")).where, StoredWhere::Keychain);
    QVERIFY(lockKeyring());
    QCOMPARE(keyringState(), KeyringState::Locked);
    const auto read = wait(vault.token(key));
    QCOMPARE(read.state, SecretState::Locked);
    QVERIFY2(read.message.contains(u"locked"), qPrintable(read.message));
    // Work goes on with a new token, for this session.
    const auto kept = wait(vault.keep(key, "new one"));
    QCOMPARE(kept.where, StoredWhere::SessionOnly);
    QCOMPARE(kept.state, SecretState::Locked);
    QVERIFY(vault.isSessionOnly(key));
    QCOMPARE(wait(vault.token(key)).token, QByteArray("new one"));
    QVERIFY(unlockKeyring());
    QCOMPARE(wait(m_store.read(key)).secret, QByteArray("stays"));
    // Retry.
    QCOMPARE(wait(vault.keep(key, "new one")).where, StoredWhere::Keychain);
    QCOMPARE(secretTool(u"lookup"_s, key).out, u"new one"_s);
}

// Case 68.
void TestKeychain::signOutWhileLocked()
{
    const QString key = newKey();
    TokenVault vault(m_store);
    QCOMPARE(wait(vault.keep(key, "stays")).where, StoredWhere::Keychain);
    QVERIFY(lockKeyring());
    const auto refused = wait(vault.forget(key));
    QCOMPARE(refused.where, StoredWhere::Keychain);
    QCOMPARE(refused.state, SecretState::Locked);
    QVERIFY2(refused.message.contains(u"still"), qPrintable(refused.message));
    QVERIFY(unlockKeyring());
    QCOMPARE(secretTool(u"lookup"_s, key).out, u"stays"_s);
    QCOMPARE(wait(vault.forget(key)).where, StoredWhere::Nowhere);
    QCOMPARE(secretTool(u"lookup"_s, key).exit, 1);
}

// Case 66, with half a second in place of ten minutes.
void TestKeychain::promptLeftOpen()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.write(key, "behind a password")).state, SecretState::Done);
    QVERIFY(lockKeyring());
    UnansweredPrompter prompter;
    QVERIFY(prompter.open());
    KeychainSecretStore store;
    store.setTimeout(500);
    QSignalSpy late(&store, &SecretStore::lateReply);
    expectTimeoutWarnings(2);
    const Pulse pulse;
    const auto first = wait(store.read(key));
    QVERIFY(prompter.isAsking());
    QCOMPARE(first.state, SecretState::TimedOut);
    QVERIFY2(first.message.contains(u"password"), qPrintable(first.message));
    const auto second = wait(store.write(key, "not now"));
    QCOMPARE(second.state, SecretState::TimedOut);
    QVERIFY2(second.message.contains(u"busy"), qPrintable(second.message));
    QVERIFY2(
        pulse.beats() > 50 && pulse.longest() < 100,
        qPrintable(u"%1 beats, longest pause %2 ms"_s.arg(pulse.beats()).arg(pulse.longest())));
    QCOMPARE(late.count(), 0);
    prompter.dismiss();
    QTRY_COMPARE(late.count(), 1);
    QCOMPARE(late[0][1].toString(), key);
    QCOMPARE(late[0][2].value<SecretReply>().state, SecretState::Locked);
    // The store works again, and the write that never began has not been made.
    QVERIFY(unlockKeyring());
    QCOMPARE(wait(store.read(key)).secret, QByteArray("behind a password"));
}

// Case 67, first half: nobody answers at all, then the answer comes after all.
void TestKeychain::stoppedDaemon()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.write(key, "late token")).state, SecretState::Done);
    KeychainSecretStore store;
    store.setTimeout(300);
    TokenVault vault(store);
    QSignalSpy arrived(&vault, &TokenVault::tokenArrived);
    expectTimeoutWarnings(1);
    QCOMPARE(::kill(daemonPid(), SIGSTOP), 0);
    const Pulse pulse;
    const auto reply = wait(vault.token(key));
    const bool alive = pulse.beats() > 20;
    QCOMPARE(::kill(daemonPid(), SIGCONT), 0);
    QCOMPARE(reply.state, SecretState::TimedOut);
    QVERIFY(alive);
    QTRY_COMPARE(arrived.count(), 1);
    QCOMPARE(arrived[0][0].toString(), key);
    QCOMPARE(arrived[0][1].toByteArray(), QByteArray("late token"));
}

void TestKeychain::lateWrite()
{
    const QString key = newKey();
    KeychainSecretStore store;
    store.setTimeout(300);
    TokenVault vault(store);
    QSignalSpy keptLate(&vault, &TokenVault::keptLate);
    expectTimeoutWarnings(1);
    QCOMPARE(::kill(daemonPid(), SIGSTOP), 0);
    const auto reply = wait(vault.keep(key, "written late"));
    const bool session = vault.isSessionOnly(key);
    QCOMPARE(::kill(daemonPid(), SIGCONT), 0);
    QCOMPARE(reply.state, SecretState::TimedOut);
    QCOMPARE(reply.where, StoredWhere::SessionOnly);
    QVERIFY(session);
    QTRY_COMPARE(keptLate.count(), 1);
    QVERIFY(!vault.isSessionOnly(key));
    QCOMPARE(secretTool(u"lookup"_s, key).out, u"written late"_s);
}

// Case 70, within one process: every call ends, whoever is gone.
void TestKeychain::destroyedWhileRunning()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.write(key, "secret")).state, SecretState::Done);
    for (int i = 0; i < 40; ++i) {
        auto store = std::make_unique<KeychainSecretStore>();
        const auto read = store->read(key);
        const auto write = store->write(key, "secret");
        const auto removed = store->remove(newKey());
        if (i % 4 > 0) {
            QTest::qWait(i % 4);
        }
        store.reset();
        for (const auto &future : {read, write, removed}) {
            QVERIFY(future.isFinished());
            QCOMPARE(future.resultCount(), 1);
        }
    }
    QCOMPARE(wait(m_store.read(key)).secret, QByteArray("secret"));
}

void TestKeychain::processEndsWhileRunning()
{
    for (const auto &milliseconds : {u"0"_s, u"1"_s, u"3"_s, u"100"_s}) {
        const auto environment = QProcessEnvironment::systemEnvironment();
        const Ran quick = child({u"quit"_s, newKey(), milliseconds}, environment);
        QVERIFY2(quick.exit == 0, qPrintable(quick.out));
        QCOMPARE(::kill(daemonPid(), SIGSTOP), 0);
        const Ran stuck = child({u"quit"_s, newKey(), milliseconds}, environment);
        QCOMPARE(::kill(daemonPid(), SIGCONT), 0);
        QVERIFY2(stuck.exit == 0, qPrintable(stuck.out));
    }
}

// Case 69: known before anything is asked, for every request would wait for ever.
void TestKeychain::noGlib()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_NO_GLIB"_s, u"1"_s);
    QElapsedTimer timer;
    timer.start();
    const Ran kept = child({u"keep"_s, newKey(), u"t0ken"_s}, environment);
    QVERIFY(timer.elapsed() < 4000);
    QCOMPARE(kept.exit, 0);
    QVERIFY2(kept.out.startsWith(u"2 5 ") && kept.out.contains(u"QT_NO_GLIB"),
             qPrintable(kept.out));
}

// Case 64: the console starts, says it, works for the session, and no file ever has the token.
void TestKeychain::noKeyring_data()
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

void TestKeychain::noKeyring()
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
    const Ran kept = child({u"keep"_s, newKey(), QString::fromLatin1(token)}, environment, wrapper);
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
void TestKeychain::corruptFile()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"secrets"_s);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SECRET_BACKEND"_s, u"file"_s);
    environment.insert(u"SECRET_FILE_TEST_PATH"_s, path);
    environment.insert(u"SECRET_FILE_TEST_PASSWORD"_s, u"password"_s);
    const QString key = newKey();
    const Ran good = child({u"keep"_s, key, u"t0ken"_s}, environment);
    QVERIFY2(good.out.startsWith(u"1 1"), qPrintable(good.out)); // in the keychain, done
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(1000, 'x'));
    file.close();
    for (const QStringList &arguments :
         {QStringList{u"read"_s, key}, QStringList{u"keep"_s, key, u"t0ken"_s}}) {
        const Ran bad = child(arguments, environment);
        QCOMPARE(bad.exit, 0);
        QVERIFY2(bad.out.contains(u"header mismatch"), qPrintable(bad.out));
        QVERIFY2(bad.out.startsWith(arguments[0] == u"keep" ? u"2 8 "_s : u"0 8 "_s),
                 qPrintable(bad.out));
    }
}

// Case 67, second half.
void TestKeychain::killedDaemon()
{
    const QString key = newKey();
    QCOMPARE(wait(m_store.write(key, "secret")).state, SecretState::Done);
    QCOMPARE(::kill(daemonPid(), SIGSTOP), 0);
    TokenVault vault(m_store);
    const auto reading = vault.token(key);
    QTest::qWait(100);
    QVERIFY(!reading.isFinished());
    QCOMPARE(::kill(daemonPid(), SIGKILL), 0);
    const auto reply = wait(reading);
    QCOMPARE(reply.state, SecretState::NoStore);
    QVERIFY2(reply.message.contains(u"keyring"), qPrintable(reply.message));
    const auto kept = wait(vault.keep(key, "for now"));
    QCOMPARE(kept.where, StoredWhere::SessionOnly);
    QCOMPARE(kept.state, SecretState::NoStore);
    const auto forgotten = wait(vault.forget(newKey()));
    QCOMPARE(forgotten.where, StoredWhere::Keychain); // not claimed to be gone
}

int main(int argc, char **argv)
{
    if (argc > 3 && QByteArrayView(argv[1]) == "--child") {
        return childMain(argc, argv);
    }
    const svix::test::PrivateHome home;
    QCoreApplication app(argc, argv);
    TestKeychain object;
    return QTest::qExec(&object, argc, argv);
}
#include "tst_keychain.moc"
