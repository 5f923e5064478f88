// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/schemas.h"
#include "api/typelist.h"

#include <simdjson.h>

namespace svix {

namespace {

namespace sj = simdjson::ondemand;

// Reads values straight from the parser into structs. On failure `problem` is filled from the
// innermost field outwards, so the path ends up in reading order.
class Reader
{
public:
    std::optional<ReadProblem> problem;

    template <typename T>
    bool object(sj::object source, T &out);

    template <typename C, typename M>
    bool member(const Field<C, M> &f, sj::value value, C &out)
    {
        if (read(std::move(value), out.*(f.member))) {
            return true;
        }
        problem->path.prepend(QString::fromLatin1(f.name));
        return false;
    }

    /// What the schema does not know, where it is to be written back.
    template <typename T>
    bool keep(std::string_view key, sj::value value, T &out)
    {
        if constexpr (requires { out.unknown; }) {
            if (out.unknown.size() < mostUnknown) {
                out.unknown.append({QString::fromUtf8(key.data(), qsizetype(key.size())), {}});
                return read(std::move(value), out.unknown.back().value);
            }
        }
        return true;
    }

private:
    bool fail(ReadProblem::Kind kind, QString message)
    {
        problem = ReadProblem{kind, {}, std::move(message)};
        return false;
    }
    bool wrong(const char *expected)
    {
        return fail(ReadProblem::Kind::WrongType,
                    QStringLiteral("expected %1").arg(QLatin1String(expected)));
    }
    bool failed(simdjson::error_code code, const char *expected)
    {
        switch (code) {
        case simdjson::INCORRECT_TYPE:
        case simdjson::NUMBER_OUT_OF_RANGE:
        case simdjson::NUMBER_ERROR:
            return wrong(expected);
        default:
            return fail(ReadProblem::Kind::Syntax,
                        QString::fromLatin1(simdjson::error_message(code)));
        }
    }

    bool read(sj::value value, QString &out)
    {
        std::string_view text;
        if (const auto error = value.get_string().get(text)) {
            // A server may send null where a plain text is due; there is nothing to lose.
            bool null = false;
            if (error == simdjson::INCORRECT_TYPE && !value.is_null().get(null) && null) {
                out.clear();
                return true;
            }
            return failed(error, "a string");
        }
        out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        return true;
    }
    bool read(sj::value value, bool &out)
    {
        const auto error = value.get_bool().get(out);
        return error ? failed(error, "true or false") : true;
    }
    bool read(sj::value value, qint64 &out)
    {
        int64_t number = 0;
        if (const auto error = value.get_int64().get(number)) {
            return failed(error, "a whole number");
        }
        out = number;
        return true;
    }
    bool read(sj::value value, int &out)
    {
        qint64 number = 0;
        if (!read(std::move(value), number)) {
            return false;
        }
        if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
            return wrong("a smaller number");
        }
        out = static_cast<int>(number);
        return true;
    }
    bool read(sj::value value, Timestamp &out)
    {
        std::string_view text;
        if (const auto error = value.get_string().get(text)) {
            return failed(error, "a date and time");
        }
        out = Timestamp::fromText(text);
        return true;
    }
    bool read(sj::value value, RawJson &out)
    {
        sj::json_type type{};
        if (const auto error = value.type().get(type)) {
            return failed(error, "a JSON value");
        }
        std::string_view text;
        simdjson::error_code error = simdjson::SUCCESS;
        switch (type) {
        case sj::json_type::object: {
            sj::object object;
            error = value.get_object().get(object);
            if (!error) {
                error = object.raw_json().get(text);
            }
            break;
        }
        case sj::json_type::array: {
            sj::array array;
            error = value.get_array().get(array);
            if (!error) {
                error = array.raw_json().get(text);
            }
            break;
        }
        case sj::json_type::null: {
            bool null = false;
            error = value.is_null().get(null);
            text = "null";
            break;
        }
        default:
            // The token runs to the next structural character: cut the space after it.
            text = value.raw_json_token();
            while (!text.empty() && (text.back() == ' ' || text.back() == '\n' ||
                                     text.back() == '\r' || text.back() == '\t')) {
                text.remove_suffix(1);
            }
            if (type == sj::json_type::string) {
                std::string_view ignored;
                error = value.get_string().get(ignored);
            } else if (type == sj::json_type::boolean) {
                bool ignored = false;
                error = value.get_bool().get(ignored);
            } else {
                double ignored = 0;
                error = value.get_double().get(ignored);
                if (error == simdjson::NUMBER_ERROR) {
                    error = simdjson::SUCCESS; // 1e400: kept as its text
                }
            }
            break;
        }
        if (error) {
            return failed(error, "a JSON value");
        }
        // What every row of a list without content has costs no memory.
        out.text = text == "{}" ? QByteArrayLiteral("{}")
                                : QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        return true;
    }
    template <typename E>
    requires std::is_enum_v<E>
    bool read(sj::value value, E &out)
    {
        int number = 0;
        if (!read(std::move(value), number)) {
            return false;
        }
        out = static_cast<E>(number); // values beyond the list are kept
        return true;
    }
    template <typename T>
    bool read(sj::value value, std::optional<T> &out)
    {
        bool null = false;
        if (const auto error = value.is_null().get(null)) {
            return failed(error, "a value or null");
        }
        if (null) {
            out.reset();
            return true;
        }
        return read(std::move(value), out.emplace());
    }
    template <typename T>
    bool read(sj::value value, Patchable<T> &out)
    {
        bool null = false;
        if (const auto error = value.is_null().get(null)) {
            return failed(error, "a value or null");
        }
        if (null) {
            out.setNull();
            return true;
        }
        return read(std::move(value), out.emplace());
    }
    template <typename T>
    bool read(sj::value value, QList<T> &out)
    {
        sj::array array;
        if (const auto error = value.get_array().get(array)) {
            return failed(error, "a list");
        }
        out.clear();
        qsizetype index = 0;
        for (auto item : array) {
            sj::value element;
            if (const auto error = item.get(element)) {
                return failed(error, "a list");
            }
            if (!read(std::move(element), out.emplaceBack())) {
                problem->path.prepend(QStringLiteral("[%1]").arg(index));
                return false;
            }
            ++index;
        }
        return true;
    }
    template <typename T>
    bool read(sj::value value, QMap<QString, T> &out)
    {
        sj::object object;
        if (const auto error = value.get_object().get(object)) {
            bool null = false;
            if (error == simdjson::INCORRECT_TYPE && !value.is_null().get(null) && null) {
                out.clear();
                return true;
            }
            return failed(error, "an object");
        }
        out.clear();
        for (auto item : object) {
            std::string_view key;
            if (const auto error = item.unescaped_key().get(key)) {
                return failed(error, "an object");
            }
            const QString name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
            sj::value element;
            if (const auto error = item.value().get(element)) {
                return failed(error, "an object");
            }
            if (!read(std::move(element), out[name])) {
                problem->path.prepend(name);
                return false;
            }
        }
        return true;
    }
    template <typename T, typename = decltype(Schema<T>::fields)>
    bool read(sj::value value, T &out)
    {
        sj::object object_;
        if (const auto error = value.get_object().get(object_)) {
            return failed(error, "an object");
        }
        return object(object_, out);
    }
};

template <typename T>
bool Reader::object(sj::object source, T &out)
{
    constexpr auto &fields = Schema<T>::fields;
    constexpr std::size_t count = std::tuple_size_v<std::remove_cvref_t<decltype(fields)>>;
    quint64 seen = 0;
    static_assert(count <= 64);
    for (auto item : source) {
        std::string_view key;
        if (const auto error = item.unescaped_key().get(key)) {
            return failed(error, "an object");
        }
        sj::value value;
        if (const auto error = item.value().get(value)) {
            return failed(error, "an object");
        }
        bool good = true;
        const auto visit = [&](const auto &f, std::size_t index) {
            if (key == f.name) {
                seen |= quint64(1) << index;
            } else if (f.oldName && key == f.oldName) {
                // The new name wins where both stand.
                if (seen & (quint64(1) << index)) {
                    return true;
                }
            } else {
                return false;
            }
            good = member(f, value, out);
            return true;
        };
        [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            if (!(visit(std::get<I>(fields), I) || ...)) {
                good = keep(key, value, out);
            }
        }
        (std::make_index_sequence<count>{});
        if (!good) {
            return false;
        }
    }
    bool complete = true;
    const auto check = [&](const auto &f, std::size_t index) {
        if (complete && (f.flags & Required) && !(seen & (quint64(1) << index))) {
            fail(ReadProblem::Kind::Missing,
                 QStringLiteral("missing field `%1`").arg(QLatin1String(f.name)));
            problem->path.prepend(QString::fromLatin1(f.name));
            complete = false;
        }
    };
    [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        (check(std::get<I>(fields), I), ...);
    }
    (std::make_index_sequence<count>{});
    return complete;
}

} // namespace

template <typename T>
ReadResult<T> readJson(QByteArrayView json, qsizetype spare)
{
    // One parser a thread: it keeps its buffers between documents. Not those of a huge one.
    constexpr qsizetype huge = 1024 * 1024;
    static thread_local sj::parser kept;
    sj::parser passing;
    sj::parser &parser = json.size() > huge ? passing : kept;
    const auto size = static_cast<std::size_t>(json.size());
    const auto allocated = size + static_cast<std::size_t>(spare);
    simdjson::padded_string copy;
    simdjson::padded_string_view padded(json.data(), size, allocated);
    if (allocated < size + simdjson::SIMDJSON_PADDING) {
        copy = simdjson::padded_string(json.data(), size);
        padded = copy;
    }
    sj::document document;
    const auto syntax = [](simdjson::error_code code) {
        return ReadProblem{
            ReadProblem::Kind::Syntax, {}, QString::fromLatin1(simdjson::error_message(code))};
    };
    if (const auto error = parser.iterate(padded).get(document)) {
        return syntax(error);
    }
    sj::object object;
    if (const auto error = document.get_object().get(object)) {
        if (error == simdjson::INCORRECT_TYPE) {
            return ReadProblem{
                ReadProblem::Kind::WrongType, {}, QStringLiteral("expected an object")};
        }
        return syntax(error);
    }
    Reader reader;
    T out{};
    if (!reader.object(object, out)) {
        return *reader.problem;
    }
    const char *rest = nullptr;
    if (document.current_location().get(rest) == simdjson::SUCCESS) {
        return ReadProblem{
            ReadProblem::Kind::Syntax, {}, QStringLiteral("more text after the document")};
    }
    return out;
}

#define SVIX_INSTANTIATE(TYPE) template ReadResult<TYPE> readJson<TYPE>(QByteArrayView, qsizetype);
SVIX_BODY_TYPES(SVIX_INSTANTIATE)
SVIX_ANSWER_TYPES(SVIX_INSTANTIATE)
#undef SVIX_INSTANTIATE

} // namespace svix
