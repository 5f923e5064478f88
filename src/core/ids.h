// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/timestamp.h"

#include <QString>

#include <array>
#include <optional>

class QRandomGenerator;

namespace svix {

/// What an id of the API names, told by its prefix.
enum class IdKind {
    Unknown,
    Organisation, ///< org_
    Application,  ///< app_
    Endpoint,     ///< ep_
    Message,      ///< msg_
    Attempt,      ///< atmpt_
    Task,         ///< qtask_, a background task
    Integration,  ///< integ_
    EventType,    ///< evtype_, internal: the API uses names
    Connector,    ///< trtmpl_
    Key,          ///< key_
    Member        ///< usr_
};

/// The kind of a generated id: prefix and 27 base62 characters. Anything else, a uid included, is
/// Unknown.
IdKind kindOfId(QStringView id);

/// The prefix of a kind with its underscore, empty for Unknown.
QStringView prefixOf(IdKind kind);

/// When a generated id was made, in UTC, to 4 milliseconds; null when kindOfId is Unknown.
QDateTime timeOfId(QStringView id);

/// A new id as the server makes them: text order is time order, to 4 milliseconds. `random` gives
/// the other 15 bytes; the time is held within 2014 to 2150.
QString makeId(QStringView prefix, const Timestamp &time, QRandomGenerator &random);

enum class IdBound { Lowest, Highest };
/// The lowest or highest id that can have been made in the 4 milliseconds around `time`; comparing
/// with it finds ids by time without reading them.
QString idAtTime(QStringView prefix, const Timestamp &time, IdBound bound = IdBound::Lowest);

/// A generated id without its prefix: 20 bytes as five big-endian words, which compare as the texts
/// do. For whoever keeps a million of them.
using IdNumber = std::array<quint32, 5>;

/// Nothing unless kindOfId(id) is that kind.
std::optional<IdNumber> numberOfId(QStringView id, IdKind kind);
QString idFromNumber(IdKind kind, const IdNumber &number);
IdNumber makeIdNumber(const Timestamp &time, QRandomGenerator &random);
IdNumber idNumberAtTime(const Timestamp &time, IdBound bound = IdBound::Lowest);
/// Milliseconds since 1970 UTC, in steps of 4.
qint64 millisecondsOfId(const IdNumber &number);

/// Whether a text can stand as one part of a request's path: 1 to 256 characters, not "." or ".."
/// (both are legal uids, and Qt folds them away even when encoded, so that a request would reach
/// another object), no control characters, no broken surrogates.
bool isSafePathId(QStringView id);

} // namespace svix
