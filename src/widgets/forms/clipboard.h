// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

namespace svix {

/// Puts secrets on the clipboard for a while: marked so that clipboard histories leave them out,
/// and taken away again after a time, when another connection or none comes, and at quit, unless
/// something else was copied meanwhile.
///
/// One object for the whole program, passed to who needs it.
class SecretClipboard : public QObject
{
    Q_OBJECT
public:
    explicit SecretClipboard(QObject *parent = nullptr);
    ~SecretClipboard() override;

    /// Copies `secret` for `seconds`, as the preferences say; 0: no time takes it away, only
    /// clearNow() and quitting do.
    void copySecret(const QString &secret, int seconds);
    /// Takes it away now if it is still there.
    void clearNow();
    /// True until the secret was taken away or replaced.
    bool isHolding() const { return !m_digest.isEmpty(); }

Q_SIGNALS:
    /// The secret was taken from the clipboard (true) or was no longer there (false).
    void finished(bool cleared);

private:
    QByteArray m_digest; ///< of what was copied; the secret itself is not kept
    QTimer m_timer;
};

} // namespace svix
