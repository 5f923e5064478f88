// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/rowcodec.h"

#include <QtEndian>

namespace svix::sandbox {

namespace {

enum PayloadKind : quint8 { Erased = 0, Made = 1, Stored = 2 };
enum AttemptFlag : quint8 { Success = 1, Manual = 2, Expunged = 4, Canceled = 8 };

template <typename T>
void put(QByteArray &to, T value)
{
    const T little = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&little), sizeof little);
}

template <typename T>
T take(const char *&at)
{
    const T value = qFromLittleEndian<T>(at);
    at += sizeof value;
    return value;
}

void put(QByteArray &to, const IdNumber &id)
{
    for (const quint32 word : id) {
        put(to, word);
    }
}

IdNumber takeId(const char *&at)
{
    IdNumber id{};
    for (quint32 &word : id) {
        word = take<quint32>(at);
    }
    return id;
}

} // namespace

void appendRow(QByteArray &to, const MessageRow &row)
{
    put(to, row.id);
    put(to, row.type);
    put(to, row.channels);
    put(to, row.eventId);
    put(to, row.retentionDays);
    // Which payload it is, the table of payloads tells by the row.
    put(to, static_cast<quint8>(row.payload == noRow                     ? Erased
                                : row.payload == MessageLog::madePayload ? Made
                                                                         : Stored));
}

MessageRow messageAt(const char *at)
{
    MessageRow row;
    row.id = takeId(at);
    row.type = take<quint32>(at);
    row.channels = take<quint32>(at);
    row.eventId = take<quint32>(at);
    row.retentionDays = take<quint16>(at);
    const auto kind = take<quint8>(at);
    row.payload = kind == Erased ? noRow
                  : kind == Made ? MessageLog::madePayload
                                 : MessageLog::storedPayload;
    return row;
}

void appendRow(QByteArray &to, const AttemptRow &row)
{
    put(to, row.id);
    put(to, row.message);
    put(to, row.response);
    put(to, row.url);
    put(to, row.durationMs);
    put(to, row.endpoint);
    put(to, row.statusCode);
    put(to, static_cast<quint8>((row.success ? Success : 0) | (row.manual ? Manual : 0) |
                                (row.expunged ? Expunged : 0) | (row.canceled ? Canceled : 0)));
}

AttemptRow attemptAt(const char *at)
{
    AttemptRow row;
    row.id = takeId(at);
    row.message = take<quint32>(at);
    row.response = take<quint32>(at);
    row.url = take<quint32>(at);
    row.durationMs = take<quint32>(at);
    row.endpoint = take<quint16>(at);
    row.statusCode = take<qint16>(at);
    const auto flags = take<quint8>(at);
    row.success = (flags & Success) != 0;
    row.manual = (flags & Manual) != 0;
    row.expunged = (flags & Expunged) != 0;
    row.canceled = (flags & Canceled) != 0;
    return row;
}

} // namespace svix::sandbox
