// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/portalsessions.h"

#include <QSet>

#include <algorithm>

namespace svix::sandbox {

namespace {

// Tokens are named after the time at which they were made. A day more, for clocks that differ.
constexpr qint64 longestLifeMicros =
    (PortalSessions::longestLifeSeconds + 24 * 3600) * 1000LL * 1000;

} // namespace

qint64 PortalSessions::nameToken()
{
    m_lastName = std::max(m_lastName + 1, Timestamp::now().microseconds());
    return m_lastName;
}

// Also of those that were made before this start.
qint64 PortalSessions::lastName()
{
    m_lastName = std::max(m_lastName, Timestamp::now().microseconds());
    return m_lastName;
}

void PortalSessions::revokeToken(qint64 tokenName, const Timestamp &end)
{
    m_tokens.insert(tokenName, end);
    ++m_revision;
}

void PortalSessions::revokeApplication(const QString &applicationId, const Timestamp &at)
{
    add(applicationId, {{}, lastName(), at});
}

void PortalSessions::revokeSession(const QString &applicationId, const QString &sessionId,
                                   const Timestamp &at)
{
    // An empty session would mean all of them.
    if (!sessionId.isEmpty()) {
        add(applicationId, {sessionId, lastName(), at});
    }
}

void PortalSessions::add(const QString &applicationId, Known revocation)
{
    ++m_revision;
    std::vector<Known> &known = m_applications[applicationId];
    // One that ends as much, and no later, makes an older one needless. An older one that ends its
    // tokens sooner stays: nothing makes a token live again.
    std::erase_if(known, [&](const Known &old) {
        const bool covers = revocation.sessionId.isEmpty() || revocation.sessionId == old.sessionId;
        return covers && old.lastToken <= revocation.lastToken && !(old.at < revocation.at);
    });
    known.push_back(std::move(revocation));
}

void PortalSessions::forgetExpired(const Timestamp &now, const Timestamp &real)
{
    const qsizetype before = size();
    m_tokens.removeIf([&](const auto &token) { return token.value() < real; });
    for (auto at = m_applications.begin(); at != m_applications.end();) {
        forgetExpired(*at, now, real);
        at = at->empty() ? m_applications.erase(at) : std::next(at);
    }
    if (size() != before) {
        ++m_revision;
    }
}

void PortalSessions::forgetExpired(std::vector<Known> &known, const Timestamp &now,
                                   const Timestamp &real)
{
    std::stable_sort(known.begin(), known.end(),
                     [](const Known &a, const Known &b) { return a.lastToken < b.lastToken; });
    // From the last one on, which reaches the most tokens: what it ends already needs no other.
    bool all = false;
    QSet<QString> sessions;
    std::vector<Known> kept;
    for (auto one = known.rbegin(); one != known.rend(); ++one) {
        const bool over = one->lastToken < real.microseconds() - longestLifeMicros;
        if (!over && !all && !sessions.contains(one->sessionId)) {
            kept.push_back(*one);
        }
        if (!(now < one->at)) {
            all = all || one->sessionId.isEmpty();
            sessions.insert(one->sessionId);
        }
    }
    known.assign(kept.rbegin(), kept.rend());
}

bool PortalSessions::isRevoked(const QString &applicationId, const QString &sessionId,
                               qint64 tokenName, const Timestamp &now) const
{
    if (m_tokens.contains(tokenName)) {
        return true;
    }
    const auto known = m_applications.constFind(applicationId);
    return known != m_applications.cend() &&
           std::any_of(known->begin(), known->end(), [&](const Known &revocation) {
               return tokenName <= revocation.lastToken && !(now < revocation.at) &&
                      (revocation.sessionId.isEmpty() || revocation.sessionId == sessionId);
           });
}

QList<PortalSessions::Revocation> PortalSessions::revocations() const
{
    QList<Revocation> all;
    for (auto it = m_tokens.cbegin(); it != m_tokens.cend(); ++it) {
        all.append({{}, {}, QString::number(it.key()), it.value()});
    }
    for (auto it = m_applications.cbegin(); it != m_applications.cend(); ++it) {
        for (const Known &known : *it) {
            all.append({it.key(), known.sessionId, QString::number(known.lastToken), known.at});
        }
    }
    return all;
}

void PortalSessions::restore(const Revocation &revocation)
{
    const qint64 token = revocation.token.toLongLong();
    m_lastName = std::max(m_lastName, token);
    if (revocation.application.isEmpty()) {
        // Not told by older versions.
        revokeToken(token,
                    revocation.at.isValid() ? revocation.at : Timestamp(token + longestLifeMicros));
    } else {
        add(revocation.application, {revocation.session, token, revocation.at});
    }
}

qsizetype PortalSessions::size() const
{
    qsizetype count = m_tokens.size();
    for (const auto &known : m_applications) {
        count += static_cast<qsizetype>(known.size());
    }
    return count;
}

} // namespace svix::sandbox
