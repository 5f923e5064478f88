// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keyringprobe.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QLibrary>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class KeyringText
{
    Q_DECLARE_TR_FUNCTIONS(Keyring)
};

bool isSecretFile()
{
    // libsecret keeps an encrypted file of its own inside a Flatpak, and where it is told to.
    return qgetenv("SECRET_BACKEND") == "file" || QFile::exists(u"/.flatpak-info"_s);
}

QDBusMessage call(const QString &path, const QString &interface, const QString &method)
{
    return QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, path, interface, method);
}

KeyringState stateOfError(const QDBusError &error)
{
    // Activation failed: it is installed, but does not start.
    if (error.name().startsWith(u"org.freedesktop.DBus.Error.Spawn")) {
        return KeyringState::NoService;
    }
    switch (error.type()) {
    case QDBusError::ServiceUnknown:
    case QDBusError::NoServer:
    case QDBusError::Disconnected:
        return KeyringState::NoService;
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return KeyringState::NoAnswer;
    default:
        break;
    }
    return KeyringState::Unknown;
}

void send(QObject *context, int milliseconds, const QDBusMessage &message,
          const std::function<void(const QDBusMessage &)> &answer)
{
    const auto pending = QDBusConnection::sessionBus().asyncCall(message, milliseconds);
    auto *watcher = new QDBusPendingCallWatcher(pending, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, answer] {
        watcher->deleteLater();
        answer(watcher->reply());
    });
}

void askSecretService(QObject *context, int milliseconds,
                      const std::function<void(KeyringState)> &answer)
{
    QDBusMessage alias =
        call(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s);
    alias << u"default"_s;
    send(context, milliseconds, alias, [=](const QDBusMessage &reply) {
        const QDBusPendingReply<QDBusObjectPath> found(reply);
        if (found.isError()) {
            answer(stateOfError(found.error()));
            return;
        }
        const QString path = found.value().path();
        if (path == u"/") {
            answer(KeyringState::NoCollection);
            return;
        }
        QDBusMessage locked = call(path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        locked << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
        send(context, milliseconds, locked, [=](const QDBusMessage &property) {
            const QDBusPendingReply<QDBusVariant> value(property);
            if (value.isError()) {
                answer(stateOfError(value.error()));
            } else {
                answer(value.value().variant().toBool() ? KeyringState::Locked
                                                        : KeyringState::Unlocked);
            }
        });
    });
}

} // namespace

KeyringBackend keyringBackend()
{
#ifdef Q_OS_LINUX
    QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP");
    if (desktop != "GNOME" && desktop != "Unity" && desktop != "KDE" && desktop != "XFCE") {
        desktop = qgetenv("DESKTOP_SESSION");
    }
    const bool kde = desktop == "KDE" || desktop == "kde" || desktop == "kde4" ||
                     (desktop != "GNOME" && desktop != "Unity" && desktop != "XFCE" &&
                      desktop != "gnome" && !desktop.contains("xfce") && desktop != "xubuntu" &&
                      qEnvironmentVariableIsEmpty("GNOME_DESKTOP_SESSION_ID") &&
                      !qEnvironmentVariableIsEmpty("KDE_FULL_SESSION"));
    const QByteArray session = qgetenv("KDE_SESSION_VERSION");
    if (kde && (session == "5" || session == "4" || desktop == "kde4")) {
        return KeyringBackend::KWallet;
    }
    return isSecretFile() ? KeyringBackend::SecretFile : KeyringBackend::SecretService;
#else
    return KeyringBackend::System;
#endif
}

QString keyringUnusableBecause()
{
    const KeyringBackend backend = keyringBackend();
    if (backend == KeyringBackend::System) {
        return {};
    }
    const auto *dispatcher = QAbstractEventDispatcher::instance();
    const bool libsecret = backend != KeyringBackend::KWallet;
    if (libsecret && dispatcher &&
        !QByteArrayView(dispatcher->metaObject()->className()).contains("Glib")) {
        // libsecret answers on the GLib loop; without it every request would wait for ever.
        return KeyringText::tr(
            "The keyring cannot be used because the console runs without the GLib "
            "event loop (QT_NO_GLIB is set).");
    }
    if (libsecret && !QLibrary(u"secret-1"_s, 0).load()) {
        return KeyringText::tr("There is no keyring: libsecret is not installed.");
    }
    if (backend != KeyringBackend::SecretFile && !QDBusConnection::sessionBus().isConnected()) {
        return KeyringText::tr("There is no keyring: no session bus (D-Bus) was found.");
    }
    return {};
}

void askKeyringState(QObject *context, int milliseconds, std::function<void(KeyringState)> answer)
{
    const auto later = [&](KeyringState state) {
        QMetaObject::invokeMethod(
            context, [answer, state] { answer(state); }, Qt::QueuedConnection);
    };
    const KeyringBackend backend = keyringBackend();
    if (backend == KeyringBackend::System || backend == KeyringBackend::SecretFile) {
        // The stores of macOS and Windows answer "not found" only when it is true.
        later(backend == KeyringBackend::System ? KeyringState::Unlocked : KeyringState::Unknown);
    } else if (!QDBusConnection::sessionBus().isConnected()) {
        later(KeyringState::NoService);
    } else if (backend == KeyringBackend::SecretService) {
        askSecretService(context, milliseconds, answer);
    } else {
        // Where no wallet runs, QtKeychain takes the Secret Service on Plasma too.
        QDBusMessage owner =
            QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                           u"org.freedesktop.DBus"_s, u"NameHasOwner"_s);
        owner << u"org.kde.kwalletd5"_s;
        send(context, milliseconds, owner, [=](const QDBusMessage &reply) {
            const QDBusPendingReply<bool> owned(reply);
            if (owned.isError() || owned.value()) {
                answer(KeyringState::Unknown);
            } else {
                askSecretService(context, milliseconds, answer);
            }
        });
    }
}

} // namespace svix
