// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/classband.h"

#include "core/profile.h"
#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"

#include <QPainter>

namespace svix {

ClassBand::ClassBand(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ClassBand::setConnectionClass(ConnectionClass kind)
{
    m_class = int(kind);
    update();
}

void ClassBand::clearConnectionClass()
{
    m_class = -1;
    update();
}

QSize ClassBand::sizeHint() const
{
    return {0, scaled(3)};
}

void ClassBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = Tokens::of(this);
    if (m_class < 0) {
        parts::hairline(&painter, rect(), Qt::BottomEdge, t.hairline);
        return;
    }
    const auto kind = ConnectionClass(m_class);
    painter.fillRect(rect(), t.connection(kind).background);
    if (kind == ConnectionClass::Test) {
        parts::hairline(&painter, rect(), Qt::BottomEdge, t.testEdge);
    }
}

} // namespace svix
