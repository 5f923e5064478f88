// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/erased.h"
#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace svix {

/// A message being written, as it is kept between two starts.
struct DraftContent
{
    QString eventType;
    QByteArray payload; ///< as typed, may not be JSON yet
    QString eventId;
    QStringList channels;
    QStringList tags;
    std::optional<int> retentionDays;
    QString sourceMessage; ///< id of the message that it is a copy of, may be empty

    bool isEmpty() const { return *this == DraftContent(); }
    bool operator==(const DraftContent &) const = default;
};

/// Whether it was made of the message that was erased, has its event id, or holds this very
/// payload; each as far as it is known. An object without members is nobody's payload.
bool isCopyOf(const DraftContent &content, const Erased &erased);

/// Which idempotency key a draft is sent under. svix-server answers the same key with the first
/// answer even to another body: so an edited draft gets a new key, and an unchanged one keeps its
/// own after an unknown outcome.
class DraftKey
{
public:
    /// The key for sending `content` now.
    QString keyFor(const DraftContent &content);
    /// The draft was edited after a try whose outcome is unknown: sending it makes another message.
    bool isEditedAfterUnknown(const DraftContent &content) const;
    /// How the last try ended. Only an unknown outcome keeps the key.
    void ended(const Error &error);

private:
    QString m_key;
    DraftContent m_sent;
    bool m_unknown = false;
};

/// Drafts on disk, one for each application of each connection, for this person only (0600).
class DraftStore : public QObject
{
    Q_OBJECT
public:
    /// `directory` is made where it is missing.
    explicit DraftStore(QString directory, QObject *parent = nullptr);
    /// Writes what waits.
    ~DraftStore() override;

    /// Nothing when there is none or it cannot be read.
    std::optional<DraftContent> load(const QString &profileId, const QString &appId) const;
    /// Written a second later, so that typing does not wear the disk; an empty one is removed.
    void save(const QString &profileId, const QString &appId, const DraftContent &content);
    void remove(const QString &profileId, const QString &appId);
    /// Writes what waits now. Storage when it cannot be written.
    Result<Nothing> flush();
    /// After an expunge: no draft of any application keeps a copy of that message's payload. How
    /// many were wiped.
    int wipeMessage(const Erased &erased);

Q_SIGNALS:
    void failed(const svix::Error &error);

private:
    QString fileOf(const QString &profileId, const QString &appId) const;
    static std::optional<DraftContent> read(const QString &file);

    QString m_directory;
    QTimer m_later;
    QString m_waitingFile;
    DraftContent m_waiting;
};

} // namespace svix
