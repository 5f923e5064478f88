// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace svix {

/// Texts that many rows share, kept once; a row holds their number. Number 0 is the empty text.
class InternedStrings
{
public:
    int add(const QString &text)
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
    const QString &at(int number) const { return m_texts.at(number); }
    int size() const { return static_cast<int>(m_texts.size()); }

private:
    QList<QString> m_texts{QString()};
    QHash<QString, int> m_numbers{{QString(), 0}};
};

} // namespace svix
