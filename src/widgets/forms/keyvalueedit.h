// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QPair>
#include <QWidget>

#include <functional>

class QPushButton;
class QTableWidget;

namespace svix {

/// Rows of a name and a value: metadata, headers. F2 or typing edits a cell, Insert adds a row, Del
/// removes the chosen one; Tab leaves the table. Rows that are wholly empty are no rows.
class KeyValueEdit : public QWidget
{
    Q_OBJECT
    /// For FormErrors: what a person edits.
    Q_PROPERTY(QString state READ state NOTIFY changed USER true)
public:
    explicit KeyValueEdit(QWidget *parent = nullptr);

    void setMap(const QMap<QString, QString> &map);
    /// Of equal names the last one; problem() says so before.
    QMap<QString, QString> map() const;
    QList<QPair<QString, QString>> rows() const;
    QString state() const;

    /// Titles of the columns.
    void setTitles(const QString &key, const QString &value);
    /// The most bytes that all of it may take as compact JSON; 0: any.
    void setMaxBytes(int bytes) { m_maxBytes = bytes; }
    /// Asked for each row; says what is wrong with it, or nothing.
    using Check = std::function<QString(const QString &key, const QString &value)>;
    void setCheck(Check check) { m_check = std::move(check); }
    /// Why it cannot be sent as it is, in one sentence; empty when it can.
    QString problem() const;

    /// Takes in the cell that is being edited, for whoever reads it while the focus is there.
    void commit();

    QTableWidget *table() const { return m_table; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitRows();
    void addRow();
    void removeRow();
    void append(const QString &key, const QString &value);
    void refresh();

    QTableWidget *m_table = nullptr;
    QPushButton *m_add;
    QPushButton *m_remove;
    Check m_check;
    int m_maxBytes = 0;
};

} // namespace svix
