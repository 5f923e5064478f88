// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/filters.h"

#include <QObject>

namespace svix {

class ChoiceMenu;
class EventTypeNames;
class FilterButton;
class ListSide;
class WindowMenu;

/// The filters of the attempts that the server applies: event type, channel, tag, state, answer,
/// time.
class AttemptFilters : public QObject
{
    Q_OBJECT
public:
    /// Puts its drop-downs into `list`.
    AttemptFilters(ListSide *list, EventTypeNames &eventTypes);

    AttemptFilter filter() const;
    /// Something is left out that the server would show.
    bool isActive() const { return filter().isActive(); }
    /// It is left out for its time alone.
    bool isOnlyWindow() const;
    TimeWindow window() const { return filter().window; }
    /// Shows all; no signal.
    void clear();
    /// All filters but the time go, and that is widened until this moment is in it; no signal.
    void admit(const QDateTime &moment);
    /// The attempts of one message: its type and channel are no filters, and all times count.
    void setOneMessage(bool oneMessage);
    /// Only Svix cloud filters by tag; others would ignore it without a word.
    void setTagOffered(bool offered);

Q_SIGNALS:
    void changed();

private:
    void addStates(ListSide *list);
    void addCodes(ListSide *list);
    void setStatus(std::optional<MessageStatus> status);
    void setCodeClass(std::optional<StatusCodeClass> codeClass);

    FilterButton *m_stateButton = nullptr;
    FilterButton *m_codeButton = nullptr;
    FilterButton *m_typeButton = nullptr;
    FilterButton *m_channelButton = nullptr;
    FilterButton *m_tagButton = nullptr;
    FilterButton *m_windowButton = nullptr;
    ChoiceMenu *m_type = nullptr;
    ChoiceMenu *m_channel = nullptr;
    ChoiceMenu *m_tag = nullptr;
    WindowMenu *m_window = nullptr;
    std::optional<MessageStatus> m_status;
    std::optional<StatusCodeClass> m_codeClass;
    bool m_oneMessage = false;
    bool m_tagOffered = false;
};

} // namespace svix
