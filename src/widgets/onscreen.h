// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace svix {

/// Moves a window that reaches beyond its screen back onto it, with its frame; top and left win
/// where it is larger than the screen. A maximized one stays as it is.
void keepOnScreen(QWidget *window);

} // namespace svix
