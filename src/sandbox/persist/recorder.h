// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/http/httpmessage.h"
#include "sandbox/idempotency.h"
#include "sandbox/persist/kept.h"
#include "sandbox/tokens.h"

#include <QObject>
#include <QTimer>

namespace svix::sandbox {

/// Keeps a sandbox in a database: what an answer tells is committed before the answer is sent. The
/// commits of one turn of the event loop are one.
///
/// Handlers know nothing of it. After each request that may write, and after each change of a log,
/// what it may have touched is compared with a copy of what was saved last.
class Recorder : public QObject
{
    Q_OBJECT
public:
    /// What is kept; all borrowed.
    struct Subjects
    {
        Store &store;
        Tokens &tokens;
        Idempotency &idempotency;
        const Clock &clock;
    };

    Recorder(Database &database, const Subjects &subjects, QObject *parent = nullptr);
    /// Saves what is left.
    ~Recorder() override;

    /// Fills the store with what the database holds; the store is empty before.
    Result<Nothing> load();
    /// Whether the database held any object when it was loaded.
    bool hadObjects() const { return m_hadObjects; }
    /// Saves everything that differs, after a seed or an import. `part` calls save a part of it
    /// within one transaction, which the last call commits.
    Result<Nothing> saveAll();
    bool saveAllInPart();

    /// Answers a request by `route`, and holds the answer back until what it tells is saved. What
    /// cannot be saved is answered 500. It was done in memory all the same and is saved once there
    /// is room, so its idempotency key goes on standing for it.
    HttpAnswer answer(const HttpRequest &request, const std::function<HttpAnswer()> &route);
    /// How many objects were looked at to find what had changed.
    quint64 objectsVisited() const { return m_visited; }
    /// To be called when a background task has ended.
    void noteTasks();
    /// Something is known that is not saved yet, or cannot be.
    bool hasUnsaved() const { return m_dirty; }

Q_SIGNALS:
    /// Nothing is left to save.
    void saved();

private:
    /// What a request is about, found before its handler runs: it may rename or delete it.
    struct Scope
    {
        QString organisation; ///< empty when the token is refused
        QStringList path;     ///< after /api/v1
        std::shared_ptr<Application> application;
        int endpoint = -1;
        bool anything = false; ///< an operation whose path does not tell what it may change
    };
    using Done = std::function<void(bool saved)>;
    using Accept = std::vector<std::function<void()>>;
    /// Where an object stands: environment, application (empty for none).
    struct Place
    {
        QString environment;
        QString application;
    };

    Scope scopeOf(const HttpRequest &request) const;
    void touch(Scope scope);
    void touchApplication(KeptApplication &kept, const Scope &scope);
    void touchEverything();
    void adoptNew(KeptEnvironment &kept);
    KeptEnvironment &keptOf(const QString &organisation);
    KeptApplication &adopt(KeptEnvironment &kept, const std::shared_ptr<Application> &application);
    void noteChange();
    void whenSaved(const Done &done);
    void saveNow();

    bool save();
    bool write(Accept &accept);
    bool writeEnvironment(KeptEnvironment &kept, Accept &accept);
    bool writeApplication(const Place &place, KeptApplication &kept, Accept &accept);
    bool writeEndpoints(const Place &place, const Application &live, KeptApplication &kept,
                        Accept &accept);
    bool writeLog(const Place &place, const Application &live, KeptApplication &kept,
                  Accept &accept);
    bool writeAnswers();
    bool writeMeta(Accept &accept);
    bool forget(const Place &place, KeptEnvironment &kept, Accept &accept);
    bool writeObject(const Place &place, const char *kind, const QString &key,
                     const QByteArray &value);
    template <typename T>
    bool writeCollection(const Place &place, const char *kind, const std::map<QString, T> &live,
                         std::map<QString, T> &copy, Accept &accept);
    void clearMarks();
    void eraseLeftovers();
    void watchTasks(const KeptEnvironment &kept);
    void eraseTraces();

    QString loadMeta();
    QString loadObjects();
    QString loadObject(Environment &environment, Application &application, const QString &kind,
                       const QString &key, const QByteArray &value);
    QString loadLogs();
    QString loadAnswers();
    void copyAll(KeptEnvironment &kept);

    Database &m_database;
    Subjects m_subjects;
    std::map<QString, KeptEnvironment> m_kept;
    std::set<QString> m_changed;  // organisations whose environment has a mark
    std::set<QByteArray> m_slots; // whose answers changed
    std::vector<Done> m_waiting;
    std::vector<qint64> m_leftovers; // logs whose application is gone
    QTimer m_eraseTimer;
    QTimer m_taskTimer;
    QTimer m_retryTimer; // while saving fails
    QTimer m_tracesTimer;
    qint64 m_lastLog = 0;
    qint64 m_starts = 0;
    quint64 m_savedRevocations = 0; // a revision
    quint64 m_visited = 0;
    bool m_metaSaved = false;
    bool m_hadObjects = false;
    bool m_dirty = false;
    bool m_leavesTraces = false; // secrets or contents that are no more, in the database's log
    bool m_planned = false;      // saveNow() is
    bool m_failing = false;
    bool m_open = false; // a transaction of saveAllInPart()
};

} // namespace svix::sandbox
