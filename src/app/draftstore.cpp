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

QByteArray canonical(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return document.isNull() ? json.trimmed() : document.toJson(QJsonDocument::Compact);
}

} // namespace

bool isCopyOf(const DraftContent &content, const Erased &erased)
{
    if ((!erased.messageId.isEmpty() && content.sourceMessage == erased.messageId) ||
        (!erased.eventId.isEmpty() && content.eventId == erased.eventId)) {
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

bool DraftKey::isEditedAfterUnknown(const DraftContent &content) const
{
    return m_unknown && content != m_sent;
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
    m_later.setInterval(1000);
    connect(&m_later, &QTimer::timeout, this, &DraftStore::flushOrTell);
}

DraftStore::~DraftStore()
{
    static_cast<void>(flush());
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
    return file == m_waitingFile ? m_waiting : read(file);
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

void DraftStore::keep(const QString &file, const Kept &kept)
{
    if (m_waitingFile != file) {
        flushOrTell();
    }
    m_waitingFile = file;
    m_waiting = kept;
}

void DraftStore::flushOrTell()
{
    if (const auto written = flush(); !written.ok()) {
        Q_EMIT failed(written.error());
    }
}

void DraftStore::save(const QString &profileId, const QString &appId, const DraftContent &content)
{
    const QString file = fileOf(profileId, appId);
    keep(file, {content, current(file).tried, profileId});
    m_later.start();
}

void DraftStore::saveTry(const QString &profileId, const QString &appId, const DraftTry &tried)
{
    const QString file = fileOf(profileId, appId);
    keep(file, {current(file).content, tried, profileId});
    flushOrTell();
}

void DraftStore::forgetTry(const QString &profileId, const QString &appId)
{
    const QString file = fileOf(profileId, appId);
    if (Kept kept = current(file); kept.tried) {
        kept.tried.reset();
        keep(file, kept);
        flushOrTell();
    }
}

void DraftStore::remove(const QString &profileId, const QString &appId)
{
    const QString file = fileOf(profileId, appId);
    if (file == m_waitingFile) {
        m_waitingFile.clear();
        m_later.stop();
    }
    QFile::remove(file);
}

int DraftStore::removeOf(const QString &profileId)
{
    return removeIf([&](const Kept &kept) { return kept.profileId == profileId; });
}

int DraftStore::removeIf(const std::function<bool(const Kept &)> &unwanted)
{
    flushOrTell();
    m_waiting = {}; // on the disk by now
    int removed = 0;
    const QDir directory(m_directory);
    const QStringList files = directory.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : files) {
        const QString file = directory.filePath(name);
        if (unwanted(read(file)) && QFile::remove(file)) {
            ++removed;
        }
    }
    return removed;
}

Result<Nothing> DraftStore::flush()
{
    m_later.stop();
    if (m_waitingFile.isEmpty()) {
        return Nothing();
    }
    const QString file = std::exchange(m_waitingFile, {});
    if (m_waiting.isEmpty()) {
        QFile::remove(file);
        return Nothing();
    }
    QJsonObject object = toObject(m_waiting.content);
    object.insert(u"profile"_s, m_waiting.profileId);
    if (const auto &tried = m_waiting.tried) {
        QJsonObject told{{u"key"_s, tried->key},
                         {u"at"_s, tried->at.toString(Qt::ISODate)},
                         {u"token"_s, tried->mark}};
        if (tried->content != m_waiting.content) {
            told.insert(u"content"_s, toObject(tried->content));
        }
        object.insert(u"tried"_s, told);
    }
    return writePrivateFile(file, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

int DraftStore::wipeMessage(const Erased &erased)
{
    return removeIf([&](const Kept &kept) {
        return isCopyOf(kept.content, erased) ||
               (kept.tried && isCopyOf(kept.tried->content, erased));
    });
}

} // namespace svix
