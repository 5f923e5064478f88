// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace svix {

/// What the Secret Service on the session bus says about itself; QtKeychain cannot tell.
enum class KeyringState {
    Unlocked,
    Locked,
    NoCollection, ///< it runs, but has no default keyring
    NoService,    ///< nobody offers a Secret Service
    NoAnswer,     ///< it is there and does not answer
    Unknown       ///< another kind of store, which cannot be asked
};

/// Which store QtKeychain will use on this desktop.
enum class KeyringBackend { SecretService, SecretFile, KWallet, System };

/// Judged as QtKeychain 0.13 does, by the desktop's variables.
KeyringBackend keyringBackend();

/// Why no secret can be kept, as far as it shows without asking anybody: no session bus, or an
/// event loop that QtKeychain's answers never reach. Empty when nothing is known.
QString keyringUnusableBecause();

/// Asks without blocking and without prompting; `answer` is called once, on this thread, unless
/// `context` is gone by then. For KWallet and a secret file it is Unknown.
void askKeyringState(QObject *context, int milliseconds, std::function<void(KeyringState)> answer);

} // namespace svix
