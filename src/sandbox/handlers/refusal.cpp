// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/refusal.h"

#include "api/codec.h"

namespace svix::sandbox::refusal {

HttpAnswer standard(int status, const QString &code, const QString &detail)
{
    return HttpAnswer::json(status, "{\"code\":" + jsonString(code) +
                                        ",\"detail\":" + jsonString(detail) + '}');
}

HttpAnswer validation(const FieldProblems &problems)
{
    QByteArray body = "{\"detail\":[";
    for (qsizetype i = 0; i < problems.size(); ++i) {
        body += i == 0 ? "{\"loc\":[" : ",{\"loc\":[";
        for (qsizetype part = 0; part < problems[i].loc.size(); ++part) {
            body += (part == 0 ? "" : ",") + jsonString(problems[i].loc[part]);
        }
        body += "],\"msg\":" + jsonString(problems[i].message) +
                ",\"type\":" + jsonString(problems[i].type) + '}';
    }
    return HttpAnswer::json(422, body + "]}");
}

HttpAnswer notFound(const QString &detail)
{
    return standard(404, QStringLiteral("not_found"), detail);
}

HttpAnswer conflict(const QString &detail)
{
    return standard(409, QStringLiteral("conflict"), detail);
}

HttpAnswer unauthorized()
{
    return standard(401, QStringLiteral("authentication_failed"), QStringLiteral("Invalid token"));
}

HttpAnswer forbidden()
{
    return standard(403, QStringLiteral("insufficient access"),
                    QStringLiteral("Insufficient access for the given operation."));
}

HttpAnswer badQuery(const QString &detail)
{
    return standard(400, QStringLiteral("generic_error"),
                    QStringLiteral("Failed to deserialize query string: ") + detail);
}

HttpAnswer serverFault()
{
    return HttpAnswer::json(500, "{}");
}

} // namespace svix::sandbox::refusal
