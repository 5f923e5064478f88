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

QByteArray toBytes(const DraftContent &content)
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
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue item : value.toArray()) {
        list.append(item.toString());
    }
    return list;
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
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (const auto written = flush(); !written.ok()) {
            Q_EMIT failed(written.error());
        }
    });
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

std::optional<DraftContent> DraftStore::read(const QString &file)
{
    if (!QFile::exists(file)) {
        return std::nullopt;
    }
    const auto bytes = readFile(file, largestDraft);
    const QJsonObject object =
        bytes.ok() ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    if (object.isEmpty()) {
        return std::nullopt;
    }
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

std::optional<DraftContent> DraftStore::load(const QString &profileId, const QString &appId) const
{
    const QString file = fileOf(profileId, appId);
    if (file == m_waitingFile) {
        return m_waiting.isEmpty() ? std::nullopt : std::optional(m_waiting);
    }
    return read(file);
}

void DraftStore::save(const QString &profileId, const QString &appId, const DraftContent &content)
{
    const QString file = fileOf(profileId, appId);
    if (!m_waitingFile.isEmpty() && m_waitingFile != file) {
        if (const auto written = flush(); !written.ok()) {
            Q_EMIT failed(written.error());
        }
    }
    m_waitingFile = file;
    m_waiting = content;
    m_later.start();
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
    return writePrivateFile(file, toBytes(m_waiting));
}

int DraftStore::wipeMessage(const Erased &erased)
{
    static_cast<void>(flush());
    m_waiting = {}; // on the disk by now
    int wiped = 0;
    const QDir directory(m_directory);
    const QStringList files = directory.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : files) {
        const QString file = directory.filePath(name);
        const auto content = read(file);
        if (content && isCopyOf(*content, erased) && QFile::remove(file)) {
            ++wiped;
        }
    }
    return wiped;
}

} // namespace svix
