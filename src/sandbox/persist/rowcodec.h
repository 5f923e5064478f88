// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/store/messagelog.h"

#include <QByteArray>

namespace svix::sandbox {

// Rows as they stand in the database: their members one after the other, little-endian. What can be
// told from other rows (the links between attempts) is left out.

constexpr qsizetype messageBytes = 35;
constexpr qsizetype attemptBytes = 41;
/// Of a block; so that it fits into one page of the database.
constexpr quint32 rowsInBlock = 96;

void appendRow(QByteArray &to, const MessageRow &row);
void appendRow(QByteArray &to, const AttemptRow &row);
/// `at` has as many bytes as a row needs.
MessageRow messageAt(const char *at);
AttemptRow attemptAt(const char *at);

} // namespace svix::sandbox
