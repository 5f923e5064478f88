// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace svix::sandbox {

/// A JSON value taken apart, with its place in the text. Numbers keep their digits, objects their
/// order and equal names.
struct JsonNode
{
    enum class Type { Null, Bool, Number, String, Array, Object };
    Type type = Type::Null;
    QByteArray text; ///< of a string (decoded, UTF-8), a number or true/false (as written)
    std::vector<JsonNode> items;
    std::vector<std::pair<QByteArray, JsonNode>> members;
    qsizetype begin = 0;
    qsizetype end = 0;
    bool shallow = false; ///< deeper than was asked for, or unwanted: checked, not taken apart
};

/// Why a text is no JSON, and on the way to which member: path {"channels", "[0]"}.
struct JsonProblem
{
    QStringList path;
    QString message; ///< as serde_json words it, without the position
    qsizetype offset = 0;
};

struct JsonDocument
{
    JsonNode root;
    std::optional<JsonProblem> problem;
};

enum class Deeper {
    Skip,  ///< values below the depth are checked but not kept
    Refuse ///< values below the depth are a problem
};

/// Whether a member of the root object is taken apart; the others are checked only, at any depth.
using WantsMember = std::function<bool(const QByteArray &name)>;

/// Reads the first JSON value of a text. What follows it is not looked at, as svix-server does.
/// Without `wants` every member is taken apart.
JsonDocument parseJson(QByteArrayView text, int depth = 127, Deeper deeper = Deeper::Refuse,
                       const WantsMember &wants = {});

/// The value as svix-server gives payloads back: members sorted by name, the last of equal names,
/// digits kept ("1e2" becomes "1e+2", "-0" becomes "0").
QByteArray canonicalJson(const JsonNode &node);

/// The payload as svix-server answers it: canonical, or {"expired":true} when it cannot be read.
QByteArray payloadReadBack(const QByteArray &text);

} // namespace svix::sandbox
