// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"

#include <QAbstractButton>
#include <QHash>
#include <QWidget>

class QBoxLayout;

namespace svix {

/// The words and the state of an attempt: "503", "timeout", "200"; why there is no code.
QString attemptCodeText(const AttemptOut &attempt);
int attemptStateKind(const AttemptOut &attempt);
/// "312 ms · scheduled"
QString attemptFacts(const AttemptOut &attempt);

/// The head of a group: state, code, URL and time of the latest attempt at one endpoint. Pressing
/// it opens and closes what is below.
class AttemptHead : public QAbstractButton
{
    Q_OBJECT
public:
    explicit AttemptHead(QWidget *parent = nullptr);
    void setAttempt(const AttemptOut &attempt);
    /// Shows these in place of the URL: a name and, monospaced, an id.
    void setSubject(const QString &name, const QString &id);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintSubject(QPainter &painter, const QRect &room, int flags);
    void tellName();

    AttemptOut m_attempt;
    QString m_subject;
    QString m_subjectId;
};

/// The attempts of one message, grouped by endpoint, with the receivers' answers inline.
class AttemptGroups : public QWidget
{
    Q_OBJECT
public:
    explicit AttemptGroups(QWidget *parent = nullptr);

    /// Newest first, as the API gives them; the group with a failure is open at first.
    void setAttempts(const QList<AttemptOut> &attempts);
    /// When the next try is planned, by endpoint id, in milliseconds since the epoch.
    void setNextAttempts(const QHash<QString, qint64> &next);
    void clear();
    qsizetype count() const { return m_attempts.size(); }
    qsizetype groups() const { return m_order.size(); }

Q_SIGNALS:
    /// The person wants the whole attempt (endpoint id, attempt id).
    void attemptOpened(const QString &endpointId, const QString &attemptId);

private:
    void rebuild();
    QWidget *body(const QString &endpointId);

    QList<AttemptOut> m_attempts;
    QStringList m_order; // endpoint ids, the one tried last first
    QHash<QString, qint64> m_next;
    QHash<QString, bool> m_open;
    QBoxLayout *m_layout;
};

} // namespace svix
