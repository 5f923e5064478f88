// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/codec.h"
#include "core/token.h"
#include "models/filters.h"

#include <QObject>

namespace svix {

class ChoiceMenu;
class EventTypeNames;
class FilterButton;
class ListSide;
class StatusMenu;
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
    /// Only Svix cloud filters by tag (others would ignore it without a word), and svix-server has
    /// attempts in two states only.
    void setServer(ServerKind kind);
    /// The deprecated lists do not filter by the class of the answer.
    void setOldList(bool old);

Q_SIGNALS:
    void changed();

private:
    void addCodes(ListSide *list);
    void setCodeClass(std::optional<StatusCodeClass> codeClass);

    FilterButton *m_codeButton = nullptr;
    FilterButton *m_typeButton = nullptr;
    FilterButton *m_channelButton = nullptr;
    FilterButton *m_tagButton = nullptr;
    FilterButton *m_windowButton = nullptr;
    ChoiceMenu *m_type = nullptr;
    ChoiceMenu *m_channel = nullptr;
    ChoiceMenu *m_tag = nullptr;
    WindowMenu *m_window = nullptr;
    StatusMenu *m_status = nullptr;
    std::optional<StatusCodeClass> m_codeClass;
    bool m_oneMessage = false;
    bool m_tagOffered = false;
    bool m_oldList = false;
};

} // namespace svix
