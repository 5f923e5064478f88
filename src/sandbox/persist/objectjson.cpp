// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/persist/objectjson.h"

#include <limits>

namespace svix::sandbox {

QJsonValue toJson(const QMap<QString, QString> &value)
{
    QJsonObject object;
    for (auto it = value.cbegin(); it != value.cend(); ++it) {
        object.insert(it.key(), it.value());
    }
    return object;
}

QJsonValue toJson(const Timestamp &value)
{
    return value.isEmpty() ? QJsonValue() : QJsonValue(value.toText());
}

// As a text: QJson would lose digits, the order of keys and equal keys.
QJsonValue toJson(const RawJson &value)
{
    return value.isEmpty() ? QJsonValue() : QJsonValue(QString::fromUtf8(value.text));
}

void JsonReader::readValue(const QJsonValue &json, QMap<QString, QString> &value)
{
    fail(!json.isObject());
    const QJsonObject object = json.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        fail(!it->isString());
        value.insert(it.key(), it->toString());
    }
}

void JsonReader::readValue(const QJsonValue &json, QString &value)
{
    fail(!json.isString());
    value = json.toString();
}

void JsonReader::readValue(const QJsonValue &json, bool &value)
{
    fail(!json.isBool());
    value = json.toBool();
}

void JsonReader::readValue(const QJsonValue &json, int &value)
{
    const double number = json.toDouble();
    const bool fits = json.isDouble() && number >= std::numeric_limits<int>::min() &&
                      number <= std::numeric_limits<int>::max();
    value = fits ? static_cast<int>(number) : 0;
    fail(!fits || value != number);
}

void JsonReader::readValue(const QJsonValue &json, Timestamp &value)
{
    if (json.isNull()) {
        value = {};
        return;
    }
    value = Timestamp::fromText(json.toString().toStdString());
    fail(!value.isValid());
}

void JsonReader::readValue(const QJsonValue &json, RawJson &value)
{
    fail(!json.isNull() && !json.isString());
    value.text = json.toString().toUtf8();
}

} // namespace svix::sandbox
