// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"

#include <QWidget>

namespace svix {

/// The counts of an endpoint side by side: each number big, its state below by shape, colour and
/// word.
class EndpointNumbers : public QWidget
{
    Q_OBJECT
public:
    explicit EndpointNumbers(QWidget *parent = nullptr);

    void setStats(const EndpointStatsOut &stats);
    /// Dashes until they are known.
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Number
    {
        QString value;
        QString word;
        int kind; ///< of StateKind
    };
    void set(const QList<Number> &numbers);
    int widthOf(const Number &number) const;

    QList<Number> m_numbers;
};

} // namespace svix
