// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace svix::sandbox {

// The made-up company's customers, their endpoints and its event types, as plain tables.

struct DemoEventType
{
    const char *name;
    const char *description;
    int weight; ///< how often it happens
    bool deprecated = false;
};

struct DemoEndpoint
{
    const char *url;
    const char *description;
    const char *types;       ///< comma-joined, empty for all
    const char *channels;    ///< comma-joined, empty for all
    int disabledDays = -1;   ///< disabled that many days ago; -1 for enabled
    int failsSinceDays = -1; ///< before that it answered well
    const char *uid = "";
    int rate = 0;
};

struct DemoCustomer
{
    const char *name;
    const char *uid; ///< also the short name in addresses
    const char *plan;
    int ageDays;
    int messages; ///< in the last 30 days
    std::array<DemoEndpoint, 4> endpoints;
};

extern const std::array<DemoEventType, 25> demoEventTypes;
extern const std::array<DemoCustomer, 12> demoCustomers;

/// The last messages of the first customer, newest first.
struct DemoRecent
{
    const char *type;
    int minutesAgo;
};
extern const std::array<DemoRecent, 18> demoRecent;

} // namespace svix::sandbox
