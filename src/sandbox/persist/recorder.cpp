// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/recorder.h"

#include "sandbox/access.h"
#include "sandbox/fault/requestname.h"
#include "sandbox/persist/persisttext.h"

#include <QPointer>

namespace svix::sandbox {

namespace {

constexpr int erasePauseMs = 20;
constexpr int taskPauseMs = 500;
constexpr int retryPauseMs = 1000;
constexpr int tracesPauseMs = 200;
constexpr int leastRetryMs = 1000;
constexpr int mostRetryMs = 60000;

bool mayWrite(const QByteArray &method)
{
    return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

// Replays and recoveries do, which stand below an endpoint; messages and changes do not.
bool mayStartTask(const QStringList &path)
{
    const QString area = path.value(2);
    return path.size() > 2 && area != QLatin1String("msg") &&
           (area != QLatin1String("endpoint") || path.size() > 4);
}

HttpAnswer notRead()
{
    return HttpAnswer::json(500, R"({"code":"storage","detail":"A payload could not be read."})");
}

HttpAnswer notSaved()
{
    return HttpAnswer::json(
        500, R"({"code":"storage","detail":"It could not be saved, so it was not acknowledged."})");
}

} // namespace

Recorder::Recorder(Database &database, const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_subjects(subjects)
{
    m_subjects.idempotency.setJournal([this](const QByteArray &slot) {
        m_slots.insert(slot);
        noteChange();
    });
    m_eraseTimer.setInterval(erasePauseMs);
    connect(&m_eraseTimer, &QTimer::timeout, this, &Recorder::eraseLeftovers);
    m_taskTimer.setInterval(taskPauseMs);
    m_taskTimer.setSingleShot(true);
    connect(&m_taskTimer, &QTimer::timeout, this, &Recorder::noteTasks);
    m_retryTimer.setInterval(retryPauseMs);
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &Recorder::saveNow);
    m_tracesTimer.setInterval(tracesPauseMs);
    m_tracesTimer.setSingleShot(true);
    connect(&m_tracesTimer, &QTimer::timeout, this, &Recorder::eraseTraces);
}

Recorder::~Recorder()
{
    if (m_open) {
        m_database.rollback();
    } else if (m_dirty) {
        save();
    }
    m_subjects.idempotency.setJournal({});
    for (auto &[name, kept] : m_kept) {
        for (auto &[id, application] : kept.applications) {
            if (const auto live = application->live.lock()) {
                live->log.setJournal(nullptr);
            }
        }
    }
}

HttpAnswer Recorder::answer(const HttpRequest &request, const std::function<HttpAnswer()> &route)
{
    const bool writes = mayWrite(request.method);
    if (writes && m_failing && !save()) {
        return notSaved();
    }
    const Scope scope = writes ? scopeOf(request) : Scope();
    m_database.takeReadFailure(); // of a delivery, which is no matter of this request
    const HttpAnswer made = route();
    if (writes) {
        touch(scope);
    }
    if (m_database.takeReadFailure()) {
        return notRead();
    }
    if (!made.later && (!m_dirty || (m_failing && !writes))) {
        return made;
    }
    // A read waits too: it may tell of what is not saved yet.
    return HttpAnswer::deferred([this, made, scope, writes](const HttpAnswer::Take &take) {
        const auto finish = [this, take, writes](const HttpAnswer &answer) {
            whenSaved([take, writes, answer](bool isSaved) {
                take(isSaved || !writes ? answer : notSaved());
            });
        };
        if (!made.later) {
            finish(made);
            return;
        }
        made.later([this, finish, scope, writes, self = QPointer(this)](const HttpAnswer &answer) {
            if (self && writes) {
                touch(scope);
            }
            if (self) {
                finish(answer);
            }
        });
    });
}

Recorder::Scope Recorder::scopeOf(const HttpRequest &request) const
{
    Scope scope;
    const auto access =
        accessOf(request, m_subjects.tokens, m_subjects.store, m_subjects.clock.now());
    if (!access) {
        return scope;
    }
    scope.organisation = access->organisation;
    QList<QByteArray> parts = request.path().toByteArray().split('/');
    parts.removeAll(QByteArray());
    for (const QByteArray &part : parts.mid(2)) {
        scope.path.append(QString::fromUtf8(QByteArray::fromPercentEncoding(part)));
    }
    static const QStringList told{QStringLiteral("app"), QStringLiteral("event-type"),
                                  QStringLiteral("auth"), QStringLiteral("health")};
    scope.anything = !told.contains(scope.path.value(0));
    if (scope.anything && !RequestName::of(request).operation) {
        return {}; // nothing answers there
    }
    if (scope.path.value(0) == QLatin1String("app") && scope.path.size() > 1) {
        scope.application =
            m_subjects.store.environment(scope.organisation).findApplication(scope.path[1]);
    }
    if (scope.application && scope.path.value(2) == QLatin1String("endpoint")) {
        const Endpoint *endpoint = scope.application->findEndpoint(scope.path.value(3));
        scope.endpoint = endpoint ? endpoint->number : -1;
    }
    return scope;
}

void Recorder::noteTasks()
{
    for (auto &[name, kept] : m_kept) {
        kept.othersTouched = true;
        m_changed.insert(name);
    }
    noteChange();
}

void Recorder::touch(Scope scope)
{
    if (scope.organisation.isEmpty()) {
        return;
    }
    KeptEnvironment &kept = keptOf(scope.organisation);
    adoptNew(kept);
    const QString area = scope.path.value(0);
    if (area == QLatin1String("app")) {
        kept.othersTouched = kept.othersTouched || mayStartTask(scope.path);
        if (!scope.application) {
            scope.application = kept.live->findApplication(scope.path.value(1));
        }
        if (scope.application) {
            kept.changed.insert(scope.application->out.id);
            touchApplication(adopt(kept, scope.application), scope);
        }
    } else if (area == QLatin1String("event-type")) {
        kept.eventTypesTouched = true;
        kept.othersTouched = true;
    } else if (scope.anything) {
        touchEverything();
    }
    noteChange();
}

void Recorder::touchApplication(KeptApplication &kept, const Scope &scope)
{
    kept.touched = true;
    const QString area = scope.path.value(2);
    if (area == QLatin1String("endpoint") && scope.endpoint >= 0) {
        kept.endpointsTouched.insert(scope.endpoint);
    } else if (area == QLatin1String("integration")) {
        kept.collectionsTouched = true;
    } else if (area != QLatin1String("msg") && area != QLatin1String("endpoint")) {
        kept.allTouched = kept.allTouched || scope.path.size() > 2;
    }
}

void Recorder::touchEverything()
{
    for (const auto &[name, environment] : m_subjects.store.environments()) {
        KeptEnvironment &kept = keptOf(name);
        kept.eventTypesTouched = true;
        kept.othersTouched = true;
        for (const auto &[id, application] : environment->applications()) {
            adopt(kept, application);
        }
        // Those that are there no more among them.
        for (const auto &[id, application] : kept.applications) {
            ++m_visited;
            kept.changed.insert(id);
            application->touched = true;
            application->allTouched = true;
        }
    }
}

// Ids ascend, so that what is new stands at the end.
void Recorder::adoptNew(KeptEnvironment &kept)
{
    const auto &all = kept.live->applications();
    for (auto at = all.rbegin(); at != all.rend() && kept.applications.count(at->first) == 0;
         ++at) {
        adopt(kept, at->second);
    }
}

KeptEnvironment &Recorder::keptOf(const QString &organisation)
{
    KeptEnvironment &kept = m_kept[organisation];
    m_changed.insert(organisation);
    kept.organisation = organisation;
    kept.live = &m_subjects.store.environment(organisation);
    return kept;
}

KeptApplication &Recorder::adopt(KeptEnvironment &kept,
                                 const std::shared_ptr<Application> &application)
{
    auto &slot = kept.applications[application->out.id];
    if (!slot) {
        slot = std::make_unique<KeptApplication>();
        slot->live = application;
        kept.changed.insert(application->out.id);
        slot->touched = true;
        slot->collectionsTouched = true;
        slot->logTouched = true;
        for (const auto &[place, due] : application->log.nextAttempts()) {
            slot->journal.next.insert(place);
        }
        for (const auto &[number, planned] : application->log.plans()) {
            slot->journal.plans.insert(number);
        }
        slot->journal.changed = [this, &kept, id = application->out.id, one = slot.get()] {
            if (!std::exchange(one->logTouched, true)) {
                m_changed.insert(kept.organisation);
                kept.changed.insert(id);
            }
            noteChange();
        };
        application->log.setJournal(&slot->journal);
    }
    return *slot;
}

// Whatever changes is saved with the next turn of the event loop, whether or not an answer waits.
void Recorder::noteChange()
{
    m_dirty = true;
    if (!m_planned && !m_open) {
        m_planned = true;
        QMetaObject::invokeMethod(this, &Recorder::saveNow, Qt::QueuedConnection);
    }
}

void Recorder::whenSaved(const Done &done)
{
    if (!m_dirty) {
        done(true);
        return;
    }
    m_waiting.push_back(done);
    noteChange();
}

void Recorder::saveNow()
{
    m_planned = false;
    const bool isSaved = !m_dirty || save();
    const std::vector<Done> waiting = std::exchange(m_waiting, {});
    for (const Done &done : waiting) {
        done(isSaved);
    }
}

Result<Nothing> Recorder::saveAll()
{
    const bool isSaved = saveAllInPart() && m_database.commit();
    m_open = false;
    if (!isSaved) {
        return storageError(
            PersistText::tr("It could not be saved: %1").arg(m_database.lastError()));
    }
    m_dirty = false;
    return Nothing{};
}

void Recorder::eraseLeftovers()
{
    if (m_leftovers.empty()) {
        m_eraseTimer.stop();
        return;
    }
    using Erased = LogTables::Erased;
    const qint64 number = m_leftovers.back();
    const Erased erased =
        m_database.begin() ? LogTables(m_database, number).eraseSome() : Erased::Failed;
    const bool ok =
        erased != Erased::Failed &&
        (erased == Erased::Some || m_database.run("DELETE FROM logs WHERE number = ?", {number})) &&
        m_database.commit();
    if (!ok) {
        // A full disk may have room again: later, and less and less often.
        m_database.rollback();
        m_eraseTimer.start(std::clamp(2 * m_eraseTimer.interval(), leastRetryMs, mostRetryMs));
        return;
    }
    m_eraseTimer.start(erasePauseMs);
    if (erased == Erased::All) {
        m_leftovers.pop_back();
        m_tracesTimer.start();
    }
}

// Not with each commit: it waits for the disk.
void Recorder::eraseTraces()
{
    if (m_database.emptyLog()) {
        m_leavesTraces = false;
    } else {
        m_tracesTimer.start();
    }
}

void Recorder::watchTasks(const KeptEnvironment &kept)
{
    for (const auto &[id, task] : kept.copy.tasks) {
        if (task.status == QLatin1String("running")) {
            m_taskTimer.start();
            return;
        }
    }
}

} // namespace svix::sandbox
