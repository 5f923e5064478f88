// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace svix::sandbox {

/// What payloadReadBack() gives, for texts as clients make them, in a sixth of the time: without
/// escapes, exponents or equal names. Nothing where it is not sure; the text may be good then too.
std::optional<QByteArray> plainReadBack(QByteArrayView text);

} // namespace svix::sandbox
