// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "sandbox/idempotency.h"
#include "sandbox/store/store.h"
#include "sandbox/tokens.h"

#include <QJsonObject>

namespace svix::sandbox {

class Recorder;

// A dump is JSON Lines: the first line names the format, the last one how many came before, and
// each between is one object with a "type". What belongs to an environment or an application
// follows its line. It holds every secret.

constexpr int dumpVersion = 1;
/// Of one line, its end included. A payload is at most 2 MiB, and escaped at most six times that.
constexpr qint64 longestDumpLine = 16LL * 1024 * 1024;

/// Writes a whole dump (0600) or nothing: after an error the file stands as it was.
Result<Nothing> writeDump(const Store &store, const Tokens &tokens, const Idempotency &answers,
                          const QString &file);

/// Reads a dump into what is empty. After an error, which names the line, what was read is to be
/// thrown away.
class DumpReader
{
public:
    /// All borrowed. The recorder, nullptr where nothing is kept, saves the parts as they come, so
    /// that payloads need not stay in memory; its saveAll() ends that.
    DumpReader(Store &store, Tokens &tokens, Idempotency &answers, Recorder *recorder)
        : m_store(store)
        , m_tokens(tokens)
        , m_answers(answers)
        , m_recorder(recorder)
    {
    }
    Result<Nothing> read(const QString &file);

private:
    // Each returns what is wrong with a line, empty when nothing is.
    QString readLine(const QJsonObject &line);
    QString readHead(const QJsonObject &line);
    QString readTokens(const QJsonObject &line);
    QString readRevocation(const QJsonObject &line);
    QString readEnvironment(const QJsonObject &line);
    QString readObject(const QJsonObject &line);
    QString readApplication(const QJsonObject &line);
    QString readEndpoint(const QJsonObject &line);
    QString readMessage(const QJsonObject &line);
    QString readAttempt(const QJsonObject &line);
    QString readPlan(const QJsonObject &line, bool next);
    QString readAnswer(const QJsonObject &line);
    QString readEnd(const QJsonObject &line);
    Result<Nothing> savePart();

    Store &m_store;
    Tokens &m_tokens;
    Idempotency &m_answers;
    Recorder *m_recorder;
    Environment *m_environment = nullptr;
    std::shared_ptr<Application> m_application;
    qint64 m_lines = 0;
    int m_unsaved = 0; // lines since the last part was saved
    bool m_ended = false;
};

} // namespace svix::sandbox
