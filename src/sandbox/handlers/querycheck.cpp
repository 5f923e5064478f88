// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/querycheck.h"

#include "api/attempts.h"
#include "core/ids.h"
#include "sandbox/handlers/validation.h"

namespace svix::sandbox {

namespace {

// Form decoding: "+" is a space.
QString decoded(QByteArrayView text)
{
    QByteArray bytes = text.toByteArray();
    bytes.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

HttpAnswer queryProblem(const QStringList &where, const QString &message)
{
    return refusal::validation({{QStringList{QStringLiteral("query")} + where, message}});
}

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c >= QLatin1Char('0') && c <= QLatin1Char('9');
    });
}

std::optional<HttpAnswer> checkLimit(const QString &value, ServerKind kind)
{
    if (!isDigits(value)) {
        return refusal::badQuery(
            value.isEmpty() ? QStringLiteral("limit: cannot parse integer from empty string")
                            : QStringLiteral("limit: invalid digit found in string"));
    }
    if (value.size() > 4 || value.toInt() > 250) {
        return queryProblem({QStringLiteral("limit"), QStringLiteral("limit")},
                            QStringLiteral("Given limit must not exceed 250"));
    }
    if (kind == ServerKind::Cloud && value.toInt() < 1) {
        return queryProblem({QStringLiteral("limit"), QStringLiteral("limit")},
                            QStringLiteral("Given limit must be at least 1"));
    }
    return std::nullopt;
}

std::optional<HttpAnswer> checkTime(const QString &name, const QString &value, bool plainText)
{
    if (Timestamp::fromText(value.toStdString()).isValid()) {
        return std::nullopt;
    }
    const QString detail = name + QStringLiteral(": input contains invalid characters");
    if (!plainText) {
        return refusal::badQuery(detail);
    }
    // The statistics call reads its query by another way and answers plain text.
    return HttpAnswer{400,
                      {{"content-type", "text/plain; charset=utf-8"}},
                      ("Failed to deserialize query string: " + detail.toUtf8()),
                      false};
}

std::optional<HttpAnswer> checkNumber(const QString &name, const QString &value, ServerKind kind)
{
    static const QStringList statuses{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2"),
                                      QStringLiteral("3")};
    static const QStringList classes{QStringLiteral("0"),   QStringLiteral("100"),
                                     QStringLiteral("200"), QStringLiteral("300"),
                                     QStringLiteral("400"), QStringLiteral("500")};
    const bool status = name == QLatin1String("status");
    const bool canceled = status && kind == ServerKind::Cloud &&
                          value == QString::number(int(MessageStatus::Canceled));
    if (canceled || (status ? statuses : classes).contains(value)) {
        return std::nullopt;
    }
    return refusal::badQuery(
        name + QStringLiteral(": Failed deserializing ") +
        (status ? QStringLiteral("MessageStatus") : QStringLiteral("StatusCodeClass")));
}

// The values of a parameter that takes only some; none for one that takes any text.
QStringList wordsFor(const QString &name)
{
    static const QHash<QString, QStringList> words{
        {QStringLiteral("order"), {QStringLiteral("ascending"), QStringLiteral("descending")}},
        {QStringLiteral("status"),
         {QStringLiteral("running"), QStringLiteral("finished"), QStringLiteral("failed")}},
        {QStringLiteral("task"),
         {QStringLiteral("endpoint.replay"), QStringLiteral("endpoint.recover"),
          QStringLiteral("application.stats"), QStringLiteral("message.broadcast"),
          QStringLiteral("sdk.generate"), QStringLiteral("event-type.aggregate"),
          QStringLiteral("application.purge_content"), QStringLiteral("endpoint.bulk-replay")}}};
    return words.value(name);
}

std::optional<HttpAnswer> checkText(const QString &name, const QString &value,
                                    QStringView iteratorPrefix, ServerKind kind)
{
    if (const QStringList words = wordsFor(name); !words.isEmpty()) {
        return words.contains(value)
                   ? std::nullopt
                   : std::optional(refusal::badQuery(
                         QStringLiteral("%1: unknown variant `%2`, expected %3")
                             .arg(name, value,
                                  QLatin1Char('`') + words.join(QStringLiteral("` or `")) +
                                      QLatin1Char('`'))));
    }
    if (name == QLatin1String("iterator") && !iteratorPrefix.isEmpty()) {
        const QStringView id =
            value.startsWith(QLatin1Char('-')) ? QStringView(value).mid(1) : QStringView(value);
        // svix-server breaks on the rest of an id that is none; nobody has seen the cloud do so.
        const bool broken = kind == ServerKind::Cloud && kindOfId(id) == IdKind::Unknown;
        if (!id.startsWith(iteratorPrefix) || broken) {
            return queryProblem({name, QStringLiteral("__all__")},
                                QStringLiteral("Invalid id. Expected different prefix"));
        }
    }
    if (name == QLatin1String("channel")) {
        if (const QString problem = channelProblem(value, kind); !problem.isEmpty()) {
            return queryProblem({name, QStringLiteral("__all__")}, problem);
        }
    }
    if (name == QLatin1String("tag")) {
        if (const QString problem = tagProblem(value); !problem.isEmpty()) {
            return queryProblem({name, QStringLiteral("__all__")}, problem);
        }
    }
    return std::nullopt;
}

std::optional<HttpAnswer> checkValue(const SchemaInfo &schema, const FieldInfo &field,
                                     const QString &value, QStringView iteratorPrefix,
                                     ServerKind kind)
{
    const QString name = QString::fromLatin1(field.name);
    switch (field.type) {
    case FieldType::Integer:
        return name == QLatin1String("limit") ? checkLimit(value, kind)
                                              : checkNumber(name, value, kind);
    case FieldType::Time:
        return checkTime(name, value,
                         kind != ServerKind::Cloud &&
                             qstrcmp(schema.name, "EndpointStatsQuery") == 0);
    case FieldType::Boolean:
        if (value != QLatin1String("true") && value != QLatin1String("false")) {
            return refusal::badQuery(name +
                                     QStringLiteral(": provided string was not `true` or `false`"));
        }
        return std::nullopt;
    case FieldType::StringList:
        for (const QString &item : value.split(QLatin1Char(','))) {
            if (const QString problem = identifierProblem(item); !problem.isEmpty()) {
                return queryProblem({QStringLiteral("__all__")}, problem);
            }
        }
        return std::nullopt;
    default:
        return checkText(name, value, iteratorPrefix, kind);
    }
}

// Lists may come piece by piece, as "event_types[]" and "event_types[1]" too.
QString fieldName(const SchemaInfo &schema, const QString &name)
{
    for (const FieldInfo &field : schema.fields) {
        const QLatin1String plain(field.name);
        if (field.type == FieldType::StringList && name.size() > plain.size() &&
            name.startsWith(plain) && name[plain.size()] == QLatin1Char('[') &&
            name.endsWith(QLatin1Char(']'))) {
            return plain;
        }
    }
    return name;
}

} // namespace

QueryCheck checkQuery(const SchemaInfo &schema, QByteArrayView query, QStringView iteratorPrefix,
                      ServerKind kind)
{
    QueryCheck result;
    for (const QByteArray &item : query.toByteArray().split('&')) {
        const qsizetype equals = item.indexOf('=');
        const QString name = fieldName(
            schema, decoded(QByteArrayView(item).first(equals < 0 ? item.size() : equals)));
        QString value = equals < 0 ? QString() : decoded(QByteArrayView(item).sliced(equals + 1));
        const auto field =
            std::find_if(schema.fields.cbegin(), schema.fields.cend(),
                         [&](const FieldInfo &f) { return name == QLatin1String(f.name); });
        // Event types come in the order of their names whatever svix-server is asked.
        const bool ignored = kind != ServerKind::Cloud &&
                             qstrcmp(schema.name, "ListEventTypesQuery") == 0 &&
                             name == QLatin1String("order");
        if (field == schema.fields.cend() || ignored ||
            (field->is(CloudOnly) && kind != ServerKind::Cloud)) {
            continue;
        }
        const bool again = result.known.hasQueryItem(name);
        if (again && field->type != FieldType::StringList) {
            result.refusal = refusal::badQuery(QStringLiteral("duplicate field `%1`").arg(name));
            return result;
        }
        result.refusal = checkValue(schema, *field, value, iteratorPrefix, kind);
        if (result.refusal) {
            return result;
        }
        if (again) {
            value.prepend(result.known.queryItemValue(name, QUrl::FullyDecoded) + QLatin1Char(','));
            result.known.removeQueryItem(name);
        }
        result.known.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    return result;
}

} // namespace svix::sandbox
