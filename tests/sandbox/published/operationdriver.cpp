// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/published/operationdriver.h"

#include <QDeadlineTimer>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace svix::test {

OperationDriver::OperationDriver(SandboxThread &sandbox, ServerKind kind,
                                 QMap<QString, const PublishedDocument *> documents)
    : m_sandbox(sandbox)
    , m_kind(kind)
    , m_documents(std::move(documents))
{
}

QJsonObject OperationDriver::call(const Operation &operation, const QStringList &path, int status,
                                  const QByteArray &body, const QByteArray &query,
                                  const QByteArray &token)
{
    const auto target = fillPath(operation, path);
    if (!target) {
        m_problems.append(operation.name() + u": an earlier call made nothing"_s);
        return {};
    }
    const QByteArray whole = *target + (query.isEmpty() ? "" : "?" + query);
    const WireAnswer answer = test::call(m_sandbox.port(), verbText(operation.verb), whole,
                                         token.isEmpty() ? m_sandbox.token() : token, body);
    const QString what = u"%1 (%2): "_s.arg(operation.name(), QString::fromUtf8(whole));
    if (answer.status != status) {
        m_problems.append(what + u"status %1, not %2: %3"_s.arg(answer.status)
                                     .arg(status)
                                     .arg(QString::fromUtf8(answer.body.left(300))));
        return {};
    }
    m_covered.insert(operation.name());
    m_seen.append({&operation, answer.status, answer.body});
    for (auto it = m_documents.cbegin(); it != m_documents.cend(); ++it) {
        for (const QString &problem : it.value()->judge(operation, status, answer.body)) {
            m_problems.append(it.key() + u": "_s + what + problem);
        }
    }
    const QJsonObject object = jsonOf(answer);
    note(operation.answer(), object);
    return object;
}

bool OperationDriver::waitFor(const Operation &list, const QStringList &path, qsizetype rows,
                              const QByteArray &query)
{
    const auto target = fillPath(list, path);
    const QByteArray whole =
        (target ? *target : QByteArray("/")) + (query.isEmpty() ? "" : "?" + query);
    QDeadlineTimer patience(10000);
    while (!patience.hasExpired()) {
        const WireAnswer answer = test::call(m_sandbox.port(), "GET", whole, m_sandbox.token());
        if (jsonOf(answer)[u"data"_s].toArray().size() >= rows) {
            return true;
        }
        QThread::msleep(20);
    }
    m_problems.append(u"%1 never had %2 rows"_s.arg(QString::fromUtf8(whole)).arg(rows));
    return false;
}

void OperationDriver::note(const SchemaInfo &schema, const QJsonObject &object)
{
    for (const FieldInfo &field : schema.fields) {
        const QString name = QString::fromLatin1(field.name);
        const QJsonValue value = object[name];
        const QString key = QString::fromLatin1(schema.name) + u'.' + name;
        const bool set = !value.isNull() && !value.isUndefined();
        (set ? m_set : m_unset).insert(key);
        if (!field.nested || !set) {
            continue;
        }
        if (value.isArray()) {
            for (const auto &row : value.toArray()) {
                note(*field.nested, row.toObject());
            }
        } else {
            note(*field.nested, value.toObject());
        }
    }
}

bool OperationDriver::isOffered(const Operation &operation) const
{
    return operation.is(isCloud() ? Cloud : OpenSource);
}

bool OperationDriver::isOffered(const FieldInfo &field) const
{
    return !field.is(isCloud() ? NotCloud : CloudOnly);
}

qsizetype OperationDriver::offeredOperations() const
{
    return std::count_if(allOperations.begin(), allOperations.end(),
                         [this](const Operation *operation) { return isOffered(*operation); });
}

QStringList OperationDriver::missedOperations() const
{
    QStringList missed;
    for (const Operation *operation : allOperations) {
        if (isOffered(*operation) && !m_covered.contains(operation->name())) {
            missed.append(operation->name());
        }
    }
    return missed;
}

void OperationDriver::collectMissed(const SchemaInfo &schema, QSet<QString> &missed) const
{
    for (const FieldInfo &field : schema.fields) {
        if (!isOffered(field)) {
            continue;
        }
        const QString key =
            QString::fromLatin1(schema.name) + u'.' + QString::fromLatin1(field.name);
        if (!m_set.contains(key)) {
            missed.insert(key + u" set"_s);
        }
        if (field.nullable && !m_unset.contains(key)) {
            missed.insert(key + u" unset"_s);
        }
        if (field.nested) {
            collectMissed(*field.nested, missed);
        }
    }
}

QStringList OperationDriver::missedFields() const
{
    QSet<QString> missed;
    for (const Operation *operation : allOperations) {
        if (isOffered(*operation)) {
            collectMissed(operation->answer(), missed);
        }
    }
    QStringList sorted(missed.cbegin(), missed.cend());
    sorted.sort();
    return sorted;
}

} // namespace svix::test
