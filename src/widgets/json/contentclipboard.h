// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMimeData;

namespace svix {

/// Marks what is copied out of a payload or an answer with `origin`: the id of the message, of the
/// attempt or of the request it belongs to. An empty origin marks nothing.
void markContent(QMimeData &data, const QString &origin);

/// Puts `text` on the clipboard, marked. Of it the mark alone is remembered, and by the clipboard
/// alone.
void copyContent(const QString &text, const QString &origin);

/// Clears the clipboard and the middle-click selection when what they hold was copied out of
/// `origin`, all of it or a part. To be called when it is erased on the server.
void forgetContent(const QString &origin);

} // namespace svix
