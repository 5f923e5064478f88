// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace svix {

/// What a server has erased because a person asked for it: the payload of a message, or the answer
/// of an attempt. Whoever keeps a copy forgets it too.
struct Erased
{
    QString messageId;
    QString attemptId;  ///< the answer of this one; empty: the payload of the message
    QString eventId;    ///< of the message, where known
    QByteArray payload; ///< what it was, where that was loaded; never kept
    QString appId{};    ///< the application it is in
};

} // namespace svix

Q_DECLARE_METATYPE(svix::Erased)
