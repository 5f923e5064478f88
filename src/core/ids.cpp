// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ids.h"

#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace svix {

namespace {

constexpr qint64 epochSeconds = 1400000000;
constexpr qsizetype encodedLength = 27;
constexpr qint64 stepsPerSecond = 250; // of 4 ms, in the fifth byte

// The 20 bytes as five big-endian words.
using NumberWords = IdNumber;

struct Prefix
{
    QStringView text;
    IdKind kind;
};

constexpr std::array prefixes{
    Prefix{u"org_", IdKind::Organisation},  Prefix{u"app_", IdKind::Application},
    Prefix{u"ep_", IdKind::Endpoint},       Prefix{u"msg_", IdKind::Message},
    Prefix{u"atmpt_", IdKind::Attempt},     Prefix{u"qtask_", IdKind::Task},
    Prefix{u"integ_", IdKind::Integration}, Prefix{u"evtype_", IdKind::EventType},
    Prefix{u"trtmpl_", IdKind::Connector},  Prefix{u"key_", IdKind::Key},
    Prefix{u"usr_", IdKind::Member},
};

int digitOf(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9') {
        return u - u'0';
    }
    if (u >= u'A' && u <= u'Z') {
        return u - u'A' + 10;
    }
    if (u >= u'a' && u <= u'z') {
        return u - u'a' + 36;
    }
    return -1;
}

// Nothing when a character is no digit, or the number does not fit into 160 bits.
std::optional<NumberWords> decode(QStringView text)
{
    NumberWords words{};
    for (const QChar c : text) {
        const int digit = digitOf(c);
        if (digit < 0) {
            return std::nullopt;
        }
        auto carry = static_cast<quint64>(digit);
        for (std::size_t i = words.size(); i-- > 0;) {
            const quint64 value = quint64(words[i]) * 62 + carry;
            words[i] = static_cast<quint32>(value);
            carry = value >> 32;
        }
        if (carry != 0) {
            return std::nullopt;
        }
    }
    return words;
}

QString encode(QStringView prefix, NumberWords words)
{
    static constexpr char digits[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString text(prefix.size() + encodedLength, Qt::Uninitialized);
    std::copy(prefix.begin(), prefix.end(), text.begin());
    // Five digits from each division of the long number: a page of a list encodes a hundred ids.
    constexpr quint32 fiveDigits = 62 * 62 * 62 * 62 * 62;
    for (qsizetype at = text.size(); at > prefix.size();) {
        quint64 rest = 0;
        for (quint32 &word : words) {
            const quint64 value = (rest << 32) | word;
            word = static_cast<quint32>(value / fiveDigits);
            rest = value % fiveDigits;
        }
        for (int i = 0; i < 5 && at > prefix.size(); ++i) {
            text[--at] = QLatin1Char(digits[rest % 62]);
            rest /= 62;
        }
    }
    return text;
}

// The time in the first five bytes, `fill` in every other byte.
NumberWords wordsAt(const Timestamp &time, quint32 fill)
{
    const qint64 first = epochSeconds * 1000;
    const qint64 last = (epochSeconds + 0xffffffffLL) * 1000 + 999;
    const qint64 ms = std::clamp(time.isValid() ? time.milliseconds() : first, first, last) - first;
    NumberWords words;
    words.fill(fill);
    words[0] = static_cast<quint32>(ms / 1000);
    words[1] = (static_cast<quint32>(ms % 1000 / (1000 / stepsPerSecond)) << 24) | (fill >> 8);
    return words;
}

struct Split
{
    IdKind kind = IdKind::Unknown;
    NumberWords words{};
};

Split split(QStringView id)
{
    for (const Prefix &prefix : prefixes) {
        if (id.size() == prefix.text.size() + encodedLength && id.startsWith(prefix.text)) {
            if (const auto words = decode(id.mid(prefix.text.size()))) {
                return {prefix.kind, *words};
            }
        }
    }
    return {};
}

} // namespace

IdKind kindOfId(QStringView id)
{
    return split(id).kind;
}

QStringView prefixOf(IdKind kind)
{
    for (const Prefix &prefix : prefixes) {
        if (prefix.kind == kind) {
            return prefix.text;
        }
    }
    return {};
}

QDateTime timeOfId(QStringView id)
{
    const Split parts = split(id);
    if (parts.kind == IdKind::Unknown) {
        return {};
    }
    return QDateTime::fromMSecsSinceEpoch(millisecondsOfId(parts.words), QTimeZone::utc());
}

QString makeId(QStringView prefix, const Timestamp &time, QRandomGenerator &random)
{
    return encode(prefix, makeIdNumber(time, random));
}

std::optional<IdNumber> numberOfId(QStringView id, IdKind kind)
{
    const Split parts = split(id);
    if (kind == IdKind::Unknown || parts.kind != kind) {
        return std::nullopt;
    }
    return parts.words;
}

QString idFromNumber(IdKind kind, const IdNumber &number)
{
    return encode(prefixOf(kind), number);
}

IdNumber makeIdNumber(const Timestamp &time, QRandomGenerator &random)
{
    NumberWords words = wordsAt(time, 0);
    words[1] |= random.generate() & 0xffffffU;
    for (std::size_t i = 2; i < words.size(); ++i) {
        words[i] = random.generate();
    }
    return words;
}

IdNumber idNumberAtTime(const Timestamp &time, IdBound bound)
{
    return wordsAt(time, bound == IdBound::Lowest ? 0U : 0xffffffffU);
}

qint64 millisecondsOfId(const IdNumber &number)
{
    return (epochSeconds + number[0]) * 1000 + qint64(number[1] >> 24) * 4;
}

QString idAtTime(QStringView prefix, const Timestamp &time, IdBound bound)
{
    return encode(prefix, wordsAt(time, bound == IdBound::Lowest ? 0U : 0xffffffffU));
}

bool isSafePathId(QStringView id)
{
    if (id.isEmpty() || id.size() > 256 || id == u"." || id == u"..") {
        return false;
    }
    if (!id.isValidUtf16()) {
        return false;
    }
    return std::none_of(id.begin(), id.end(),
                        [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

} // namespace svix
