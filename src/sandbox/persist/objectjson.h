// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/persist/savedmembers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace svix::sandbox {

// Objects as JSON and back, member by member as savedmembers.h lists them, without loss. A map of
// objects is left out: its objects stand on their own.

/// Reads values and says which member does not fit.
class JsonReader
{
public:
    /// Where the first one is that does not fit, as in "out.uid"; empty when all fit.
    const QString &problem() const { return m_problem; }

    template <typename T>
    void read(const QJsonValue &json, T &value)
    {
        if constexpr (Saved<T>::listed) {
            readObject(json, value);
        } else {
            readValue(json, value);
        }
    }

private:
    void fail(bool failed)
    {
        if (failed && m_problem.isEmpty()) {
            m_problem = m_path.isEmpty() ? QStringLiteral("value") : m_path.join(QLatin1Char('.'));
        }
    }
    template <typename T>
    void readObject(const QJsonValue &json, T &value)
    {
        fail(!json.isObject());
        const QJsonObject object = json.toObject();
        qsizetype known = 0;
        forEachMember<T>([&](const char *name, auto pointer) {
            if constexpr (!IsCollection<std::decay_t<decltype(value.*pointer)>>::value) {
                // A member that an older version did not have keeps its default.
                const auto at = object.constFind(QLatin1String(name));
                if (at != object.constEnd()) {
                    ++known;
                    m_path.append(QLatin1String(name));
                    read(*at, value.*pointer);
                    m_path.removeLast();
                }
            }
        });
        fail(known != object.size());
    }
    template <typename T>
    void readValue(const QJsonValue &json, std::optional<T> &value)
    {
        value.reset();
        if (!json.isNull()) {
            read(json, value.emplace());
        }
    }
    template <typename T>
    void readValue(const QJsonValue &json, QList<T> &value)
    {
        fail(!json.isArray());
        for (const QJsonValueConstRef item : json.toArray()) {
            read(QJsonValue(item), value.emplaceBack());
        }
    }
    void readValue(const QJsonValue &json, QMap<QString, QString> &value);
    void readValue(const QJsonValue &json, QString &value);
    void readValue(const QJsonValue &json, bool &value);
    void readValue(const QJsonValue &json, int &value);
    void readValue(const QJsonValue &json, Timestamp &value);
    void readValue(const QJsonValue &json, RawJson &value);

    QStringList m_path;
    QString m_problem;
};

QJsonValue toJson(const QMap<QString, QString> &value);
QJsonValue toJson(const Timestamp &value);
QJsonValue toJson(const RawJson &value);
inline QJsonValue toJson(const QString &value)
{
    return value;
}
inline QJsonValue toJson(bool value)
{
    return value;
}
inline QJsonValue toJson(int value)
{
    return value;
}

template <typename T>
requires Saved<T>::listed QJsonValue toJson(const T &value);
template <typename T>
QJsonValue toJson(const QList<T> &value);

template <typename T>
QJsonValue toJson(const std::optional<T> &value)
{
    return value ? toJson(*value) : QJsonValue();
}

template <typename T>
QJsonValue toJson(const QList<T> &value)
{
    QJsonArray array;
    for (const T &item : value) {
        array.append(toJson(item));
    }
    return array;
}

template <typename T>
requires Saved<T>::listed QJsonValue toJson(const T &value)
{
    QJsonObject object;
    forEachMember<T>([&](const char *name, auto pointer) {
        if constexpr (!IsCollection<std::decay_t<decltype(value.*pointer)>>::value) {
            object.insert(QLatin1String(name), toJson(value.*pointer));
        }
    });
    return object;
}

template <typename T>
QByteArray textOf(const T &value)
{
    return QJsonDocument(toJson(value).toObject()).toJson(QJsonDocument::Compact);
}

/// All listed members are the same, maps of objects aside.
template <typename T>
bool sameMembers(const T &a, const T &b)
{
    if constexpr (Saved<T>::listed) {
        bool same = true;
        forEachMember<T>([&](const char *, auto pointer) {
            if constexpr (!IsCollection<std::decay_t<decltype(a.*pointer)>>::value) {
                same = same && sameMembers(a.*pointer, b.*pointer);
            }
        });
        return same;
    } else if constexpr (requires {
                             typename T::value_type;
                             requires Saved<typename T::value_type>::listed;
                         }) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const auto &x, const auto &y) { return sameMembers(x, y); });
    } else {
        return a == b;
    }
}

} // namespace svix::sandbox
