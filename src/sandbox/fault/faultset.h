// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/fault/faultrule.h"
#include "sandbox/fault/requestname.h"

#include <functional>
#include <random>
#include <vector>

namespace svix::sandbox {

/// The rules in force, in order, with what each has done. The same rules, seed and requests give
/// the same faults.
class FaultSet
{
public:
    struct Counted
    {
        FaultRule rule;
        qint64 matched = 0; ///< requests that it fits, those that a rule before it took left out
        qint64 hits = 0;    ///< of them, those that went wrong by it
        std::mt19937 random;
    };
    /// Whether two names, of a rule and of a path, mean one application.
    using SameApplication = std::function<bool(const QString &, const QString &)>;

    explicit FaultSet(quint32 seed)
        : m_seed(seed)
    {
    }

    quint32 seed() const { return m_seed; }
    const std::vector<Counted> &rules() const { return m_rules; }
    bool isEmpty() const { return m_rules.empty(); }
    void add(const FaultRule &rule);
    /// Takes all rules away; those that follow begin with this seed.
    void clear(quint32 seed);
    /// Counts the request; the rule by which it goes wrong, nullptr for none. Valid until the rules
    /// change.
    const FaultRule *strike(const HttpRequest &request, const RequestName &name,
                            const SameApplication &same);

private:
    std::vector<Counted> m_rules;
    quint32 m_seed;
};

} // namespace svix::sandbox
