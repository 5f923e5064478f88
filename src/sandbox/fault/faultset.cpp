// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault/faultset.h"

#include "api/operations.h"

namespace svix::sandbox {

namespace {

bool fits(const FaultRule &rule, const HttpRequest &request, const RequestName &name,
          const FaultSet::SameApplication &same)
{
    if (!rule.method.isEmpty() && rule.method != request.method) {
        return false;
    }
    if (!rule.operation.isEmpty() &&
        (!name.operation ||
         (!matchesGlob(rule.operation, QString::fromLatin1(name.operation->id)) &&
          !matchesGlob(rule.operation, name.operation->name())))) {
        return false;
    }
    if (!rule.path.isEmpty() &&
        !matchesGlob(rule.path, QString::fromUtf8(request.path().toByteArray()))) {
        return false;
    }
    return rule.application.isEmpty() ||
           (!name.application.isEmpty() && same(rule.application, name.application));
}

bool isDue(FaultSet::Counted &counted)
{
    const FaultRule &rule = counted.rule;
    const qint64 turn = counted.matched - rule.skip;
    if (turn <= 0 || turn % rule.every != 0) {
        return false;
    }
    // Drawn even where the count is used up, so that the draws depend on the requests only.
    const double draw = counted.random() / 4294967296.0;
    return draw < rule.chance && (!rule.first || counted.hits < *rule.first);
}

} // namespace

void FaultSet::add(const FaultRule &rule)
{
    std::seed_seq seed{m_seed, static_cast<quint32>(m_rules.size())};
    m_rules.push_back({rule, 0, 0, std::mt19937(seed)});
}

void FaultSet::clear(quint32 seed)
{
    m_rules.clear();
    m_seed = seed;
}

const FaultRule *FaultSet::strike(const HttpRequest &request, const RequestName &name,
                                  const SameApplication &same)
{
    for (Counted &counted : m_rules) {
        if (!fits(counted.rule, request, name, same)) {
            continue;
        }
        ++counted.matched;
        if (isDue(counted)) {
            ++counted.hits;
            return &counted.rule;
        }
    }
    return nullptr;
}

} // namespace svix::sandbox
