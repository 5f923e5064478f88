// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault/faultrule.h"

#include "api/operations.h"

#include <QCoreApplication>

#include <map>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

using Kind = FaultRule::Kind;

constexpr qint64 mostMs = 3600 * 1000;
constexpr qint64 mostCount = 1'000'000'000;

struct FaultWords
{
    Q_DECLARE_TR_FUNCTIONS(svix::Sandbox)
};

std::optional<Kind> kindOf(const QString &word)
{
    static const std::map<QString, Kind> kinds{
        {u"drop"_s, Kind::Drop},
        {u"reset"_s, Kind::Reset},
        {u"delay"_s, Kind::Delay},
        {u"truncate"_s, Kind::Truncate},
        {u"bad-json"_s, Kind::BadJson},
        {u"wrong-shape"_s, Kind::WrongShape},
        {u"wrong-type"_s, Kind::WrongType},
        {u"bad-chunks"_s, Kind::BadChunks},
        {u"long-length"_s, Kind::LongLength},
        {u"short-length"_s, Kind::ShortLength},
    };
    const auto at = kinds.find(word);
    return at == kinds.end() ? std::nullopt : std::optional(at->second);
}

// In the place of an answer, rather than something done to one.
bool replacesTheAnswer(Kind kind)
{
    return kind == Kind::Drop || kind == Kind::Reset || kind == Kind::Status;
}

std::optional<qint64> number(const QString &text, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

bool isKnownOperation(const QString &pattern)
{
    return std::any_of(allOperations.begin(), allOperations.end(), [&](const Operation *operation) {
        return matchesGlob(pattern, QString::fromLatin1(operation->id)) ||
               matchesGlob(pattern, operation->name());
    });
}

/// Reads the words of one rule; `problem` stays empty while all is well.
class Reader
{
public:
    explicit Reader(const QString &text) { m_rule.text = text; }

    FaultRuleText read()
    {
        QStringList words = m_rule.text.split(u',');
        for (QString &word : words) {
            word = word.trimmed();
        }
        if (!readFault(words.takeFirst())) {
            m_problem =
                m_problem.isEmpty()
                    ? FaultWords::tr("\"%1\" does not begin with a fault, such as drop or 503.")
                          .arg(m_rule.text)
                    : m_problem;
        }
        for (const QString &word : std::as_const(words)) {
            if (m_problem.isEmpty()) {
                readWord(word.section(u'=', 0, 0), word.section(u'=', 1), word);
            }
        }
        if (m_problem.isEmpty()) {
            finish();
        }
        return m_problem.isEmpty() ? FaultRuleText{m_rule, {}}
                                   : FaultRuleText{std::nullopt, m_problem};
    }

private:
    bool readFault(const QString &word)
    {
        if (const auto status = number(word, 400, 599)) {
            m_rule.kind = Kind::Status;
            m_rule.status = static_cast<int>(*status);
            return true;
        }
        const QString name = word.section(u'=', 0, 0);
        const QString value = word.section(u'=', 1);
        const auto kind = kindOf(name);
        if (!kind) {
            return false;
        }
        m_rule.kind = *kind;
        if (*kind == Kind::Delay) {
            readWord(name, value, word);
            return m_problem.isEmpty();
        }
        if (*kind == Kind::Truncate && word.contains(u'=')) {
            m_rule.cutAt = number(value, 1, mostCount);
            return m_rule.cutAt.has_value();
        }
        return !word.contains(u'=');
    }

    void readWord(const QString &name, const QString &value, const QString &word)
    {
        if (!readWhere(name, value) && !readWhen(name, value) && !readHow(name, value) &&
            m_problem.isEmpty()) {
            m_problem =
                FaultWords::tr("\"%1\" in \"%2\" is not known, or its value cannot be that.")
                    .arg(word, m_rule.text);
        }
    }

    bool readWhere(const QString &name, const QString &value)
    {
        if (value.isEmpty()) {
            return false;
        }
        if (name == u"op") {
            m_rule.operation = value;
            if (!isKnownOperation(value)) {
                m_problem = FaultWords::tr("There is no operation \"%1\".").arg(value);
            }
            return m_problem.isEmpty();
        }
        if (name == u"method") {
            m_rule.method = value.toUpper().toUtf8();
        } else if (name == u"path") {
            m_rule.path = value;
        } else if (name == u"app") {
            m_rule.application = value;
        } else {
            return false;
        }
        return true;
    }

    bool readWhen(const QString &name, const QString &value)
    {
        if (name == u"chance") {
            bool ok = false;
            m_rule.chance = value.toDouble(&ok);
            return ok && m_rule.chance >= 0 && m_rule.chance <= 1;
        }
        const auto count = number(value, 1, mostCount);
        if (!count) {
            return false;
        }
        if (name == u"skip") {
            m_rule.skip = *count;
        } else if (name == u"every") {
            m_rule.every = *count;
        } else if (name == u"first") {
            m_rule.first = *count;
        } else {
            return false;
        }
        return true;
    }

    bool readHow(const QString &name, const QString &value)
    {
        if (name == u"done") {
            m_done = value == u"yes";
            return value == u"yes" || value == u"no";
        }
        if (name == u"delay") {
            const auto delay = number(value, 0, mostMs);
            m_rule.delayMs = static_cast<int>(delay.value_or(0));
            return delay.has_value();
        }
        if (m_rule.kind != Kind::Status) {
            return false;
        }
        if (name == u"body") {
            m_rule.body = value == u"html"    ? FaultRule::Body::Html
                          : value == u"empty" ? FaultRule::Body::Empty
                                              : FaultRule::Body::Json;
            return value == u"html" || value == u"empty" || value == u"json";
        }
        if (name == u"retry-after") {
            m_rule.retryAfterIsDate = value.startsWith(u"date:");
            const auto seconds =
                number(m_rule.retryAfterIsDate ? value.mid(5) : value, 0, 24 * 3600);
            m_rule.retryAfter = static_cast<int>(seconds.value_or(0));
            return seconds.has_value();
        }
        return false;
    }

    void finish()
    {
        const bool replaces = replacesTheAnswer(m_rule.kind);
        if (!replaces && m_done == false) {
            m_problem = FaultWords::tr("\"%1\" happens to an answer, so it cannot have done=no.")
                            .arg(m_rule.text);
        }
        m_rule.done = m_done.value_or(!replaces);
    }

    FaultRule m_rule;
    std::optional<bool> m_done;
    QString m_problem;
};

} // namespace

FaultRuleText FaultRuleText::parse(const QString &text)
{
    return Reader(text).read();
}

bool matchesGlob(QStringView pattern, QStringView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1; // the last * seen, and where its text ends so far
    qsizetype end = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            end = t;
        } else if (p < pattern.size() && (pattern[p] == u'?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++end;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*') {
        ++p;
    }
    return p == pattern.size();
}

} // namespace svix::sandbox
