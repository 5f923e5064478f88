// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QList>

namespace svix {

struct HttpAnswer;
struct SchemaInfo;

/// How much of a body is kept for the activity.
inline constexpr qsizetype keptBody = 64 * 1024;

/// What the body has in fields that hold secrets, and in the members of such fields.
QList<QByteArray> secretsOf(const SchemaInfo &schema, const QByteArray &body);
/// For the activity: a mark in place of each of them, and no more than keptBody bytes.
QByteArray bodyWithoutSecrets(const SchemaInfo &schema, const QByteArray &body);

/// Puts a mark in place of each secret that the answer quotes, as it was sent, percent-encoded or
/// as JSON writes it. Whether there was one. Texts too short to be told from others stay.
bool hideSecrets(HttpAnswer &answer, const QList<QByteArray> &secrets);
/// The same in every text of the error, with what looks like a token besides.
void hideSecrets(Error &error, const QList<QByteArray> &secrets);

} // namespace svix
