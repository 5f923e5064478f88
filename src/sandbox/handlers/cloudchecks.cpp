// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/validation.h"

#include <QRegularExpression>

#include <algorithm>

namespace svix::sandbox {

// What only Svix cloud takes, checked as its published document says. The places are spelled as
// svix-server spells its own.

namespace {

constexpr qsizetype longestTag = 128;

QStringList body(const char *field)
{
    return {QStringLiteral("body"), QString::fromLatin1(field)};
}

void checkRange(FieldProblems &problems, const char *field, const std::optional<int> &value,
                int lowest, int highest)
{
    if (value && (*value < lowest || *value > highest)) {
        problems.append(
            {body(field), QStringLiteral("Must be between %1 and %2").arg(lowest).arg(highest)});
    }
}

void checkFlags(FieldProblems &problems, const std::optional<QStringList> &flags, int most)
{
    if (flags && (flags->isEmpty() || flags->size() > most)) {
        problems.append(
            {body("feature_flags"), QStringLiteral("Must have between 1 and %1 items").arg(most)});
    }
}

template <typename T>
std::optional<T> valueOf(const Patchable<T> &field)
{
    return field.hasValue() ? std::optional(field.value()) : std::nullopt;
}

void checkTags(FieldProblems &problems, const std::optional<QStringList> &tags)
{
    if (!tags) {
        return;
    }
    if (tags->size() > 5) {
        problems.append({body("tags"), QStringLiteral("Must have at most 5 items")});
    }
    for (const QString &tag : *tags) {
        if (const QString problem = tagProblem(tag); !problem.isEmpty()) {
            problems.append({body("tags") + QStringList{QStringLiteral("__all__")}, problem});
            return;
        }
    }
}

} // namespace

QString tagProblem(const QString &text)
{
    static const QRegularExpression legal(QStringLiteral("\\A[a-zA-Z0-9\\-_./\\\\#]*\\z"));
    if (text.isEmpty()) {
        return QStringLiteral("String must be at least one character");
    }
    if (text.size() > longestTag) {
        return QStringLiteral("String too long");
    }
    return legal.match(text).hasMatch()
               ? QString()
               : QStringLiteral("String must match the following pattern: [a-zA-Z0-9\\-_./\\\\#].");
}

FieldProblems cloudProblems(const MessageIn &in)
{
    FieldProblems problems;
    checkTags(problems, in.tags);
    checkRange(problems, "payload_retention_period", in.payloadRetentionPeriod, 1, 90);
    checkRange(problems, "payload_retention_hours", in.payloadRetentionHours, 1, 2160);
    if (in.payloadRetentionPeriod && in.payloadRetentionHours) {
        problems.append({body("payload_retention_hours"),
                         QStringLiteral("payloadRetentionPeriod and payloadRetentionHours exclude "
                                        "each other")});
    }
    return problems;
}

FieldProblems cloudProblems(const std::optional<QStringList> &featureFlags,
                            const std::optional<QString> &groupName)
{
    constexpr int anyNumber = std::numeric_limits<int>::max();
    FieldProblems problems;
    checkFlags(problems, featureFlags, anyNumber);
    if (groupName) {
        if (const QString problem = identifierProblem(*groupName); !problem.isEmpty()) {
            problems.append({body("group_name") + QStringList{QStringLiteral("__all__")}, problem});
        }
    }
    return problems;
}

FieldProblems problemsOf(const IntegrationIn &in, const NamesUsed &)
{
    FieldProblems problems;
    checkFlags(problems, in.featureFlags, 25);
    return problems;
}

FieldProblems problemsOf(const ExpireAllIn &in, const NamesUsed &)
{
    static const QRegularExpression legal(QStringLiteral("\\A[a-zA-Z0-9@_-]{1,64}\\z"));
    FieldProblems problems;
    checkRange(problems, "expiry", in.expiry, 0, 3 * 24 * 3600);
    const QStringList sessions = in.sessionIds.value_or(QStringList());
    const bool good = std::all_of(sessions.cbegin(), sessions.cend(),
                                  [](const QString &id) { return legal.match(id).hasMatch(); });
    if (sessions.size() > 1000 || !good) {
        problems.append(
            {body("session_ids"), good ? QStringLiteral("Must have at most 1000 items")
                                       : QStringLiteral("String must match the following pattern: "
                                                        "[a-zA-Z0-9@_-].")});
    }
    return problems;
}

FieldProblems problemsOf(const EndpointTransformationPatch &in, const NamesUsed &)
{
    const auto code = valueOf(in.code);
    if (code && (code->size() < 10 || code->size() > 51200)) {
        return {{body("code"), QStringLiteral("Must have between 10 and 51200 characters")}};
    }
    return {};
}

} // namespace svix::sandbox
