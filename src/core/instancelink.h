// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>

class QLocalServer;
class QLocalSocket;

namespace svix {

/// Lets a second start of the console bring the window of the first to the front. A message is only
/// ever a place to go to ("", "open:app_…"); whoever receives it treats it as pasted text and never
/// changes anything because of it. Only processes of the same person get through.
class InstanceLink : public QObject
{
    Q_OBJECT
public:
    /// `socket` is Paths::socketFile().
    explicit InstanceLink(QString socket, QObject *parent = nullptr);
    ~InstanceLink() override;

    /// For the first console (the holder of the InstanceLock, so that a socket found here is stale
    /// and may be replaced): listens. False when that is not possible; all else works without it.
    bool listen();

    /// For a second one: hands a message over and waits at most `milliseconds` for its receipt.
    /// False when nobody answers or the message is not navigation.
    bool connectToFirst(const QString &message, int milliseconds = 2000) const;

    /// "" (come to the front) or "open:" and one visible-ASCII id or path of at most 512
    /// characters.
    static bool isNavigation(const QString &message);

Q_SIGNALS:
    /// Always isNavigation().
    void messageReceived(const QString &message);

private:
    void accept();
    void readFrom(QLocalSocket *socket);

    QString m_socket;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace svix
