// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draftstore.h"

#include "core/securefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qint64 largestDraft = 16 * 1024 * 1024;

QJsonObject toObject(const DraftContent &content)
{
    QJsonObject object{{u"eventType"_s, content.eventType},
                       // Base64, as a half-typed payload may be anything.
                       {u"payload"_s, QString::fromLatin1(content.payload.toBase64())},
                       {u"eventId"_s, content.eventId},
                       {u"channels"_s, QJsonArray::fromStringList(content.channels)},
                       {u"tags"_s, QJsonArray::fromStringList(content.tags)},
                       {u"sourceMessage"_s, content.sourceMessage}};
    if (content.retentionDays) {
        object.insert(u"retentionDays"_s, *content.retentionDays);
    }
    return object;
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue item : value.toArray()) {
        list.append(item.toString());
    }
    return list;
}

DraftContent toContent(const QJsonObject &object)
{
    DraftContent content;
    content.eventType = object.value(u"eventType"_s).toString();
    content.payload = QByteArray::fromBase64(object.value(u"payload"_s).toString().toLatin1());
    content.eventId = object.value(u"eventId"_s).toString();
    content.channels = strings(object.value(u"channels"_s));
    content.tags = strings(object.value(u"tags"_s));
    content.sourceMessage = object.value(u"sourceMessage"_s).toString();
    if (object.contains(u"retentionDays"_s)) {
        content.retentionDays = object.value(u"retentionDays"_s).toInt();
    }
    return content;
}

constexpr auto soon = std::chrono::seconds(1);
constexpr auto later = std::chrono::seconds(10); // after a failure

QByteArray canonical(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isNull() ? json.trimmed() : document.toJson(QJsonDocument::Compact);
}

} // namespace

bool isCopyOf(const DraftContent &content, const Erased &erased, bool sameApplication)
{
    if ((!erased.messageId.isEmpty() && content.sourceMessage == erased.messageId) ||
        (sameApplication && !erased.eventId.isEmpty() && content.eventId == erased.eventId)) {
        return true;
    }
    const QByteArray payload = canonical(erased.payload);
    return !payload.isEmpty() && payload != "{}" && canonical(content.payload) == payload;
}

DraftKey::DraftKey(const DraftTry &tried)
    : m_key(tried.key)
    , m_sent(tried.content)
    , m_unknown(true)
{
}

QString DraftKey::keyFor(const DraftContent &content)
{
    if (!(m_unknown && content == m_sent)) {
        m_key = u"console_"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    }
    m_sent = content;
    m_unknown = false;
    return m_key;
}

void DraftKey::ended(const Error &error)
{
    m_unknown = error.isError() && error.outcome == Outcome::Unknown;
}

DraftStore::DraftStore(QString directory, QObject *parent)
    : QObject(parent)
    , m_directory(std::move(directory))
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &DraftStore::flushOrTell);
}

DraftStore::~DraftStore()
{
    static_cast<void>(flush()); // nobody is left to be told
}

QString DraftStore::fileOf(const QString &profileId, const QString &appId) const
{
    // Ids may hold what a file name may not.
    const QByteArray name =
        QCryptographicHash::hash((profileId + u'\n' + appId).toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .first(40);
    return m_directory + u'/' + QString::fromLatin1(name) + u".json"_s;
}

DraftStore::Kept DraftStore::read(const QString &file)
{
    if (!QFile::exists(file)) {
        return {};
    }
    const auto bytes = readFile(file, largestDraft);
    const QJsonObject object =
        bytes.ok() ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    Kept kept;
    kept.content = toContent(object);
    kept.profileId = object.value(u"profile"_s).toString();
    kept.appId = object.value(u"app"_s).toString();
    const QJsonObject tried = object.value(u"tried"_s).toObject();
    if (!tried.isEmpty()) {
        // Without a content of its own it is the draft as it stands.
        const QJsonValue content = tried.value(u"content"_s);
        kept.tried = DraftTry{tried.value(u"key"_s).toString(),
                              content.isObject() ? toContent(content.toObject()) : kept.content,
                              QDateTime::fromString(tried.value(u"at"_s).toString(), Qt::ISODate),
                              tried.value(u"token"_s).toString()};
    }
    return kept;
}

DraftStore::Kept DraftStore::current(const QString &file) const
{
    const auto waiting = m_waiting.constFind(file);
    return waiting != m_waiting.cend() ? *waiting : read(file);
}

std::optional<DraftContent> DraftStore::load(const QString &profileId, const QString &appId) const
{
    const Kept kept = current(fileOf(profileId, appId));
    if (kept.isEmpty()) {
        return std::nullopt;
    }
    return kept.content.isEmpty() ? kept.tried->content : kept.content;
}

std::optional<DraftTry> DraftStore::tried(const QString &profileId, const QString &appId) const
{
    return current(fileOf(profileId, appId)).tried;
}

void DraftStore::tell(const Result<Nothing> &result)
{
    if (!result.ok() && !m_failing) {
        Q_EMIT failed(result.error());
    }
    m_failing = !result.ok();
}

void DraftStore::flushOrTell()
{
    tell(flush());
}

void DraftStore::save(const QString &profileId, const QString &appId, const DraftContent &content)
{
    const QString file = fileOf(profileId, appId);
    m_waiting.insert(file, {content, current(file).tried, profileId, appId});
    m_later.start(soon);
}

void DraftStore::saveTry(const QString &profileId, const QString &appId, const DraftTry &tried)
{
    const QString file = fileOf(profileId, appId);
    m_waiting.insert(file, {current(file).content, tried, profileId, appId});
    m_failing = false; // each request that leaves is worth a word
    flushOrTell();
}

void DraftStore::forgetTry(const QString &profileId, const QString &appId)
{
    const QString file = fileOf(profileId, appId);
    if (Kept kept = current(file); kept.tried) {
        kept.tried.reset();
        m_waiting.insert(file, kept);
        flushOrTell();
    }
}

void DraftStore::remove(const QString &profileId, const QString &appId)
{
    const QString file = fileOf(profileId, appId);
    m_waiting.remove(file);
    tell(erase(file));
}

QStringList DraftStore::files() const
{
    QStringList files = m_waiting.keys();
    const QDir directory(m_directory);
    const QStringList names = directory.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : names) {
        if (const QString file = m_directory + u'/' + name; !files.contains(file)) {
            files.append(file);
        }
    }
    return files;
}

int DraftStore::removeOf(const QString &profileId)
{
    int removed = 0;
    for (const QString &file : files()) {
        if (current(file).profileId == profileId) {
            m_waiting.remove(file);
            const auto erased = erase(file);
            tell(erased);
            removed += erased.ok();
        }
    }
    return removed;
}

Result<Nothing> DraftStore::erase(const QString &file)
{
    QFile there(file);
    if (there.exists() && !there.remove()) {
        return makeError(ErrorKind::Storage,
                         tr("%1 could not be removed: %2").arg(file, there.errorString()));
    }
    return Nothing();
}

Result<Nothing> DraftStore::write(const QString &file, const Kept &kept)
{
    if (kept.isEmpty()) {
        return erase(file);
    }
    QJsonObject object = toObject(kept.content);
    object.insert(u"profile"_s, kept.profileId);
    object.insert(u"app"_s, kept.appId);
    if (const auto &tried = kept.tried) {
        QJsonObject told{{u"key"_s, tried->key},
                         {u"at"_s, tried->at.toString(Qt::ISODate)},
                         {u"token"_s, tried->mark}};
        if (tried->content != kept.content) {
            told.insert(u"content"_s, toObject(tried->content));
        }
        object.insert(u"tried"_s, told);
    }
    return writePrivateFile(file, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Result<Nothing> DraftStore::flush()
{
    m_later.stop();
    Result<Nothing> result = Nothing();
    for (const QString &file : m_waiting.keys()) {
        const auto written = write(file, m_waiting.value(file));
        if (written.ok()) {
            m_waiting.remove(file);
        } else {
            result = written;
        }
    }
    if (!m_waiting.isEmpty()) {
        m_later.start(later); // what was typed is still only here
    }
    return result;
}

int DraftStore::wipeMessage(const QString &profileId, const Erased &erased)
{
    int wiped = 0;
    for (const QString &file : files()) {
        Kept kept = current(file);
        const bool here = kept.profileId == profileId && kept.appId == erased.appId;
        const bool written = isCopyOf(kept.content, erased, here);
        const bool sent = kept.tried && isCopyOf(kept.tried->content, erased, here);
        if (!written && !sent) {
            continue;
        }
        if (written) {
            kept.content = {};
        }
        if (sent) {
            kept.tried.reset();
        }
        m_waiting.remove(file);
        const auto gone = write(file, kept);
        m_failing = false; // each copy that stays is worth a word
        tell(gone);
        if (gone.ok()) {
            ++wiped;
        } else if (!kept.isEmpty()) {
            m_waiting.insert(file, kept); // without the copy
            m_later.start(later);
        }
    }
    return wiped;
}

} // namespace svix
