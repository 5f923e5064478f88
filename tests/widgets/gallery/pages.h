// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace svix::gallery {

/// A window like the messages pane, made of the widgets alone. The caller owns the page.
QWidget *makeWindowPage();
/// Six dialogs and states side by side.
QWidget *makeDialogsPage();
/// Every control in every state, badges, icons.
QWidget *makeControlsPage();

} // namespace svix::gallery
