// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

class QBoxLayout;

namespace svix {

class ApiClient;
class AttemptHead;
class LazyQueue;

/// The last attempts at one endpoint, newest first: state and code, what was sent, when. What an
/// attempt sent is not in it and is asked for, a few at a time.
class LastAttempts : public QWidget
{
    Q_OBJECT
public:
    explicit LastAttempts(QWidget *parent = nullptr);
    ~LastAttempts() override;

    void setAttempts(ApiClient *client, const QString &appId, const QList<AttemptOut> &attempts);
    void clear();
    const QList<AttemptOut> &attempts() const { return m_attempts; }
    /// Failures since the last success, as far as these attempts go back.
    int failuresInARow() const;

Q_SIGNALS:
    void attemptOpened(const QString &attemptId);

private:
    void rebuild();
    void askMessage(const QString &messageId, const std::function<void()> &done);
    void tellSubject(const MessageOut &message);

    QPointer<ApiClient> m_client;
    QString m_appId;
    QList<AttemptOut> m_attempts;
    QList<AttemptHead *> m_heads; // one for each attempt
    QHash<QString, MessageOut> m_messages;
    QBoxLayout *m_layout;
    LazyQueue *m_lazy;
};

} // namespace svix
