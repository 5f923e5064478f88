// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/unifier.h"

#include "core/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

const QRegularExpression &placeholder()
{
    static const QRegularExpression pattern(u"\\{\\{([a-z_0-9+-]+)\\}\\}"_s);
    return pattern;
}

// "{{app_12}}" -> {"app", 12}; number 0 for anything else.
std::pair<QString, int> numbered(const QString &text)
{
    static const QRegularExpression pattern(u"^\\{\\{(app|ep|msg)_([0-9]+)\\}\\}$"_s);
    const auto match = pattern.match(text);
    return {match.captured(1), match.captured(2).toInt()};
}

QString typeName(const QJsonValue &value)
{
    static const QStringList names{u"null"_s,   u"bool"_s, u"number"_s,
                                   u"string"_s, u"list"_s, u"object"_s};
    return names.value(value.type(), u"nothing"_s);
}

bool isAttempt(const QJsonValue &row)
{
    return row.toObject().contains(u"responseStatusCode"_s);
}

} // namespace

// Whether a text can be what a placeholder stands for.
bool Unifier::canBe(const QString &name, const QString &value)
{
    const QString kind = name.section(u'_', 0, 0);
    static const QMap<QString, IdKind> ids{{u"app"_s, IdKind::Application},
                                           {u"ep"_s, IdKind::Endpoint},
                                           {u"msg"_s, IdKind::Message},
                                           {u"atmpt"_s, IdKind::Attempt},
                                           {u"qtask"_s, IdKind::Task}};
    if (ids.contains(kind)) {
        return kindOfId(value) == ids[kind];
    }
    if (name == u"time"_s) {
        // In UTC, and of this run: nothing that was recorded is older.
        const QByteArray text = value.toUtf8();
        const Timestamp time = Timestamp::fromText(text.toStdString());
        const qint64 age = Timestamp::now().milliseconds() - time.milliseconds();
        constexpr qint64 week = 7LL * 24 * 3600 * 1000;
        return time.isValid() && (value.endsWith(u'Z') || value.endsWith(u"+00:00"_s)) &&
               age > -week && age < week;
    }
    if (kind == u"secret"_s) {
        return value.startsWith(u"whsec_"_s) || value.startsWith(u"whpk_"_s);
    }
    return kind != u"token"_s || value.count(u'.') == 2;
}

Unifier::Unifier(const QJsonArray &steps)
{
    // In a list sorted by id the numbers (given in order of creation) must rise or fall; where they
    // do not, the ids of that stretch were made together.
    for (const auto &step : steps) {
        const QString path = step[u"request"_s][u"path"_s].toString();
        const QJsonArray rows = step[u"response"_s][u"body"_s][u"data"_s].toArray();
        const bool up = path.contains(u"order=ascending"_s) || path.startsWith(u"/api/v1/app?"_s) ||
                        path.endsWith(u"/endpoint"_s) || path.contains(u"/msg/"_s);
        const bool rising = up && !path.contains(u"order=descending"_s) &&
                            !(path.contains(u"}}/endpoint"_s) && !path.contains(u"/msg/"_s) &&
                              !path.contains(u"order=ascending"_s));
        for (qsizetype i = 0; i + 1 < rows.size(); ++i) {
            const QString a = rows[i][u"id"_s].toString();
            const QString b = rows[i + 1][u"id"_s].toString();
            const auto [kind, first] = numbered(a);
            const int second = numbered(b).second;
            if (first == 0 || second == 0 || (rising ? first < second : first > second) ||
                m_ties.contains(a)) {
                continue;
            }
            const QStringList group = rising ? QStringList{a, b} : QStringList{b, a};
            m_ties[a] = group;
            m_ties[b] = group;
        }
    }
}

// The placeholder that stands at the place of this one when ids rise in order of creation.
QString Unifier::standIn(const QString &name) const
{
    const QString text = u"{{%1}}"_s.arg(name);
    const QStringList recorded = m_ties.value(text);
    if (recorded.isEmpty()) {
        return name;
    }
    QStringList created = recorded;
    std::sort(created.begin(), created.end(), [](const QString &a, const QString &b) {
        return numbered(a).second < numbered(b).second;
    });
    const QString other = created.at(recorded.indexOf(text));
    return other.mid(2, other.size() - 4);
}

QString Unifier::valueOf(const QString &name)
{
    static const QRegularExpression relative(u"^now([+-][0-9]+)s$"_s);
    if (const auto match = relative.match(name); match.hasMatch()) {
        return QDateTime::currentDateTimeUtc()
            .addSecs(match.captured(1).toLongLong())
            .toString(Qt::ISODate);
    }
    if (!m_bound.contains(name)) {
        ++m_made;
        if (name.startsWith(u"secret_"_s)) {
            const QByteArray key = QByteArray(23, 'k') + static_cast<char>('a' + m_made % 26);
            m_bound[name] = u"whsec_"_s + QString::fromLatin1(key.toBase64());
        } else {
            m_bound[name] = u"%1-%2"_s.arg(QString(name).replace(u'_', u'-')).arg(m_made);
        }
    }
    return m_bound[name];
}

QString Unifier::filled(const QString &text)
{
    QString out;
    qsizetype at = 0;
    // Where a list goes on depends on the place of a row, not on which row it was.
    const bool path = text.contains(u"iterator="_s);
    for (auto it = placeholder().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += text.mid(at, match.capturedStart() - at);
        const bool place = path && match.capturedStart() > text.indexOf(u"iterator="_s);
        out += valueOf(place ? standIn(match.captured(1)) : match.captured(1));
        at = match.capturedEnd();
    }
    return out + text.mid(at);
}

bool Unifier::unifyText(const QString &expected, const QString &actual)
{
    QString pattern;
    QStringList names;
    qsizetype at = 0;
    for (auto it = placeholder().globalMatch(expected); it.hasNext();) {
        const auto match = it.next();
        const QString name = match.captured(1);
        pattern += QRegularExpression::escape(expected.mid(at, match.capturedStart() - at));
        const bool free = name == u"time"_s || name.startsWith(u"token_"_s);
        if (m_bound.contains(name) && !free) {
            pattern += QRegularExpression::escape(m_bound[name]);
        } else {
            pattern += u"(.+?)"_s;
            names.append(name);
        }
        at = match.capturedEnd();
    }
    pattern += QRegularExpression::escape(expected.mid(at));
    const auto match = QRegularExpression(u"^"_s + pattern + u"$"_s,
                                          QRegularExpression::DotMatchesEverythingOption)
                           .match(actual);
    if (!match.hasMatch()) {
        return false;
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString value = match.captured(static_cast<int>(i) + 1);
        if (!canBe(names[i], value)) {
            return false;
        }
        if (names[i] == u"time"_s) {
            continue;
        }
        if (!names[i].startsWith(u"token_"_s)) {
            if (m_owners.contains(value)) {
                return false; // two placeholders for one object
            }
            m_owners[value] = names[i];
        }
        m_bound[names[i]] = value;
    }
    return true;
}

QString Unifier::compareShape(const QString &where, const QJsonValue &expected,
                              const QJsonValue &actual)
{
    const QStringList keys = expected.toObject().keys();
    return keys == actual.toObject().keys()
               ? QString()
               : u"%1: has %2, not %3"_s.arg(where, actual.toObject().keys().join(u','),
                                             keys.join(u','));
}

QString Unifier::compareBody(const QJsonValue &expected, const QJsonValue &actual)
{
    const QJsonArray rows = expected[u"data"_s].toArray();
    if (!rows.isEmpty() && isAttempt(rows.first())) {
        return compareAttempts(expected.toObject(), actual.toObject());
    }
    return compare(u"body"_s, expected, actual);
}

// The order of attempts at different endpoints is chance: each endpoint's are compared in order,
// and of a page that was cut only the number, the shape and what it says of itself.
QString Unifier::compareAttempts(const QJsonObject &expected, const QJsonObject &actual)
{
    const QJsonArray rows = expected[u"data"_s].toArray();
    const QJsonArray real = actual[u"data"_s].toArray();
    if (expected[u"done"_s] != actual[u"done"_s] || rows.size() != real.size() ||
        expected.keys() != actual.keys()) {
        return u"%1 attempts, done %2; recorded %3, done %4"_s.arg(real.size())
            .arg(actual[u"done"_s].toBool())
            .arg(rows.size())
            .arg(expected[u"done"_s].toBool());
    }
    const bool whole = expected[u"done"_s].toBool();
    QMap<QString, QJsonArray> byEndpoint;
    QMap<QString, QJsonArray> realByEndpoint;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (const QString problem = compareShape(u"attempt"_s, rows[i], real[i]);
            !problem.isEmpty()) {
            return problem;
        }
        byEndpoint[filled(rows[i][u"endpointId"_s].toString())].append(rows[i]);
        realByEndpoint[real[i][u"endpointId"_s].toString()].append(real[i]);
    }
    if (!whole) {
        return {};
    }
    for (auto it = byEndpoint.cbegin(); it != byEndpoint.cend(); ++it) {
        const QString problem =
            compareList(u"attempts"_s, it.value(), realByEndpoint[it.key()], {});
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

// Of messages by the JSON reader the position does not count: it is that of another reader.
QString Unifier::compareProblems(const QJsonArray &expected, const QJsonArray &actual)
{
    static const QRegularExpression position(u" at line [0-9]+ column [0-9]+"_s);
    const auto spoken = [](const QJsonArray &items) {
        QStringList texts;
        for (const auto &item : items) {
            QStringList loc;
            for (const auto &part : item[u"loc"_s].toArray()) {
                loc.append(part.toString());
            }
            texts.append(loc.join(u'/') + u'|' + item[u"type"_s].toString() + u'|' +
                         item[u"msg"_s].toString().remove(position));
        }
        texts.sort();
        return texts;
    };
    return spoken(expected) == spoken(actual)
               ? QString()
               : u"problems %1, recorded %2"_s.arg(spoken(actual).join(u" ; "_s),
                                                   spoken(expected).join(u" ; "_s));
}

QString Unifier::compareList(const QString &where, const QJsonArray &expected,
                             const QJsonArray &actual, const QString &key)
{
    if (expected.size() != actual.size()) {
        return u"%1: %2 items, recorded %3"_s.arg(where).arg(actual.size()).arg(expected.size());
    }
    static const QStringList sets{u"eventTypes"_s, u"filterTypes"_s, u"channels"_s, u"sensitive"_s};
    if (sets.contains(key)) {
        QStringList a;
        QStringList b;
        for (qsizetype i = 0; i < expected.size(); ++i) {
            a.append(expected[i].toString());
            b.append(actual[i].toString());
        }
        a.sort();
        b.sort();
        return a == b ? QString() : u"%1: %2, recorded %3"_s.arg(where, b.join(u','), a.join(u','));
    }
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QString at = u"%1[%2]"_s.arg(where).arg(i);
        const QString id = expected[i].isObject() ? expected[i][u"id"_s].toString() : QString();
        QString problem;
        if (m_ties.contains(id) && filled(id) != actual[i][u"id"_s].toString()) {
            // Another one of those made together stands here.
            problem = valueOf(standIn(id.mid(2, id.size() - 4))) == actual[i][u"id"_s].toString()
                          ? QString()
                          : u"%1: an unexpected row"_s.arg(at);
        } else {
            problem = compare(at, expected[i], actual[i]);
        }
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

QString Unifier::compareObject(const QString &where, const QJsonObject &expected,
                               const QJsonObject &actual)
{
    if (const QString problem = compareShape(where, expected, actual); !problem.isEmpty()) {
        return problem;
    }
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const QJsonValue real = actual[it.key()];
        const QString at = where + u'.' + it.key();
        QString problem;
        if (it.key() == u"responseDurationMs"_s) {
            problem = real.isDouble() ? QString() : at + u" is no number"_s;
        } else if (it.key() == u"detail"_s && it.value().isArray()) {
            problem = compareProblems(it.value().toArray(), real.toArray());
        } else if (it.value().isArray() && real.isArray()) {
            problem = compareList(at, it.value().toArray(), real.toArray(), it.key());
        } else if ((it.key() == u"iterator"_s || it.key() == u"prevIterator"_s) &&
                   it.value().isString()) {
            const QString place = it.value().toString();
            problem = unifyText(place, real.toString()) ||
                              filled(u"iterator="_s + place) == u"iterator="_s + real.toString()
                          ? QString()
                          : u"%1: %2, recorded %3"_s.arg(at, real.toString(), place);
        } else {
            problem = compare(at, it.value(), real);
        }
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return {};
}

QString Unifier::compare(const QString &where, const QJsonValue &expected, const QJsonValue &actual)
{
    if (expected.type() != actual.type()) {
        return u"%1: %2, recorded %3"_s.arg(where, typeName(actual), typeName(expected));
    }
    if (expected.isObject()) {
        return compareObject(where, expected.toObject(), actual.toObject());
    }
    if (expected.isArray()) {
        return compareList(where, expected.toArray(), actual.toArray(), {});
    }
    const bool same = expected.isString() ? unifyText(expected.toString(), actual.toString())
                                          : expected == actual;
    return same ? QString()
                : u"%1: \"%2\", recorded \"%3\""_s.arg(where,
                                                       actual.toVariant().toString().left(300),
                                                       expected.toVariant().toString().left(300));
}

} // namespace svix::test
