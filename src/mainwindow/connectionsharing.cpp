// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of ConnectionFlow that writes connections to a file and takes them from one.

#include "core/securefile.h"
#include "core/settings.h"
#include "mainwindow/connectionflow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace svix {

namespace {
constexpr qint64 largestImport = 1024 * 1024;
} // namespace

void ConnectionFlow::exportTo(const QString &file)
{
    QJsonArray profiles;
    for (const Profile &profile : m_settings.profiles()) {
        profiles.append(toJson(profile));
    }
    const QJsonObject root{{QStringLiteral("svixConsoleConnections"), 1},
                           {QStringLiteral("connections"), profiles}};
    const auto written = writePrivateFile(file, QJsonDocument(root).toJson());
    if (!written.ok()) {
        Q_EMIT failed(written.error(), tr("The connections were not exported."));
        return;
    }
    Q_EMIT notice({Tone::Ok,
                   tr("Connections exported"),
                   tr("%1 holds addresses and settings, no tokens.").arg(file),
                   {},
                   {}});
}

bool ConnectionFlow::isKnown(const Profile &profile) const
{
    const QList<Profile> all = m_settings.profiles();
    return std::any_of(all.begin(), all.end(), [&](const Profile &other) {
        return other.id == profile.id || (other.name == profile.name && other.url == profile.url);
    });
}

void ConnectionFlow::importFrom(const QString &file)
{
    const auto bytes = readFile(file, largestImport);
    if (!bytes.ok()) {
        Q_EMIT failed(bytes.error(), tr("Nothing was imported."));
        return;
    }
    const QJsonObject root = QJsonDocument::fromJson(*bytes).object();
    if (root.value(QStringLiteral("svixConsoleConnections")).toInt() != 1) {
        Q_EMIT notice({Tone::Bad,
                       tr("Nothing was imported."),
                       tr("%1 is not a file of exported connections.").arg(file),
                       {},
                       {}});
        return;
    }
    QStringList added;
    int refused = 0;
    for (const QJsonValue value : root.value(QStringLiteral("connections")).toArray()) {
        auto profile = profileFromJson(value.toObject());
        if (!profile.ok() || profile->id == sandboxProfileId || isKnown(*profile)) {
            ++refused;
            continue;
        }
        // An id from a file could name a token that this computer keeps for another connection.
        profile->id = makeProfileId();
        if (m_settings.addProfile(*profile).ok()) {
            added.append(profile->id);
        } else {
            ++refused;
        }
    }
    if (const auto saved = m_settings.save(); !saved.ok()) {
        for (const QString &id : std::as_const(added)) {
            m_settings.removeProfile(id); // else they would be here until the end of the program
        }
        Q_EMIT failed(saved.error(), tr("Nothing was imported."));
        return;
    }
    refreshSaved();
    QString text = tr("%1 imported. Each asks for its token when it is opened.").arg(added.size());
    if (refused > 0) {
        text += u' ' + tr("%1 left out: already here, or not usable.").arg(refused);
    }
    Q_EMIT notice({refused > 0 ? Tone::Warn : Tone::Ok, tr("Connections imported"), text, {}, {}});
}

} // namespace svix
