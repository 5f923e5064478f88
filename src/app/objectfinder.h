// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <deque>
#include <optional>

namespace svix {

class ApiClient;
class CancelSource;
struct CallOptions;

/// Where an object was found: everything that is needed to open it.
struct FoundObject
{
    IdKind kind = IdKind::Unknown; ///< Application, Endpoint, Message or Attempt
    QString appId;
    QString endpointId; ///< of an endpoint or attempt
    QString messageId;  ///< of a message or attempt
    QString attemptId;
};

/// Asks the server for a pasted id, uid or event id: in the chosen application, then, on request,
/// in all, behind what a person does meanwhile. The API finds nothing below an application without
/// its id, and an attempt only through the time in its id.
class ObjectFinder : public QObject
{
    Q_OBJECT
public:
    /// Where a token lets one look: a portal token knows no application but its own.
    enum class Scope { AllApplications, OneApplication };

    explicit ObjectFinder(QObject *parent = nullptr);
    ~ObjectFinder() override;

    /// Ends a search before it. `appId` is the chosen application, may be empty. Ends in found(),
    /// notFound() or failed().
    void find(ApiClient *client, const QString &appId, const QString &text,
              Scope scope = Scope::AllApplications);
    /// After notFound(true): the same text in every application.
    void searchAll();
    void cancel();
    bool isRunning() const { return m_cancel != nullptr; }

    /// Whether a text can be an id, uid or event id at all.
    static bool canBeId(const QString &text);

Q_SIGNALS:
    void found(const svix::FoundObject &object);
    /// `elsewhere`: there are other applications to look in, see searchAll().
    void notFound(bool elsewhere);
    void failed(const svix::Error &error);
    void canceled();
    /// While all applications are searched: how many were looked in so far.
    void progress(int applications);

private:
    struct Step
    {
        IdKind what = IdKind::Unknown;
        QString appId;
        QString endpointId;              ///< of an attempt: its endpoint, once known
        std::optional<QString> iterator; ///< of a list of attempts
        bool countsApplication = false;
    };
    void begin();
    void addSteps(const QString &appId, bool count);
    void pump();
    void run(const Step &step);
    CallOptions options();
    void askAttempts(const Step &step);
    void askEndpoints(const Step &step);
    void askApplications();
    /// Ends a step: goes on where the object is not there, gives up on any other error.
    void missed(const Error &error);
    void end();
    void hit(const FoundObject &object);

    /// Runs only while the search that asked goes on.
    template <typename T, typename Handle>
    void then(QFuture<Result<T>> future, Handle handle);

    QPointer<ApiClient> m_client;
    QString m_appId;
    QString m_text;
    IdKind m_kind = IdKind::Unknown;
    CancelSource *m_cancel = nullptr;
    std::deque<Step> m_steps;
    std::optional<QString> m_nextApplications;
    Scope m_scope = Scope::AllApplications;
    bool m_all = false;
    bool m_moreApplications = false;
    int m_running = 0;
    int m_applications = 0;
    quint64 m_generation = 0;
};

} // namespace svix
