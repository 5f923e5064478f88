// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/fieldplacement.h"

#include "widgets/style/theme.h"

#include <QFormLayout>
#include <QGridLayout>
#include <QWidget>

namespace svix {

namespace {

/// The layout inside `layout` (or itself) that has this item directly.
QLayout *holderOf(QLayout *layout, const QWidget *widget, const QLayout *inner)
{
    if (!layout) {
        return nullptr;
    }
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if ((widget && item->widget() == widget) || (inner && item->layout() == inner)) {
            return layout;
        }
        if (QLayout *found = holderOf(item->layout(), widget, inner)) {
            return found;
        }
    }
    return nullptr;
}

int indexIn(const QLayout *layout, const QWidget *widget, const QLayout *inner)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if ((widget && item->widget() == widget) || (inner && item->layout() == inner)) {
            return i;
        }
    }
    return -1;
}

bool putUnder(QLayout *holder, int index, QWidget *below)
{
    if (auto *form = qobject_cast<QFormLayout *>(holder)) {
        int row = 0;
        QFormLayout::ItemRole role = QFormLayout::FieldRole;
        form->getItemPosition(index, &row, &role);
        if (role == QFormLayout::SpanningRole) {
            form->insertRow(row + 1, below);
        } else {
            form->insertRow(row + 1, static_cast<QWidget *>(nullptr), below);
        }
        return true;
    }
    if (auto *grid = qobject_cast<QGridLayout *>(holder)) {
        int row = 0;
        int column = 0;
        int rows = 1;
        int columns = 1;
        grid->getItemPosition(index, &row, &column, &rows, &columns);
        const Qt::Alignment alignment = grid->itemAt(index)->alignment();
        QLayoutItem *item = grid->takeAt(index);
        auto *stack = new QVBoxLayout;
        stack->setSpacing(unit());
        stack->addItem(item);
        stack->addWidget(below);
        grid->addLayout(stack, row, column, rows, columns, alignment);
        return true;
    }
    auto *box = qobject_cast<QBoxLayout *>(holder);
    const bool vertical = box && (box->direction() == QBoxLayout::TopToBottom ||
                                  box->direction() == QBoxLayout::BottomToTop);
    if (vertical) {
        box->insertWidget(box->direction() == QBoxLayout::TopToBottom ? index + 1 : index, below);
        return true;
    }
    return false;
}

} // namespace

void placeUnder(QWidget *field, QWidget *below)
{
    const QWidget *widget = field;
    const QLayout *inner = nullptr;
    QWidget *parent = field->parentWidget();
    // Out of rows (an edit beside its button) until something stands above something else.
    while (parent) {
        QLayout *holder = holderOf(parent->layout(), widget, inner);
        if (!holder) {
            break;
        }
        below->setParent(parent);
        if (putUnder(holder, indexIn(holder, widget, inner), below)) {
            return;
        }
        if (holder == parent->layout()) {
            widget = parent;
            inner = nullptr;
            parent = parent->parentWidget();
        } else {
            widget = nullptr;
            inner = holder;
        }
    }
}

} // namespace svix
