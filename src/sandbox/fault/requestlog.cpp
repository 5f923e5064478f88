// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault/requestlog.h"

#include <QJsonObject>

#include <vector>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

constexpr std::size_t mostEntries = 1000;
constexpr qsizetype mostBytes = 500; // of a path or key

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

} // namespace

void RequestLog::add(const Entry &entry)
{
    const QByteArray key = entry.method + ' ' + entry.path.left(mostBytes) + '\n' +
                           QByteArray::number(entry.status) + ' ' +
                           (entry.done ? "done " : "not done ") +
                           entry.idempotencyKey.left(mostBytes) + '\n' + entry.fault.toUtf8();
    const auto found = m_byKey.constFind(key);
    if (found != m_byKey.cend()) {
        ++(*found)->count;
        m_entries.splice(m_entries.end(), m_entries, *found);
        return;
    }
    Counted counted{entry, key, 1, ++m_turn};
    counted.entry.path.truncate(mostBytes);
    counted.entry.idempotencyKey.truncate(mostBytes);
    m_byKey.insert(key, m_entries.insert(m_entries.end(), counted));
    if (m_entries.size() > mostEntries) {
        m_byKey.remove(m_entries.front().key);
        m_entries.pop_front();
    }
}

void RequestLog::clear()
{
    m_entries.clear();
    m_byKey.clear();
}

QJsonArray RequestLog::toJson() const
{
    std::vector<const Counted *> inOrder;
    for (const Counted &counted : m_entries) {
        inOrder.push_back(&counted);
    }
    std::sort(inOrder.begin(), inOrder.end(),
              [](const Counted *a, const Counted *b) { return a->firstTurn < b->firstTurn; });
    QJsonArray all;
    for (const Counted *counted : inOrder) {
        const Entry &entry = counted->entry;
        all.append(QJsonObject{
            {u"method"_s, QString::fromLatin1(entry.method)},
            {u"path"_s, QString::fromUtf8(entry.path)},
            {u"operation"_s, textOrNull(entry.operation)},
            {u"status"_s, entry.status > 0 ? QJsonValue(entry.status) : QJsonValue::Null},
            {u"idempotencyKey"_s, textOrNull(QString::fromUtf8(entry.idempotencyKey))},
            {u"fault"_s, textOrNull(entry.fault)},
            {u"done"_s, entry.done},
            {u"count"_s, counted->count},
        });
    }
    return all;
}

} // namespace svix::sandbox
