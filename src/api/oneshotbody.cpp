// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/oneshotbody.h"

#include <cstring>

namespace svix {

OneShotBody::OneShotBody(QByteArray data, QObject *parent)
    : QIODevice(parent)
    , m_data(std::move(data))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneShotBody::readData(char *data, qint64 size)
{
    const qint64 count = std::min(size, m_data.size() - m_read);
    if (count == 0) {
        return m_data.isEmpty() ? 0 : -1;
    }
    std::memcpy(data, m_data.constData() + m_read, static_cast<std::size_t>(count));
    m_read += count;
    return count;
}

} // namespace svix
