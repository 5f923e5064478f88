// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/rowsmodel.h"
#include "widgets/views/tableview.h"

#include <QHeaderView>
#include <QTest>

namespace svix::test {

inline QList<TableColumn> columns()
{
    using namespace Qt::StringLiterals;
    return {{.id = u"state"_s, .width = 8},
            {.id = u"type"_s, .width = 12, .minimum = 8, .stretch = true},
            {.id = u"id"_s, .width = 9},
            {.id = u"url"_s, .width = 14},
            {.id = u"size"_s, .width = 5},
            {.id = u"sent"_s, .width = 8}};
}

/// A shown table with a model of its own.
struct Shown
{
    explicit Shown(int rows, QSize size = {900, 400})
        : model(rows)
    {
        view.setModel(&model);
        view.setColumns(columns());
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowActive(&view)) {
            qWarning("the window did not become active");
        }
    }
    ~Shown() { view.setModel(nullptr); }
    Q_DISABLE_COPY_MOVE(Shown)

    int totalWidth() const { return view.horizontalHeader()->length(); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QPoint at = view.visualRect(model.index(row, 1)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, at);
    }

    RowsModel model;
    TableView view;
};

} // namespace svix::test
