// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/httpwriter.h"

#include <QDateTime>

#include <algorithm>

namespace svix::sandbox {

namespace {

using Wire = HttpAnswer::Wire;

constexpr qsizetype lengthError = 10;

QByteArray lengthHeader(const HttpAnswer &answer)
{
    qsizetype length = answer.body.size();
    switch (answer.wire) {
    case Wire::BadChunks:
        return "transfer-encoding: chunked\r\n";
    case Wire::LongLength:
        length += lengthError;
        break;
    case Wire::ShortLength:
        length -= std::min(lengthError, length / 2);
        break;
    case Wire::Whole:
    case Wire::Reset:
    case Wire::Truncated:
        if (answer.status == 204) {
            return {};
        }
        break;
    }
    return "content-length: " + QByteArray::number(length) + "\r\n";
}

// A good chunk, and one whose size is no number.
QByteArray badChunks(const QByteArray &body)
{
    const QByteArray good = body.first(body.size() / 2);
    QByteArray out;
    if (!good.isEmpty()) {
        out = QByteArray::number(good.size(), 16) + "\r\n" + good + "\r\n";
    }
    return out + "zz\r\n" + body.sliced(good.size()) + "\r\n0\r\n\r\n";
}

// Ends within the body or, where there is none, within the head.
qint64 usualCut(qsizetype all, qsizetype body)
{
    return body > 0 ? all - (body + 1) / 2 : all / 2;
}

} // namespace

QByteArray wireBytes(const HttpRequest &request, const HttpAnswer &answer)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' +
                     reasonPhrase(answer.status) + "\r\n";
    for (const auto &[name, value] : answer.headers) {
        out += name + ": " + value + "\r\n";
    }
    out += lengthHeader(answer);
    out += "date: " + httpDate(QDateTime::currentDateTimeUtc()) + "\r\n";
    if (!request.keepAlive()) {
        out += "connection: close\r\n";
    }
    out += "\r\n";
    const bool withBody = request.method != "HEAD";
    if (withBody && answer.wire == Wire::BadChunks) {
        out += badChunks(answer.body);
    } else if (withBody) {
        out += answer.body;
        if (answer.wire == Wire::ShortLength && answer.body.isEmpty()) {
            out += "{}"; // so that there is something that the length leaves out
        }
    }
    if (answer.wire == Wire::Truncated) {
        const qint64 cut =
            answer.cutAt.value_or(usualCut(out.size(), withBody ? answer.body.size() : 0));
        out.truncate(std::min<qint64>(cut, out.size() - 1));
    }
    return out;
}

bool endsTheConnection(const HttpAnswer &answer)
{
    return answer.wire == Wire::Truncated || answer.wire == Wire::BadChunks ||
           answer.wire == Wire::LongLength;
}

} // namespace svix::sandbox
