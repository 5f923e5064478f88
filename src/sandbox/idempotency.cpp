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
    restore(slot, answer, QDateTime::currentMSecsSinceEpoch() + lifetimeMs);
    note(slot);
}

void Idempotency::restore(const QByteArray &slot, const HttpAnswer &answer, qint64 until)
{
    if (m_kept.contains(slot)) {
        std::erase(m_order, slot); // it is the newest again, and stands there once
    }
    m_kept.insert(slot, {answer, until});
    m_order.push_back(slot);
    if (m_order.size() > mostKept) {
        const QByteArray oldest = m_order.front();
        m_order.pop_front();
        m_kept.remove(oldest);
        note(oldest);
    }
}

void Idempotency::forget(const QByteArray &slot)
{
    if (m_kept.remove(slot)) {
        std::erase(m_order, slot);
        note(slot);
    }
}

const Idempotency::Kept *Idempotency::keptAt(const QByteArray &slot) const
{
    const auto at = m_kept.constFind(slot);
    return at == m_kept.cend() ? nullptr : &*at;
}

void Idempotency::forEach(const std::function<void(const QByteArray &, const Kept &)> &visit) const
{
    for (const QByteArray &slot : m_order) {
        if (find(slot)) {
            visit(slot, *m_kept.constFind(slot));
        }
    }
}

} // namespace svix::sandbox
