// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <limits>
#include <string_view>

namespace svix {

/// A moment as the API writes it (RFC 3339): microseconds since 1970 UTC, and the text as it came
/// wherever that number alone would lose something. Sixteen times cheaper to read than a QDateTime.
class Timestamp
{
public:
    Timestamp() = default;
    explicit Timestamp(qint64 microseconds)
        : m_micros(microseconds)
    {
    }

    /// Reads RFC 3339 with any offset and any number of fraction digits. What cannot be read (leap
    /// second, year over 9999, rubbish) is not valid but keeps its text, to be shown as it is.
    static Timestamp fromText(std::string_view text);
    static Timestamp fromDateTime(const QDateTime &time);
    static Timestamp now();

    bool isValid() const { return m_micros != invalid; }
    bool isEmpty() const { return !isValid() && m_text.isEmpty(); }
    /// Microseconds since the epoch, UTC. Only when isValid().
    qint64 microseconds() const { return m_micros; }
    qint64 milliseconds() const;
    /// In UTC; null when not valid.
    QDateTime toDateTime() const;
    /// The text as it came, else RFC 3339 in UTC with a Z and as many fraction digits as needed
    /// (0, 3 or 6).
    QString toText() const;

    bool operator==(const Timestamp &other) const
    {
        return m_micros == other.m_micros && (isValid() || m_text == other.m_text);
    }
    bool operator<(const Timestamp &other) const { return m_micros < other.m_micros; }

private:
    static constexpr qint64 invalid = std::numeric_limits<qint64>::min();
    qint64 m_micros = invalid;
    QString m_text;
};

} // namespace svix
