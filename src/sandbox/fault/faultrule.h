// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace svix::sandbox {

/// Which answers go wrong, and how: one rule of --fault, as svix-sandbox(1) describes it.
struct FaultRule
{
    enum class Kind {
        Drop,
        Reset,
        Delay,
        Truncate,
        BadJson,
        WrongShape,
        WrongType,
        BadChunks,
        LongLength,
        ShortLength,
        Status
    };
    enum class Body { Json, Html, Empty };

    QString text; ///< as it was given
    Kind kind = Kind::Drop;
    int status = 0;                ///< for Kind::Status
    std::optional<qint64> cutAt;   ///< for Kind::Truncate: bytes that are sent
    Body body = Body::Json;        ///< for Kind::Status
    std::optional<int> retryAfter; ///< seconds, for Kind::Status
    bool retryAfterIsDate = false;
    int delayMs = 0;
    bool done = false; ///< the request is carried out, and only its answer goes wrong

    // Where; empty: anywhere. Operation and path may hold * and ?.
    QString operation;
    QString path;
    QByteArray method;
    QString application; ///< id or uid

    // When, of the requests that it matches.
    qint64 skip = 0;             ///< not the first ones
    qint64 every = 1;            ///< of the others each n-th
    double chance = 1;           ///< of those each with this probability
    std::optional<qint64> first; ///< and no more than so many
};

/// A rule, or what is wrong with its text, for a person.
struct FaultRuleText
{
    std::optional<FaultRule> rule;
    QString problem;

    static FaultRuleText parse(const QString &text);
};

/// Whether the pattern, in which * stands for any text and ? for any character, is all of `text`.
bool matchesGlob(QStringView pattern, QStringView text);

} // namespace svix::sandbox
