// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/schemas.h"
#include "api/typelist.h"

namespace svix {

namespace {

QString queryText(const QString &value)
{
    return value;
}
QString queryText(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}
QString queryText(int value)
{
    return QString::number(value);
}
QString queryText(const Timestamp &value)
{
    return value.toText();
}
QString queryText(const QStringList &value)
{
    return value.join(QLatin1Char(','));
}
template <typename E>
requires std::is_enum_v<E> QString queryText(E value)
{
    return QString::number(static_cast<int>(value));
}

bool fromQuery(const QString &text, QString &out)
{
    out = text;
    return true;
}
bool fromQuery(const QString &text, bool &out)
{
    out = text == QLatin1String("true");
    return out || text == QLatin1String("false");
}
bool fromQuery(const QString &text, int &out)
{
    bool ok = false;
    out = text.toInt(&ok);
    return ok;
}
bool fromQuery(const QString &text, Timestamp &out)
{
    const QByteArray utf8 = text.toUtf8();
    out = Timestamp::fromText({utf8.constData(), static_cast<std::size_t>(utf8.size())});
    return out.isValid();
}
bool fromQuery(const QString &text, QStringList &out)
{
    out = text.isEmpty() ? QStringList() : text.split(QLatin1Char(','));
    return true;
}
template <typename E>
requires std::is_enum_v<E>
bool fromQuery(const QString &text, E &out)
{
    int number = 0;
    const bool ok = fromQuery(text, number);
    out = static_cast<E>(number);
    return ok;
}

template <typename T>
constexpr FieldType typeOf(const T *)
{
    if constexpr (std::is_same_v<T, QString>) {
        return FieldType::String;
    } else if constexpr (std::is_same_v<T, bool>) {
        return FieldType::Boolean;
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
        return FieldType::Integer;
    } else if constexpr (std::is_same_v<T, Timestamp>) {
        return FieldType::Time;
    } else if constexpr (std::is_same_v<T, QStringList>) {
        return FieldType::StringList;
    } else if constexpr (std::is_same_v<T, RawJson>) {
        return FieldType::Raw;
    } else {
        return FieldType::Object;
    }
}
template <typename T>
constexpr FieldType typeOf(const QMap<QString, T> *)
{
    return FieldType::StringMap;
}
template <typename T>
requires(!std::is_same_v<T, QString>) constexpr FieldType typeOf(const QList<T> *)
{
    return FieldType::List;
}
// After those above, which they would not find otherwise: a pointer brings no namespace of ours.
template <typename T>
constexpr FieldType typeOf(const std::optional<T> *)
{
    return typeOf(static_cast<const T *>(nullptr));
}
template <typename T>
constexpr FieldType typeOf(const Patchable<T> *)
{
    return typeOf(static_cast<const T *>(nullptr));
}

template <typename T>
constexpr bool nullable(const T *)
{
    return false;
}
template <typename T>
constexpr bool nullable(const std::optional<T> *)
{
    return true;
}
template <typename T>
constexpr bool nullable(const Patchable<T> *)
{
    return true;
}

template <typename T>
const SchemaInfo *nested(const T *)
{
    if constexpr (requires { Schema<T>::fields; }) {
        return &schema<T>();
    } else {
        return nullptr;
    }
}
template <typename T>
const SchemaInfo *nested(const std::optional<T> *)
{
    return nested(static_cast<const T *>(nullptr));
}
template <typename T>
requires(!std::is_same_v<T, QString>) const SchemaInfo *nested(const QList<T> *)
{
    return nested(static_cast<const T *>(nullptr));
}

template <typename C, typename M>
const M *memberType(M C::*)
{
    return nullptr;
}

} // namespace

template <typename T>
QUrlQuery writeQuery(const T &value, const Dialect &dialect)
{
    QUrlQuery query;
    const auto put = [&](const auto &f) {
        const auto &member = value.*(f.member);
        if (!member || ((f.flags & CloudOnly) && dialect.kind != ServerKind::Cloud)) {
            return;
        }
        // QUrlQuery leaves "+" alone and servers read it as a space: encode everything unusual.
        query.addQueryItem(QString::fromLatin1(f.name),
                           QString::fromLatin1(QUrl::toPercentEncoding(queryText(*member))));
    };
    std::apply([&](const auto &...f) { (put(f), ...); }, Schema<T>::fields);
    return query;
}

template <typename T>
ReadResult<T> readQuery(const QUrlQuery &query)
{
    T out{};
    std::optional<ReadProblem> problem;
    const auto get = [&](const auto &f) {
        const QString name = QString::fromLatin1(f.name);
        if (problem || !query.hasQueryItem(name)) {
            return;
        }
        const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
        if (!fromQuery(text, (out.*(f.member)).emplace())) {
            problem =
                ReadProblem{ReadProblem::Kind::WrongType, {name}, QStringLiteral("invalid value")};
        }
    };
    std::apply([&](const auto &...f) { (get(f), ...); }, Schema<T>::fields);
    if (problem) {
        return *problem;
    }
    return out;
}

template <typename T>
const SchemaInfo &schema()
{
    static const SchemaInfo info = [] {
        SchemaInfo result;
        result.name = Schema<T>::name;
        const auto add = [&](const auto &f) {
            const auto *member = memberType(f.member);
            result.fields.append(FieldInfo{f.name, f.oldName, typeOf(member), nullable(member),
                                           f.flags, nested(member)});
        };
        std::apply([&](const auto &...f) { (add(f), ...); }, Schema<T>::fields);
        return result;
    }();
    return info;
}

#define SVIX_INSTANTIATE(TYPE)                                                                     \
    template QUrlQuery writeQuery<TYPE>(const TYPE &, const Dialect &);                            \
    template ReadResult<TYPE> readQuery<TYPE>(const QUrlQuery &);                                  \
    template const SchemaInfo &schema<TYPE>();
SVIX_QUERY_TYPES(SVIX_INSTANTIATE)
#undef SVIX_INSTANTIATE
#define SVIX_INSTANTIATE(TYPE) template const SchemaInfo &schema<TYPE>();
SVIX_BODY_TYPES(SVIX_INSTANTIATE)
SVIX_ANSWER_TYPES(SVIX_INSTANTIATE)
#undef SVIX_INSTANTIATE

template <>
const SchemaInfo &schema<Nothing>()
{
    static const SchemaInfo info{"Nothing", {}};
    return info;
}
template <>
const SchemaInfo &schema<RawAnswerBody>()
{
    static const SchemaInfo info{"RawAnswerBody", {}};
    return info;
}

} // namespace svix
