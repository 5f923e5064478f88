// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QWidget>

namespace svix {

/// The thin band in the colour of the connection's class, over the whole width of a window or
/// dialog. It says by colour what the connection button says by word, so it has no accessible name.
class ClassBand : public QWidget
{
    Q_OBJECT
public:
    explicit ClassBand(QWidget *parent = nullptr);

    void setConnectionClass(ConnectionClass kind);
    /// No connection: a hairline colour.
    void clearConnectionClass();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_class = -1;
};

} // namespace svix
