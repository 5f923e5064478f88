// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>

namespace svix {

/// Finds out whether another console already works on the same config folder.
class InstanceLock
{
public:
    enum class State {
        First,      ///< the folder is ours until this object goes
        Second,     ///< another console has it: these settings are read-only
        Unavailable ///< the lock cannot be made (no permission, full disk): read-only as well
    };

    /// `file` is Paths::lockFile(). Makes the folder where it is missing; does not wait.
    explicit InstanceLock(const QString &file);

    State state() const { return m_state; }
    /// For people, empty for the first console.
    QString notice() const;

private:
    QLockFile m_lock;
    State m_state = State::Unavailable;
};

} // namespace svix
