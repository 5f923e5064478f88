// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/listpane.h"

#include "app/session.h"
#include "models/pagedmodelbase.h"
#include "panes/listside.h"
#include "widgets/emptystate.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

#include <QStackedWidget>

namespace svix {

ListPane::ListPane(const PaneContext &context, Section section, QWidget *parent)
    : Pane(context, section, parent)
    , m_right(new QStackedWidget(this))
{
}

ListPane::~ListPane() = default;

void ListPane::setModel(PagedModelBase *model, const QString &name, const QString &notLoaded)
{
    m_model = model;
    list()->setModel(model, name);
    list()->setFailedTitle(notLoaded);
    connect(list()->table(), &TableView::currentKeyChanged, this, &ListPane::rowChosen);
    connect(list()->table(), &TableView::selectedKeysChanged, this, [this] { refreshActs(); });
    connect(list(), &ListSide::retryRequested, model, &PagedModelBase::retry);
    connect(model, &PagedModelBase::stateChanged, this,
            [this, notLoaded](PagedModelBase::State state) {
                if (state == PagedModelBase::State::Failed) {
                    tellListFailed(m_model->error(), notLoaded);
                }
            });
    connect(&session(), &Session::stateChanged, this, &ListPane::refreshActs);
    connect(&session(), &Session::readOnlyChanged, this, &ListPane::refreshActs);
}

void ListPane::setDetail(QWidget *detail, const QString &icon, const QString &title,
                         const QString &text)
{
    auto *nothing = new EmptyState(m_right);
    nothing->showOther(icon, title, text);
    m_nothing = nothing;
    m_detail = detail;
    m_right->addWidget(m_nothing);
    m_right->addWidget(m_detail);
    Pane::setDetail(m_right);
}

bool ListPane::isDetailShown() const
{
    return m_right->currentWidget() == m_detail;
}

void ListPane::chooseWanted()
{
    if (m_wanted.isEmpty()) {
        return;
    }
    const bool loaded = m_model->rowOfKey(m_wanted) >= 0;
    if (!loaded && place().object != m_wanted) {
        // Until it comes no act may hit what was shown before it.
        leaveDetail();
    }
    selectWanted();
    if (!loaded) {
        askWanted();
    }
}

void ListPane::selectWanted()
{
    const QString key = m_wanted;
    list()->table()->selectKey(key);
    if (m_model->rowOfKey(key) >= 0 && list()->table()->currentKey() != key) {
        // Gone to on purpose: a filter that hides it is of before.
        list()->clearLocalFilters();
        list()->table()->selectKey(key);
    }
}

void ListPane::rowChosen(const QString &key)
{
    if (m_model->rowOfKey(key) >= 0) {
        m_wanted.clear();
        showRow(key);
        showDetail();
    } else if (m_wanted.isEmpty()) {
        leaveDetail();
    }
}

void ListPane::showDetail()
{
    m_right->setCurrentWidget(m_detail);
    refreshActs();
    Q_EMIT placeChanged(place());
}

void ListPane::leaveDetail()
{
    clearDetail();
    m_right->setCurrentWidget(m_nothing);
    refreshActs();
}

} // namespace svix
