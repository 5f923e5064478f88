// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keychainsecretstore.h"
#include "core/memorysecretstore.h"
#include "core/profile.h"
#include "core/tokenvault.h"
#include "keyringfixture.h"
#include "someprofile.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Cases 65 to 68, 70 and 73 against a real gnome-keyring (see with-keyring.sh).
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
    void killedDaemon(); // last: there is no daemon afterwards

private:
    static QString newKey() { return tokenSecretKey(someProfile()); }
    KeychainSecretStore m_store;
};

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
