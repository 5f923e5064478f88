// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/objectfinder.h"

#include "api/apiclient.h"

#include <QRegularExpression>

namespace svix {

namespace {

constexpr int atOnceInAll = 4;
constexpr qint64 attemptMargin = 1'000'000; // microseconds around the time in an attempt's id

} // namespace

ObjectFinder::ObjectFinder(QObject *parent)
    : QObject(parent)
{
}

ObjectFinder::~ObjectFinder() = default;

bool ObjectFinder::canBeId(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9\\-_.]{1,256}\\z"));
    return isSafePathId(text) && pattern.match(text).hasMatch();
}

template <typename T, typename Handle>
void ObjectFinder::then(QFuture<Result<T>> future, Handle handle)
{
    ++m_running;
    future.then(this, [this, asked = m_generation, handle](const Result<T> &result) {
        if (asked != m_generation) {
            return;
        }
        --m_running;
        handle(result);
        if (asked == m_generation) {
            QMetaObject::invokeMethod(this, &ObjectFinder::pump, Qt::QueuedConnection);
        }
    });
}

void ObjectFinder::begin()
{
    m_cancel = new CancelSource(this);
    m_running = 0;
    m_steps.clear();
}

void ObjectFinder::end()
{
    ++m_generation;
    m_steps.clear();
    if (CancelSource *cancel = std::exchange(m_cancel, nullptr)) {
        cancel->deleteLater();
        cancel->cancel();
    }
}

void ObjectFinder::cancel()
{
    if (m_cancel) {
        end();
        Q_EMIT canceled();
    }
}

void ObjectFinder::hit(const FoundObject &object)
{
    end();
    Q_EMIT found(object);
}

void ObjectFinder::missed(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Validation:  // a text that cannot be such an id
    case ErrorKind::ClientError: // likewise
    case ErrorKind::InvalidInput:
    case ErrorKind::Forbidden: // not for this token; it may see the others
        return;
    default:
        end();
        Q_EMIT failed(error);
    }
}

void ObjectFinder::find(ApiClient *client, const QString &appId, const QString &text, Scope scope)
{
    end();
    m_client = client;
    m_appId = appId;
    m_text = text.trimmed();
    m_kind = kindOfId(m_text);
    m_scope = scope;
    m_all = false;
    if (!client || !canBeId(m_text)) {
        Q_EMIT notFound(false);
        return;
    }
    begin();
    // The application of a portal token is the chosen one as soon as it is known which that is.
    const bool itself = scope == Scope::OneApplication && !appId.isEmpty();
    if (!itself && (m_kind == IdKind::Application || m_kind == IdKind::Unknown)) {
        Step step;
        step.what = IdKind::Application;
        m_steps.push_back(step);
    }
    if (!appId.isEmpty()) {
        addSteps(appId, false);
    }
    pump();
}

void ObjectFinder::searchAll()
{
    end();
    if (!m_client || !canBeId(m_text) || m_scope == Scope::OneApplication) {
        Q_EMIT notFound(false);
        return;
    }
    m_all = true;
    m_applications = 0;
    m_moreApplications = true;
    m_nextApplications.reset();
    begin();
    pump();
}

void ObjectFinder::addSteps(const QString &appId, bool count)
{
    const auto add = [&](IdKind what) {
        Step step;
        step.what = what;
        step.appId = appId;
        step.countsApplication = std::exchange(count, false);
        m_steps.push_back(step);
    };
    switch (m_kind) {
    case IdKind::Endpoint:
    case IdKind::Message:
    case IdKind::Attempt:
        add(m_kind);
        break;
    case IdKind::Unknown: // a uid or an event id
        add(IdKind::Endpoint);
        add(IdKind::Message);
        break;
    default:
        break;
    }
}

void ObjectFinder::pump()
{
    // One after the other in the chosen application: what is asked first is what is meant first.
    const int atOnce = m_all ? atOnceInAll : 1;
    while (m_cancel && m_running < atOnce && !m_steps.empty()) {
        const Step step = m_steps.front();
        m_steps.pop_front();
        run(step);
    }
    if (!m_cancel || m_running > 0 || !m_steps.empty()) {
        return;
    }
    if (!m_client) {
        end();
        Q_EMIT failed(makeError(ErrorKind::Canceled, QString()));
    } else if (m_all && m_moreApplications) {
        askApplications();
    } else {
        const bool elsewhere =
            !m_all && m_scope == Scope::AllApplications && m_kind != IdKind::Application;
        end();
        Q_EMIT notFound(elsewhere);
    }
}

CallOptions ObjectFinder::options()
{
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel;
    options.priority = m_all ? Priority::Bulk : Priority::Interactive;
    return options;
}

void ObjectFinder::run(const Step &step)
{
    if (!m_client) {
        return;
    }
    if (step.countsApplication) {
        Q_EMIT progress(++m_applications);
        if (!m_cancel) {
            return;
        }
    }
    switch (step.what) {
    case IdKind::Application:
        then(m_client->get<op::getApplication>(options(), m_text),
             [this](const Result<ApplicationOut> &result) {
                 result.ok() ? hit({IdKind::Application, result->id, {}, {}, {}})
                             : missed(result.error());
             });
        return;
    case IdKind::Endpoint:
        then(m_client->get<op::getEndpoint>(options(), step.appId, m_text),
             [this, step](const Result<EndpointOut> &result) {
                 result.ok() ? hit({IdKind::Endpoint, step.appId, result->id, {}, {}})
                             : missed(result.error());
             });
        return;
    case IdKind::Message: {
        GetMessageQuery query;
        query.withContent = false;
        then(m_client->get<op::getMessage>(options(), step.appId, m_text, query),
             [this, step](const Result<MessageOut> &result) {
                 result.ok() ? hit({IdKind::Message, step.appId, {}, result->id, {}})
                             : missed(result.error());
             });
        return;
    }
    case IdKind::Attempt:
        step.endpointId.isEmpty() ? askEndpoints(step) : askAttempts(step);
        return;
    default:
        return;
    }
}

void ObjectFinder::askEndpoints(const Step &step)
{
    ListEndpointsQuery query;
    query.limit = 250;
    query.iterator = step.iterator;
    then(m_client->get<op::listEndpoints>(options(), step.appId, query),
         [this, step](const Result<Page<EndpointOut>> &result) {
             if (!result.ok()) {
                 missed(result.error());
                 return;
             }
             for (const EndpointOut &endpoint : result->data) {
                 Step next;
                 next.what = IdKind::Attempt;
                 next.appId = step.appId;
                 next.endpointId = endpoint.id;
                 m_steps.push_front(next);
             }
             if (!result->done && result->iterator && result->iterator != step.iterator &&
                 !result->data.isEmpty()) {
                 Step more = step;
                 more.iterator = result->iterator;
                 more.countsApplication = false;
                 m_steps.push_front(more);
             }
         });
}

void ObjectFinder::askAttempts(const Step &step)
{
    const qint64 time = Timestamp::fromDateTime(timeOfId(m_text)).microseconds();
    ListAttemptsByEndpointQuery query;
    query.limit = 250;
    query.iterator = step.iterator;
    query.after = Timestamp(time - attemptMargin);
    query.before = Timestamp(time + attemptMargin);
    query.withContent = false;
    then(m_client->get<op::listAttemptsByEndpoint>(options(), step.appId, step.endpointId, query),
         [this, step](const Result<Page<AttemptOut>> &result) {
             if (!result.ok()) {
                 missed(result.error());
                 return;
             }
             for (const AttemptOut &attempt : result->data) {
                 if (attempt.id == m_text) {
                     hit({IdKind::Attempt, step.appId, step.endpointId, attempt.msgId, attempt.id});
                     return;
                 }
             }
             if (!result->done && result->iterator && result->iterator != step.iterator &&
                 !result->data.isEmpty()) {
                 Step more = step;
                 more.iterator = result->iterator;
                 m_steps.push_front(more);
             }
         });
}

void ObjectFinder::askApplications()
{
    ListApplicationsQuery query;
    query.limit = 250;
    query.iterator = m_nextApplications;
    then(m_client->get<op::listApplications>(options(), query),
         [this](const Result<Page<ApplicationOut>> &result) {
             if (!result.ok()) {
                 end();
                 Q_EMIT failed(result.error());
                 return;
             }
             for (const ApplicationOut &application : result->data) {
                 addSteps(application.id, true);
             }
             m_moreApplications = !result->done && result->iterator &&
                                  result->iterator != m_nextApplications && !result->data.isEmpty();
             m_nextApplications = result->iterator;
         });
}

} // namespace svix
