// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/published/publisheddocument.h"
#include "sandbox/sandboxcalls.h"

#include <QSet>

namespace svix::test {

/// Makes calls by the operation table and has every answer judged by documents. Keeps what was
/// wrong, which operations were judged, and which fields were seen with and without a value.
class OperationDriver
{
public:
    struct Seen
    {
        const Operation *operation;
        int status;
        QByteArray body;
    };

    /// The documents are borrowed; problems name them.
    OperationDriver(SandboxThread &sandbox, ServerKind kind,
                    QMap<QString, const PublishedDocument *> documents);

    bool isCloud() const { return m_kind == ServerKind::Cloud; }
    SandboxThread &sandbox() { return m_sandbox; }
    /// Calls with the organisation's token, or another; the answer has to have that status.
    QJsonObject call(const Operation &operation, const QStringList &path, int status,
                     const QByteArray &body = {}, const QByteArray &query = {},
                     const QByteArray &token = {});
    /// Waits until the list has that many rows, without judging.
    bool waitFor(const Operation &list, const QStringList &path, qsizetype rows,
                 const QByteArray &query = {});

    const QStringList &problems() const { return m_problems; }
    const QList<Seen> &seen() const { return m_seen; }
    /// Operations that a server of this kind offers and that had no answer judged.
    QStringList missedOperations() const;
    qsizetype coveredOperations() const { return m_covered.size(); }
    qsizetype offeredOperations() const;
    /// "Schema.field" of every answer that was never seen with a value ("set"), and of every one
    /// that need not have one that was never seen without ("unset").
    QStringList missedFields() const;

private:
    void note(const SchemaInfo &schema, const QJsonObject &object);
    bool isOffered(const Operation &operation) const;
    bool isOffered(const FieldInfo &field) const;
    void collectMissed(const SchemaInfo &schema, QSet<QString> &missed) const;

    SandboxThread &m_sandbox;
    ServerKind m_kind;
    QMap<QString, const PublishedDocument *> m_documents;
    QStringList m_problems;
    QList<Seen> m_seen;
    QSet<QString> m_covered;
    QSet<QString> m_set;
    QSet<QString> m_unset;
};

// The scenes: each drives the operations of one area with everything set and with nothing set.
// They come in this order and leave to the next what it needs.

/// What the scenes made.
struct Stage
{
    QString application;
    QString endpoint; ///< takes everything and answers 200
    QString failing;  ///< answers 500
    QString message;
    QString attempt;
};

void playApplications(OperationDriver &driver, Stage &stage);
void playEventTypes(OperationDriver &driver);
void playEndpoints(OperationDriver &driver, Stage &stage);
void playMessages(OperationDriver &driver, Stage &stage);
void playAttempts(OperationDriver &driver, Stage &stage);
void playRecovery(OperationDriver &driver, Stage &stage);
void playIntegrations(OperationDriver &driver, Stage &stage);
void playPortal(OperationDriver &driver, Stage &stage);
void playServer(OperationDriver &driver);
void playEnd(OperationDriver &driver, Stage &stage);

} // namespace svix::test
