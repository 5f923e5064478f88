// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wraplayout.h"

#include <QStyle>
#include <QWidget>

namespace svix {

namespace {

bool expands(const QLayoutItem *item)
{
    return item->expandingDirections() & Qt::Horizontal;
}

/// What an item has at least in its line: a field may get narrow, a button keeps its text.
int leastWidth(const QLayoutItem *item)
{
    return expands(item) ? item->minimumSize().width() : item->sizeHint().width();
}

} // namespace

WrapLayout::WrapLayout(QWidget *parent)
    : QLayout(parent)
{
}

WrapLayout::~WrapLayout()
{
    qDeleteAll(m_items);
}

void WrapLayout::insertWidget(int index, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(qBound(0, index, count()), new QWidgetItem(widget));
    invalidate();
}

void WrapLayout::setTogetherFrom(int index)
{
    m_togetherFrom = index;
    invalidate();
}

void WrapLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
    invalidate();
}

QLayoutItem *WrapLayout::takeAt(int index)
{
    if (index < 0 || index >= m_items.size()) {
        return nullptr;
    }
    QLayoutItem *item = m_items.takeAt(index);
    invalidate();
    return item;
}

QList<WrapLayout::Line> WrapLayout::lines(int width) const
{
    QList<Line> result;
    int together = 0; // width of those that stay together
    const int gap = qMax(0, spacing());
    const int first = m_togetherFrom < 0 ? count() : m_togetherFrom;
    for (int i = first; i < count(); ++i) {
        if (!m_items.at(i)->isEmpty()) {
            together += leastWidth(m_items.at(i)) + (together > 0 ? gap : 0);
        }
    }
    bool begun = false; // the first of those that stay together was placed
    for (int i = 0; i < count(); ++i) {
        QLayoutItem *item = m_items.at(i);
        if (item->isEmpty()) {
            continue;
        }
        const int least = leastWidth(item);
        int needed = least;
        if (i >= first && !begun) {
            begun = true;
            needed = qMax(least, together);
        }
        if (result.isEmpty() || result.last().width + gap + needed > width) {
            result.append(Line());
        }
        Line &line = result.last();
        line.width += least + (line.items.isEmpty() ? 0 : gap);
        line.height = qMax(line.height, item->sizeHint().height());
        line.items.append(item);
    }
    return result;
}

int WrapLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const QList<Line> all = lines(width - margins.left() - margins.right());
    for (const Line &line : all) {
        height += line.height;
    }
    return height + qMax<int>(0, int(all.size()) - 1) * qMax(0, spacing());
}

QSize WrapLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty()) {
            const QSize hint = item->sizeHint();
            size.setWidth(size.width() + (size.width() > 0 ? qMax(0, spacing()) : 0) +
                          hint.width());
            size.setHeight(qMax(size.height(), hint.height()));
        }
    }
    const QMargins margins = contentsMargins();
    return size.expandedTo(QSize(0, 0)) +
           QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize WrapLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty()) {
            // What can be shortened, such as a name, does not make the rest as wide as itself.
            size = size.expandedTo(QSize(item->minimumSize().width(), item->sizeHint().height()));
        }
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void WrapLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect room = rect.marginsRemoved(contentsMargins());
    int top = room.top();
    const QList<Line> all = lines(room.width());
    for (const Line &line : all) {
        place(line, {room.left(), top, room.width(), line.height});
        top += line.height + qMax(0, spacing());
    }
}

void WrapLayout::place(const Line &line, const QRect &room) const
{
    const auto takers = std::count_if(line.items.cbegin(), line.items.cend(), expands);
    int left = room.left();
    int spare = qMax(0, room.width() - line.width);
    int takersLeft = int(takers);
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    for (QLayoutItem *item : line.items) {
        int width = qMin(leastWidth(item), room.width());
        if (expands(item) && takersLeft > 0) {
            const int share = spare / takersLeft--;
            spare -= share;
            width += share;
        }
        const int height = qMin(item->sizeHint().height(), line.height);
        const QRect place(left, room.top() + (line.height - height) / 2, width, height);
        item->setGeometry(QStyle::visualRect(direction, room, place));
        left += width + qMax(0, spacing());
    }
}

} // namespace svix
