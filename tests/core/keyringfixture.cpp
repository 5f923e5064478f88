// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyringfixture.h"

#include "core/keychainsecretstore.h"
#include "core/tokenvault.h"

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusReply>
#include <QRegularExpression>

#include <cstdio>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

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

namespace svix::test {

namespace {

const auto secretsName = u"org.freedesktop.secrets"_s;

QStringList attributes(const QString &key)
{
    return {u"server"_s, KeychainSecretStore::serviceName(), u"user"_s, key};
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

} // namespace

Ran runWith(const QString &program, const QStringList &arguments, const QByteArray &input,
            const QProcessEnvironment &environment)
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

Ran secretTool(const QString &verb, const QString &key)
{
    return runWith(u"secret-tool"_s, QStringList(verb.split(u' ')) + attributes(key));
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

bool UnansweredPrompter::open()
{
    auto bus = QDBusConnection::sessionBus();
    return bus.registerObject(u"/org/gnome/keyring/Prompter"_s, this,
                              QDBusConnection::ExportAllSlots) &&
           bus.registerService(u"org.gnome.keyring.SystemPrompter"_s);
}

UnansweredPrompter::~UnansweredPrompter()
{
    auto bus = QDBusConnection::sessionBus();
    bus.unregisterService(u"org.gnome.keyring.SystemPrompter"_s);
    bus.unregisterObject(u"/org/gnome/keyring/Prompter"_s);
}

void UnansweredPrompter::dismiss()
{
    call(u"PromptDone"_s, {});
}

void UnansweredPrompter::BeginPrompting(const QDBusObjectPath &callback)
{
    m_peer = message().service();
    m_callback = callback.path();
    // Not before the answer to this call.
    QTimer::singleShot(10, this, [this] {
        call(u"PromptReady"_s, {QString(), QVariantMap(), QString()});
    });
}

void UnansweredPrompter::PerformPrompt(const QDBusObjectPath &, const QString &,
                                       const QVariantMap &, const QString &)
{
    m_asking = true;
}

void UnansweredPrompter::StopPrompting(const QDBusObjectPath &)
{
    dismiss();
}

void UnansweredPrompter::call(const QString &method, const QVariantList &arguments)
{
    auto message = QDBusMessage::createMethodCall(
        m_peer, m_callback, u"org.gnome.keyring.internal.Prompter.Callback"_s, method);
    message.setArguments(arguments);
    QDBusConnection::sessionBus().send(message);
}

Ran runChild(const QStringList &arguments, const QProcessEnvironment &environment,
             const QStringList &wrapper)
{
    QStringList command = wrapper;
    command << QCoreApplication::applicationFilePath() << u"--child"_s << arguments;
    return runWith(command.takeFirst(), command, {}, environment);
}

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

} // namespace svix::test
