// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <vector>

namespace svix::sandbox {

/// Texts kept once each and named by number, so that a million rows can share a few.
class StringTable
{
public:
    quint32 intern(const QString &text)
    {
        const auto at = m_numbers.constFind(text);
        if (at != m_numbers.cend()) {
            return *at;
        }
        const auto number = static_cast<quint32>(m_texts.size());
        m_texts.push_back(text);
        m_numbers.insert(text, number);
        return number;
    }
    /// As intern, for long texts that hardly come twice: not looked up, not shared.
    quint32 append(const QString &text)
    {
        m_texts.push_back(text);
        return static_cast<quint32>(m_texts.size() - 1);
    }
    const QString &at(quint32 number) const { return m_texts[number]; }
    quint32 size() const { return static_cast<quint32>(m_texts.size()); }
    bool isShared(quint32 number) const { return m_numbers.value(m_texts[number], ~0U) == number; }
    /// Forgets the text of a number that nothing uses any more.
    void erase(quint32 number)
    {
        if (isShared(number)) {
            m_numbers.remove(m_texts[number]);
        }
        m_texts[number].clear();
    }
    /// The number of a text, or `none`.
    quint32 find(const QString &text, quint32 none) const { return m_numbers.value(text, none); }

private:
    std::vector<QString> m_texts;
    QHash<QString, quint32> m_numbers;
};

} // namespace svix::sandbox
