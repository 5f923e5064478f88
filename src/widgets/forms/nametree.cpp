// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/nametree.h"

#include "widgets/searchfield.h"
#include "widgets/style/theme.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>

#include <functional>
#include <map>

namespace svix {

namespace {

enum Column : int { NameColumn, NoteColumn };
constexpr int nameRole = Qt::UserRole; // empty for a group
constexpr int mostParts = 256;         // of a name
constexpr qsizetype fewNames = 30;     // shown unfolded

/// The first `depth` + 1 parts of a name.
QString prefixOf(const QString &name, int depth)
{
    // Not section(), which takes a dot at the end for nothing.
    qsizetype dot = -1;
    for (int part = 0; part <= depth; ++part) {
        dot = name.indexOf(u'.', dot + 1);
        if (dot < 0) {
            return name;
        }
    }
    return name.left(dot);
}

/// What all of these begin with, part by part, and the depth of the parts that follow: a group of
/// one group would say nothing new.
std::pair<QString, int> commonPrefix(const QList<NameTree::Name> &names, int depth)
{
    const QString &first = names.first().name;
    for (; depth <= mostParts; ++depth) {
        const QString next = prefixOf(first, depth + 1);
        const bool same = std::all_of(names.cbegin(), names.cend(), [&](const auto &name) {
            return prefixOf(name.name, depth + 1) == next && name.name != prefixOf(first, depth);
        });
        if (!same) {
            break;
        }
    }
    return {prefixOf(first, depth), depth + 1};
}

/// Calls `visit` for each item below `item`, groups first.
void eachBelow(QTreeWidgetItem *item, const std::function<void(QTreeWidgetItem *)> &visit)
{
    for (int i = 0; i < item->childCount(); ++i) {
        visit(item->child(i));
        eachBelow(item->child(i), visit);
    }
}

bool isGroup(const QTreeWidgetItem *item)
{
    return item->data(NameColumn, nameRole).toString().isEmpty();
}

} // namespace

NameTree::NameTree(QWidget *parent)
    : QWidget(parent)
    , m_filter(new SearchField(this))
    , m_tree(new QTreeWidget(this))
    , m_summary(new TitleLabel({}, TextRole::Caption, this))
    , m_none(new QPushButton(tr("Choose none"), this))
{
    m_filter->setObjectName(QStringLiteral("nameFilter"));
    m_tree->setObjectName(QStringLiteral("nameTree"));
    m_none->setObjectName(QStringLiteral("chooseNone"));
    m_none->setAutoDefault(false);
    m_summary->setMuted(true);
    m_summary->setWordWrap(true);
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setMinimumHeight(5 * rowHeight());
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    auto *top = new QHBoxLayout;
    top->setSpacing(2 * unit());
    top->addWidget(m_filter, 1);
    top->addWidget(m_none);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit());
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_summary);
    setFocusPolicy(Qt::StrongFocus); // or a mnemonic leads nowhere
    setFocusProxy(m_tree);
    connect(m_filter, &QLineEdit::textChanged, this, &NameTree::applyFilter);
    connect(m_filter, &SearchField::downPressed, m_tree, [this] { m_tree->setFocus(); });
    connect(m_none, &QPushButton::clicked, this, [this] {
        setChosen({});
        m_tree->setFocus();
    });
    connect(m_tree, &QTreeWidget::itemChanged, this, &NameTree::itemToggled);
    setWords(tr("Names"), tr("Filter"));
}

void NameTree::setWords(const QString &names, const QString &filter)
{
    m_tree->setAccessibleName(names);
    m_filter->setPlaceholder(filter);
}

void NameTree::setNames(const QList<Name> &names)
{
    m_names = names;
    build();
}

QStringList NameTree::chosen() const
{
    QStringList names(m_chosen.cbegin(), m_chosen.cend());
    names.sort();
    return names;
}

void NameTree::setChosen(const QStringList &names)
{
    const QSet<QString> wanted(names.cbegin(), names.cend());
    if (wanted == m_chosen) {
        return;
    }
    m_chosen = wanted;
    build();
    Q_EMIT chosenChanged();
}

void NameTree::setNoneText(const QString &text)
{
    m_noneText = text;
    refreshSummary();
}

void NameTree::setSomeText(std::function<QString(int)> text)
{
    m_someText = std::move(text);
    refreshSummary();
}

QString NameTree::summary() const
{
    return m_summary->text();
}

void NameTree::build()
{
    QList<Name> all = m_names;
    for (const QString &name : std::as_const(m_chosen)) {
        const bool known = std::any_of(m_names.cbegin(), m_names.cend(),
                                       [&](const Name &offered) { return offered.name == name; });
        if (!known) {
            all.append({name, tr("not known here"), {}});
        }
    }
    std::sort(all.begin(), all.end(), [](const Name &a, const Name &b) { return a.name < b.name; });
    const auto equal = [](const Name &a, const Name &b) { return a.name == b.name; };
    all.erase(std::unique(all.begin(), all.end(), equal), all.end());
    const QTreeWidgetItem *current = m_tree->currentItem();
    const QString before = current ? current->text(NameColumn) : QString();
    m_building = true;
    m_tree->clear();
    addBelow(m_tree->invisibleRootItem(), all, 0);
    m_building = false;
    refreshGroups();
    if (all.size() <= fewNames) {
        m_tree->expandAll();
    }
    applyFilter();
    refreshSummary();
    const auto found = m_tree->findItems(before, Qt::MatchExactly | Qt::MatchRecursive);
    m_tree->setCurrentItem(found.isEmpty() ? m_tree->topLevelItem(0) : found.first());
}

void NameTree::addName(QTreeWidgetItem *parent, const Name &name)
{
    auto *item = new QTreeWidgetItem(parent);
    item->setText(NameColumn, visibleText(name.name));
    item->setData(NameColumn, nameRole, name.name);
    item->setText(NoteColumn, visibleText(name.note));
    item->setForeground(NoteColumn, palette().placeholderText());
    item->setToolTip(NameColumn, plainTip(name.whyNot));
    item->setToolTip(NoteColumn, plainTip(name.note));
    const bool isChosen = m_chosen.contains(name.name);
    item->setCheckState(NameColumn, isChosen ? Qt::Checked : Qt::Unchecked);
    if (!name.whyNot.isEmpty() && !isChosen) {
        item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
}

/// A group is made where several names begin alike; one name alone stands for itself.
void NameTree::addBelow(QTreeWidgetItem *parent, const QList<Name> &names, int depth)
{
    std::map<QString, QList<Name>> groups;
    for (const Name &name : names) {
        groups[prefixOf(name.name, depth)].append(name);
    }
    for (const auto &[prefix, members] : groups) {
        const auto [common, below] = commonPrefix(members, depth);
        if (members.size() == 1 || below > mostParts) {
            for (const Name &name : members) {
                addName(parent, name);
            }
            continue;
        }
        auto *group = new QTreeWidgetItem(parent);
        // The mark keeps the star behind the dot from right to left, too.
        group->setText(NameColumn,
                       tr("%1.*", "a group of names").arg(visibleText(common)) + QChar(0x200e));
        group->setText(NoteColumn, tr("%n name(s)", nullptr, static_cast<int>(members.size())));
        group->setForeground(NoteColumn, palette().placeholderText());
        group->setCheckState(NameColumn, Qt::Unchecked);
        addBelow(group, members, below);
    }
}

void NameTree::itemToggled(QTreeWidgetItem *item)
{
    if (m_building) {
        return;
    }
    m_building = true;
    setBelow(item, item->checkState(NameColumn) != Qt::Unchecked);
    m_building = false;
    refreshGroups();
    refreshSummary();
    Q_EMIT chosenChanged();
}

/// What a filter hides is not chosen along with its group.
void NameTree::setBelow(QTreeWidgetItem *item, bool checked)
{
    if (isGroup(item)) {
        for (int i = 0; i < item->childCount(); ++i) {
            if (!item->child(i)->isHidden()) {
                setBelow(item->child(i), checked);
            }
        }
        return;
    }
    if (!(item->flags() & Qt::ItemIsEnabled)) {
        return;
    }
    item->setCheckState(NameColumn, checked ? Qt::Checked : Qt::Unchecked);
    const QString name = item->data(NameColumn, nameRole).toString();
    if (checked) {
        m_chosen.insert(name);
    } else {
        m_chosen.remove(name);
    }
}

void NameTree::refreshGroups()
{
    m_building = true;
    const std::function<void(QTreeWidgetItem *)> look = [](QTreeWidgetItem *group) {
        if (!isGroup(group) || group->childCount() == 0) {
            return;
        }
        int all = 0;
        int checked = 0;
        eachBelow(group, [&](QTreeWidgetItem *item) {
            if (!isGroup(item)) {
                ++all;
                checked += item->checkState(NameColumn) == Qt::Checked ? 1 : 0;
            }
        });
        group->setCheckState(NameColumn, checked == 0     ? Qt::Unchecked
                                         : checked == all ? Qt::Checked
                                                          : Qt::PartiallyChecked);
    };
    eachBelow(m_tree->invisibleRootItem(), look);
    m_building = false;
}

void NameTree::applyFilter()
{
    const QString text = m_filter->text().trimmed();
    const std::function<bool(QTreeWidgetItem *)> show = [&](QTreeWidgetItem *item) {
        bool any = !isGroup(item) && (item->text(NameColumn).contains(text, Qt::CaseInsensitive) ||
                                      item->text(NoteColumn).contains(text, Qt::CaseInsensitive));
        for (int i = 0; i < item->childCount(); ++i) {
            any |= show(item->child(i));
        }
        item->setHidden(!any);
        if (any && !text.isEmpty()) {
            item->setExpanded(true);
        }
        return any;
    };
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        show(m_tree->topLevelItem(i));
    }
}

void NameTree::refreshSummary()
{
    const int count = static_cast<int>(m_chosen.size());
    m_none->setEnabled(count > 0);
    m_summary->setText(count == 0   ? m_noneText
                       : m_someText ? m_someText(count)
                                    : tr("%n name(s) chosen", nullptr, count));
    m_tree->setAccessibleDescription(m_summary->text());
}

} // namespace svix
