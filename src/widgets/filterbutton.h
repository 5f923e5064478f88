// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QActionGroup;
class QMenu;

namespace svix {

/// A drop-down of a filter bar: "Type: any". It owns an empty menu to be filled by the pane.
class FilterButton : public QPushButton
{
    Q_OBJECT
public:
    explicit FilterButton(QWidget *parent = nullptr);
    explicit FilterButton(const QString &label, QWidget *parent = nullptr);

    /// What is filtered by; empty shows the value alone ("24 hours").
    void setLabel(const QString &label);
    /// The chosen value; \a narrows is true when it differs from the default, which is drawn
    /// stronger.
    void setValueText(const QString &value, bool narrows = false);
    QString label() const { return m_label; }
    QString valueText() const { return m_value; }
    bool narrows() const { return m_narrows; }
    /// The menu, owned by the button.
    QMenu *filterMenu() const { return m_menu; }
    /// Empties the menu, and gives a group for what is put into it anew. Both are the button's.
    QActionGroup *emptyMenu();

private:
    void refresh();
    void menuClosed();

    QString m_label;
    QString m_value;
    bool m_narrows = false;
    QMenu *m_menu = nullptr;
    QActionGroup *m_group = nullptr;
};

} // namespace svix
