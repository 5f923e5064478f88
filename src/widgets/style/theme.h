// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

class QApplication;
class QPalette;
class QWidget;

namespace svix {

struct Tokens;

enum class ThemeChoice : int { System, Light, Dark };

/// The palette of a token table; the three colour groups are alike, disabled texts are half-way to
/// window.
QPalette paletteFor(const Tokens &tokens);

/// Gives \a app the console's style, palette and focus ring; may be called again at any time to
/// switch live. System follows the lightness of the palette that the platform gave the application
/// at first.
void applyTheme(QApplication &app, ThemeChoice choice);

/// Fonts are derived from the application's font (of the widget's class where one is given), never
/// from the widget's own font, so that they may be set on the widget itself.
QFont bodyFont(const QWidget *widget = nullptr);
QFont boldFont(const QWidget *widget = nullptr);    ///< body size, semibold
QFont tagFont(const QWidget *widget = nullptr);     ///< -20 %, semibold, spaced: tags in capitals
QFont titleFont(const QWidget *widget = nullptr);   ///< +30 %, semibold
QFont sectionFont(const QWidget *widget = nullptr); ///< +10 %, semibold
QFont captionFont(const QWidget *widget = nullptr); ///< -10 %
QFont monoFont(const QWidget *widget = nullptr);    ///< the fixed families, -7 %

/// \a designPixels of the drawings (made at 13 px of font) in device-independent pixels at the
/// application's font size; at least 1 for a positive length.
int scaled(double designPixels);

/// The unit of spacing: 4 pixels of the drawings. Use 1 inside a control, 2 between related things,
/// 4 between groups, 6 around an empty state.
int unit();

/// Space between the edge of a cell or header section and its text.
int cellPadding();

/// Height of a table row: the font's height and 10.
int rowHeight();

} // namespace svix
