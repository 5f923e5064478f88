// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace svix {

/// What a token of a JSON text is.
enum class JsonToken : quint8 {
    ObjectBegin,
    ObjectEnd,
    ArrayBegin,
    ArrayEnd,
    Name, ///< the name of an object member
    String,
    Number,
    True,
    False,
    Null
};

/// Why a text is not JSON and where; an offset of -1 means that nothing is wrong.
struct JsonFault
{
    qsizetype offset = -1; ///< bytes from the start
    int line = 0;          ///< from 1
    int column = 0;        ///< from 1, in UTF-16 units as editors count them
    QString message;       ///< one translated sentence, without the position

    bool isFault() const { return offset >= 0; }
    /// The message with its position, for a message line.
    QString text() const;
};

/// Receives the tokens of walkJson() in the order of the text.
class JsonSink
{
public:
    JsonSink() = default;
    virtual ~JsonSink() = default;
    Q_DISABLE_COPY_MOVE(JsonSink)
    /// `begin` and `end` are byte offsets; strings include their quotes.
    virtual void token(JsonToken token, qsizetype begin, qsizetype end) = 0;
};

/// Values nested deeper than this are refused, so that no view has to recurse further.
inline constexpr int jsonMaxDepth = 1000;

/// Walks a strict JSON text (RFC 8259) without recursion and without converting anything: digits,
/// escapes, key order and duplicate keys reach the sink as they stand. Numbers may have any size;
/// bytes that are not UTF-8, a byte order mark and a NUL are faults. Stops at the first fault.
JsonFault walkJson(QByteArrayView json, JsonSink &sink);

/// As above for a caller that only wants to know whether the text is JSON.
JsonFault checkJson(QByteArrayView json);

/// The text of a string token, quotes included. A lone surrogate stays in the result as it is.
QString decodeJsonString(QByteArrayView token);

/// The text with one member a line, indented by `indent` spaces; every token keeps its bytes.
/// Text that is not JSON is returned unchanged.
QByteArray formatJson(QByteArrayView json, int indent = 2);

} // namespace svix
