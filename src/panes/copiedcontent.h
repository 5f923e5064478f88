// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

namespace svix {

class Session;

/// Puts a payload or an answer on the clipboard and takes it away from there when it is erased.
/// What it was is known by its hash only.
class CopiedContent : public QObject
{
    Q_OBJECT
public:
    explicit CopiedContent(Session &session, QObject *parent = nullptr);

    /// `id` is of the message, or of the attempt whose answer it is.
    void copy(const QString &id, const QString &text);

private:
    void wipe(const QString &id);

    QString m_id;
    QByteArray m_hash;
};

} // namespace svix
