// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"

#include <QWidget>

namespace svix {

/// The counts of an endpoint side by side: each number big, its state below by shape, colour and
/// word. In a narrow detail they go on in a second row.
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
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

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
    int rowHeight() const;
    /// Where each number stands in a left-to-right window of this width.
    QList<QRect> places(int width) const;

    QList<Number> m_numbers;
};

} // namespace svix
