// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace svix {

/// A few entries to check, seen all at once: as tall as they are at its width, breaking those that
/// are too long, and never scrolling.
class CheckList : public QListWidget
{
    Q_OBJECT
public:
    explicit CheckList(QWidget *parent = nullptr)
        : QListWidget(parent)
    {
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setWordWrap(true);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        ensurePolished();
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = QRect(0, 0, width - 2 * frameWidth(), QWIDGETSIZE_MAX);
        int height = 2 * frameWidth();
        for (int row = 0; row < count(); ++row) {
            height += itemDelegate()->sizeHint(option, model()->index(row, 0)).height();
        }
        return height;
    }
    QSize sizeHint() const override
    {
        const int width = QListWidget::sizeHint().width();
        return {width, heightForWidth(width)};
    }
    QSize minimumSizeHint() const override { return {QListWidget::minimumSizeHint().width(), 0}; }
};

} // namespace svix
