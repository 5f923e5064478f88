// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/taborder.h"

#include <QFormLayout>
#include <QWidget>

namespace svix {

namespace {

bool isStop(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() &&
           !widget->objectName().startsWith(QLatin1String("qt_"));
}

void collect(QWidget *widget, QList<QWidget *> &stops);

void collect(QLayout *layout, QList<QWidget *> &stops)
{
    const auto take = [&stops](QLayoutItem *item) {
        if (item && item->widget()) {
            collect(item->widget(), stops);
        } else if (item && item->layout()) {
            collect(item->layout(), stops);
        }
    };
    if (auto *rows = qobject_cast<QFormLayout *>(layout)) {
        for (int row = 0; row < rows->rowCount(); ++row) {
            for (const auto role : {QFormLayout::LabelRole, QFormLayout::FieldRole}) {
                take(rows->itemAt(row, role));
            }
            // A spanning item is not found by its place in a column.
            if (!rows->itemAt(row, QFormLayout::FieldRole)) {
                take(rows->itemAt(row, QFormLayout::SpanningRole));
            }
        }
        return;
    }
    for (int i = 0; layout && i < layout->count(); ++i) {
        take(layout->itemAt(i));
    }
}

void collect(QWidget *widget, QList<QWidget *> &stops)
{
    if (isStop(widget)) {
        stops += widget;
        // Such as the button inside an edit; what a list scrolls is its own affair.
        const auto inner = widget->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        std::copy_if(inner.begin(), inner.end(), std::back_inserter(stops), isStop);
        return;
    }
    collect(widget->layout(), stops);
}

/// Lets a widget take the focus for a moment: setTabOrder() does nothing for one that takes none.
class Lent
{
public:
    explicit Lent(QWidget *widget)
        : m_widget(widget && !widget->focusProxy() && widget->focusPolicy() == Qt::NoFocus
                       ? widget
                       : nullptr)
    {
        if (m_widget) {
            m_widget->setFocusPolicy(Qt::TabFocus);
        }
    }
    ~Lent()
    {
        if (m_widget) {
            m_widget->setFocusPolicy(Qt::NoFocus);
        }
    }
    Q_DISABLE_COPY_MOVE(Lent)

private:
    QWidget *m_widget;
};

/// Puts `stop` right behind `last`.
void follow(QWidget *last, QWidget *stop)
{
    // setTabOrder() is content when only widgets that take no focus lie between. One of them may be
    // the place where others are put later, which would come between then.
    QWidget *between = stop->previousInFocusChain();
    while (between != last && between != stop &&
           (between->focusProxy() || between->focusPolicy() != Qt::NoFocus)) {
        between = between->previousInFocusChain();
    }
    const Lent first(last);
    const Lent second(between);
    const Lent third(stop);
    QWidget::setTabOrder(last, stop);
}

} // namespace

QList<QWidget *> tabStops(QLayout *layout)
{
    QList<QWidget *> stops;
    collect(layout, stops);
    return stops;
}

void chainTabs(QWidget *place, const QList<QWidget *> &stops)
{
    QWidget *last = place;
    for (QWidget *stop : stops) {
        follow(last, stop);
        last = stop;
    }
}

bool focusFirst(QWidget *root)
{
    for (QWidget *next = root->nextInFocusChain(); next != root; next = next->nextInFocusChain()) {
        if (root->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) && next->isVisible() &&
            next->isEnabled()) {
            next->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return false;
}

void moveTabsToEnd(QWidget *part)
{
    const auto isInside = [part](const QWidget *widget) {
        return widget == part || part->isAncestorOf(widget);
    };
    QWidget *window = part->window();
    QList<QWidget *> inside;
    for (QWidget *next = window->nextInFocusChain(); next != window;
         next = next->nextInFocusChain()) {
        if (isInside(next)) {
            inside.append(next);
        }
    }
    QWidget *last = window->previousInFocusChain();
    while (last != window && isInside(last)) {
        last = last->previousInFocusChain();
    }
    chainTabs(last, inside);
}

} // namespace svix
