// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/persist/logtables.h"
#include "sandbox/store/store.h"

namespace svix::sandbox {

/// An application as it stands in the database, and which parts of it may differ by now.
struct KeptApplication
{
    std::weak_ptr<Application> live;
    qint64 log = 0;                  ///< its number in the tables, 0 before it was first saved
    Application copy;                ///< members that savedmembers.h lists, no endpoints, no log
    std::vector<Endpoint> endpoints; ///< by number
    LogSaved saved;
    LogJournal journal;

    bool touched = false;            ///< its own members
    bool collectionsTouched = false; ///< any object in its maps
    bool allTouched = false;         ///< those, and any endpoint
    std::set<int> endpointsTouched;
    bool logTouched = false;
};

/// An environment as it stands in the database.
struct KeptEnvironment
{
    QString organisation;
    Environment *live = nullptr;
    EnvironmentObjects copy;
    std::map<QString, std::unique_ptr<KeptApplication>> applications; ///< by id
    std::set<QString> changed;      ///< ids of the applications that have a mark
    bool eventTypesTouched = false; ///< many and large, so that they have a mark of their own
    bool othersTouched = false;     ///< any other map of objects
};

} // namespace svix::sandbox
