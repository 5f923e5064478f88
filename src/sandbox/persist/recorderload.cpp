// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/objectjson.h"
#include "sandbox/persist/persisttext.h"
#include "sandbox/persist/recorder.h"
#include "sandbox/seed/demopayloads.h"

namespace svix::sandbox {

namespace {

QString damaged(const QString &what)
{
    return PersistText::tr("it is damaged (%1)").arg(what);
}

template <typename T>
QString readObject(const QByteArray &text, T &value)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        return error.errorString();
    }
    JsonReader reader;
    reader.read(document.object(), value);
    return reader.problem();
}

} // namespace

Result<Nothing> Recorder::load()
{
    QString problem = loadMeta();
    for (const auto part : {&Recorder::loadObjects, &Recorder::loadLogs, &Recorder::loadAnswers}) {
        if (problem.isEmpty()) {
            problem = (this->*part)();
        }
    }
    if (!problem.isEmpty()) {
        return storageError(
            PersistText::tr("The data cannot be used: %1. Nothing in it was changed.")
                .arg(problem));
    }
    for (const auto &[name, environment] : m_subjects.store.environments()) {
        copyAll(keptOf(name));
    }
    clearMarks();
    m_slots.clear();
    m_dirty = false;
    for (const auto &[organisation, kept] : m_kept) {
        watchTasks(kept);
    }
    if (!m_leftovers.empty()) {
        m_eraseTimer.start();
    }
    return Nothing{};
}

QString Recorder::loadMeta()
{
    QByteArray secret;
    QString problem;
    const bool ok =
        m_database.select("SELECT name, value FROM meta", {}, [&](const QSqlQuery &query) {
            const QString name = query.value(0).toString();
            if (name == QLatin1String("secret")) {
                secret = query.value(1).toByteArray();
            } else if (name == QLatin1String("starts")) {
                m_starts = std::clamp<qint64>(query.value(1).toLongLong(), 0, 1'000'000'000);
            } else if (name == QLatin1String("revocations")) {
                QList<PortalSessions::Revocation> all;
                JsonReader reader;
                reader.read(QJsonDocument::fromJson(query.value(1).toByteArray()).array(), all);
                problem = reader.problem();
                for (const auto &revocation : std::as_const(all)) {
                    m_subjects.tokens.sessions().restore(revocation);
                }
            }
            return true;
        });
    m_savedRevocations = m_subjects.tokens.sessions().revision();
    m_subjects.tokens.sessions().forgetExpired(m_subjects.clock.now(), Timestamp::now());
    if (!secret.isEmpty()) {
        m_subjects.tokens.setSecret(secret);
        m_subjects.store.setStarts(static_cast<quint32>(++m_starts));
    }
    return !ok ? m_database.lastError() : problem.isEmpty() ? QString() : damaged(problem);
}

QString Recorder::loadObjects()
{
    QString problem;
    Environment *environment = nullptr;
    QString organisation;
    std::shared_ptr<Application> application;
    QString id;
    // The rows of an application come one after the other.
    const auto closeApplication = [&] {
        if (application && problem.isEmpty()) {
            if (application->out.id == id) {
                environment->restoreApplication(application);
            } else {
                problem = damaged(id);
            }
        }
        application.reset();
    };
    const bool ok = m_database.select(
        "SELECT environment, application, kind, key, value FROM objects "
        "ORDER BY environment, application, kind, key",
        {}, [&](const QSqlQuery &query) {
            m_hadObjects = true;
            const QString name = query.value(0).toString();
            const QString of = query.value(1).toString();
            if (name != organisation || of != id) {
                closeApplication();
                organisation = name;
                id = of;
                environment = &m_subjects.store.environment(name);
                if (!of.isEmpty()) {
                    application = std::make_shared<Application>();
                }
            }
            const QString kind = query.value(2).toString();
            const QString key = query.value(3).toString();
            const QByteArray value = query.value(4).toString().toUtf8();
            QString wrong = PersistText::tr("unknown kind");
            if (application) {
                wrong = loadObject(*environment, *application, kind, key, value);
            } else {
                forEachCollection<EnvironmentObjects>([&](const char *known, auto pointer) {
                    if (kind == QLatin1String(known)) {
                        wrong = readObject(value, (environment->*pointer)[key]);
                    }
                });
            }
            if (problem.isEmpty() && !wrong.isEmpty()) {
                problem = damaged(kind + QLatin1Char(' ') + key + QLatin1String(": ") + wrong);
            }
            return problem.isEmpty();
        });
    closeApplication();
    return ok ? problem : m_database.lastError();
}

QString Recorder::loadObject(Environment &environment, Application &application,
                             const QString &kind, const QString &key, const QByteArray &value)
{
    if (kind == QLatin1String("application")) {
        return readObject(value, application);
    }
    if (kind == QLatin1String("endpoint")) {
        auto endpoint = std::make_unique<Endpoint>();
        const QString wrong = readObject(value, *endpoint);
        if (!wrong.isEmpty() ||
            endpoint->number != static_cast<int>(application.endpoints.size())) {
            return wrong.isEmpty() ? QStringLiteral("number") : wrong;
        }
        environment.restoreEndpoint(application, std::move(endpoint));
        return {};
    }
    QString wrong = PersistText::tr("unknown kind");
    forEachCollection<Application>([&](const char *known, auto pointer) {
        if (kind == QLatin1String(known)) {
            wrong = readObject(value, (application.*pointer)[key]);
        }
    });
    return wrong;
}

QString Recorder::loadLogs()
{
    struct Found
    {
        qint64 number;
        QString environment;
        QString application;
        QJsonObject value;
    };
    std::vector<Found> all;
    if (!m_database.select(
            "SELECT number, environment, application, value FROM logs", {},
            [&](const QSqlQuery &query) {
                all.push_back(
                    {query.value(0).toLongLong(), query.value(1).toString(),
                     query.value(2).toString(),
                     QJsonDocument::fromJson(query.value(3).toString().toUtf8()).object()});
                return true;
            })) {
        return m_database.lastError();
    }
    for (const Found &found : all) {
        m_lastLog = std::max(m_lastLog, found.number);
        const auto &there = m_subjects.store.environment(found.environment).applications();
        const auto at = there.find(found.application);
        if (at == there.end()) {
            m_leftovers.push_back(found.number);
            continue;
        }
        MessageLog &log = at->second->log;
        const QJsonValue source = found.value[QLatin1String("source")];
        if (source.isString()) {
            const auto made = payloadSourceOf(source.toString());
            if (!made) {
                return PersistText::tr("its payloads are made by \"%1\", which this version lacks")
                    .arg(source.toString());
            }
            log.setPayloadSource(made);
        }
        log.setEventNumberBase(found.value[QLatin1String("eventBase")].toInteger());
        KeptApplication &kept = adopt(keptOf(found.environment), at->second);
        kept.log = found.number;
        LogTables tables(m_database, found.number);
        QString problem =
            tables.load(log, kept.saved, static_cast<qsizetype>(at->second->endpoints.size()));
        if (problem.isEmpty()) {
            problem = tables.loadExtras(at->second->extras, log);
        }
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

QString Recorder::loadAnswers()
{
    const bool ok = m_database.run("DELETE FROM answers WHERE until < ?",
                                   {QDateTime::currentMSecsSinceEpoch()}) &&
                    m_database.select(
                        "SELECT slot, status, headers, body, until FROM answers ORDER BY until", {},
                        [&](const QSqlQuery &query) {
                            HttpAnswer answer;
                            answer.status = query.value(1).toInt();
                            const QJsonArray headers =
                                QJsonDocument::fromJson(query.value(2).toString().toUtf8()).array();
                            for (qsizetype i = 0; i + 1 < headers.size(); i += 2) {
                                answer.headers.append({headers[i].toString().toLatin1(),
                                                       headers[i + 1].toString().toLatin1()});
                            }
                            answer.body = query.value(3).toByteArray();
                            m_subjects.idempotency.restore(query.value(0).toByteArray(), answer,
                                                           query.value(4).toLongLong());
                            return true;
                        });
    return ok ? QString() : m_database.lastError();
}

void Recorder::copyAll(KeptEnvironment &kept)
{
    kept.copy = *kept.live;
    for (const auto &[id, application] : kept.live->applications()) {
        KeptApplication &one = adopt(kept, application);
        forEachMember<Application>([&, live = application.get()](const char *, auto pointer) {
            one.copy.*pointer = live->*pointer;
        });
        for (const auto &endpoint : application->endpoints) {
            one.endpoints.push_back(*endpoint);
        }
    }
}

} // namespace svix::sandbox
