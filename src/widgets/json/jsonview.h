// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/json/jsonwalk.h"

#include <QTreeView>

namespace svix {

class JsonTreeModel;

/// A JSON text as a tree: names, values in the colour of their type, counts of what is folded.
class JsonView : public QTreeView
{
    Q_OBJECT
public:
    explicit JsonView(QWidget *parent = nullptr);

    /// Shows these bytes, two levels open but for big objects; returns why there is nothing to see.
    JsonFault setJson(const QByteArray &json);
    /// As PayloadView::setOrigin.
    void setOrigin(const QString &origin) { m_origin = origin; }
    JsonTreeModel *jsonModel() const { return m_model; }

    /// Expand all, collapse all, copy value, copy path, copy subtree.
    QList<QAction *> viewActions() const { return m_actions; }

    QSize sizeHint() const override;

public Q_SLOTS:
    /// Opens every object and array, of the first 20,000 values at most.
    void expandEverything();

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addActions();
    void adoptFont();
    void expandAtFirst();
    void fitNameColumn();
    void copyText(const QString &text);

    JsonTreeModel *m_model;
    QString m_origin;
    QList<QAction *> m_actions;
};

} // namespace svix
