// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace svix {

/// Why a text cannot be the URL of an endpoint; empty when it can, as far as a look tells.
QString endpointUrlProblem(const QString &url);
/// What to mind about a URL that a server takes: no encryption, an address that nobody else can
/// reach, a password that everybody can read. Empty when there is nothing.
QString endpointUrlRemark(const QString &url);

/// Why these cannot be the channels of an endpoint; `moreMarks`: the server also takes ":" and "+".
QString channelsProblem(const QStringList &channels, bool moreMarks);

/// Why a text cannot be a uid; empty when it can. `prefix` is that of generated ids, which a uid
/// must not begin with.
QString uidProblem(const QString &uid, const QString &prefix);

/// Why a text cannot be a signing secret (whsec_ and base64 of 24 to 75 bytes, or whsk_ and an
/// ed25519 key); empty when it can. Says nothing of the secret itself.
QString signingSecretProblem(const QString &secret);

/// Why a text cannot be the name of a header of an endpoint; empty when it can.
QString headerNameProblem(const QString &name);
/// The same for a value. A bad one that a server took with PATCH can make an application unusable,
/// so this is the last to let one pass.
QString headerValueProblem(const QString &value);
/// What to mind about a value that can be sent.
QString headerValueRemark(const QString &value);

} // namespace svix
