// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fault/faultanswer.h"

#include "sandbox/fault/faultrule.h"
#include "sandbox/handlers/refusal.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

QByteArray htmlPage(int status)
{
    const QByteArray title = QByteArray::number(status) + ' ' + reasonPhrase(status);
    return "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head>\n<body><h1>" + title +
           "</h1><p>svix-sandbox was told to answer so.</p></body></html>\n";
}

// As Svix says it where it does, else in the same shape.
HttpAnswer jsonRefusal(int status)
{
    switch (status) {
    case 401:
        return refusal::unauthorized();
    case 403:
        return refusal::forbidden();
    case 404:
        return refusal::notFound();
    case 409:
        return refusal::conflict();
    case 422:
        return refusal::validation({{QStringList{u"body"_s}, u"A fault was asked for."_s}});
    case 429:
        return refusal::standard(status, u"rate_limit"_s, u"Too many requests."_s);
    case 500:
        return refusal::serverFault();
    default:
        return refusal::standard(status, u"fault"_s, u"A fault was asked for."_s);
    }
}

HttpAnswer statusAnswer(const FaultRule &rule)
{
    HttpAnswer answer = HttpAnswer::empty(rule.status);
    if (rule.body == FaultRule::Body::Json) {
        answer = jsonRefusal(rule.status);
    } else if (rule.body == FaultRule::Body::Html) {
        answer = {rule.status,
                  {{"content-type", "text/html; charset=utf-8"}},
                  htmlPage(rule.status),
                  false};
    }
    if (rule.retryAfter) {
        answer.headers.append(
            {"retry-after",
             rule.retryAfterIsDate
                 ? httpDate(QDateTime::currentDateTimeUtc().addSecs(*rule.retryAfter))
                 : QByteArray::number(*rule.retryAfter)});
    }
    return answer;
}

void setBody(HttpAnswer &answer, const QByteArray &body, const QByteArray &type)
{
    const auto isType = [](const auto &header) { return header.first == "content-type"; };
    answer.headers.removeIf(isType);
    answer.headers.append({"content-type", type});
    answer.body = body;
    if (answer.status == 204) {
        answer.status = 200; // 204 has no body to be wrong
    }
}

} // namespace

HttpAnswer faultAnswer(const FaultRule &rule, HttpAnswer made)
{
    using Kind = FaultRule::Kind;
    using Wire = HttpAnswer::Wire;
    switch (rule.kind) {
    case Kind::Drop:
        made.drop = true;
        break;
    case Kind::Reset:
        made.wire = Wire::Reset;
        break;
    case Kind::Delay:
        break;
    case Kind::Truncate:
        made.wire = Wire::Truncated;
        made.cutAt = rule.cutAt;
        break;
    case Kind::BadJson:
        setBody(made,
                made.body.isEmpty() ? QByteArray("{\"data\":")
                                    : made.body.first(made.body.size() / 2),
                "application/json");
        break;
    case Kind::WrongShape:
        setBody(made, R"([{"unexpected":[true]}])", "application/json");
        break;
    case Kind::WrongType:
        setBody(made, made.body.isEmpty() ? QByteArray("done") : made.body, "text/plain");
        break;
    case Kind::BadChunks:
        made.wire = Wire::BadChunks;
        break;
    case Kind::LongLength:
        made.wire = Wire::LongLength;
        break;
    case Kind::ShortLength:
        made.wire = Wire::ShortLength;
        break;
    case Kind::Status:
        made = statusAnswer(rule);
        break;
    }
    made.delayMs = rule.delayMs;
    return made;
}

} // namespace svix::sandbox
