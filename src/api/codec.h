// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/common.h"

#include <QByteArrayView>
#include <QUrlQuery>

namespace svix {

enum class ServerKind { Unknown, OpenSource, Cloud };

/// Which generation of names a server understands, and so which this side may write.
/// The default is the form every server takes: filterTypes, both rate names, featureFlag.
struct Dialect
{
    ServerKind kind = ServerKind::Unknown;
    bool eventTypes = false; ///< knows eventTypes (svix-server 1.99 or newer, and the cloud)
    bool gracePeriod =
        false; ///< knows gracePeriodSeconds (svix-server 1.97 or newer, and the cloud)
    bool answer =
        false; ///< writing an answer (sandbox): nulls and both names where a server has them

    static Dialect cloud() { return {ServerKind::Cloud, true, true, false}; }
    static Dialect openSource() { return {ServerKind::OpenSource, true, true, false}; }
    static Dialect answering(ServerKind kind) { return {kind, true, true, true}; }
};

enum class FieldType { String, Integer, Boolean, Time, StringList, StringMap, Raw, Object, List };

enum FieldFlag : unsigned {
    NoFlag = 0,
    Required = 1,  ///< an answer or body without it is an error
    CloudOnly = 2, ///< only Svix cloud knows it; never written to another server
    NotCloud = 4,  ///< only svix-server and the 1.4 generation know it
    Secret = 8,    ///< never shown in logs, activity or exports
    BothNames =
        16, ///< old and new name may be sent together, and are, where the server is not the cloud
    AnswerNull = 32, ///< a server answers null when unset (else it leaves the field out)
    OldLeftOut = 64, ///< the old name is left out of answers when unset
    Newer = 128      ///< sent only when the server is known to understand it
};

struct SchemaInfo;

/// One field of a schema as data: for the workbench, the conformance test and the sandbox.
struct FieldInfo
{
    const char *name = nullptr;
    const char *oldName = nullptr; ///< of the 1.4 generation, or nullptr
    FieldType type = FieldType::String;
    bool nullable = false; ///< optional or patchable
    unsigned flags = NoFlag;
    const SchemaInfo *nested = nullptr; ///< for Object and List of objects

    bool is(FieldFlag flag) const { return (flags & flag) != 0; }
};

struct SchemaInfo
{
    const char *name = nullptr;
    QList<FieldInfo> fields;
};

/// Why a text could not be read as a T, and where: path {"data", "[3]", "createdAt"}.
struct ReadProblem
{
    enum class Kind { Syntax, WrongType, Missing };
    Kind kind = Kind::Syntax;
    QStringList path;
    QString message; ///< e.g. "expected a string"
    QString text() const;
};

template <typename T>
using ReadResult = std::variant<T, ReadProblem>;

// Each of these is instantiated in codec_*.cpp for every type of the operation table.

/// Reads one JSON document. Unknown fields are ignored; a wrong type is a problem that names the
/// field, never a default. A missing field that is not Required keeps its default. `spare` are the
/// bytes behind the text that belong to it too: with enough of them it is read without a copy.
/// May be called in any thread.
template <typename T>
ReadResult<T> readJson(QByteArrayView json, qsizetype spare = 0);

/// Writes compact JSON. RawJson is spliced in unchanged.
template <typename T>
QByteArray writeJson(const T &value, const Dialect &dialect);

/// Writes the query of an operation: lists comma-joined, times RFC 3339 in UTC with Z.
template <typename T>
QUrlQuery writeQuery(const T &value, const Dialect &dialect);

/// Reads a query; the problem names the parameter in its path.
template <typename T>
ReadResult<T> readQuery(const QUrlQuery &query);

template <typename T>
const SchemaInfo &schema();

/// A JSON string literal with its quotes.
QByteArray jsonString(const QString &text);

} // namespace svix
