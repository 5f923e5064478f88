// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsonstring.h"
#include "api/schemas.h"
#include "api/typelist.h"

namespace svix {

namespace {

class Writer
{
public:
    explicit Writer(const Dialect &dialect)
        : m_dialect(dialect)
    {
    }

    template <typename T>
    void object(QByteArray &out, const T &value)
    {
        out += '{';
        bool first = true;
        const auto put = [&](const char *name, const auto &member) {
            out += first ? "\"" : ",\"";
            out += name;
            out += "\":";
            write(out, member);
            first = false;
        };
        const auto putNull = [&](const char *name) {
            out += first ? "\"" : ",\"";
            out += name;
            out += "\":null";
            first = false;
        };
        const auto visit = [&](const auto &f) {
            if (!offered(f)) {
                return;
            }
            const auto &member = value.*(f.member);
            const bool both = f.oldName && (m_dialect.answer || (f.flags & BothNames)) &&
                              m_dialect.kind != ServerKind::Cloud;
            const bool useOld = f.oldName && !both && !newName(f);
            if (!present(member)) {
                if (m_dialect.answer && (f.flags & AnswerNull)) {
                    putNull(f.name);
                    if (both && !(f.flags & OldLeftOut)) {
                        putNull(f.oldName);
                    }
                }
                return;
            }
            put(useOld ? f.oldName : f.name, member);
            if (both) {
                put(f.oldName, member);
            }
        };
        std::apply([&](const auto &...f) { (visit(f), ...); }, Schema<T>::fields);
        if constexpr (requires { value.unknown; }) {
            for (const UnknownField &field : value.unknown) {
                out += first ? "" : ",";
                appendJsonString(out, field.name);
                out += ':';
                out += field.value.text;
                first = false;
            }
        }
        out += '}';
    }

    template <typename F>
    bool offered(const F &f) const
    {
        if ((f.flags & CloudOnly) && m_dialect.kind != ServerKind::Cloud) {
            return false;
        }
        if ((f.flags & NotCloud) && m_dialect.kind == ServerKind::Cloud) {
            return false;
        }
        return !(f.flags & Newer) || m_dialect.gracePeriod;
    }

private:
    template <typename F>
    bool newName(const F &) const
    {
        return m_dialect.kind == ServerKind::Cloud || m_dialect.eventTypes;
    }

    template <typename T>
    static bool present(const T &)
    {
        return true;
    }
    static bool present(const RawJson &value) { return !value.isEmpty(); }
    static bool present(const Timestamp &value) { return !value.isEmpty(); }
    template <typename T>
    static bool present(const std::optional<T> &value)
    {
        return value.has_value();
    }
    template <typename T>
    static bool present(const Patchable<T> &value)
    {
        return !value.isAbsent();
    }

    void write(QByteArray &out, const QString &value) { appendJsonString(out, value); }
    void write(QByteArray &out, bool value) { out += value ? "true" : "false"; }
    void write(QByteArray &out, int value) { out += QByteArray::number(value); }
    void write(QByteArray &out, qint64 value) { out += QByteArray::number(value); }
    void write(QByteArray &out, const Timestamp &value) { appendJsonString(out, value.toText()); }
    void write(QByteArray &out, const RawJson &value)
    {
        out += value.isEmpty() ? QByteArray("null") : value.text;
    }
    template <typename E>
    requires std::is_enum_v<E>
    void write(QByteArray &out, E value) { out += QByteArray::number(static_cast<int>(value)); }
    template <typename T>
    void write(QByteArray &out, const std::optional<T> &value)
    {
        if (value) {
            write(out, *value);
        } else {
            out += "null";
        }
    }
    template <typename T>
    void write(QByteArray &out, const Patchable<T> &value)
    {
        if (value.hasValue()) {
            write(out, value.value());
        } else {
            out += "null";
        }
    }
    template <typename T>
    void write(QByteArray &out, const QList<T> &value)
    {
        out += '[';
        bool first = true;
        for (const T &item : value) {
            if (!first) {
                out += ',';
            }
            first = false;
            write(out, item);
        }
        out += ']';
    }
    template <typename T>
    void write(QByteArray &out, const QMap<QString, T> &value)
    {
        out += '{';
        bool first = true;
        for (auto it = value.cbegin(); it != value.cend(); ++it) {
            if (!first) {
                out += ',';
            }
            first = false;
            appendJsonString(out, it.key());
            out += ':';
            write(out, it.value());
        }
        out += '}';
    }
    template <typename T, typename = decltype(Schema<T>::fields)>
    void write(QByteArray &out, const T &value)
    {
        object(out, value);
    }

    Dialect m_dialect;
};

} // namespace

QString ReadProblem::text() const
{
    QString where;
    for (const QString &part : path) {
        if (!where.isEmpty() && !part.startsWith(QLatin1Char('['))) {
            where += QLatin1Char('.');
        }
        where += part;
    }
    return where.isEmpty() ? message : where + QStringLiteral(": ") + message;
}

QByteArray jsonString(const QString &text)
{
    QByteArray out;
    appendJsonString(out, text);
    return out;
}

template <typename T>
QByteArray writeJson(const T &value, const Dialect &dialect)
{
    QByteArray out;
    Writer(dialect).object(out, value);
    return out;
}

#define SVIX_INSTANTIATE(TYPE) template QByteArray writeJson<TYPE>(const TYPE &, const Dialect &);
SVIX_BODY_TYPES(SVIX_INSTANTIATE)
SVIX_ANSWER_TYPES(SVIX_INSTANTIATE)
#undef SVIX_INSTANTIATE

} // namespace svix
