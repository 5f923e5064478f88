// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include "core/securefile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qint64 largestFile = 8 << 20;
constexpr qsizetype largestView = 64 << 10;
constexpr qsizetype recentKept = 5;

QStringList stringList(const QJsonValue &value, qsizetype most)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray()) {
        if (item.isString() && list.size() < most && !list.contains(item.toString())) {
            list.append(item.toString());
        }
    }
    return list;
}

bool isUsable(const Profile &profile)
{
    return !profile.id.isEmpty() && profile.url.isValid() && !profile.url.host().isEmpty();
}

} // namespace

Settings::Settings(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
}

// An error of kind Protocol is a damaged file, BadAnswer a newer one; Storage could not be read.
Result<QJsonObject> Settings::read(const QString &file) const
{
    const QFileInfo info(file);
    if (info.size() > largestFile) {
        return makeError(ErrorKind::Protocol, tr("it is larger than a settings file can be"));
    }
    const auto bytes = readFile(file, largestFile);
    if (!bytes) {
        return bytes.error();
    }
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &parse);
    if (!document.isObject()) {
        return makeError(ErrorKind::Protocol, parse.error == QJsonParseError::NoError
                                                  ? tr("it is not a settings file")
                                                  : tr("damaged at byte %L1").arg(parse.offset));
    }
    const QJsonObject root = document.object();
    const int found = root[u"version"].toInt(0);
    if (found < 1) {
        return makeError(ErrorKind::Protocol, tr("it is not a settings file"));
    }
    if (found > version) {
        return makeError(ErrorKind::BadAnswer, tr("a newer version of the console wrote it"));
    }
    return root;
}

QString Settings::load()
{
    take({});
    m_saved.clear();
    m_backup.clear();
    if (!QFileInfo::exists(m_file)) {
        // Also true when a folder on the way may not be entered: then saving fails, and says so.
        return {};
    }
    const auto root = read(m_file);
    if (root) {
        take(*root);
        if (const auto bytes = readFile(m_file, largestFile)) {
            m_saved = *bytes;
            // What this console would not have written is not copied either, such as a token.
            m_backup = QJsonDocument(toJsonObject()).toJson();
        }
        // Older copies, or a copy put back by hand, may be readable by others.
        QFile::setPermissions(m_file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return {};
    }
    const Error error = root.error();
    if (error.kind == ErrorKind::Storage || m_readOnly) {
        m_readOnly = true;
        return tr("The settings cannot be read, so changes will not be kept: %1").arg(error.detail);
    }
    const bool newer = error.kind == ErrorKind::BadAnswer;
    const auto aside = setAside(m_file, newer ? u"newer"_s : u"corrupt"_s);
    if (!aside) {
        m_readOnly = true;
        return tr("The settings cannot be used (%1), and changes will not be kept: %2")
            .arg(error.detail, aside.error().detail);
    }
    const QString name = QFileInfo(*aside).fileName();
    if (const auto backup = read(m_file + u".bak"_s); backup && !newer) {
        take(*backup);
        return tr("The settings file could not be used (%1). It is kept as %2; the copy from "
                  "before "
                  "the last change is used.")
            .arg(error.detail, name);
    }
    return tr("The settings file could not be used (%1). It is kept as %2; the console starts with "
              "new settings.")
        .arg(error.detail, name);
}

void Settings::take(const QJsonObject &root)
{
    m_root = root;
    m_preferences = preferencesFromJson(root[u"preferences"].toObject());
    m_profiles.clear();
    m_unreadProfiles.clear();
    for (const QJsonValue &value : root[u"profiles"].toArray()) {
        QJsonObject object = value.toObject();
        const auto read = profileFromJson(object);
        if (read && !profile(read->id)) {
            m_profiles.append(*read);
        } else if (value.isObject()) {
            object.remove(u"token"); // never kept, whoever wrote it there
            m_unreadProfiles.append(object);
        } else {
            m_unreadProfiles.append(value);
        }
    }
    m_lastProfile = root[u"lastProfile"].toString();
    m_recent.clear();
    const QJsonObject recent = root[u"recentApplications"].toObject();
    for (auto it = recent.begin(); it != recent.end(); ++it) {
        m_recent.insert(it.key(), stringList(it.value(), recentKept));
    }
    m_views.clear();
    const QJsonObject views = root[u"views"].toObject();
    for (auto it = views.begin(); it != views.end(); ++it) {
        const auto bytes = QByteArray::fromBase64Encoding(it.value().toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (bytes && !bytes.decoded.isEmpty()) {
            m_views.insert(it.key(), bytes.decoded);
        }
    }
}

QJsonObject Settings::toJsonObject() const
{
    QJsonObject root = m_root;
    root[u"version"] = version;
    root[u"preferences"] = toJson(m_preferences, m_root[u"preferences"].toObject());
    QJsonArray profiles;
    for (const Profile &profile : m_profiles) {
        profiles.append(toJson(profile));
    }
    for (const QJsonValue &unread : m_unreadProfiles) {
        profiles.append(unread);
    }
    root[u"profiles"] = profiles;
    root[u"lastProfile"] = m_lastProfile;
    QJsonObject recent;
    for (auto it = m_recent.begin(); it != m_recent.end(); ++it) {
        recent[it.key()] = QJsonArray::fromStringList(it.value());
    }
    root[u"recentApplications"] = recent;
    QJsonObject views;
    for (auto it = m_views.begin(); it != m_views.end(); ++it) {
        views[it.key()] = QString::fromLatin1(it.value().toBase64());
    }
    root[u"views"] = views;
    return root;
}

Result<Nothing> Settings::save()
{
    if (m_readOnly) {
        return makeError(
            ErrorKind::Storage,
            tr("These settings are read-only: changes last until the console closes."));
    }
    const QByteArray bytes = QJsonDocument(toJsonObject()).toJson();
    if (bytes == m_saved && QFileInfo::exists(m_file)) {
        return Nothing{};
    }
    if (!m_backup.isEmpty()) {
        if (const auto kept = writePrivateFile(m_file + u".bak"_s, m_backup); !kept) {
            return kept;
        }
    }
    const auto written = writePrivateFile(m_file, bytes);
    if (written) {
        m_saved = bytes;
        m_backup = bytes;
    }
    return written;
}

void Settings::setPreferences(const Preferences &preferences)
{
    if (m_preferences != preferences) {
        m_preferences = preferences;
        Q_EMIT changed();
    }
}

std::optional<Profile> Settings::profile(const QString &id) const
{
    for (const Profile &profile : m_profiles) {
        if (profile.id == id) {
            return profile;
        }
    }
    return std::nullopt;
}

Result<Nothing> Settings::addProfile(const Profile &added)
{
    if (!isUsable(added) || profile(added.id)) {
        return makeError(ErrorKind::InvalidInput,
                         tr("A connection needs an id of its own and an address."));
    }
    m_profiles.append(added);
    Q_EMIT changed();
    return Nothing{};
}

Result<Nothing> Settings::replaceProfile(const Profile &replacement)
{
    for (Profile &profile : m_profiles) {
        if (profile.id == replacement.id && isUsable(replacement)) {
            if (profile != replacement) {
                profile = replacement;
                Q_EMIT changed();
            }
            return Nothing{};
        }
    }
    return makeError(ErrorKind::InvalidInput, tr("There is no such connection any more."));
}

bool Settings::removeProfile(const QString &id)
{
    const auto removed = m_profiles.removeIf([&](const Profile &p) { return p.id == id; });
    if (removed == 0) {
        return false;
    }
    m_recent.remove(id);
    // Where one was in it, and the names of its applications.
    m_views.removeIf([&](const auto &view) { return view.key().endsWith(u'/' + id); });
    if (m_lastProfile == id) {
        m_lastProfile.clear();
    }
    Q_EMIT changed();
    return true;
}

void Settings::setLastProfile(const QString &id)
{
    if (m_lastProfile != id) {
        m_lastProfile = id;
        Q_EMIT changed();
    }
}

QStringList Settings::recentApplications(const QString &profileId) const
{
    return m_recent.value(profileId);
}

void Settings::addRecentApplication(const QString &profileId, const QString &applicationId)
{
    QStringList &list = m_recent[profileId];
    if (!list.isEmpty() && list.front() == applicationId) {
        return;
    }
    list.removeAll(applicationId);
    list.prepend(applicationId);
    list = list.mid(0, recentKept);
    Q_EMIT changed();
}

void Settings::removeRecentApplication(const QString &profileId, const QString &applicationId)
{
    const auto it = m_recent.find(profileId);
    if (it != m_recent.end() && it->removeAll(applicationId) > 0) {
        Q_EMIT changed();
    }
}

void Settings::setViewState(const QString &key, const QByteArray &state)
{
    if (state.isEmpty() || state.size() > largestView) {
        m_views.remove(key);
    } else {
        m_views.insert(key, state);
    }
}

} // namespace svix
