// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preferences.h"
#include "core/profile.h"
#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QStringList>

#include <optional>

namespace svix {

/// Everything the console remembers in its settings file: preferences, connections, layout.
/// Setters change memory only and tell by changed(); save() writes. The file is JSON, 0600, written
/// whole or not at all, with the version before it kept as ".bak". It never holds a token.
class Settings : public QObject
{
    Q_OBJECT
public:
    explicit Settings(QString file, QObject *parent = nullptr);

    /// Reads the file; always ends with usable settings. The text, empty when all is well, tells
    /// people what was wrong: a damaged or newer file is set aside (never deleted), and the copy
    /// before it or the defaults are used; a file that cannot be read makes these settings
    /// read-only, so that it is not overwritten.
    QString load();
    /// Storage when it cannot be written (the old file stands) or must not be (isReadOnly()).
    Result<Nothing> save();

    /// In a second console on the same folder: changes stay in memory.
    bool isReadOnly() const { return m_readOnly; }
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }

    const Preferences &preferences() const { return m_preferences; }
    void setPreferences(const Preferences &preferences);

    const QList<Profile> &profiles() const { return m_profiles; }
    std::optional<Profile> profile(const QString &id) const;
    /// InvalidInput when the id is empty or taken, or the address is not one.
    Result<Nothing> addProfile(const Profile &profile);
    /// InvalidInput when there is no profile with this id.
    Result<Nothing> replaceProfile(const Profile &profile);
    /// With its recent applications; false when there is none. Its secrets are the caller's affair.
    bool removeProfile(const QString &id);

    QString lastProfile() const { return m_lastProfile; }
    void setLastProfile(const QString &id);

    /// Ids of applications, the last one first, at most five.
    QStringList recentApplications(const QString &profileId) const;
    void addRecentApplication(const QString &profileId, const QString &applicationId);
    void removeRecentApplication(const QString &profileId, const QString &applicationId);

    /// Opaque state of a window, a splitter or a header, by a key such as "messages/header". Not
    /// told by changed(). At most 64 KiB each; more is not kept.
    QByteArray viewState(const QString &key) const { return m_views.value(key); }
    void setViewState(const QString &key, const QByteArray &state);

    static constexpr int version = 1;

Q_SIGNALS:
    void changed();

private:
    Result<QJsonObject> read(const QString &file) const;
    void take(const QJsonObject &root);
    QJsonObject toJsonObject() const;

    QString m_file;
    bool m_readOnly = false;
    QByteArray m_saved;                 ///< the bytes on disk as far as known
    QByteArray m_backup;                ///< the same as this console writes it: the next backup
    QJsonObject m_root;                 ///< as read, with the keys of newer versions
    QList<QJsonValue> m_unreadProfiles; ///< entries that were not understood, written back
    Preferences m_preferences;
    QList<Profile> m_profiles;
    QString m_lastProfile;
    QHash<QString, QStringList> m_recent;
    QHash<QString, QByteArray> m_views;
};

} // namespace svix
