// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace svix {

/// Brings what was set with scaled() once to another size of the text: margins and spacings of the
/// widget's layouts, its own margins, and least and fixed sizes. `from` and `to`: how many pixels
/// one of the drawings was before and is now. What a widget sets anew itself at a StyleChange comes
/// after it.
void rescale(QWidget &widget, double from, double to);

} // namespace svix
