// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/deliverymenu.h"

#include "models/filterproxy.h"
#include "panes/listside.h"
#include "widgets/filterbutton.h"

#include <QActionGroup>
#include <QMenu>

namespace svix {

DeliveryMenu::DeliveryMenu(ListSide *list, MessageModel *model)
    : QObject(list)
    , m_list(list)
    , m_model(model)
    , m_button(new FilterButton(tr("Delivered")))
{
    m_button->setObjectName(QStringLiteral("deliveryFilter"));
    m_button->setToolTip(tr("Looks at the loaded rows: the server has no such filter."));
    list->addFilter(m_button);
    connect(m_button->filterMenu(), &QMenu::aboutToShow, this, &DeliveryMenu::fill);
    connect(model, &QAbstractItemModel::dataChanged, this, &DeliveryMenu::tellPending);
    connect(model, &PagedModelBase::loadedChanged, this, &DeliveryMenu::tellPending);
    connect(list, &ListSide::localFiltersCleared, this, [this] { setWanted(Wanted::Any); });
    m_button->setValueText(words(m_wanted));
    fill();
}

QString DeliveryMenu::words(Wanted wanted)
{
    switch (wanted) {
    case Wanted::Any:
        break;
    case Wanted::NotToAll:
        return tr("not to all");
    case Wanted::Failed:
        return tr("failed");
    case Wanted::UnderWay:
        return tr("on its way");
    case Wanted::NoEndpoint:
        return tr("no endpoint");
    }
    return tr("any");
}

bool DeliveryMenu::isWanted(Wanted wanted, const DeliverySummary &delivery)
{
    switch (wanted) {
    case Wanted::Any:
        break;
    case Wanted::NotToAll:
        return !delivery.isSettled();
    case Wanted::Failed:
        return delivery.failed > 0;
    case Wanted::UnderWay:
        return delivery.sending + delivery.pending > 0;
    case Wanted::NoEndpoint:
        return delivery.total == 0;
    }
    return true;
}

void DeliveryMenu::setWanted(Wanted wanted)
{
    if (wanted == m_wanted) {
        m_model->setAskAll(wanted != Wanted::Any); // chosen once more, after it was canceled
        tellPending();
        return;
    }
    m_wanted = wanted;
    m_button->setValueText(words(wanted), wanted != Wanted::Any);
    m_model->setAskAll(wanted != Wanted::Any);
    FilterProxy::Predicate predicate;
    if (wanted != Wanted::Any) {
        predicate = [this, wanted](int row) {
            const MessageRow &message = m_model->rowAt(row);
            // One that could not be asked for may well be one that is looked for.
            return message.asked == MessageRow::Delivery::Failed ||
                   (message.asked == MessageRow::Delivery::Known &&
                    isWanted(wanted, message.delivery));
        };
    }
    m_list->proxy()->setPredicate(std::move(predicate));
    tellPending();
}

void DeliveryMenu::setOffered(bool offered)
{
    m_button->setVisible(offered);
    if (!offered) {
        setWanted(Wanted::Any);
    }
}

void DeliveryMenu::tellPending()
{
    m_list->setPending(m_wanted == Wanted::Any ? 0 : m_model->unknownDeliveries(),
                       m_model->isAskingAll());
}

void DeliveryMenu::fill()
{
    QMenu *menu = m_button->filterMenu();
    QActionGroup *group = m_button->emptyMenu();
    for (const Wanted wanted :
         {Wanted::Any, Wanted::NotToAll, Wanted::Failed, Wanted::UnderWay, Wanted::NoEndpoint}) {
        QAction *action = menu->addAction(words(wanted));
        action->setCheckable(true);
        action->setChecked(m_wanted == wanted);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, wanted] { setWanted(wanted); });
        if (wanted == Wanted::Any) {
            menu->addSeparator();
        }
    }
}

} // namespace svix
