// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace svix {

/// What a receiver answered to one attempt: the beginning of the body in monospace, then how long
/// it took and when the next try is.
class AnswerBox : public QFrame
{
    Q_OBJECT
public:
    explicit AnswerBox(QWidget *parent = nullptr);
    /// `nextAttempt` in milliseconds since the epoch, 0 when none is planned. `withTime` names the
    /// moment and the code, for an earlier attempt of a group.
    void setAttempt(const AttemptOut &attempt, qint64 nextAttempt, bool withTime);

Q_SIGNALS:
    /// The person wants to see the whole attempt.
    void opened();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showFacts();

    AttemptOut m_attempt;
    qint64 m_nextAttempt = 0;
    bool m_withTime = false;
    QLabel *m_text;
    QLabel *m_facts;
    QPushButton *m_open;
};

} // namespace svix
