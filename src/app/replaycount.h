// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "core/result.h"
#include "core/timestamp.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace svix {

class CancelSource;
class Session;
struct AttemptedMessageOut;
struct AttemptOut;
struct CallOptions;
struct MessageOut;
template <typename T>
struct Page;

/// Which messages are sent to an endpoint again, and of what time.
struct ReplayChoice
{
    enum class Kind {
        Failed, ///< a try in this time failed, and none succeeded
        Missing ///< the endpoint takes it, and it was never tried there
    };
    Kind kind = Kind::Failed;
    Timestamp since;
    std::optional<Timestamp> until; ///< nothing: now

    bool operator==(const ReplayChoice &) const = default;
};

/// What a dry count found. The server walks by itself and a little differently, so any number is
/// "about".
struct ReplayTally
{
    struct Type
    {
        QString name; ///< empty: not known
        int messages = 0;
    };
    int messages = 0;
    bool atLeast = false;  ///< not everything was looked at
    QList<Type> types;     ///< the most frequent first
    QList<qint64> moments; ///< of each message: when it failed or was made, in milliseconds
};

/// Counts what a replay would send before anything is sent, by reading lists only: the attempts of
/// the endpoint for what failed, the messages less those that were tried for what is missing. Page
/// after page, behind what a person does; after 40 pages it stops with "at least".
class ReplayCount : public QObject
{
    Q_OBJECT
public:
    explicit ReplayCount(Session &session, QObject *parent = nullptr);
    ~ReplayCount() override;

    /// Begins anew; an earlier count ends without a word.
    void start(const QString &appId, const EndpointOut &endpoint, const ReplayChoice &choice);
    /// Ends it with what was found so far.
    void cancel();
    bool isRunning() const { return m_cancel != nullptr; }

    static constexpr int mostPages = 40;

Q_SIGNALS:
    void progress(int pages, int messages);
    void finished(const svix::ReplayTally &tally);
    void failed(const svix::Error &error);

private:
    /// A message that may be sent, as far as it is known.
    struct Found
    {
        QString type;
        qint64 moment = 0;
        bool failed = false;
        bool succeeded = false;
    };
    /// How far a walk is; lists come newest first, and ids are in order of time.
    struct Walk
    {
        std::optional<QString> iterator;
        QString floor; // the oldest id that was seen
        bool begun = false;
        bool done = false;
    };
    void next();
    void askAttempts();
    void askTypes();
    void askMessages();
    void askTried();
    template <typename T, typename Take>
    void take(QFuture<Result<Page<T>>> answer, Take taken, Walk *optional = nullptr);
    CallOptions options();
    bool takes(const MessageOut &message) const;
    bool isWanted(const QString &id, const Found &found) const;
    bool lacksTypes() const;
    ReplayTally tally(bool whole) const;
    void end(bool whole);

    Session &m_session;
    std::unique_ptr<CancelSource> m_cancel; // while it runs
    QString m_appId;
    EndpointOut m_endpoint;
    ReplayChoice m_choice;
    Timestamp m_before;
    int m_pages = 0;
    quint64 m_run = 0; // tells the answers of one count from those of another
    Walk m_first;      // attempts, or messages
    Walk m_second;     // messages that were tried
    QHash<QString, Found> m_found;
    QSet<QString> m_tried;
};

} // namespace svix
