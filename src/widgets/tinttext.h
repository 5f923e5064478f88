// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QString>
#include <QStringList>

class QLabel;

namespace svix {

/// Plain text as label markup, a lead in bold before it; nothing in the texts is taken for markup.
/// Occurrences of \a bold and \a mono are marked; line breaks stay.
QString tintMarkup(const QString &lead, const QString &text, const QStringList &bold = {},
                   const QStringList &mono = {});

/// Sets what a label on a tint shows, and the plain words as its accessible name.
void setTintText(QLabel *label, const QString &markup, const QString &plain);

/// Gives a label on a tint the tint's text colour; to be called again when the palette changes.
void setTintColor(QLabel *label, const QColor &color);

} // namespace svix
