// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionbutton.h"

#include "core/profile.h"
#include "widgets/style/icons.h"
#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString tagText(int kind)
{
    return kind < 0 ? QString() : connectionClassName(ConnectionClass(kind)).toUpper();
}

int tagWidth(int kind)
{
    return kind < 0 ? 0
                    : QFontMetrics(tagFont()).horizontalAdvance(tagText(kind)) + 1 + 2 * scaled(6);
}

} // namespace

ConnectionButton::ConnectionButton(QWidget *parent)
    : QPushButton(parent)
{
    setObjectName(u"connectionButton"_s);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    refresh();
}

void ConnectionButton::setConnection(const QString &name, ConnectionClass kind, bool readOnly)
{
    m_name = name;
    m_class = int(kind);
    m_readOnly = readOnly;
    refresh();
}

void ConnectionButton::clearConnection()
{
    m_name.clear();
    m_class = -1;
    m_readOnly = false;
    refresh();
}

int ConnectionButton::contentWidth(int nameWidth) const
{
    const int gap = scaled(8);
    int width = nameWidth + gap + scaled(14);
    if (m_class >= 0) {
        width += scaled(16) + gap + gap + tagWidth(m_class);
    }
    if (m_readOnly) {
        width += gap + scaled(14);
    }
    return width;
}

QSize ConnectionButton::sizeHint() const
{
    const int name = QFontMetrics(boldFont(this)).horizontalAdvance(shownName()) + 1;
    return {contentWidth(qMin(name, scaled(220))) + 2 * scaled(10), scaled(30)};
}

QSize ConnectionButton::minimumSizeHint() const
{
    const int name = QFontMetrics(boldFont(this)).horizontalAdvance(shownName()) + 1;
    return {contentWidth(qMin(name, scaled(60))) + 2 * scaled(10), scaled(30)};
}

QString ConnectionButton::shownName() const
{
    return m_class < 0 ? tr("No connection") : m_name;
}

void ConnectionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, this);
    const Tokens &t = Tokens::of(this);
    const int gap = scaled(8);
    const QRect line = rect().adjusted(scaled(10), 0, -scaled(10), 0);
    const auto place = [&](int x, int width, int height) {
        return QStyle::visualRect(
            layoutDirection(), line,
            QRect(line.x() + x, line.y() + (line.height() - height) / 2, width, height));
    };
    const QFont bold = boldFont(this);
    const int rest = contentWidth(0);
    const int name =
        qMin(QFontMetrics(bold).horizontalAdvance(shownName()) + 1, qMax(0, line.width() - rest));
    int x = 0;
    if (m_class >= 0) {
        const auto kind = ConnectionClass(m_class);
        paintIcon(&painter, place(x, scaled(16), scaled(16)), connectionIconName(kind),
                  t.connectionText(kind));
        x += scaled(16) + gap;
    }
    painter.setFont(bold);
    painter.setPen(m_class < 0 ? t.muted : t.text);
    painter.drawText(place(x, name, line.height()), Qt::AlignCenter | Qt::TextSingleLine,
                     QFontMetrics(bold).elidedText(shownName(), Qt::ElideMiddle, name));
    x += name + gap;
    if (m_class >= 0) {
        const auto kind = ConnectionClass(m_class);
        const Tint colors = t.connection(kind);
        const QRect tag = place(x, tagWidth(m_class), scaled(18));
        parts::box(&painter, tag, scaled(3), colors.background,
                   kind == ConnectionClass::Test ? t.testEdge : QColor());
        painter.setFont(tagFont());
        painter.setPen(colors.text);
        painter.drawText(tag, Qt::AlignCenter | Qt::TextSingleLine, tagText(m_class));
        x += tag.width() + gap;
    }
    if (m_readOnly) {
        paintIcon(&painter, place(x, scaled(14), scaled(14)), u"lock", t.muted);
    }
    paintIcon(&painter, place(line.width() - scaled(14), scaled(14), scaled(14)), u"chevron-down",
              t.text);
}

void ConnectionButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        refresh();
    }
    QPushButton::changeEvent(event);
}

void ConnectionButton::refresh()
{
    QString name = tr("No connection");
    if (m_class >= 0) {
        name = tr("Connection %1, %2").arg(m_name, connectionClassName(ConnectionClass(m_class)));
        if (m_readOnly) {
            name += tr(", read-only");
        }
    }
    setAccessibleName(name);
    setToolTip(plainTip(name));
    updateGeometry();
    update();
}

} // namespace svix
