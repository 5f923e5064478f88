// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpmessage.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cstdio>

namespace svix::sandbox {

const QByteArray *findHeader(const HeaderList &headers, QByteArrayView name)
{
    const auto at = std::find_if(headers.cbegin(), headers.cend(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return at == headers.cend() ? nullptr : &at->second;
}

QByteArrayView HttpRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return QByteArrayView(target).first(mark < 0 ? target.size() : mark);
}

QByteArrayView HttpRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArrayView() : QByteArrayView(target).sliced(mark + 1);
}

bool HttpRequest::keepAlive() const
{
    const QByteArray *connection = header("connection");
    const QByteArray text = connection ? connection->toLower() : QByteArray();
    return minorVersion >= 1 ? !text.contains("close") : text.contains("keep-alive");
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Payload Too Large";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Entity";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

// Every answer has one, and QLocale takes longer over it than over the rest of a short head.
QByteArray httpDate(const QDateTime &time)
{
    static constexpr const char *days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const QDateTime utc = time.toUTC();
    const QDate date = utc.date();
    const QTime clock = utc.time();
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days[date.dayOfWeek() - 1], date.day(), months[date.month() - 1], date.year(),
                  clock.hour(), clock.minute(), clock.second());
    return text.data();
}

HttpAnswer HttpAnswer::changed(HttpAnswer answer, const std::function<void(HttpAnswer &)> &change)
{
    if (!answer.later) {
        change(answer);
        return answer;
    }
    return deferred([make = answer.later, change](const Take &take) {
        make([take, change](HttpAnswer made) {
            change(made);
            take(made);
        });
    });
}

} // namespace svix::sandbox
