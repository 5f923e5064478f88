// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace svix {

enum class Theme { System, Light, Dark };

/// What a person chooses for the whole console.
struct Preferences
{
    Theme theme = Theme::System;
    QString language;          ///< such as "de"; empty for the system's
    QString timeZone;          ///< IANA id such as "Europe/Berlin"; empty for the system's
    int textSize = 100;        ///< percent, 75..300
    int clipboardSeconds = 30; ///< a copied secret is cleared after this time; 0 for never, to 3600
    bool http1Only = false;    ///< for all connections
    int auditDays = 90;        ///< how long the log of writes is kept, 1..3650
    int autoRefreshSeconds = 0; ///< 0 for off, else 5..3600

    bool operator==(const Preferences &) const = default;
};

/// Reads what is there and of the right type; numbers are held within their bounds, all else keeps
/// its default.
Preferences preferencesFromJson(const QJsonObject &object);
/// Writes over `kept`, so that keys of newer versions survive.
QJsonObject toJson(const Preferences &preferences, QJsonObject kept);

} // namespace svix
