// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/eventtypenames.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "core/log.h"

namespace svix {

EventTypeNames::EventTypeNames(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Connected) {
            m_types.clear();
            load();
        } else if (state == Session::State::Disconnected) {
            m_types.clear();
            Q_EMIT changed();
        }
    });
}

EventTypeNames::~EventTypeNames() = default;

QStringList EventTypeNames::names() const
{
    QStringList names;
    for (const EventTypeOut &type : m_types) {
        names.append(type.name);
    }
    return names;
}

QList<EventTypeChoice> EventTypeNames::choices(const std::optional<QStringList> &subscribed) const
{
    QList<EventTypeChoice> choices;
    for (const EventTypeOut &type : m_types) {
        EventTypeChoice choice;
        choice.name = type.name;
        choice.description = type.description;
        choice.deprecated = type.deprecated;
        choice.archived = type.archived;
        choice.subscribed = !subscribed || subscribed->contains(type.name);
        choices.append(choice);
    }
    return choices;
}

void EventTypeNames::load()
{
    if (!m_session.client()) {
        return;
    }
    m_cancel = std::make_unique<CancelSource>();
    ask({}, {});
}

void EventTypeNames::ask(const std::optional<QString> &iterator, QList<EventTypeOut> sofar)
{
    ListEventTypesQuery query;
    // Whole pages: a name that begins with "-" would be read as "backwards" when used as iterator,
    // and the fewer pages the less often that can happen.
    query.limit = 250;
    query.iterator = iterator;
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    options.priority = Priority::Bulk;
    m_session.client()
        ->get<op::listEventTypes>(options, query)
        .then(this, [this, sofar,
                     asked = m_cancel.get()](const Result<Page<EventTypeOut>> &page) mutable {
            if (asked != m_cancel.get() || !m_session.client()) {
                return;
            }
            if (!page.ok()) {
                // Filters and composer take typed names too, so this is no error for the person.
                qCInfo(modelLog) << "event types not loaded:" << page.error().detail;
                return;
            }
            const auto before = sofar.size();
            for (const EventTypeOut &type : page->data) {
                const bool known =
                    std::any_of(sofar.cbegin(), sofar.cend(),
                                [&](const EventTypeOut &other) { return other.name == type.name; });
                if (!known) {
                    sofar.append(type);
                }
            }
            if (page->done || !page->iterator || sofar.size() == before) {
                m_types = sofar;
                Q_EMIT changed();
                return;
            }
            ask(page->iterator, sofar);
        });
}

} // namespace svix
