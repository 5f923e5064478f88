// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <array>

namespace svix {

/// Texts that many rows share, kept once; a row holds their number. Number 0 is the empty text.
class InternedStrings
{
public:
    int add(const QString &text)
    {
        if (text.isEmpty()) {
            return 0;
        }
        // Few different texts come again and again: most are found without a hash.
        const auto slot = std::size_t(text.size() * 31 + text.back().unicode() * 7 +
                                      text.at(text.size() / 2).unicode()) %
                          m_recent.size();
        if (m_texts.at(m_recent[slot]) == text) {
            return m_recent[slot];
        }
        return m_recent[slot] = lookUp(text);
    }
    const QString &at(int number) const { return m_texts.at(number); }
    int size() const { return static_cast<int>(m_texts.size()); }

private:
    int lookUp(const QString &text)
    {
        const auto it = m_numbers.constFind(text);
        if (it != m_numbers.constEnd()) {
            return *it;
        }
        const int number = static_cast<int>(m_texts.size());
        m_texts.append(text);
        m_numbers.insert(text, number);
        return number;
    }

    std::array<int, 64> m_recent{};
    QList<QString> m_texts{QString()};
    QHash<QString, int> m_numbers{{QString(), 0}};
};

} // namespace svix
