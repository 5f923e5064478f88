// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/palettedelegate.h"

#include "mainwindow/commandpalette.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QPainter>

namespace svix {

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaled(200), option.fontMetrics.height() + scaled(12)};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Tokens &tokens = Tokens::of(option.palette);
    const bool enabled = index.data(PaletteModel::EnabledRole).toBool();
    const bool chosen = option.state & QStyle::State_Selected;
    const auto placed = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    const auto near =
        static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute |
                         (option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    const auto far =
        static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute |
                         (option.direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool hovered = option.state & QStyle::State_MouseOver;
    if (chosen || hovered) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(chosen ? tokens.selection : tokens.hover(tokens.window));
        painter->drawRoundedRect(option.rect, scaled(4), scaled(4));
    }
    const QRect row = option.rect.adjusted(2 * unit(), 0, -2 * unit(), 0);
    const QString iconName = index.data(PaletteModel::IconRole).toString();
    const int size = iconSize();
    if (!iconName.isEmpty()) {
        const QRect rect(row.left(), row.top() + (row.height() - size) / 2, size, size);
        paintIcon(painter, placed(rect), iconName, enabled ? tokens.text : tokens.muted);
    }
    QRect text = row.adjusted(size + 2 * unit(), 0, 0, 0);
    const QString hint = index.data(PaletteModel::HintRole).toString();
    if (!hint.isEmpty()) {
        painter->setFont(captionFont());
        const QFontMetrics metrics(captionFont());
        const int width = std::min(metrics.horizontalAdvance(hint) + 2, text.width() / 2);
        QRect rect = text;
        rect.setLeft(rect.right() - width);
        text.setRight(rect.left() - 2 * unit());
        painter->setPen(tokens.muted);
        painter->drawText(placed(rect), far, metrics.elidedText(hint, Qt::ElideMiddle, width));
    }
    painter->setFont(option.font);
    painter->setPen(enabled ? tokens.text : tokens.muted);
    const QString title =
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width());
    painter->drawText(placed(text), near, title);
    const QString group = index.data(PaletteModel::GroupRole).toString();
    const int used = option.fontMetrics.horizontalAdvance(title) + 2 * unit();
    if (!group.isEmpty() && used < text.width()) {
        painter->setFont(captionFont());
        painter->setPen(tokens.muted);
        QRect rect = text;
        rect.setLeft(text.left() + used);
        painter->drawText(
            placed(rect), near,
            QFontMetrics(captionFont()).elidedText(group, Qt::ElideRight, rect.width()));
    }
    painter->restore();
}

} // namespace svix
