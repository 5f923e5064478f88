// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace svix {

/// Things in a row that goes on in the next line where it does not fit, mirrored in a right-to-left
/// window. What has an expanding size policy takes the room that is left in its line.
class WrapLayout : public QLayout
{
    Q_OBJECT
public:
    explicit WrapLayout(QWidget *parent = nullptr);
    ~WrapLayout() override;

    /// At a place in the order; the layout's widget becomes its parent.
    void insertWidget(int index, QWidget *widget);
    /// From this index on all stay in one line, as long as a line of their own holds them: a field
    /// and its button do not part. Behind the last one: nothing stays together.
    void setTogetherFrom(int index);

    void addItem(QLayoutItem *item) override; ///< takes it over
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; ///< all of it in one line
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Line
    {
        QList<QLayoutItem *> items;
        int width = 0; ///< at least, with the gaps
        int height = 0;
    };
    QList<Line> lines(int width) const;
    void place(const Line &line, const QRect &room) const;

    QList<QLayoutItem *> m_items;
    int m_togetherFrom = -1;
};

} // namespace svix
