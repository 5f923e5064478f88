// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/timestamp.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace svix {

/// A JSON value kept as the text in which it came: number digits, key order and equal keys survive.
struct RawJson
{
    QByteArray text; ///< one JSON value, UTF-8; empty means absent
    bool isEmpty() const { return text.isEmpty(); }
    bool operator==(const RawJson &) const = default;
};

/// A member of an answer that this console does not know: of a newer server.
struct UnknownField
{
    QString name;
    RawJson value;
    bool operator==(const UnknownField &) const = default;
};

/// What is written back as it came where all of an object is replaced (PUT), so that nothing of a
/// newer server is lost by it; servers leave aside what they do not know. A few only:
/// `mostUnknown`.
using UnknownFields = QList<UnknownField>;
inline constexpr qsizetype mostUnknown = 32;

/// A field of a PATCH body: absent (keep), null (clear) or a value (set).
template <typename T>
class Patchable
{
public:
    Patchable() = default;
    Patchable(T value)
        : m_value(std::move(value))
        , m_present(true)
    {
    }
    static Patchable null()
    {
        Patchable p;
        p.m_present = true;
        return p;
    }
    /// From an optional: no value becomes null, never absent.
    static Patchable fromOptional(std::optional<T> value)
    {
        Patchable p;
        p.m_present = true;
        p.m_value = std::move(value);
        return p;
    }
    bool isAbsent() const { return !m_present; }
    bool isNull() const { return m_present && !m_value; }
    bool hasValue() const { return m_value.has_value(); }
    const T &value() const { return *m_value; }
    T &emplace()
    {
        m_present = true;
        return m_value.emplace();
    }
    void setNull()
    {
        m_present = true;
        m_value.reset();
    }
    bool operator==(const Patchable &) const = default;

private:
    std::optional<T> m_value;
    bool m_present = false;
};

using Metadata = QMap<QString, QString>;

/// One page of a list. `iterator` leads on in the direction of the list, `prevIterator` back; both
/// are sent back verbatim in the same parameter. `done` speaks of the direction travelled.
template <typename T>
struct Page
{
    QList<T> data;
    std::optional<QString> iterator;
    std::optional<QString> prevIterator;
    bool done = false;
};

enum class Ordering { Ascending, Descending };

/// An operation without a query string or without a body.
struct NoQuery
{
};
struct NoBody
{
};

/// The answer of an operation whose JSON is kept as it is (health, the server's own document).
struct RawAnswerBody
{
    RawJson json;
};

} // namespace svix
