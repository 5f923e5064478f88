// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QTableWidget>

namespace svix {

/// Names and values, one row each, such as metadata. Typing in the empty row at the end makes a new
/// one, Delete takes the current one away, Tab leaves the table.
class KeyValueEdit : public QTableWidget
{
    Q_OBJECT
public:
    explicit KeyValueEdit(QWidget *parent = nullptr);

    void setHeaders(const QString &key, const QString &value);
    void setValues(const QMap<QString, QString> &values);
    /// Rows without a name and a value do not count.
    QMap<QString, QString> values() const;
    /// Why the rows cannot be sent as they are (a value without a name, a name twice); else empty.
    QString problem() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the person or by setValues().
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString textAt(int row, int column) const;
    void addRow(const QString &key, const QString &value);
    void keepEmptyRow();
    void adoptFont();

    bool m_filling = false;
};

} // namespace svix
