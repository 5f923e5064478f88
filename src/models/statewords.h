// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "models/roles.h"

#include <QCoreApplication>
#include <QStringList>

namespace svix {

/// A state by word and shape.
struct StateText
{
    QString text;
    StateKind kind = StateKind::None;

    bool operator==(const StateText &) const = default;
};

/// Words and shapes for the states of the API; the same ones in every table, detail and badge.
class StateWords
{
    Q_DECLARE_TR_FUNCTIONS(StateWords)

public:
    /// A value beyond the known ones is shown as the server's own word, else as its number.
    static StateText ofStatus(MessageStatus status, const QString &serverWord = {});
    /// svix-server says "failed" while another try is planned: the time of that try tells.
    static StateText ofDestination(const DestinationOut &destination);
    static StateText ofEndpoint(bool disabled);
    static QString ofTrigger(TriggerType trigger);
    /// "312 ms", "1.4 s"; a dash when unknown.
    static QString duration(std::optional<qint64> milliseconds);
    /// Comma-joined and sorted; a dash when there is none.
    static QString list(const std::optional<QStringList> &texts);
    /// "–"
    static QString none();
};

/// How many of a message's endpoints have it.
struct DeliverySummary
{
    int total = 0;
    int ok = 0;
    int failed = 0;   ///< no further try is planned
    int sending = 0;  ///< another try is planned
    int pending = 0;  ///< no try yet
    int canceled = 0; ///< by a transformation

    void add(const DestinationOut &destination);
    /// "3 of 3", "no endpoint"
    StateText text() const;
    /// Nothing about it will change by itself.
    bool isSettled() const { return total > 0 && ok + canceled == total; }
};

} // namespace svix
