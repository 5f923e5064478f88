// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/openapinames.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

// "messageAttempt" with a mark between its words.
QString parted(const char *area, QChar mark)
{
    QString out;
    for (const QChar c : QString::fromLatin1(area)) {
        if (c.isUpper()) {
            out += mark;
        }
        out += c;
    }
    return out;
}

bool endsWith(const SchemaInfo &info, const char *end)
{
    return QByteArrayView(info.name).endsWith(end);
}

QJsonObject numbers(const QString &title, const QList<std::pair<int, QString>> &values)
{
    QJsonArray all;
    QJsonArray names;
    for (const auto &[value, name] : values) {
        all.append(value);
        names.append(name);
    }
    return {{u"title"_s, title},
            {u"type"_s, u"integer"_s},
            {u"enum"_s, all},
            {u"x-enum-varnames"_s, names}};
}

QJsonObject words(const QStringList &values)
{
    return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(values)}};
}

} // namespace

QString publishedId(const Operation &operation)
{
    // Where the last part is not the verb that the table's name begins with.
    static const QHash<QString, QString> actions{
        {u"getAppPortalAccess"_s, u"app-portal-access"_s},
        {u"getEndpointHeaders"_s, u"get-headers"_s},
        {u"getEndpointSecret"_s, u"get-secret"_s},
        {u"getEndpointStats"_s, u"get-stats"_s},
        {u"patchEndpointHeaders"_s, u"patch-headers"_s},
        {u"rotateEndpointSecret"_s, u"rotate-secret"_s},
        {u"updateEndpointHeaders"_s, u"update-headers"_s},
        {u"health"_s, u"get"_s},
        {u"expungeMessagePayload"_s, u"expunge-content"_s},
        {u"expungeAttemptContent"_s, u"expunge-content"_s},
        {u"listAttemptedDestinations"_s, u"list-attempted-destinations"_s},
        {u"listAttemptedMessages"_s, u"list-attempted-messages"_s},
        {u"listAttemptsByEndpoint"_s, u"list-by-endpoint"_s},
        {u"listAttemptsByMsg"_s, u"list-by-msg"_s},
        {u"sendExample"_s, u"send-example"_s}};
    static const QHash<QString, QString> others{{u"logout"_s, u"logout_api_v1_auth_logout__post"_s},
                                                {u"patchApplication"_s, u"patch_application"_s},
                                                {u"patchEndpoint"_s, u"patch_endpoint"_s},
                                                {u"patchEventType"_s, u"patch_event_type"_s}};
    static const QRegularExpression verb(u"^[a-z]+"_s);
    const QString id = QString::fromLatin1(operation.id);
    if (others.contains(id)) {
        return others[id];
    }
    return u"v1."_s + parted(operation.area, u'-').toLower() + u'.' +
           actions.value(id, verb.match(id).captured());
}

QString publishedTag(const Operation &operation)
{
    QString tag = parted(operation.area, u' ');
    tag[0] = tag[0].toUpper();
    return tag;
}

QString publishedName(const SchemaInfo &info)
{
    static const QHash<QString, QString> names{
        {u"EndpointHeadersPatch"_s, u"EndpointHeadersPatchIn"_s},
        {u"EndpointStatsOut"_s, u"EndpointStats"_s},
        {u"SendExampleIn"_s, u"EventExampleIn"_s},
        {u"AttemptOut"_s, u"MessageAttemptOut"_s},
        {u"AttemptedMessageOut"_s, u"EndpointMessageOut"_s},
        {u"DestinationOut"_s, u"MessageEndpointOut"_s},
        {u"PortalAccessOut"_s, u"AppPortalAccessOut"_s}};
    if (qstrcmp(info.name, "Page") == 0 && !info.fields.isEmpty() && info.fields.first().nested) {
        return u"ListResponse_%1_"_s.arg(publishedName(*info.fields.first().nested));
    }
    const QString name = QString::fromLatin1(info.name);
    return names.value(name, name);
}

bool isHiddenField(const SchemaInfo &info, const FieldInfo &field)
{
    const bool endpoint = QByteArrayView(info.name).startsWith("Endpoint") ||
                          qstrcmp(info.name, "DestinationOut") == 0;
    return (endpoint && qstrcmp(field.name, "version") == 0) ||
           qstrcmp(field.name, "transformationsParams") == 0;
}

bool isRequiredField(const SchemaInfo &info, const FieldInfo &field)
{
    if (field.is(Required)) {
        return true;
    }
    if (!endsWith(info, "Out")) {
        return false;
    }
    static const QStringList optional{u"disabled"_s, u"archived"_s, u"schemas"_s};
    // The structs leave room for servers that do not answer them.
    static const QStringList always{u"statusText"_s, u"responseDurationMs"_s, u"canceled"_s};
    const QString name = QString::fromLatin1(field.name);
    if (qstrcmp(info.name, "RecoverOut") == 0 || always.contains(name)) {
        return true;
    }
    return !field.nullable && !optional.contains(name);
}

bool isNullableField(const SchemaInfo &info, const FieldInfo &field)
{
    static const QStringList kept{u"name"_s,     u"url"_s,        u"description"_s, u"disabled"_s,
                                  u"archived"_s, u"deprecated"_s, u"metadata"_s};
    static const QStringList others{u"AppPortalAccessIn.featureFlags"_s,
                                    u"MessageIn.payloadRetentionPeriod"_s};
    const QString name = QString::fromLatin1(field.name);
    if ((endsWith(info, "Patch") && kept.contains(name)) || isRequiredField(info, field) ||
        others.contains(QString::fromLatin1(info.name) + u'.' + name)) {
        return false;
    }
    return field.nullable || field.is(AnswerNull) || name == u"schemas";
}

QString valuesName(const FieldInfo &field)
{
    static const QHash<QString, QString> names{{u"statusText"_s, u"MessageStatusText"_s},
                                               {u"triggerType"_s, u"MessageAttemptTriggerType"_s},
                                               {u"status_code_class"_s, u"StatusCodeClass"_s},
                                               {u"order"_s, u"Ordering"_s},
                                               {u"task"_s, u"BackgroundTaskType"_s}};
    if (qstrcmp(field.name, "status") == 0) {
        return field.type == FieldType::Integer ? u"MessageStatus"_s : u"BackgroundTaskStatus"_s;
    }
    return names.value(QString::fromLatin1(field.name));
}

QJsonObject valueSchemas()
{
    return {{u"MessageStatus"_s,
             numbers(u"MessageStatus"_s,
                     {{0, u"Success"_s}, {1, u"Pending"_s}, {2, u"Fail"_s}, {3, u"Sending"_s}})},
            {u"MessageStatusText"_s, words({u"success"_s, u"pending"_s, u"fail"_s, u"sending"_s})},
            {u"MessageAttemptTriggerType"_s,
             numbers(u"MessageAttemptTriggerType"_s, {{0, u"Scheduled"_s}, {1, u"Manual"_s}})},
            {u"StatusCodeClass"_s, numbers(u"StatusCodeClass"_s, {{0, u"CodeNone"_s},
                                                                  {100, u"Code1xx"_s},
                                                                  {200, u"Code2xx"_s},
                                                                  {300, u"Code3xx"_s},
                                                                  {400, u"Code4xx"_s},
                                                                  {500, u"Code5xx"_s}})},
            {u"Ordering"_s, words({u"ascending"_s, u"descending"_s})},
            {u"BackgroundTaskStatus"_s, words({u"running"_s})},
            {u"BackgroundTaskType"_s, words({u"endpoint.recover"_s})}};
}

QStringList successCodes(const Operation &operation, ServerKind kind)
{
    static const QList<const Operation *> accepted{&op::createMessage, &op::recoverFailedWebhooks,
                                                   &op::replayMissingWebhooks, &op::resendWebhook};
    static const QList<const Operation *> upserts{&op::updateApplication, &op::updateEndpoint,
                                                  &op::updateEventType, &op::createApplication};
    static const QList<const Operation *> creations{&op::createEndpoint, &op::createEventType,
                                                    &op::createIntegration};
    // svix-server's document names no success for these two.
    static const QList<const Operation *> none{&op::expungeMessagePayload,
                                               &op::expungeAttemptContent};
    const bool example = &operation == &op::sendExample && kind == ServerKind::Cloud;
    if (accepted.contains(&operation) || example) {
        return {u"202"_s};
    }
    if (upserts.contains(&operation)) {
        return {u"200"_s, u"201"_s};
    }
    if (creations.contains(&operation)) {
        return {u"201"_s};
    }
    if (none.contains(&operation) && kind != ServerKind::Cloud) {
        return {};
    }
    // As its document has it; svix-server answers 200 and JSON.
    const bool without = !operation.hasAnswer || &operation == &op::health;
    return {without ? u"204"_s : u"200"_s};
}

} // namespace svix::sandbox
