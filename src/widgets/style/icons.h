// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "widgets/style/tokens.h"

#include <QIcon>
#include <QPixmap>

namespace svix {

/// Which token an icon takes its colour from when it is painted.
enum class IconColor : int { Text, Muted, Accent, OnAccent, Ok, Warn, Bad, Idle };

/// An icon of the bundled set (resources/icons/NAME.svg). It reads the application's palette
/// whenever it is painted, so it follows a switch between light and dark, and it is drawn for the
/// device's pixels.
QIcon icon(QStringView name, IconColor color = IconColor::Text);

/// The application's own icon, in its own colours.
QIcon applicationIcon();

/// Draws icon \a name in \a color into \a rect (logical pixels), for delegates and painted widgets.
void paintIcon(QPainter *painter, const QRect &rect, QStringView name, const QColor &color);

/// Icon \a name as \a size logical pixels at \a ratio device pixels each.
QPixmap iconPixmap(QStringView name, const QColor &color, int size, double ratio);

/// Side of a small icon beside body text, in logical pixels.
int iconSize();

/// Name of the icon (its shape) of a state; empty for None.
QString stateIconName(StateKind kind);
QString toneIconName(Tone tone);
/// circle (development), triangle (test), diamond (production)
QString connectionIconName(ConnectionClass kind);
/// "Development", "Test", "Production" in the person's language.
QString connectionClassName(ConnectionClass kind);

} // namespace svix
