// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault/faultlayer.h"

#include "api/operations.h"
#include "sandbox/fault/faultanswer.h"
#include "sandbox/handlers/refusal.h"
#include "sandbox/tokens.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

// Each request is held against every rule.
constexpr std::size_t mostRules = 1000;

struct FaultLayerText
{
    Q_DECLARE_TR_FUNCTIONS(svix::Sandbox)
};

HttpAnswer json(const QJsonObject &object)
{
    return HttpAnswer::json(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpAnswer wrong(const QString &detail)
{
    return refusal::standard(400, u"bad_faults"_s, detail);
}

HttpAnswer notAllowed(const QByteArray &allow)
{
    HttpAnswer answer = HttpAnswer::empty(405);
    answer.headers.append({"allow", allow});
    return answer;
}

} // namespace

FaultLayer::FaultLayer(const Tokens &tokens, const QList<FaultRule> &rules, quint32 seed,
                       FaultSet::SameApplication same)
    : m_tokens(tokens)
    , m_rules(seed)
    , m_same(std::move(same))
{
    for (const FaultRule &rule : rules) {
        m_rules.add(rule);
    }
}

HttpAnswer FaultLayer::answer(const HttpRequest &request,
                              const std::function<HttpAnswer()> &carryOut)
{
    if (request.path() == "/sandbox" || request.path().startsWith("/sandbox/")) {
        return control(request);
    }
    const RequestName name = RequestName::of(request);
    RequestLog::Entry entry{request.method, request.path().toByteArray(), {}, 0, {}, {}, true};
    if (name.operation) {
        entry.operation = name.operation->name();
    }
    if (const QByteArray *key = request.header("idempotency-key")) {
        entry.idempotencyKey = *key;
    }
    HttpAnswer answer;
    if (const FaultRule *rule = m_rules.strike(request, name, m_same)) {
        entry.fault = rule->text;
        entry.done = rule->done;
        answer = HttpAnswer::changed(
            rule->done ? carryOut() : HttpAnswer(),
            [rule = *rule](HttpAnswer &made) { made = faultAnswer(rule, std::move(made)); });
    } else {
        answer = carryOut();
    }
    return HttpAnswer::changed(std::move(answer), [this, entry](HttpAnswer &made) mutable {
        const bool silent = made.drop || made.wire == HttpAnswer::Wire::Reset;
        entry.status = silent ? 0 : made.status;
        m_log.add(entry);
    });
}

// Only for who started the sandbox: a portal token is meant for other people.
HttpAnswer FaultLayer::control(const HttpRequest &request)
{
    const auto access = m_tokens.check(request.header("authorization"), Timestamp::now());
    if (!access) {
        return refusal::unauthorized();
    }
    if (access->isPortal() || access->organisation != m_tokens.organisation()) {
        return refusal::forbidden();
    }
    if (request.path() == "/sandbox/faults") {
        return controlFaults(request);
    }
    if (request.path() == "/sandbox/requests") {
        return controlRequests(request);
    }
    return HttpAnswer::empty(404);
}

HttpAnswer FaultLayer::controlFaults(const HttpRequest &request)
{
    if (request.method == "GET") {
        return listRules();
    }
    if (request.method == "PUT" || request.method == "POST") {
        return setRules(request);
    }
    if (request.method == "DELETE") {
        m_rules.clear(m_rules.seed());
        return HttpAnswer::empty(204);
    }
    return notAllowed("GET,PUT,POST,DELETE");
}

HttpAnswer FaultLayer::controlRequests(const HttpRequest &request)
{
    if (request.method == "GET") {
        return json({{u"requests"_s, m_log.toJson()}});
    }
    if (request.method == "DELETE") {
        m_log.clear();
        return HttpAnswer::empty(204);
    }
    return notAllowed("GET,DELETE");
}

// All of the rules or, with a mistake in one of them, none.
HttpAnswer FaultLayer::setRules(const HttpRequest &request)
{
    if (request.bodyTooLarge) {
        return refusal::standard(413, u"payload_too_large"_s, u"Request payload is too large."_s);
    }
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    const QJsonValue given = document.object().value(u"rules"_s);
    const QJsonValue seed = document.object().value(u"seed"_s);
    const bool replace = request.method == "PUT";
    if (!given.isArray()) {
        return wrong(FaultLayerText::tr(
            "The body is {\"rules\":[\"drop,…\", …]}, with a \"seed\" if wanted."));
    }
    const double number = seed.toDouble(m_rules.seed());
    if (!(seed.isUndefined() || (replace && seed.isDouble())) || number < 0 ||
        number > 4294967295.0 || number != static_cast<quint32>(number)) {
        return wrong(FaultLayerText::tr("A seed is a whole number of 32 bits, for PUT only."));
    }
    QList<FaultRule> rules;
    for (const auto &text : given.toArray()) {
        const FaultRuleText parsed = FaultRuleText::parse(text.toString());
        if (!parsed.rule) {
            return wrong(parsed.problem);
        }
        rules.append(*parsed.rule);
    }
    const std::size_t kept = replace ? 0 : m_rules.rules().size();
    if (kept + static_cast<std::size_t>(rules.size()) > mostRules) {
        return wrong(FaultLayerText::tr("There can be 1,000 rules at most."));
    }
    if (replace) {
        m_rules.clear(static_cast<quint32>(number));
    }
    for (const FaultRule &rule : std::as_const(rules)) {
        m_rules.add(rule);
    }
    return listRules();
}

HttpAnswer FaultLayer::listRules() const
{
    QJsonArray rules;
    for (const FaultSet::Counted &counted : m_rules.rules()) {
        rules.append(QJsonObject{{u"rule"_s, counted.rule.text},
                                 {u"done"_s, counted.rule.done},
                                 {u"matched"_s, counted.matched},
                                 {u"hits"_s, counted.hits}});
    }
    return json({{u"seed"_s, static_cast<qint64>(m_rules.seed())}, {u"rules"_s, rules}});
}

} // namespace svix::sandbox
