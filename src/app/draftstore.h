// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/erased.h"
#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <optional>

namespace svix {

/// A message being written, as it is kept between two starts.
struct DraftContent
{
    QString eventType;
    QByteArray payload; ///< as typed, may not be JSON yet
    QString eventId;
    QStringList channels;
    QStringList tags;
    std::optional<int> retentionDays;
    QString sourceMessage; ///< id of the message that it is a copy of, may be empty

    bool isEmpty() const { return *this == DraftContent(); }
    bool operator==(const DraftContent &) const = default;
};

/// Whether it was made of the message that was erased, has its event id (which tells only within
/// `sameApplication`), or holds this very payload; each as far as it is known. An object without
/// members is nobody's payload.
bool isCopyOf(const DraftContent &content, const Erased &erased, bool sameApplication);

/// A draft on its way to the server: sent, and no answer is known.
struct DraftTry
{
    /// As long as a server keeps what it answered under a key (contract: 12 hours).
    static constexpr std::chrono::hours keyKept{12};

    QString key; ///< the idempotency key it went out under
    DraftContent content;
    QDateTime at;   ///< when it was sent first
    QString mark{}; ///< Session::tokenMark() of the key: of the token it was sent with

    /// Whether sending it again with its key still makes no second message; `markNow` is of the
    /// token that it would be sent with.
    bool isKeyKept(const QDateTime &now, const QString &markNow) const
    {
        return at.isValid() && at.secsTo(now) < std::chrono::seconds(keyKept).count() &&
               mark == markNow;
    }

    bool operator==(const DraftTry &) const = default;
};

/// Which idempotency key a draft is sent under. svix-server answers the same key with the first
/// answer even to another body: so an edited draft gets a new key, and an unchanged one keeps its
/// own after an unknown outcome.
class DraftKey
{
public:
    DraftKey() = default;
    /// That of a try whose outcome is unknown.
    explicit DraftKey(const DraftTry &tried);

    /// The key for sending `content` now.
    QString keyFor(const DraftContent &content);
    /// How the last try ended. Only an unknown outcome keeps the key.
    void ended(const Error &error);

private:
    QString m_key;
    DraftContent m_sent;
    bool m_unknown = false;
};

/// Drafts on disk, one for each application of each connection, for this person only (0600).
class DraftStore : public QObject
{
    Q_OBJECT
public:
    /// `directory` is made where it is missing.
    explicit DraftStore(QString directory, QObject *parent = nullptr);
    /// Writes what waits.
    ~DraftStore() override;

    /// Nothing when there is none or it cannot be read; where only a try is left, what was tried.
    std::optional<DraftContent> load(const QString &profileId, const QString &appId) const;
    /// The try of this draft whose outcome is not known: a request that was under way when the
    /// console ended is one.
    std::optional<DraftTry> tried(const QString &profileId, const QString &appId) const;
    /// Written at once, before the request leaves; failed() tells when that cannot be.
    void saveTry(const QString &profileId, const QString &appId, const DraftTry &tried);
    /// It is known what became of it; the draft stays if there is one.
    void forgetTry(const QString &profileId, const QString &appId);
    /// Written a second later, so that typing does not wear the disk; an empty one is removed.
    void save(const QString &profileId, const QString &appId, const DraftContent &content);
    void remove(const QString &profileId, const QString &appId);
    /// All of a connection that is no longer there; how many.
    int removeOf(const QString &profileId);
    /// Writes what waits now. Storage when it cannot be written.
    Result<Nothing> flush();
    /// After an expunge on this connection: no draft of any application keeps a copy of that
    /// message's payload; what else stands in a draft stays. An event id tells a copy within its
    /// application only. How many were changed or removed; failed() tells of copies that stay.
    int wipeMessage(const QString &profileId, const Erased &erased);

Q_SIGNALS:
    void failed(const svix::Error &error);

private:
    QString fileOf(const QString &profileId, const QString &appId) const;
    /// A file as it is.
    struct Kept
    {
        DraftContent content;
        std::optional<DraftTry> tried;
        QString profileId{}; ///< whose it is, which the name of the file does not tell
        QString appId{};
        bool isEmpty() const { return content.isEmpty() && !tried; }
    };
    static Kept read(const QString &file);
    /// What stands in `file`, or will when what waits is written.
    Kept current(const QString &file) const;
    /// Storage where it can neither be written nor, where nothing is left of it, removed.
    static Result<Nothing> write(const QString &file, const Kept &kept);
    static Result<Nothing> erase(const QString &file);
    /// Those on the disk and those that wait to be.
    QStringList files() const;
    void flushOrTell();
    /// Says once that something could not be written, until it can again.
    void tell(const Result<Nothing> &result);

    QString m_directory;
    QTimer m_later;
    QHash<QString, Kept> m_waiting; // by file: until it is written
    bool m_failing = false;
};

} // namespace svix
