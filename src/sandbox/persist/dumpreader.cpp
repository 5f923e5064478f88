// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/dump.h"
#include "sandbox/persist/objectjson.h"
#include "sandbox/persist/persisttext.h"
#include "sandbox/persist/recorder.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

constexpr int linesInPart = 20000;

QString wrong(const char *member)
{
    return PersistText::tr("\"%1\" is missing or wrong").arg(QLatin1String(member));
}

bool isWhole(const QJsonValue &value, qint64 low, qint64 high)
{
    const qint64 number = value.toInteger(low - 1);
    return number >= low && number <= high;
}

template <typename T>
QString valueOf(const QJsonObject &line, T &value)
{
    JsonReader reader;
    reader.read(line[u"value"_s], value);
    return reader.problem().isEmpty()
               ? QString()
               : PersistText::tr("\"value\": %1 is wrong").arg(reader.problem());
}

} // namespace

Result<Nothing> DumpReader::read(const QString &path)
{
    const auto refuse = [&](const QString &why) {
        return storageError(m_lines == 0
                                ? PersistText::tr("%1 cannot be imported: %2").arg(path, why)
                                : PersistText::tr("%1 cannot be imported: line %2: %3. Nothing was "
                                                  "imported.")
                                      .arg(path, QString::number(m_lines), why));
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(file.errorString());
    }
    // One buffer for all lines: readLine(size) would make one of that size for each.
    QByteArray buffer(longestDumpLine + 2, Qt::Uninitialized);
    while (!file.atEnd()) {
        const qint64 size = file.readLine(buffer.data(), buffer.size());
        if (size < 0) {
            break;
        }
        const QByteArray text = QByteArray::fromRawData(buffer.constData(), size);
        ++m_lines;
        if (text.size() > longestDumpLine) {
            return refuse(PersistText::tr("it is longer than %1 bytes").arg(longestDumpLine));
        }
        QJsonParseError error{};
        const QJsonDocument line = QJsonDocument::fromJson(text, &error);
        if (!line.isObject() || !text.endsWith('\n')) {
            return refuse(error.error != QJsonParseError::NoError
                              ? error.errorString()
                              : PersistText::tr("it is no JSON object on a line of its own"));
        }
        const QString problem = m_lines == 1 ? readHead(line.object()) : readLine(line.object());
        if (!problem.isEmpty()) {
            return refuse(problem);
        }
        if (++m_unsaved >= linesInPart) {
            if (const auto saved = savePart(); !saved) {
                return saved;
            }
        }
    }
    if (file.error() != QFileDevice::NoError) {
        return refuse(file.errorString());
    }
    if (!m_ended) {
        return refuse(PersistText::tr("the file ends before its last line"));
    }
    return Nothing{};
}

Result<Nothing> DumpReader::savePart()
{
    m_unsaved = 0;
    return !m_recorder || m_recorder->saveAllInPart()
               ? Result<Nothing>(Nothing{})
               : storageError(PersistText::tr("It could not be saved, so nothing was imported."));
}

QString DumpReader::readHead(const QJsonObject &line)
{
    if (line[u"format"_s] != u"svix-sandbox"_s) {
        return PersistText::tr("it is no export of svix-sandbox");
    }
    const int version = line[u"version"_s].toInt();
    return version == dumpVersion
               ? QString()
               : PersistText::tr("its format has version %1, and this svix-sandbox reads %2")
                     .arg(version)
                     .arg(dumpVersion);
}

QString DumpReader::readLine(const QJsonObject &line)
{
    const QString type = line[u"type"_s].toString();
    if (m_ended) {
        return PersistText::tr("it stands after the end");
    }
    if (type == u"message"_s || type == u"attempt"_s || type == u"next"_s || type == u"plan"_s ||
        type == u"endpoint"_s) {
        if (!m_application) {
            return PersistText::tr("no application stands before it");
        }
        return type == u"message"_s    ? readMessage(line)
               : type == u"attempt"_s  ? readAttempt(line)
               : type == u"endpoint"_s ? readEndpoint(line)
                                       : readPlan(line, type == u"next"_s);
    }
    if (type == u"application"_s || type == u"object"_s) {
        if (!m_environment) {
            return PersistText::tr("no environment stands before it");
        }
        return type == u"object"_s ? readObject(line) : readApplication(line);
    }
    return type == u"tokens"_s        ? readTokens(line)
           : type == u"revocation"_s  ? readRevocation(line)
           : type == u"environment"_s ? readEnvironment(line)
           : type == u"answer"_s      ? readAnswer(line)
           : type == u"end"_s         ? readEnd(line)
                                      : PersistText::tr("its type is not known");
}

QString DumpReader::readTokens(const QJsonObject &line)
{
    const QByteArray secret = QByteArray::fromBase64(line[u"secret"_s].toString().toLatin1());
    if (secret.size() < 16) {
        return wrong("secret");
    }
    m_tokens.setSecret(secret);
    return {};
}

QString DumpReader::readRevocation(const QJsonObject &line)
{
    PortalSessions::Revocation revocation;
    const QString problem = valueOf(line, revocation);
    if (problem.isEmpty()) {
        m_tokens.sessions().restore(revocation);
    }
    return problem;
}

QString DumpReader::readEnvironment(const QJsonObject &line)
{
    const QString organisation = line[u"organisation"_s].toString();
    m_application.reset();
    m_environment = organisation.isEmpty() ? nullptr : &m_store.environment(organisation);
    return m_environment ? QString() : wrong("organisation");
}

QString DumpReader::readObject(const QJsonObject &line)
{
    const QString kind = line[u"kind"_s].toString();
    const QString key = line[u"key"_s].toString();
    QString problem = wrong("kind");
    const auto take = [&](auto &map, const char *known) {
        if (kind == QLatin1String(known)) {
            problem = key.isEmpty() || map.count(key) != 0 ? wrong("key") : valueOf(line, map[key]);
        }
    };
    if (m_application) {
        forEachCollection<Application>(
            [&](const char *known, auto pointer) { take((*m_application).*pointer, known); });
    } else {
        forEachCollection<EnvironmentObjects>(
            [&](const char *known, auto pointer) { take(m_environment->*pointer, known); });
    }
    return problem;
}

QString DumpReader::readApplication(const QJsonObject &line)
{
    m_application = std::make_shared<Application>();
    const QString problem = valueOf(line, *m_application);
    const auto &out = m_application->out;
    if (!problem.isEmpty()) {
        return problem;
    }
    if (kindOfId(out.id) != IdKind::Application || m_environment->findApplication(out.id)) {
        return wrong("id");
    }
    if (out.uid && m_environment->findApplication(*out.uid)) {
        return wrong("uid");
    }
    m_environment->restoreApplication(m_application);
    return {};
}

QString DumpReader::readEndpoint(const QJsonObject &line)
{
    auto endpoint = std::make_unique<Endpoint>();
    const QString problem = valueOf(line, *endpoint);
    if (!problem.isEmpty()) {
        return problem;
    }
    const auto &before = m_application->endpoints;
    if (endpoint->number != static_cast<int>(before.size()) ||
        before.size() >= Application::mostEndpoints) {
        return wrong("number");
    }
    if (kindOfId(endpoint->out.id) != IdKind::Endpoint ||
        (!before.empty() && !(before.back()->out.id < endpoint->out.id))) {
        return wrong("id");
    }
    m_environment->restoreEndpoint(*m_application, std::move(endpoint));
    return {};
}

QString DumpReader::readMessage(const QJsonObject &line)
{
    MessageLog &log = m_application->log;
    const auto id = numberOfId(line[u"id"_s].toString(), IdKind::Message);
    if (!id || (log.messageCount() > 0 && *id <= log.message(log.messageCount() - 1).id)) {
        return wrong("id");
    }
    MessageDraft draft;
    draft.eventType = line[u"eventType"_s].toString();
    if (draft.eventType.isEmpty()) {
        return wrong("eventType");
    }
    for (const auto &channel : line[u"channels"_s].toArray()) {
        draft.channels.append(channel.toString());
    }
    if (line.contains(u"eventId"_s)) {
        draft.eventId = line[u"eventId"_s].toString();
        if (log.hasEventId(*draft.eventId)) {
            return wrong("eventId");
        }
    }
    if (!isWhole(line[u"retentionDays"_s], 0, 0xffff)) {
        return wrong("retentionDays");
    }
    draft.retentionDays = line[u"retentionDays"_s].toInt();
    draft.payload = line.contains(u"payloadBase64"_s)
                        ? QByteArray::fromBase64(line[u"payloadBase64"_s].toString().toLatin1())
                        : line[u"payload"_s].toString().toUtf8();
    const bool erased = !line.contains(u"payloadBase64"_s) && !line.contains(u"payload"_s);
    if (!erased && draft.payload->isEmpty()) {
        return wrong("payload");
    }
    const quint32 row = log.addMessage(*id, draft);
    if (line.contains(u"extra"_s)) {
        MessageExtra extra;
        JsonReader reader;
        reader.read(line[u"extra"_s], extra);
        if (!reader.problem().isEmpty()) {
            return wrong("extra");
        }
        m_application->extras.add(row, extra);
    }
    if (line.contains(u"transformationsParams"_s)) {
        log.setTransformationsParams(row, line[u"transformationsParams"_s].toString().toUtf8());
    }
    if (erased) {
        log.expungePayload(row);
    }
    return {};
}

QString DumpReader::readAttempt(const QJsonObject &line)
{
    MessageLog &log = m_application->log;
    const auto id = numberOfId(line[u"id"_s].toString(), IdKind::Attempt);
    if (!id || (log.attemptCount() > 0 && *id <= log.attempt(log.attemptCount() - 1).id)) {
        return wrong("id");
    }
    AttemptDraft draft;
    draft.message = log.findMessage(line[u"message"_s].toString());
    if (draft.message == noRow) {
        return wrong("message");
    }
    const auto endpoints = static_cast<qint64>(m_application->endpoints.size());
    if (!isWhole(line[u"endpoint"_s], 0, endpoints - 1)) {
        return wrong("endpoint");
    }
    draft.endpoint = line[u"endpoint"_s].toInt();
    draft.url = line[u"url"_s].toString();
    draft.response = line[u"response"_s].toString();
    if (!isWhole(line[u"statusCode"_s], -0x8000, 0x7fff)) {
        return wrong("statusCode");
    }
    draft.statusCode = line[u"statusCode"_s].toInt();
    if (!isWhole(line[u"durationMs"_s], 0, 0xffffffffLL)) {
        return wrong("durationMs");
    }
    draft.durationMs = line[u"durationMs"_s].toInteger();
    if (!line[u"success"_s].isBool() || !line[u"manual"_s].isBool()) {
        return wrong("success");
    }
    draft.success = line[u"success"_s].toBool();
    draft.manual = line[u"manual"_s].toBool();
    draft.canceled = line[u"canceled"_s].toBool();
    const quint32 row = log.addAttempt(*id, draft);
    if (!line.contains(u"response"_s)) {
        log.expungeResponse(row);
    }
    return {};
}

QString DumpReader::readPlan(const QJsonObject &line, bool next)
{
    MessageLog &log = m_application->log;
    const quint32 message = log.findMessage(line[u"message"_s].toString());
    if (message == noRow) {
        return wrong("message");
    }
    const auto endpoints = static_cast<qint64>(m_application->endpoints.size());
    if (!isWhole(line[u"endpoint"_s], 0, endpoints - 1)) {
        return wrong("endpoint");
    }
    const int endpoint = line[u"endpoint"_s].toInt();
    const Timestamp due = Timestamp::fromText(line[u"due"_s].toString().toStdString());
    if (!due.isValid()) {
        return wrong("due");
    }
    if (next) {
        log.setNextAttempt(message, endpoint, due);
        return {};
    }
    if (!isWhole(line[u"tries"_s], 0, 0xffff) || !line[u"manual"_s].isBool()) {
        return wrong("tries");
    }
    log.plan({message, endpoint, line[u"tries"_s].toInt(), line[u"manual"_s].toBool(), due});
    return {};
}

QString DumpReader::readAnswer(const QJsonObject &line)
{
    HttpAnswer answer;
    answer.status = line[u"status"_s].toInt();
    for (const auto &header : line[u"headers"_s].toArray()) {
        answer.headers.append({header[0].toString().toLatin1(), header[1].toString().toLatin1()});
    }
    answer.body = QByteArray::fromBase64(line[u"body"_s].toString().toLatin1());
    const QByteArray slot = QByteArray::fromHex(line[u"slot"_s].toString().toLatin1());
    if (slot.isEmpty() || answer.status < 200 || answer.status > 299) {
        return wrong("slot");
    }
    m_answers.restore(slot, answer, line[u"until"_s].toInteger());
    m_answers.note(slot);
    return {};
}

QString DumpReader::readEnd(const QJsonObject &line)
{
    m_ended = line[u"lines"_s].toInteger(-1) == m_lines - 1;
    return m_ended ? QString() : wrong("lines");
}

} // namespace svix::sandbox
