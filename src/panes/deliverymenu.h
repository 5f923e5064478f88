// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/messagemodel.h"

#include <QObject>

namespace svix {

class FilterButton;
class ListSide;

/// Narrows the loaded messages by what became of them. No server filters by that, so what is not
/// known yet is asked for, row after row, and a row stays hidden until then.
class DeliveryMenu : public QObject
{
    Q_OBJECT
public:
    enum class Wanted { Any, NotToAll, Failed, UnderWay, NoEndpoint };

    /// Puts its drop-down into `list`, which shows `model`.
    DeliveryMenu(ListSide *list, MessageModel *model);

    Wanted wanted() const { return m_wanted; }
    void setWanted(Wanted wanted);
    /// Not where the rows have the state at one endpoint, by which the server filters; any then.
    void setOffered(bool offered);

private:
    static QString words(Wanted wanted);
    static bool isWanted(Wanted wanted, const DeliverySummary &delivery);
    void fill();
    void tellPending();

    ListSide *m_list;
    MessageModel *m_model;
    FilterButton *m_button;
    Wanted m_wanted = Wanted::Any;
};

} // namespace svix
