// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace svix {

/// A separator one pixel thick.
class Hairline : public QWidget
{
    Q_OBJECT
public:
    explicit Hairline(QWidget *parent = nullptr);
    explicit Hairline(Qt::Orientation orientation, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::Orientation m_orientation = Qt::Horizontal;
};

} // namespace svix
