// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/statusmenu.h"

#include "models/statewords.h"
#include "widgets/filterbutton.h"

#include <QActionGroup>
#include <QMenu>

namespace svix {

StatusMenu::StatusMenu(FilterButton *button)
    : QObject(button)
    , m_button(button)
{
    m_button->filterMenu()->setToolTipsVisible(true);
    connect(m_button->filterMenu(), &QMenu::aboutToShow, this, &StatusMenu::fill);
    setStatus(std::nullopt);
    fill();
}

void StatusMenu::setStatus(std::optional<MessageStatus> status)
{
    m_status = status;
    m_button->setValueText(status ? StateWords::ofStatus(*status).text : tr("any"),
                           status.has_value());
}

void StatusMenu::setNever(const QList<MessageStatus> &never, const QString &reason)
{
    m_never = never;
    m_reason = reason;
    if (m_status && never.contains(*m_status)) {
        setStatus(std::nullopt);
    }
}

void StatusMenu::fill()
{
    QMenu *menu = m_button->filterMenu();
    QActionGroup *group = m_button->emptyMenu();
    const auto add = [&](const QString &text, std::optional<MessageStatus> status) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_status == status);
        group->addAction(action);
        if (status && m_never.contains(*status)) {
            action->setEnabled(false);
            action->setToolTip(m_reason);
        }
        connect(action, &QAction::triggered, this, [this, status] {
            setStatus(status);
            Q_EMIT chosen();
        });
    };
    add(tr("any"), std::nullopt);
    menu->addSeparator();
    for (const MessageStatus status :
         {MessageStatus::Success, MessageStatus::Fail, MessageStatus::Pending,
          MessageStatus::Sending, MessageStatus::Canceled}) {
        add(StateWords::ofStatus(status).text, status);
    }
}

} // namespace svix
