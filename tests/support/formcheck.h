// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace svix::test {

/// What is wrong with the visible form below `window` for keyboard, screen reader and eye: a widget
/// that takes the focus without a name, a mnemonic that leads nowhere or that two share, a tab
/// order that jumps, a control that is clipped, outside of its parent or too small to hit. Empty
/// when all is well. The window has to be shown.
QStringList formProblems(QWidget *window);

/// The widgets that Tab visits, in its order.
QList<QWidget *> tabOrder(QWidget *window);

} // namespace svix::test
