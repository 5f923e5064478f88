// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

class QLineEdit;

namespace svix {

class FilterButton;

/// Fills a FilterButton's menu with "Any", the values that are known, and a field to type another
/// one. The values are asked for each time it opens.
class ChoiceMenu : public QObject
{
    Q_OBJECT
public:
    /// `any` is shown when nothing is chosen; `typed` is the name of the field ("Another channel").
    ChoiceMenu(FilterButton *button, const QString &any, const QString &typed,
               std::function<QStringList()> values);

    /// Several values can be chosen: the menu offers to add one, and what is typed may hold commas
    /// between them.
    void setSeveral(bool several) { m_several = several; }
    /// Where several are chosen, with commas between.
    QString value() const { return m_value; }
    QStringList values() const;
    /// Fills the menu anew where it is open.
    void refresh();
    /// Without a signal; empty for any.
    void setValue(const QString &value);

Q_SIGNALS:
    void chosen(const QString &value);

private:
    void fill();
    void addAdding(const QStringList &values);
    void choose(const QString &value);

    FilterButton *m_button;
    QString m_any;
    QString m_typed;
    std::function<QStringList()> m_values;
    QString m_value;
    bool m_several = false;
};

} // namespace svix
