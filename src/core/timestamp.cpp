// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/timestamp.h"

#include <QTimeZone>

#include <array>

namespace svix {

namespace {

// Days from 1970-01-01 to a day of the proleptic Gregorian calendar (Hinnant's algorithm).
qint64 daysFromCivil(int year, unsigned month, unsigned day)
{
    year -= month <= 2;
    const qint64 era = (year >= 0 ? year : year - 399) / 400;
    const auto yearOfEra = static_cast<unsigned>(year - era * 400);
    const unsigned dayOfYear = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
    const unsigned dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + static_cast<qint64>(dayOfEra) - 719468;
}

bool number(std::string_view text, std::size_t at, std::size_t digits, int &out)
{
    if (at + digits > text.size()) {
        return false;
    }
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        value = value * 10 + (text[i] - '0');
    }
    out = value;
    return true;
}

struct Parsed
{
    qint64 micros = 0;
    bool exact = true; // the number and the canonical text say all that the text said
};

std::optional<Parsed> parse(std::string_view t)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (t.size() < 20 || !number(t, 0, 4, year) || t[4] != '-' || !number(t, 5, 2, month) ||
        t[7] != '-' || !number(t, 8, 2, day) || (t[10] != 'T' && t[10] != 't' && t[10] != ' ') ||
        !number(t, 11, 2, hour) || t[13] != ':' || !number(t, 14, 2, minute) || t[16] != ':' ||
        !number(t, 17, 2, second)) {
        return std::nullopt;
    }
    static constexpr int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1] ||
        (month == 2 && day == 29 && !leap) || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    Parsed result;
    std::size_t at = 19;
    qint64 fraction = 0;
    if (t[at] == '.' || t[at] == ',') {
        ++at;
        int digits = 0;
        while (at < t.size() && t[at] >= '0' && t[at] <= '9') {
            if (digits < 6) {
                fraction = fraction * 10 + (t[at] - '0');
            } else if (t[at] != '0') {
                result.exact = false;
            }
            ++digits;
            ++at;
        }
        if (digits == 0) {
            return std::nullopt;
        }
        for (; digits < 6; ++digits) {
            fraction *= 10;
        }
    }
    if (at >= t.size()) {
        return std::nullopt;
    }
    qint64 offset = 0;
    if (t[at] == 'Z' || t[at] == 'z') {
        ++at;
    } else if (t[at] == '+' || t[at] == '-') {
        int hours = 0;
        int minutes = 0;
        if (!number(t, at + 1, 2, hours) || at + 6 > t.size() || t[at + 3] != ':' ||
            !number(t, at + 4, 2, minutes) || hours > 23 || minutes > 59) {
            return std::nullopt;
        }
        offset = (hours * 60 + minutes) * (t[at] == '-' ? -60LL : 60LL);
        at += 6;
    } else {
        return std::nullopt;
    }
    if (at != t.size()) {
        return std::nullopt;
    }
    const qint64 days =
        daysFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    const qint64 seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset;
    result.micros = seconds * 1000000 + fraction;
    return result;
}

qint64 floorDiv(qint64 a, qint64 b)
{
    const qint64 q = a / b;
    return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

void putNumber(char16_t *&to, quint64 value, int digits)
{
    for (int i = digits; i-- > 0; value /= 10) {
        to[i] = static_cast<char16_t>(u'0' + value % 10);
    }
    to += digits;
}

// "2026-05-01T12:00:00" of a time from 1970 to 9999. A page of a list has a hundred of them, and
// QDateTime takes twenty times as long (the way back of daysFromCivil()).
void putDateAndTime(char16_t *&to, quint64 seconds)
{
    const quint64 days = seconds / 86400 + 719468;
    const quint64 dayOfEra = days % 146097;
    const quint64 yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const quint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const quint64 shifted = (5 * dayOfYear + 2) / 153; // months from March on
    const quint64 month = shifted < 10 ? shifted + 3 : shifted - 9;
    const quint64 year = days / 146097 * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    const auto put = [&](quint64 value, int digits, char16_t after) {
        putNumber(to, value, digits);
        *to++ = after;
    };
    put(year, 4, u'-');
    put(month, 2, u'-');
    put(dayOfYear - (153 * shifted + 2) / 5 + 1, 2, u'T');
    put(seconds / 3600 % 24, 2, u':');
    put(seconds / 60 % 60, 2, u':');
    putNumber(to, seconds % 60, 2);
}

} // namespace

Timestamp Timestamp::fromText(std::string_view text)
{
    Timestamp result;
    if (const auto parsed = parse(text)) {
        result.m_micros = parsed->micros;
        if (parsed->exact) {
            return result;
        }
    }
    result.m_text = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return result;
}

Timestamp Timestamp::fromDateTime(const QDateTime &time)
{
    return time.isValid() ? Timestamp(time.toMSecsSinceEpoch() * 1000) : Timestamp();
}

Timestamp Timestamp::now()
{
    return Timestamp(QDateTime::currentMSecsSinceEpoch() * 1000);
}

qint64 Timestamp::milliseconds() const
{
    return floorDiv(m_micros, 1000);
}

QDateTime Timestamp::toDateTime() const
{
    return isValid() ? QDateTime::fromMSecsSinceEpoch(milliseconds(), QTimeZone::utc())
                     : QDateTime();
}

QString Timestamp::toText() const
{
    if (!m_text.isEmpty() || !isValid()) {
        return m_text;
    }
    constexpr qint64 year10000 = 253402300800;
    const qint64 seconds = floorDiv(m_micros, 1000000);
    const qint64 fraction = m_micros - seconds * 1000000;
    QString text;
    std::array<char16_t, 27> rest;
    char16_t *to = rest.data();
    if (seconds >= 0 && seconds < year10000) {
        putDateAndTime(to, static_cast<quint64>(seconds));
    } else {
        text = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc())
                   .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    }
    if (fraction != 0) {
        const bool micros = fraction % 1000 != 0;
        *to++ = u'.';
        putNumber(to, static_cast<quint64>(micros ? fraction : fraction / 1000), micros ? 6 : 3);
    }
    *to++ = u'Z';
    return text.append(QStringView(rest.data(), to));
}

} // namespace svix
