// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/editmerge.h"

#include "dialogs/consoledialog.h"

#include <QJsonDocument>
#include <QLocale>
#include <QSet>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr int mostOfValue = 120; // characters of a value in the message; all of it in the details
constexpr int mostClashes = 4;   // told one by one

bool isSame(const QString &a, const QString &b)
{
    return a == b;
}

bool isSame(bool a, bool b)
{
    return a == b;
}

bool isSame(const std::optional<int> &a, const std::optional<int> &b)
{
    return a == b;
}

bool isSame(const std::optional<QString> &a, const std::optional<QString> &b)
{
    return a.value_or(QString()) == b.value_or(QString());
}

// Servers keep no order of them.
bool isSame(const std::optional<QStringList> &a, const std::optional<QStringList> &b)
{
    const QStringList one = a.value_or(QStringList());
    const QStringList other = b.value_or(QStringList());
    return QSet<QString>(one.cbegin(), one.cend()) == QSet<QString>(other.cbegin(), other.cend());
}

bool isSame(const RawJson &a, const RawJson &b)
{
    return a == b || (!a.isEmpty() && !b.isEmpty() &&
                      QJsonDocument::fromJson(a.text) == QJsonDocument::fromJson(b.text) &&
                      !QJsonDocument::fromJson(a.text).isNull());
}

QString cut(const QString &text)
{
    return text.size() > mostOfValue ? text.first(mostOfValue) + u'…' : text;
}

/// Builds a Merged field by field.
template <typename In>
class Merging
{
    Q_DECLARE_TR_FUNCTIONS(EditMerge)

public:
    Merging(const In &before, const In &typed, const In &now)
        : m_before(before)
        , m_typed(typed)
        , m_now(now)
        , m_result{now, now}
    {
    }

    template <typename M>
    Merging &take(const QString &field, M In::*member)
    {
        const M &before = m_before.*member;
        const M &typed = m_typed.*member;
        const M &now = m_now.*member;
        if (isSame(before, typed)) {
            return *this;
        }
        m_result.wanted.*member = typed;
        if (isSame(before, now)) {
            m_result.theirs.*member = typed;
        } else {
            note(field, isSame(now, typed), inWords(now), inWords(typed));
        }
        return *this;
    }

    /// Each key is a field of its own.
    Merging &take(const QString &field, Metadata In::*member)
    {
        const Metadata &before = m_before.*member;
        const Metadata &typed = m_typed.*member;
        const Metadata &now = m_now.*member;
        const QStringList known = before.keys() + typed.keys();
        for (const QString &key : QSet<QString>(known.cbegin(), known.cend())) {
            const auto of = [&key](const Metadata &map) {
                return map.contains(key) ? std::optional(map.value(key)) : std::nullopt;
            };
            if (of(before) == of(typed)) {
                continue;
            }
            put(m_result.wanted.*member, key, of(typed));
            if (of(before) == of(now)) {
                put(m_result.theirs.*member, key, of(typed));
            } else {
                note(tr("%1 %2").arg(field, key), of(now) == of(typed), inWords(of(now)),
                     inWords(of(typed)));
            }
        }
        return *this;
    }

    const Merged<In> &result() const { return m_result; }

private:
    void note(const QString &field, bool alike, const QString &now, const QString &typed)
    {
        m_result.stands = false;
        if (!alike) {
            m_result.clashes.append({field, now, typed});
        }
    }

    static void put(Metadata &map, const QString &key, const std::optional<QString> &value)
    {
        if (value) {
            map.insert(key, *value);
        } else {
            map.remove(key);
        }
    }

    static QString inWords(const QString &value) { return value.isEmpty() ? tr("nothing") : value; }
    static QString inWords(const std::optional<QString> &value)
    {
        return inWords(value.value_or(QString()));
    }
    static QString inWords(bool value) { return value ? tr("yes") : tr("no"); }
    static QString inWords(const std::optional<int> &value)
    {
        return value ? QLocale().toString(*value) : tr("nothing");
    }
    static QString inWords(const std::optional<QStringList> &value)
    {
        QStringList sorted = value.value_or(QStringList());
        sorted.sort();
        return inWords(sorted.join(u", "_s));
    }
    static QString inWords(const RawJson &value) { return inWords(QString::fromUtf8(value.text)); }

    const In &m_before;
    const In &m_typed;
    const In &m_now;
    Merged<In> m_result;
};

} // namespace

Merged<ApplicationIn> EditMerge::merged(const ApplicationIn &before, const ApplicationIn &typed,
                                        const ApplicationIn &now)
{
    return Merging(before, typed, now)
        .take(tr("Name"), &ApplicationIn::name)
        .take(tr("Uid"), &ApplicationIn::uid)
        .take(tr("Throttle rate"), &ApplicationIn::throttleRate)
        .take(tr("Metadata"), &ApplicationIn::metadata)
        .result();
}

Merged<EndpointIn> EditMerge::merged(const EndpointIn &before, const EndpointIn &typed,
                                     const EndpointIn &now)
{
    return Merging(before, typed, now)
        .take(tr("URL"), &EndpointIn::url)
        .take(tr("Description"), &EndpointIn::description)
        .take(tr("Uid"), &EndpointIn::uid)
        .take(tr("At most"), &EndpointIn::throttleRate)
        .take(tr("Disabled"), &EndpointIn::disabled)
        .take(tr("Event types"), &EndpointIn::eventTypes)
        .take(tr("Channels"), &EndpointIn::channels)
        .take(tr("Metadata"), &EndpointIn::metadata)
        .take(tr("Version"), &EndpointIn::version)
        .result();
}

Merged<EventTypeIn> EditMerge::merged(const EventTypeIn &before, const EventTypeIn &typed,
                                      const EventTypeIn &now)
{
    return Merging(before, typed, now)
        .take(tr("Description"), &EventTypeIn::description)
        .take(tr("Feature flag"), &EventTypeIn::featureFlag)
        .take(tr("Feature flags"), &EventTypeIn::featureFlags)
        .take(tr("Group"), &EventTypeIn::groupName)
        .take(tr("Archived"), &EventTypeIn::archived)
        .take(tr("Deprecated"), &EventTypeIn::deprecated)
        .take(tr("Schema"), &EventTypeIn::schemas)
        .result();
}

Merged<IntegrationIn> EditMerge::merged(const IntegrationIn &before, const IntegrationIn &typed,
                                        const IntegrationIn &now)
{
    return Merging(before, typed, now)
        .take(tr("Name"), &IntegrationIn::name)
        .take(tr("Feature flags"), &IntegrationIn::featureFlags)
        .result();
}

void EditMerge::tell(ConsoleDialog &dialog, const QList<FieldClash> &clashes, bool unsure)
{
    QStringList lines{
        unsure ? tr("It is not as it was when you opened it: by your own change, whose answer was "
                    "lost, or by somebody else. Nothing more was sent.")
               : tr("It was changed elsewhere since you opened it. Nothing was sent.")};
    QStringList details;
    for (const FieldClash &clash : clashes) {
        if (lines.size() <= mostClashes) {
            lines += tr("%1 is now: %2 — you typed: %3")
                         .arg(clash.field, cut(clash.now), cut(clash.typed));
        }
        details += tr("%1\nNow: %2\nTyped: %3").arg(clash.field, clash.now, clash.typed);
    }
    const int rest = static_cast<int>(clashes.size()) - mostClashes;
    if (rest > 0) {
        lines += tr("And %n other field(s).", nullptr, rest);
    }
    dialog.showClash(lines.join(u'\n'), details.join(u"\n\n"_s));
}

} // namespace svix
