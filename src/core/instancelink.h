// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/startrequest.h"

#include <QObject>
#include <QString>

#include <memory>

class QLocalServer;
class QLocalSocket;

namespace svix {

/// Lets a second start of the console bring the window of the first to the front and say where to
/// go; see StartRequest. Whoever receives that never changes anything because of it. Only processes
/// of the same person get through.
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

    /// For a second one: hands the request over and waits at most `milliseconds` for its receipt.
    /// False when nobody answers or the request has no line.
    bool connectToFirst(const StartRequest &request, int milliseconds = 2000) const;

Q_SIGNALS:
    /// An empty one asks to come to the front, as all do.
    void requestReceived(const svix::StartRequest &request);

private:
    void accept();
    void readFrom(QLocalSocket *socket);

    QString m_socket;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace svix
