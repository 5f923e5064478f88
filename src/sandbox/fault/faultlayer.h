// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/fault/faultset.h"
#include "sandbox/fault/requestlog.h"

#include <functional>

namespace svix::sandbox {

class Tokens;

/// Stands between the wire and the handlers: makes answers go wrong as the rules say, keeps the log
/// of requests, and answers the routes below /sandbox/ by which both are seen and changed.
class FaultLayer
{
public:
    /// `tokens` must outlive it.
    FaultLayer(const Tokens &tokens, const QList<FaultRule> &rules, quint32 seed,
               FaultSet::SameApplication same);

    /// `carryOut` is called at most once, within the call.
    HttpAnswer answer(const HttpRequest &request, const std::function<HttpAnswer()> &carryOut);

private:
    HttpAnswer control(const HttpRequest &request);
    HttpAnswer controlFaults(const HttpRequest &request);
    HttpAnswer controlRequests(const HttpRequest &request);
    HttpAnswer setRules(const HttpRequest &request);
    HttpAnswer listRules() const;

    const Tokens &m_tokens;
    FaultSet m_rules;
    RequestLog m_log;
    FaultSet::SameApplication m_same;
};

} // namespace svix::sandbox
