// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/idempotency.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace svix::sandbox {

namespace {

constexpr qint64 lifetimeMs = 12 * 3600 * 1000LL;
constexpr std::size_t mostKept = 20000;

} // namespace

QByteArray Idempotency::slotOf(const HttpRequest &request)
{
    const QByteArray *key = request.header("idempotency-key");
    const QByteArray *token = request.header("authorization");
    const bool ascii = key && std::all_of(key->cbegin(), key->cend(), [](char c) {
                           return static_cast<unsigned char>(c) < 0x80;
                       });
    if (request.method != "POST" || !token || !ascii) {
        return {};
    }
    QByteArray path = request.path().toByteArray();
    while (path.endsWith('/')) {
        path.chop(1);
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {*token, *key, path, request.query().toByteArray()}) {
        hash.addData(QByteArray::number(part.size()) + ':' + part);
    }
    return hash.result();
}

const HttpAnswer *Idempotency::find(const QByteArray &slot) const
{
    const auto at = m_kept.constFind(slot);
    if (slot.isEmpty() || at == m_kept.cend() || at->until < QDateTime::currentMSecsSinceEpoch()) {
        return nullptr;
    }
    return &at->answer;
}

void Idempotency::keep(const QByteArray &slot, const HttpAnswer &answer)
{
    if (slot.isEmpty() || answer.status < 200 || answer.status > 299) {
        return;
    }
    m_kept.insert(slot, {answer, QDateTime::currentMSecsSinceEpoch() + lifetimeMs});
    m_order.push_back(slot);
    if (m_order.size() > mostKept) {
        m_kept.remove(m_order.front());
        m_order.pop_front();
    }
}

} // namespace svix::sandbox
