// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/operations.h"

#include <QJsonObject>
#include <QMap>

#include <memory>

namespace svix::test {

/// A member that answers have although the document does not know it.
struct BeyondDocument
{
    QString schema; ///< as the document calls it
    QString member;
    QString type;       ///< of JSON Schema; null is good too
    const char *reason; ///< why the sandbox answers it all the same
};

/// An operation that the document leaves out, judged as another one that answers the same.
struct StandIn
{
    QString operation;
    QString as;
    const char *reason;
};

/// A status that is answered although the document does not know it; its body is not judged.
struct BeyondStatus
{
    QString operation;
    int status;
    const char *reason;
};

/// An OpenAPI document as the judge of answers: a JSON Schema validator reads each schema, and a
/// member that the document does not name is a problem.
class PublishedDocument
{
public:
    PublishedDocument();
    ~PublishedDocument();

    /// False when it is no OpenAPI document.
    bool load(const QByteArray &json);
    /// Takes these members for part of the document.
    void extend(const QList<BeyondDocument> &members);
    void extend(const QList<BeyondStatus> &statuses) { m_statuses = statuses; }
    void standIn(const QList<StandIn> &operations) { m_standIns = operations; }

    bool has(const Operation &operation) const { return !responses(operation).isEmpty(); }
    /// What is wrong with an answer of the operation; nothing when it is as documented.
    QStringList judge(const Operation &operation, int status, const QByteArray &body) const;

private:
    struct Judges;

    QJsonObject responses(const Operation &operation) const;
    QJsonObject schemaText(const QJsonObject &answer) const;

    QJsonObject m_schemas; ///< as JSON Schema, by name
    QMap<QString, QJsonObject> m_operations;
    QList<StandIn> m_standIns;
    QList<BeyondStatus> m_statuses;
    std::unique_ptr<Judges> m_judges;
};

} // namespace svix::test
