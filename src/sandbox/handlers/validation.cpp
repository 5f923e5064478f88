// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/validation.h"

#include <algorithm>

namespace svix::sandbox {

namespace {

QStringList body(const char *field)
{
    return {QStringLiteral("body"), QString::fromLatin1(field)};
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() <= 8; });
}

bool isIdentifierChar(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') ||
           u == u'-' || u == u'_' || u == u'.';
}

void checkText(FieldProblems &problems, const char *field, const QString &text)
{
    if (hasControlCharacter(text)) {
        problems.append({body(field), QStringLiteral("Control characters 0x00-0x08 not allowed.")});
    }
}

void checkName(FieldProblems &problems, const QString &name)
{
    if (name.isEmpty()) {
        problems.append(
            {body("name"), QStringLiteral("Application names must be at least one character")});
    }
    checkText(problems, "name", name);
}

void checkUid(FieldProblems &problems, const std::optional<QString> &uid, QLatin1String prefix)
{
    if (!uid) {
        return;
    }
    QString problem = identifierProblem(*uid);
    if (problem.isEmpty() && uid->startsWith(prefix)) {
        problem = QStringLiteral("Uids are not allowed to have the same prefix as the ID. "
                                 "Prefix with _?");
    }
    if (!problem.isEmpty()) {
        problems.append({body("uid") + QStringList{QStringLiteral("__all__")}, problem});
    }
}

void checkIdentifier(FieldProblems &problems, const char *field, const QString &text)
{
    if (const QString problem = identifierProblem(text); !problem.isEmpty()) {
        problems.append({body(field) + QStringList{QStringLiteral("__all__")}, problem});
    }
}

// Both names of one rate may stand in a body; each is checked under its own.
void checkRate(FieldProblems &problems, const std::optional<int> &rate, const NamesUsed &names,
               bool application)
{
    if (!rate || *rate >= 1) {
        return;
    }
    if (names.contains(QLatin1String("throttleRate"))) {
        problems.append(
            {body("throttle_rate"),
             application ? QStringLiteral("Application throttle rate must be at least 1 if set")
                         : QStringLiteral("Endpoint throttle rates must be at least one if set")});
    } else {
        problems.append({body("rate_limit"),
                         application
                             ? QStringLiteral("Application rate limits must be at least 1 if set")
                             : QStringLiteral("Endpoint rate limits must be at least one if set")});
    }
}

void checkChannels(FieldProblems &problems, const std::optional<QStringList> &channels, int most,
                   const NamesUsed &names)
{
    if (!channels) {
        return;
    }
    QStringList unique = *channels;
    unique.removeDuplicates();
    if (unique.isEmpty() || unique.size() > most) {
        problems.append({body("channels"),
                         QStringLiteral("Channels must have at least 1 and at most %1 items, or be "
                                        "set to null.")
                             .arg(most)});
    }
    for (const QString &channel : std::as_const(unique)) {
        if (const QString problem = channelProblem(channel, names.kind); !problem.isEmpty()) {
            problems.append({body("channels") + QStringList{QStringLiteral("__all__")}, problem});
            return;
        }
    }
}

void checkEventTypes(FieldProblems &problems, const std::optional<QStringList> &types)
{
    if (!types) {
        return;
    }
    if (types->isEmpty()) {
        problems.append(
            {body("event_types"),
             QStringLiteral("eventTypes can't be empty, it must have at least one item.")});
    }
    for (const QString &type : *types) {
        if (!identifierProblem(type).isEmpty()) {
            checkIdentifier(problems, "event_types", type);
            return;
        }
    }
}

void checkUrl(FieldProblems &problems, const QString &url)
{
    const QString scheme = QUrl(url).scheme().toLower();
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https")) {
        problems.append(
            {body("url"), QStringLiteral("Endpoint URL schemes must be http or https")});
    }
}

void checkVersion(FieldProblems &problems, const std::optional<int> &version)
{
    if (version && *version < 1) {
        problems.append(
            {body("version"), QStringLiteral("Endpoint versions must be at least one if set")});
    }
}

// The length of a key that is known to be well-formed base64.
void checkKey(FieldProblems &problems, const std::optional<QString> &key)
{
    if (!key || !key->startsWith(QLatin1String("whsec_"))) {
        return;
    }
    const qsizetype size = QByteArray::fromBase64(key->mid(6).toLatin1()).size();
    if (size < 24 || size > 75) {
        problems.append({body("key") + QStringList{QStringLiteral("__all__")},
                         QStringLiteral("secret length invalid")});
    }
}

template <typename T>
std::optional<T> valueOf(const Patchable<T> &field)
{
    return field.hasValue() ? std::optional(field.value()) : std::nullopt;
}

template <typename Body>
FieldProblems endpointProblems(const Body &in, const NamesUsed &names)
{
    FieldProblems problems;
    checkUrl(problems, in.url);
    checkText(problems, "description", in.description);
    checkUid(problems, in.uid, QLatin1String("ep_"));
    checkRate(problems, in.throttleRate, names, false);
    checkEventTypes(problems, in.eventTypes);
    checkChannels(problems, in.channels, 10, names);
    checkVersion(problems, in.version);
    return problems;
}

} // namespace

QString identifierProblem(const QString &text)
{
    if (text.isEmpty()) {
        return QStringLiteral("String must be at least one character");
    }
    if (text.size() > 256) {
        return QStringLiteral("String too long");
    }
    if (!std::all_of(text.begin(), text.end(), isIdentifierChar)) {
        return QStringLiteral("String must match the following pattern: [a-zA-Z0-9\\-_.].");
    }
    return {};
}

QString channelProblem(const QString &text, ServerKind kind)
{
    if (kind != ServerKind::Cloud) {
        return identifierProblem(text);
    }
    QString plain = text;
    plain.remove(QLatin1Char(':')).remove(QLatin1Char('+'));
    if (text.isEmpty() || (!plain.isEmpty() && !identifierProblem(plain).isEmpty())) {
        return text.isEmpty()
                   ? identifierProblem(text)
                   : QStringLiteral("String must match the following pattern: [a-zA-Z0-9\\-_.:+].");
    }
    return text.size() > 128 ? QStringLiteral("String too long") : QString();
}

FieldProblems problemsOf(const ApplicationIn &in, const NamesUsed &names)
{
    FieldProblems problems;
    checkName(problems, in.name);
    checkUid(problems, in.uid, QLatin1String("app_"));
    checkRate(problems, in.throttleRate, names, true);
    return problems;
}

FieldProblems problemsOf(const ApplicationPatch &in, const NamesUsed &names)
{
    FieldProblems problems;
    if (in.name.hasValue()) {
        checkName(problems, in.name.value());
    }
    checkUid(problems, valueOf(in.uid), QLatin1String("app_"));
    checkRate(problems, valueOf(in.throttleRate), names, true);
    return problems;
}

FieldProblems problemsOf(const EndpointIn &in, const NamesUsed &names)
{
    FieldProblems problems = endpointProblems(in, names);
    checkKey(problems, in.secret);
    return problems;
}

FieldProblems problemsOf(const EndpointUpdate &in, const NamesUsed &names)
{
    return endpointProblems(in, names);
}

FieldProblems problemsOf(const EndpointPatch &in, const NamesUsed &names)
{
    FieldProblems problems;
    if (in.url.hasValue()) {
        checkUrl(problems, in.url.value());
    }
    if (in.description.hasValue()) {
        checkText(problems, "description", in.description.value());
    }
    checkUid(problems, valueOf(in.uid), QLatin1String("ep_"));
    checkRate(problems, valueOf(in.throttleRate), names, false);
    checkEventTypes(problems, valueOf(in.eventTypes));
    checkChannels(problems, valueOf(in.channels), 10, names);
    checkVersion(problems, valueOf(in.version));
    return problems;
}

FieldProblems problemsOf(const EndpointSecretRotateIn &in, const NamesUsed &)
{
    FieldProblems problems;
    checkKey(problems, in.key);
    if (in.gracePeriodSeconds && (*in.gracePeriodSeconds < 0 || *in.gracePeriodSeconds > 604800)) {
        problems.append({body("grace_period_seconds"),
                         QStringLiteral("Duration must be between 0 and 7 days")});
    }
    return problems;
}

FieldProblems problemsOf(const EndpointHeadersPatch &in, const NamesUsed &names)
{
    // svix-server looks at names only: it takes any value here and cannot read it back (see
    // Endpoint::poisoned).
    for (auto it = in.headers.cbegin(); it != in.headers.cend(); ++it) {
        QString problem = headerNameProblem(it.key());
        if (problem.isEmpty() && names.isCloud() && it.value()) {
            problem = headerValueProblem(*it.value());
        }
        if (!problem.isEmpty()) {
            return {{body("headers") + QStringList{QStringLiteral("__all__")}, problem}};
        }
    }
    return {};
}

FieldProblems problemsOf(const EventTypeIn &in, const NamesUsed &names)
{
    FieldProblems problems;
    checkIdentifier(problems, "name", in.name);
    checkText(problems, "description", in.description);
    if (names.isCloud()) {
        problems += cloudProblems(in.featureFlags, in.groupName);
    }
    return problems;
}

FieldProblems problemsOf(const EventTypeUpdate &in, const NamesUsed &names)
{
    FieldProblems problems;
    checkText(problems, "description", in.description);
    if (names.isCloud()) {
        problems += cloudProblems(in.featureFlags, in.groupName);
    }
    return problems;
}

FieldProblems problemsOf(const EventTypePatch &in, const NamesUsed &names)
{
    FieldProblems problems;
    if (in.description.hasValue()) {
        checkText(problems, "description", in.description.value());
    }
    if (names.isCloud()) {
        problems += cloudProblems(valueOf(in.featureFlags), valueOf(in.groupName));
    }
    return problems;
}

FieldProblems problemsOf(const MessageIn &in, const NamesUsed &names)
{
    FieldProblems problems;
    checkIdentifier(problems, "event_type", in.eventType);
    checkUid(problems, in.eventId, QLatin1String("msg_"));
    checkChannels(problems, in.channels, names.isCloud() ? 10 : 5, names);
    if (in.payload.text.isEmpty() || in.payload.text.front() != '{') {
        problems.append({body("payload"), QStringLiteral("Payload must be an object.")});
    }
    if (names.isCloud()) {
        problems += cloudProblems(in);
    } else if (in.payloadRetentionPeriod &&
               (*in.payloadRetentionPeriod < 5 || *in.payloadRetentionPeriod > 90)) {
        problems.append({body("payload_retention_period"), QStringLiteral("Validation error")});
    }
    return problems;
}

FieldProblems problemsOf(const SendExampleIn &in, const NamesUsed &)
{
    FieldProblems problems;
    checkIdentifier(problems, "event_type", in.eventType);
    return problems;
}

} // namespace svix::sandbox
