// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/activitypane.h"

#include "api/curl.h"
#include "api/operations.h"
#include "models/activitymodel.h"
#include "models/filterproxy.h"
#include "panes/activitydetail.h"
#include "panes/listside.h"
#include "widgets/emptystate.h"
#include "widgets/filterbutton.h"
#include "widgets/json/contentclipboard.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

#include <QActionGroup>
#include <QMenu>
#include <QStackedWidget>

namespace svix {

ActivityPane::ActivityPane(const PaneContext &context, ActivityModel &model, QWidget *parent)
    : Pane(context, Section::Activity, parent)
    , m_model(model)
    , m_right(new QStackedWidget(this))
    , m_nothing(new EmptyState(m_right))
    , m_detail(new ActivityDetail(m_right))
{
    setTitle(tr("Activity"));
    buildActs();
    buildFilter();
    list()->setPlainModel(&m_model, m_model.columns(), QStringLiteral("activity"));
    list()->setNothingYet(QStringLiteral("activity"), tr("No requests yet"),
                          tr("Every request that the console sends will be here, without tokens "
                             "and secrets."));
    list()->filterField()->setPlaceholder(tr("Filter by operation, id, status"));
    list()->addButton(m_clearDone, false);
    list()->addMenuButton(tr("Columns"), list()->table()->columnsMenu());
    list()->table()->setAccessibleName(tr("Requests"));
    list()->table()->setServerOrder(ActivityModel::Time, Qt::DescendingOrder);
    list()->table()->addRowActions({m_copyCurl});
    list()->table()->setCopyUidText({});
    m_nothing->showOther(QStringLiteral("activity"), tr("No request chosen"),
                         tr("Choose one in the list to see what was sent and how it ended."));
    m_right->addWidget(m_nothing);
    m_right->addWidget(m_detail);
    setDetail(m_right);
    m_detail->setActions({m_copyCurl});

    connect(list()->table(), &TableView::currentKeyChanged, this, &ActivityPane::rowChosen);
    connect(list()->table(), &TableView::selectedKeysChanged, this, &ActivityPane::refreshActs);
    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                // Entries go on while they are looked at.
                for (int row = first.row(); row <= last.row(); ++row) {
                    const QString key = m_model.index(row, 0).data(KeyRole).toString();
                    if (m_model.entryAt(row).bodyErased) {
                        forgetContent(key);
                    }
                    if (key == m_detail->key()) {
                        m_detail->showEntry(key, m_model.entryAt(row));
                    }
                }
                refreshActs();
            });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ActivityPane::refreshActs);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ActivityPane::refreshActs);
    refreshActs();
}

ActivityPane::~ActivityPane() = default;

void ActivityPane::buildActs()
{
    m_copyCurl =
        addAct(QStringLiteral("copyCurl"), tr("Copy as c&URL"), QStringLiteral("terminal"));
    m_clearDone = addAct(QStringLiteral("clearDone"), tr("Clear &done"), QStringLiteral("trash"));
    connect(m_copyCurl, &QAction::triggered, this, [this] {
        copyContent(curlCommand(m_detail->entry()), m_detail->key());
        Q_EMIT notice(
            {Tone::Info, tr("Command copied"), tr("It takes the token from $SVIX_TOKEN."), {}, {}});
    });
    connect(m_clearDone, &QAction::triggered, &m_model, &ActivityModel::clearDone);
}

void ActivityPane::buildFilter()
{
    m_kind = new FilterButton(tr("Requests"));
    m_kind->setObjectName(QStringLiteral("kindFilter"));
    auto *group = new QActionGroup(m_kind);
    for (const bool writes : {false, true}) {
        QAction *action = m_kind->filterMenu()->addAction(writes ? tr("writes only") : tr("all"));
        action->setCheckable(true);
        action->setChecked(!writes);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, writes] { setWritesOnly(writes); });
    }
    list()->addFilter(m_kind);
    connect(list(), &ListSide::clearFiltersRequested, group->actions().constFirst(),
            &QAction::trigger);
    setWritesOnly(false);
}

void ActivityPane::setWritesOnly(bool only)
{
    m_kind->setValueText(only ? tr("writes only") : tr("all"), only);
    list()->proxy()->setPredicate(only ? FilterProxy::Predicate([this](int row) {
        const Operation *operation = m_model.entryAt(row).operation;
        return operation && !operation->isSafe();
    })
                                       : nullptr);
}

void ActivityPane::refreshActs()
{
    QString why = m_detail->key().isEmpty() ? tr("Choose a request first.") : QString();
    if (why.isEmpty()) {
        why = reasonAgainstSeveral(tr("Choose one request only."));
    }
    if (why.isEmpty() && m_detail->entry().bodyCut) {
        why = tr("The body was too long to be kept, so it cannot be repeated from here.");
    }
    if (why.isEmpty() && m_detail->entry().bodyErased) {
        why = tr("The body was deleted with the payload, so it cannot be repeated from here.");
    }
    setReason(m_copyCurl, why);
    setReason(m_clearDone, m_model.rowCount() > 0 ? QString() : tr("There is nothing to clear."));
}

void ActivityPane::go(const Place &place)
{
    if (!place.object.isEmpty()) {
        list()->table()->selectKey(place.object);
    }
}

Place ActivityPane::place() const
{
    return {Section::Activity, {}, m_detail->key(), {}, {}};
}

void ActivityPane::rowChosen(const QString &key)
{
    if (const ActivityEntry *entry = m_model.find(key)) {
        m_detail->showEntry(key, *entry);
        m_right->setCurrentWidget(m_detail);
        Q_EMIT placeChanged(place());
    } else {
        m_detail->clear();
        m_right->setCurrentWidget(m_nothing);
    }
    refreshActs();
}

} // namespace svix
