// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/dump.h"
#include "sandbox/persist/objectjson.h"
#include "sandbox/persist/persisttext.h"

#include <QFile>
#include <QSaveFile>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

class Writer
{
public:
    explicit Writer(QSaveFile &file)
        : m_file(file)
    {
    }

    void line(const char *type, QJsonObject value)
    {
        value.insert(u"type"_s, QLatin1String(type));
        write(value);
    }
    void write(const QJsonObject &value)
    {
        m_file.write(QJsonDocument(value).toJson(QJsonDocument::Compact) + '\n');
        ++m_lines;
    }
    qint64 lines() const { return m_lines; }

    template <typename T>
    void collections(const T &owner)
    {
        forEachCollection<T>([&](const char *kind, auto pointer) {
            for (const auto &[key, value] : owner.*pointer) {
                line("object", {{u"kind"_s, QLatin1String(kind)},
                                {u"key"_s, key},
                                {u"value"_s, toJson(value)}});
            }
        });
    }

    void application(const Application &application)
    {
        line("application", {{u"value"_s, toJson(application)}});
        collections(application);
        for (const auto &endpoint : application.endpoints) {
            line("endpoint", {{u"value"_s, toJson(*endpoint)}});
        }
        const MessageLog &log = application.log;
        for (quint32 row = 0; row < log.messageCount(); ++row) {
            message(application, row);
        }
        for (quint32 row = 0; row < log.attemptCount(); ++row) {
            attempt(log, row);
        }
        for (const auto &[place, due] : log.nextAttempts()) {
            line("next", {{u"message"_s, log.messageId(place.first)},
                          {u"endpoint"_s, place.second},
                          {u"due"_s, due.toText()}});
        }
        for (const auto &[number, planned] : log.plans()) {
            line("plan", {{u"message"_s, log.messageId(planned.message)},
                          {u"endpoint"_s, planned.endpoint},
                          {u"due"_s, planned.due.toText()},
                          {u"tries"_s, planned.tries},
                          {u"manual"_s, planned.manual}});
        }
    }

private:
    void message(const Application &application, quint32 row)
    {
        const MessageLog &log = application.log;
        const MessageRow &message = log.message(row);
        QJsonObject out{{u"id"_s, log.messageId(row)},
                        {u"eventType"_s, log.text(message.type)},
                        {u"retentionDays"_s, message.retentionDays}};
        if (message.channels != 0) {
            out.insert(u"channels"_s, QJsonArray::fromStringList(log.channels(row)));
        }
        if (const auto eventId = log.eventId(row)) {
            out.insert(u"eventId"_s, *eventId);
        }
        if (message.payload != noRow) {
            const QByteArray payload = log.payload(row, 0); // however old it is
            const QString text = QString::fromUtf8(payload);
            if (text.toUtf8() == payload) {
                out.insert(u"payload"_s, text);
            } else {
                out.insert(u"payloadBase64"_s, QString::fromLatin1(payload.toBase64()));
            }
        }
        if (const MessageExtra &extra = application.extras.of(row); !extra.isEmpty()) {
            out.insert(u"extra"_s, toJson(extra));
        }
        if (const QByteArray params = log.transformationsParams(row); !params.isEmpty()) {
            out.insert(u"transformationsParams"_s, QString::fromUtf8(params));
        }
        line("message", out);
    }

    void attempt(const MessageLog &log, quint32 row)
    {
        const AttemptRow &attempt = log.attempt(row);
        QJsonObject out{{u"id"_s, log.attemptId(row)},
                        {u"message"_s, log.messageId(attempt.message)},
                        {u"endpoint"_s, attempt.endpoint},
                        {u"url"_s, log.text(attempt.url)},
                        {u"statusCode"_s, attempt.statusCode},
                        {u"durationMs"_s, static_cast<qint64>(attempt.durationMs)},
                        {u"success"_s, attempt.success},
                        {u"canceled"_s, attempt.canceled},
                        {u"manual"_s, attempt.manual}};
        if (!attempt.expunged) { // else it was erased
            out.insert(u"response"_s, log.text(attempt.response));
        }
        line("attempt", out);
    }

    QSaveFile &m_file;
    qint64 m_lines = 0;
};

// Why a dump must not take the place of what is there; empty when it may. A link would be followed,
// a device or pipe replaced by a file.
QString inTheWay(const QString &file)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(file).constData(), &status) != 0 || S_ISREG(status.st_mode)) {
        return {};
    }
    return S_ISLNK(status.st_mode) ? PersistText::tr("it is a link")
                                   : PersistText::tr("it is not a regular file");
}

} // namespace

Result<Nothing> writeDump(const Store &store, const Tokens &tokens, const Idempotency &answers,
                          const QString &file)
{
    const auto failed = [&](const QString &why) {
        return storageError(PersistText::tr("%1 cannot be written: %2").arg(file, why));
    };
    if (const QString why = inTheWay(file); !why.isEmpty()) {
        return failed(why);
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) ||
        !out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return failed(out.errorString());
    }
    Writer writer(out);
    writer.write({{u"format"_s, u"svix-sandbox"_s}, {u"version"_s, dumpVersion}});
    writer.line("tokens", {{u"secret"_s, QString::fromLatin1(tokens.secret().toBase64())}});
    for (const auto &revocation : tokens.sessions().revocations()) {
        writer.line("revocation", {{u"value"_s, toJson(revocation)}});
    }
    for (const auto &[organisation, environment] : store.environments()) {
        writer.line("environment", {{u"organisation"_s, organisation}});
        writer.collections<EnvironmentObjects>(*environment);
        for (const auto &[id, application] : environment->applications()) {
            writer.application(*application);
        }
    }
    answers.forEach([&](const QByteArray &slot, const Idempotency::Kept &kept) {
        QJsonArray headers;
        for (const auto &[name, value] : kept.answer.headers) {
            headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
        }
        writer.line("answer", {{u"slot"_s, QString::fromLatin1(slot.toHex())},
                               {u"status"_s, kept.answer.status},
                               {u"headers"_s, headers},
                               {u"body"_s, QString::fromLatin1(kept.answer.body.toBase64())},
                               {u"until"_s, kept.until}});
    });
    writer.line("end", {{u"lines"_s, writer.lines()}});
    if (!out.commit()) {
        return failed(out.errorString());
    }
    return Nothing{};
}

} // namespace svix::sandbox
