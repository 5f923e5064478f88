// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/instancelock.h"

#include "core/securefile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace svix {

namespace {

class InstanceLockText
{
    Q_DECLARE_TR_FUNCTIONS(InstanceLock)
};

} // namespace

InstanceLock::InstanceLock(const QString &file)
    : m_lock(file)
{
    if (!makePrivateDir(QFileInfo(file).absolutePath())) {
        return;
    }
    // A console runs for days; a lock whose process is gone is still recognised as stale.
    m_lock.setStaleLockTime(0);
    if (m_lock.tryLock(0)) {
        m_state = State::First;
    } else if (m_lock.error() == QLockFile::LockFailedError) {
        m_state = State::Second;
    }
}

QString InstanceLock::notice() const
{
    switch (m_state) {
    case State::Second:
        return InstanceLockText::tr(
            "Another console uses the same settings. Changes to settings and "
            "connections made here last until this window closes.");
    case State::Unavailable:
        return InstanceLockText::tr(
            "The settings folder cannot be written to. Changes to settings and "
            "connections last until this window closes.");
    case State::First:
        break;
    }
    return {};
}

} // namespace svix
