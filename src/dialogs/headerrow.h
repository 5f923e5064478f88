// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace svix {

class Badge;
class SecretEdit;

/// One header in the headers dialog: a name, and a value, or word that the server keeps it to
/// itself, or that it goes.
class HeaderRow : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Visible, Hidden, New };

    /// `number` tells rows apart: "name3", "value3", "removeHeader3", "replaceHeader3".
    HeaderRow(Kind kind, const QString &name, const QString &value, int number,
              QWidget *parent = nullptr);

    Kind kind() const { return m_kind; }
    int number() const { return m_number; }
    QString name() const;
    /// What is to be sent; of a hidden one only once it is replaced.
    QString value() const;
    bool isRemoved() const { return m_removed; }
    /// The value here is the whole truth: not one that the server hides.
    bool hasValue() const { return !m_removed && (m_kind != Kind::Hidden || m_replaced); }
    bool isChanged() const;
    QLineEdit *nameEdit() const { return m_name; }
    /// The field that the value is typed into now.
    QLineEdit *valueEdit() const;

Q_SIGNALS:
    void changed();
    /// A new one is wanted no more.
    void dropped();

private:
    void remove();
    void replace();
    void refresh();

    Kind m_kind;
    int m_number;
    QString m_before;
    bool m_removed = false;
    bool m_replaced = false;
    QLineEdit *m_name;
    QLineEdit *m_value;
    SecretEdit *m_secret;
    QWidget *m_kept;
    Badge *m_badge;
    QPushButton *m_replace;
    QPushButton *m_remove;
};

} // namespace svix
