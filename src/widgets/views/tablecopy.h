// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>

namespace svix {

class TableView;

/// The copy actions of a TableView: what they take from the model's roles goes to the clipboard.
class TableCopy : public QObject
{
    Q_OBJECT
public:
    explicit TableCopy(TableView *view);

    const QList<QAction *> &actions() const { return m_actions; }
    /// Words of the act that copies the id.
    void setIdText(const QString &text) { m_id->setText(text); }
    /// Words of the act that copies the uid, where it is called otherwise; empty: not offered.
    void setUidText(const QString &text);
    /// False where the page itself offers to copy the URL.
    void setUrlOffered(bool offered);
    /// Enables what the chosen rows have.
    void refresh();

private:
    QAction *add(const QString &text, const QString &name, const QKeySequence &shortcut,
                 QString (TableCopy::*text_)() const);
    QModelIndexList rows() const;
    QString roleOfRows(int role) const;
    QString ids() const;
    QString uids() const;
    QString urls() const;
    QString cell() const;
    QString json() const;

    TableView *m_view;
    QList<QAction *> m_actions;
    QAction *m_id;
    QAction *m_uid;
    QAction *m_url;
    QAction *m_cell;
    QAction *m_json;
    bool m_urlOffered = true;
};

} // namespace svix
