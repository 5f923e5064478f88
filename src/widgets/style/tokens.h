// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QColor>

class QPalette;
class QWidget;

namespace svix {

enum class ConnectionClass;

/// The five tones of badges, tinted boxes and messages; each comes with an icon and a word.
enum class Tone : int { Idle, Ok, Warn, Bad, Info };

/// A text colour and the background it is drawn on.
struct Tint
{
    QColor text;
    QColor background;
};

/// Every colour of the console; one table for light and one for dark.
struct Tokens
{
    bool isDark = false;

    QColor window;        ///< frames, tool bars, dialogs
    QColor base;          ///< lists and editors
    QColor alternate;     ///< every second row, quiet boxes
    QColor text;          ///< body text
    QColor muted;         ///< captions, times, placeholders
    QColor controlBorder; ///< edges of inputs and buttons
    QColor hairline;      ///< separators
    QColor accent;        ///< primary button, links, focus, marker of the current row
    QColor onAccent;      ///< text on accent
    QColor selection;     ///< chosen rows; text and state colours stay as they are on it

    QColor ok;   ///< state as text
    QColor warn; ///< state as text
    QColor bad;  ///< state as text, destructive verbs
    QColor idle; ///< state as text

    Tint badgeOk;
    Tint badgeWarn;
    Tint badgeBad;
    Tint badgeIdle;
    Tint badgeInfo;

    Tint development;
    Tint test;
    Tint production;
    QColor testEdge; ///< 1 px edge of the test tag and band, for yellow on white

    QColor jsonKey;
    QColor jsonString;
    QColor jsonNumber; ///< numbers, true, false, null

    static const Tokens &light();
    static const Tokens &dark();
    /// The table that fits the lightness of the palette's Window colour.
    static const Tokens &of(const QPalette &palette);
    static const Tokens &of(const QWidget *widget);

    const Tint &tint(Tone tone) const;
    /// Colour of a state's icon and word in a table.
    const QColor &state(StateKind kind) const;
    /// Colour of a tone's icon and word on base, window and selection.
    const QColor &tone(Tone tone) const;
    /// Tag and band of a connection's class.
    const Tint &connection(ConnectionClass kind) const;
    /// The class' shape and name as text on base or window.
    const QColor &connectionText(ConnectionClass kind) const;
    /// A colour between two, \a share of \a over (0 to 1) on \a under.
    static QColor mixed(const QColor &over, const QColor &under, double share);
    /// Background of a control under the pointer and while pressed.
    QColor hover(const QColor &background) const;
    QColor pressed(const QColor &background) const;
};

/// Contrast of two opaque colours as WCAG 2 defines it: 1 (equal) to 21 (black on white).
double contrast(const QColor &first, const QColor &second);

/// The tone a state is shown in.
Tone toneOf(StateKind kind);

} // namespace svix
