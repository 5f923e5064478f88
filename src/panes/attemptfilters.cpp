// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/attemptfilters.h"

#include "panes/choicemenu.h"
#include "panes/eventtypenames.h"
#include "panes/listside.h"
#include "panes/statusmenu.h"
#include "panes/windowmenu.h"
#include "widgets/filterbutton.h"

#include <QActionGroup>
#include <QDateTime>
#include <QMenu>

namespace svix {

namespace {

TimeWindow windowOf(TimeWindow::Preset preset)
{
    TimeWindow window;
    window.preset = preset;
    return window;
}

QString codeWords(std::optional<StatusCodeClass> codeClass)
{
    if (!codeClass) {
        return AttemptFilters::tr("any");
    }
    switch (*codeClass) {
    case StatusCodeClass::None:
        return AttemptFilters::tr("none came");
    case StatusCodeClass::Info:
        return QStringLiteral("1xx");
    case StatusCodeClass::Ok:
        return QStringLiteral("2xx");
    case StatusCodeClass::Redirect:
        return QStringLiteral("3xx");
    case StatusCodeClass::Client:
        return QStringLiteral("4xx");
    case StatusCodeClass::Server:
        return QStringLiteral("5xx");
    }
    return {};
}

} // namespace

AttemptFilters::AttemptFilters(ListSide *list, EventTypeNames &eventTypes)
    : QObject(list)
{
    const auto choice = [&](const QString &label, const QString &name, const QString &other,
                            std::function<QStringList()> values, FilterButton *&button) {
        button = new FilterButton(label, list);
        button->setObjectName(name);
        list->addFilter(button);
        auto *menu = new ChoiceMenu(button, tr("any"), other, std::move(values));
        connect(menu, &ChoiceMenu::chosen, this, &AttemptFilters::changed);
        return menu;
    };
    m_type = choice(
        tr("Type"), QStringLiteral("typeFilter"), tr("Another type"),
        [&eventTypes] { return eventTypes.names(); }, m_typeButton);
    m_type->setSeveral(true);
    // An attempt does not say which channels its message had, so there is nothing to offer.
    m_channel = choice(
        tr("Channel"), QStringLiteral("channelFilter"), tr("A channel"),
        [] { return QStringList(); }, m_channelButton);
    m_tag = choice(
        tr("Tag"), QStringLiteral("tagFilter"), tr("A tag"), [] { return QStringList(); },
        m_tagButton);
    m_tagButton->hide();
    auto *state = new FilterButton(tr("Status"), list);
    state->setObjectName(QStringLiteral("stateFilter"));
    list->addFilter(state);
    m_status = new StatusMenu(state);
    connect(m_status, &StatusMenu::chosen, this, &AttemptFilters::changed);
    addCodes(list);
    m_windowButton = new FilterButton(list);
    m_windowButton->setObjectName(QStringLiteral("windowFilter"));
    m_window = new WindowMenu(m_windowButton, TimeWindow());
    list->addFilter(m_windowButton);
    list->setLookBack(m_window->widening());
    connect(m_window, &WindowMenu::chosen, this, &AttemptFilters::changed);
}

void AttemptFilters::addCodes(ListSide *list)
{
    m_codeButton = new FilterButton(tr("Code"), list);
    m_codeButton->setObjectName(QStringLiteral("codeFilter"));
    list->addFilter(m_codeButton);
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, std::optional<StatusCodeClass> codeClass) {
        QAction *action = m_codeButton->filterMenu()->addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, codeClass] {
            setCodeClass(codeClass);
            Q_EMIT changed();
        });
        connect(m_codeButton->filterMenu(), &QMenu::aboutToShow, action,
                [this, action, codeClass] { action->setChecked(m_codeClass == codeClass); });
    };
    add(tr("any"), std::nullopt);
    m_codeButton->filterMenu()->addSeparator();
    add(tr("1xx: no final answer"), StatusCodeClass::Info);
    add(tr("2xx: taken"), StatusCodeClass::Ok);
    add(tr("3xx: pointed elsewhere"), StatusCodeClass::Redirect);
    add(tr("4xx: refused"), StatusCodeClass::Client);
    add(tr("5xx: failed at the receiver"), StatusCodeClass::Server);
    add(tr("none came"), StatusCodeClass::None);
    setCodeClass(std::nullopt);
}

void AttemptFilters::setCodeClass(std::optional<StatusCodeClass> codeClass)
{
    m_codeClass = codeClass;
    m_codeButton->setValueText(codeWords(codeClass), codeClass.has_value());
}

AttemptFilter AttemptFilters::filter() const
{
    AttemptFilter filter;
    filter.status = m_status->status();
    filter.codeClass = m_oldList ? std::nullopt : m_codeClass;
    if (m_oneMessage) {
        return filter;
    }
    filter.eventTypes = m_type->values();
    filter.channel = m_channel->value();
    filter.tag = m_tagOffered ? m_tag->value() : QString();
    filter.window = m_window->window();
    return filter;
}

bool AttemptFilters::isOnlyWindow() const
{
    AttemptFilter rest = filter();
    rest.window = {};
    return isActive() && !rest.isActive();
}

void AttemptFilters::clear()
{
    for (ChoiceMenu *menu : {m_type, m_channel, m_tag}) {
        menu->setValue({});
    }
    m_status->setStatus(std::nullopt);
    setCodeClass(std::nullopt);
    m_window->setWindow({});
}

void AttemptFilters::admit(const QDateTime &moment)
{
    const TimeWindow before = m_window->window();
    clear();
    m_window->setWindow(before);
    const Timestamp wanted = Timestamp::fromDateTime(moment);
    const auto isIn = [&wanted](const TimeWindow &window) {
        const TimeBounds bounds = boundsOf(window, Timestamp::now());
        return (!bounds.after || *bounds.after < wanted) &&
               (!bounds.before || wanted < *bounds.before);
    };
    if (isIn(before)) {
        return;
    }
    for (const TimeWindow::Preset preset :
         {TimeWindow::Preset::Day, TimeWindow::Preset::Week, TimeWindow::Preset::Month}) {
        if (isIn(windowOf(preset))) {
            m_window->setWindow(windowOf(preset));
            return;
        }
    }
    m_window->setWindow({});
}

void AttemptFilters::setOneMessage(bool oneMessage)
{
    m_oneMessage = oneMessage;
    m_window->widening()->setVisible(!oneMessage);
    for (FilterButton *button : {m_typeButton, m_channelButton, m_windowButton}) {
        button->setVisible(!oneMessage);
    }
    m_tagButton->setVisible(!oneMessage && m_tagOffered);
}

void AttemptFilters::setServer(ServerKind kind)
{
    m_tagOffered = kind == ServerKind::Cloud;
    m_tagButton->setVisible(!m_oneMessage && m_tagOffered);
    if (kind == ServerKind::OpenSource) {
        m_status->setNever(
            {MessageStatus::Pending, MessageStatus::Sending, MessageStatus::Canceled},
            tr("On svix-server an attempt has either succeeded or failed."));
    } else {
        m_status->setNever({}, {});
    }
}

void AttemptFilters::setOldList(bool old)
{
    m_oldList = old;
    m_codeButton->setEnabled(!old);
    m_codeButton->setToolTip(old ? tr("The old list cannot be narrowed by the answer.")
                                 : QString());
}

} // namespace svix
