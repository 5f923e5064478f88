// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QStringList>
#include <QWidget>

#include <functional>

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace svix {

class SearchField;
class TitleLabel;

/// Picks some of many names in a checkable tree that is grouped by the dots in them, with a filter
/// above and a line below that says what the choice means; none at all has words of its own.
///
/// A name that was chosen and is not among the offered ones stays in the tree and stays chosen.
class NameTree : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList chosen READ chosen WRITE setChosen NOTIFY chosenChanged USER true)
public:
    explicit NameTree(QWidget *parent = nullptr);

    struct Name
    {
        QString name;
        QString note;   ///< beside it, muted; may be empty
        QString whyNot; ///< why it cannot be chosen anew; empty when it can
    };
    /// What is offered; the choice stays as it is.
    void setNames(const QList<Name> &names);
    /// The names that are chosen, sorted.
    QStringList chosen() const;
    void setChosen(const QStringList &names);
    /// What it means that none is chosen: "None chosen: all event types."
    void setNoneText(const QString &text);
    /// The line below when some are chosen, by their number.
    void setSomeText(std::function<QString(int)> text);
    /// The tree's and the filter's names for screen readers.
    void setWords(const QString &names, const QString &filter);
    QString summary() const;

Q_SIGNALS:
    void chosenChanged();

private:
    void build();
    void addName(QTreeWidgetItem *parent, const Name &name);
    void addBelow(QTreeWidgetItem *parent, const QList<Name> &names, int depth);
    void itemToggled(QTreeWidgetItem *item);
    void setBelow(QTreeWidgetItem *item, bool checked);
    void refreshGroups();
    void applyFilter();
    void refreshSummary();

    SearchField *m_filter;
    QTreeWidget *m_tree;
    TitleLabel *m_summary;
    QPushButton *m_none;
    QList<Name> m_names;
    QSet<QString> m_chosen;
    QString m_noneText;
    std::function<QString(int)> m_someText;
    bool m_building = false;
};

} // namespace svix
