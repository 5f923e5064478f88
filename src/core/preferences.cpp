// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preferences.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString toText(Theme theme)
{
    switch (theme) {
    case Theme::Light:
        return u"light"_s;
    case Theme::Dark:
        return u"dark"_s;
    case Theme::System:
        break;
    }
    return u"system"_s;
}

int bounded(const QJsonValue &value, int fallback, int low, int high)
{
    return value.isDouble() ? std::clamp(value.toInt(fallback), low, high) : fallback;
}

} // namespace

Preferences preferencesFromJson(const QJsonObject &object)
{
    Preferences p;
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        if (object[u"theme"].toString() == toText(theme)) {
            p.theme = theme;
        }
    }
    p.language = object[u"language"].toString();
    p.timeZone = object[u"timeZone"].toString();
    p.textSize = bounded(object[u"textSize"], p.textSize, 75, 300);
    p.clipboardSeconds = bounded(object[u"clipboardSeconds"], p.clipboardSeconds, 0, 3600);
    p.http1Only = object[u"http1Only"].toBool();
    p.auditDays = bounded(object[u"auditDays"], p.auditDays, 1, 3650);
    p.autoRefreshSeconds = bounded(object[u"autoRefreshSeconds"], p.autoRefreshSeconds, 0, 3600);
    if (p.autoRefreshSeconds > 0) {
        p.autoRefreshSeconds = std::max(p.autoRefreshSeconds, 5);
    }
    return p;
}

QJsonObject toJson(const Preferences &p, QJsonObject kept)
{
    kept[u"theme"] = toText(p.theme);
    kept[u"language"] = p.language;
    kept[u"timeZone"] = p.timeZone;
    kept[u"textSize"] = p.textSize;
    kept[u"clipboardSeconds"] = p.clipboardSeconds;
    kept[u"http1Only"] = p.http1Only;
    kept[u"auditDays"] = p.auditDays;
    kept[u"autoRefreshSeconds"] = p.autoRefreshSeconds;
    return kept;
}

} // namespace svix
