// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QLayout;
class QWidget;

namespace svix {

/// What takes the focus by Tab, in the order in which the layout places it; also what is hidden.
QList<QWidget *> tabStops(QLayout *layout);

/// Lets Tab visit these one after the other, where `place` stands in the order: widgets that are
/// made anew would come after everything else. `place` itself need not take the focus.
void chainTabs(QWidget *place, const QList<QWidget *> &stops);

/// Gives the focus to the first part of `root` that takes it by Tab now; false when there is none.
bool focusFirst(QWidget *root);

/// Lets Tab visit `part` and what is below it after everything else in the window.
void moveTabsToEnd(QWidget *part);

} // namespace svix
