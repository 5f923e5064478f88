// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/pane.h"

#include <functional>

namespace svix {

/// An "Undo" for a notice: done once, and gone when the connection is another one. `undo` re-reads
/// what it is about before it changes anything. Owned by `owner`.
QAction *makeUndo(const PaneContext &context, QObject *owner, std::function<void()> undo);

/// What differs between two JSON objects of the API, a line each: "name: A → B". What every change
/// touches (updatedAt) is left out; empty where nothing else differs.
QString differencesInWords(const QByteArray &before, const QByteArray &now);

} // namespace svix
