// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/objectjson.h"
#include "sandbox/persist/recorder.h"

namespace svix::sandbox {

namespace {

QString endpointKey(int number)
{
    return QStringLiteral("%1").arg(number, 10, 10, QLatin1Char('0'));
}

} // namespace

bool Recorder::save()
{
    Accept accept;
    bool ok = m_database.begin();
    if (ok && !write(accept)) {
        m_database.rollback();
        ok = false;
    }
    ok = ok && m_database.commit();
    if (!ok) {
        if (!m_failing) {
            qWarning("svix-sandbox: cannot save, so writes are refused: %s",
                     qPrintable(m_database.lastError()));
        }
        m_failing = true;
        m_retryTimer.start();
        return false;
    }
    for (const auto &step : accept) {
        step();
    }
    for (const QString &organisation : m_changed) {
        if (const KeptEnvironment &kept = m_kept[organisation]; kept.othersTouched) {
            watchTasks(kept);
        }
    }
    clearMarks();
    m_failing = false;
    m_dirty = false;
    if (m_leavesTraces && !m_tracesTimer.isActive()) {
        m_tracesTimer.start();
    }
    Q_EMIT saved();
    return true;
}

// Nothing that is noted as saved outlives a rollback: who calls this gives up then.
bool Recorder::saveAllInPart()
{
    m_open = m_open || m_database.begin();
    touchEverything();
    Accept accept;
    if (!m_open || !write(accept)) {
        return false;
    }
    for (const auto &step : accept) {
        step();
    }
    clearMarks();
    return true;
}

void Recorder::clearMarks()
{
    m_slots.clear();
    for (const QString &organisation : std::exchange(m_changed, {})) {
        KeptEnvironment &kept = m_kept[organisation];
        kept.eventTypesTouched = false;
        kept.othersTouched = false;
        for (const QString &id : std::exchange(kept.changed, {})) {
            ++m_visited;
            const auto at = kept.applications.find(id);
            if (at == kept.applications.end()) {
                continue; // forgotten by now
            }
            KeptApplication &application = *at->second;
            application.touched = false;
            application.collectionsTouched = false;
            application.allTouched = false;
            application.logTouched = false;
            application.endpointsTouched.clear();
            application.journal.clear();
        }
    }
}

// Looks only at what has a mark: a commit costs what changed, however much there is.
bool Recorder::write(Accept &accept)
{
    for (const QString &organisation : m_changed) {
        ++m_visited;
        if (!writeEnvironment(m_kept[organisation], accept)) {
            return false;
        }
    }
    return writeAnswers() && writeMeta(accept);
}

bool Recorder::writeEnvironment(KeptEnvironment &kept, Accept &accept)
{
    bool ok = true;
    const Place place{kept.organisation, QStringLiteral("")};
    forEachCollection<EnvironmentObjects>([&](const char *kind, auto pointer) {
        const bool types = QLatin1String(kind) == QLatin1String("eventTypes");
        if (types ? kept.eventTypesTouched : kept.othersTouched) {
            ok =
                ok && writeCollection(place, kind, kept.live->*pointer, kept.copy.*pointer, accept);
        }
    });
    for (const QString &id : kept.changed) {
        const auto at = kept.applications.find(id);
        if (!ok || at == kept.applications.end()) {
            continue;
        }
        ++m_visited;
        const auto live = at->second->live.lock();
        const bool there = live && kept.live->applications().count(id) != 0;
        const Place its{kept.organisation, id};
        ok = there ? writeApplication(its, *at->second, accept) : forget(its, kept, accept);
    }
    return ok;
}

template <typename T>
bool Recorder::writeCollection(const Place &place, const char *kind,
                               const std::map<QString, T> &live, std::map<QString, T> &copy,
                               Accept &accept)
{
    auto was = copy.cbegin();
    const auto erase = [&](const QString &key) {
        m_leavesTraces = true;
        accept.push_back([&copy, key] { copy.erase(key); });
        return m_database.run("DELETE FROM objects WHERE environment = ? AND application = ? AND "
                              "kind = ? AND key = ?",
                              {place.environment, place.application, QLatin1String(kind), key});
    };
    for (const auto &[key, value] : live) {
        ++m_visited;
        for (; was != copy.cend() && was->first < key; ++was) {
            if (!erase(was->first)) {
                return false;
            }
        }
        const bool same = was != copy.cend() && was->first == key;
        if (!same || !sameMembers(was->second, value)) {
            if (!writeObject(place, kind, key, textOf(value))) {
                return false;
            }
            accept.push_back([&copy, k = key, v = value] { copy[k] = v; });
        }
        if (same) {
            ++was;
        }
    }
    for (; was != copy.cend(); ++was) {
        if (!erase(was->first)) {
            return false;
        }
    }
    return true;
}

bool Recorder::writeObject(const Place &place, const char *kind, const QString &key,
                           const QByteArray &value)
{
    return m_database.run(
        "REPLACE INTO objects VALUES (?, ?, ?, ?, ?)",
        {place.environment, place.application, QLatin1String(kind), key, QString::fromUtf8(value)});
}

bool Recorder::writeApplication(const Place &place, KeptApplication &kept, Accept &accept)
{
    const auto live = kept.live.lock();
    if (kept.touched && !sameMembers(*live, kept.copy)) {
        if (!writeObject(place, "application", QStringLiteral(""), textOf(*live))) {
            return false;
        }
        accept.push_back([&kept, live] {
            forEachMember<Application>([&](const char *, auto pointer) {
                if constexpr (!IsCollection<std::decay_t<decltype((*live).*pointer)>>::value) {
                    kept.copy.*pointer = (*live).*pointer;
                }
            });
        });
    }
    bool ok = true;
    if (kept.collectionsTouched || kept.allTouched) {
        forEachCollection<Application>([&](const char *kind, auto pointer) {
            ok = ok && writeCollection(place, kind, (*live).*pointer, kept.copy.*pointer, accept);
        });
    }
    return ok && writeEndpoints(place, *live, kept, accept) &&
           (!kept.logTouched || writeLog(place, *live, kept, accept));
}

bool Recorder::writeEndpoints(const Place &place, const Application &live, KeptApplication &kept,
                              Accept &accept)
{
    std::set<int> numbers = kept.endpointsTouched;
    const int first = kept.allTouched ? 0 : static_cast<int>(kept.endpoints.size());
    for (int number = first; number < static_cast<int>(live.endpoints.size()); ++number) {
        numbers.insert(number);
    }
    // A delivery leaves its mark on the endpoint it went to.
    for (quint32 row = kept.saved.attempts; row < live.log.attemptCount(); ++row) {
        numbers.insert(live.log.attempt(row).endpoint);
    }
    for (const int number : numbers) {
        ++m_visited;
        const auto index = static_cast<std::size_t>(number);
        const Endpoint &endpoint = *live.endpoints[index];
        if (index < kept.endpoints.size() && sameMembers(endpoint, kept.endpoints[index])) {
            continue;
        }
        m_leavesTraces = m_leavesTraces || index < kept.endpoints.size();
        if (!writeObject(place, "endpoint", endpointKey(number), textOf(endpoint))) {
            return false;
        }
        accept.push_back([&kept, index, endpoint] {
            if (index == kept.endpoints.size()) {
                kept.endpoints.push_back(endpoint);
            } else {
                kept.endpoints[index] = endpoint;
            }
        });
    }
    return true;
}

bool Recorder::writeLog(const Place &place, const Application &live, KeptApplication &kept,
                        Accept &accept)
{
    const qint64 number = kept.log != 0 ? kept.log : ++m_lastLog;
    if (kept.log == 0) {
        const PayloadSource *source = live.log.payloadSource();
        const QJsonObject value{
            {QStringLiteral("source"), source ? QJsonValue(source->name()) : QJsonValue()},
            {QStringLiteral("eventBase"), live.log.eventNumberBase()}};
        if (!m_database.run(
                "INSERT INTO logs VALUES (?, ?, ?, ?)",
                {number, place.environment, place.application,
                 QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact))})) {
            return false;
        }
    }
    m_leavesTraces =
        m_leavesTraces || !kept.journal.messages.empty() || !kept.journal.texts.empty();
    LogTables tables(m_database, number);
    LogSaved saved = kept.saved;
    if (!tables.save(live.log, kept.journal, saved) ||
        !tables.saveExtras(live.extras, live.log, kept.journal, kept.saved.messages)) {
        return false;
    }
    accept.push_back([&kept, number, saved, store = tables.payloads()] {
        const quint32 before = kept.saved.messages;
        kept.log = number;
        kept.saved = saved;
        if (const auto application = kept.live.lock()) {
            application->log.setPayloadStore(store);
            application->log.payloadsStored(before, saved.messages);
        }
    });
    return true;
}

// The rows of its log are erased later, a few at a time.
bool Recorder::forget(const Place &place, KeptEnvironment &kept, Accept &accept)
{
    accept.push_back([this, &kept, id = place.application] {
        const auto at = kept.applications.find(id);
        if (const auto live = at->second->live.lock()) {
            live->log.setJournal(nullptr);
        }
        if (at->second->log != 0) {
            m_leftovers.push_back(at->second->log);
            m_eraseTimer.start();
        }
        kept.applications.erase(at);
    });
    m_leavesTraces = true;
    return m_database.run("DELETE FROM objects WHERE environment = ? AND application = ?",
                          {place.environment, place.application});
}

bool Recorder::writeAnswers()
{
    for (const QByteArray &slot : m_slots) {
        const auto *kept = m_subjects.idempotency.keptAt(slot);
        if (!kept) {
            if (!m_database.run("DELETE FROM answers WHERE slot = ?", {slot})) {
                return false;
            }
            continue;
        }
        QJsonArray headers;
        for (const auto &[name, value] : kept->answer.headers) {
            headers.append(QString::fromLatin1(name));
            headers.append(QString::fromLatin1(value));
        }
        if (!m_database.run(
                "REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
                {slot, kept->answer.status,
                 QString::fromUtf8(QJsonDocument(headers).toJson(QJsonDocument::Compact)),
                 kept->answer.body, kept->until})) {
            return false;
        }
    }
    return true;
}

bool Recorder::writeMeta(Accept &accept)
{
    const PortalSessions &sessions = m_subjects.tokens.sessions();
    if (sessions.revision() != m_savedRevocations) {
        QJsonArray all;
        for (const auto &revocation : sessions.revocations()) {
            all.append(toJson(revocation));
        }
        if (!m_database.run("REPLACE INTO meta VALUES ('revocations', ?)",
                            {QJsonDocument(all).toJson(QJsonDocument::Compact)})) {
            return false;
        }
        accept.push_back([this, revision = sessions.revision()] { m_savedRevocations = revision; });
    }
    if (m_metaSaved) {
        return true;
    }
    accept.push_back([this] { m_metaSaved = true; });
    return m_database.run("REPLACE INTO meta VALUES ('secret', ?)", {m_subjects.tokens.secret()}) &&
           m_database.run("REPLACE INTO meta VALUES ('starts', ?)", {m_starts});
}

} // namespace svix::sandbox
