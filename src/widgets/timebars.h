// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace svix {

/// How many things happened when: a row of bars over a span of time, with its begin, middle and
/// end below. For the eye; whoever shows it says the number in words too.
class TimeBars : public QWidget
{
    Q_OBJECT
public:
    explicit TimeBars(QWidget *parent = nullptr);

    /// Milliseconds since the epoch; moments outside the span count to its ends.
    void setMoments(qint64 sinceMs, qint64 untilMs, const QList<qint64> &moments);
    /// How many fell into each bar.
    QList<int> counts() const { return m_counts; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString timeText(qint64 ms) const;

    qint64 m_since = 0;
    qint64 m_until = 0;
    QList<int> m_counts;
};

} // namespace svix
