// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace svix {

/// The pages of the window, in the order of the navigation.
enum class Section : int {
    Applications,
    Endpoints,
    Messages,
    Attempts,
    Integrations,
    EventTypes,
    BackgroundTasks,
    Activity
};

/// Whether a page shows things of the chosen application.
constexpr bool isInApplication(Section section)
{
    return section == Section::Endpoints || section == Section::Messages ||
           section == Section::Attempts || section == Section::Integrations;
}

/// Where a person is, or wants to go: a page, the application it is about, and the chosen row.
struct Place
{
    Section section = Section::Applications;
    QString application; ///< id or uid; empty on pages outside an application
    QString object;      ///< key of the chosen row, may be empty
    QString endpoint;    ///< Attempts, Messages: those of this endpoint
    QString message;     ///< Attempts only: those of this message

    /// The same page, whatever row is chosen there.
    bool samePage(const Place &other) const
    {
        return section == other.section && application == other.application &&
               endpoint == other.endpoint && message == other.message;
    }
    friend bool operator==(const Place &, const Place &) = default;
};

} // namespace svix

Q_DECLARE_METATYPE(svix::Place)
