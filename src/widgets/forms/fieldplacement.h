// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace svix {

/// Puts `below` under `field` in whatever layout the field stands, without giving the field
/// another parent (its label, name and place in the tab order depend on that).
void placeUnder(QWidget *field, QWidget *below);

} // namespace svix
