// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/answer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

namespace svix {

namespace {

struct AnswerText
{
    Q_DECLARE_TR_FUNCTIONS(svix::Answer)
};

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::Unauthorized;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 405:
        return ErrorKind::NotOffered;
    case 409:
    case 412:
        return ErrorKind::Conflict;
    case 413:
    case 414:
    case 431:
        return ErrorKind::PayloadTooLarge;
    case 422:
        return ErrorKind::Validation;
    case 429:
        return ErrorKind::RateLimited;
    case 501:
        return ErrorKind::NotOffered;
    default:
        return status >= 500 ? ErrorKind::ServerError : ErrorKind::ClientError;
    }
}

constexpr qsizetype mostFields = 100; // more can neither be shown nor mended

void readBody(const QByteArray &body, Error &error)
{
    // Error bodies are small. A huge one is shown by its beginning, not taken apart.
    constexpr qsizetype largest = 256 * 1024;
    const QJsonDocument document =
        body.size() > largest ? QJsonDocument() : QJsonDocument::fromJson(body);
    // Nothing that a gateway shows a browser to make it ask for a name helps with a token.
    const bool quotable = error.kind != ErrorKind::Unauthorized;
    if (!document.isObject()) {
        if (quotable && !body.isEmpty()) {
            error.detail = plainExcerpt(body, 200);
        }
        return;
    }
    const QJsonObject object = document.object();
    error.code = plainExcerpt(object.value(QLatin1String("code")).toString().toUtf8(), 100);
    const QJsonValue detail = object.value(QLatin1String("detail"));
    if (detail.isString()) {
        error.detail = plainExcerpt(detail.toString().toUtf8());
        return;
    }
    if (!detail.isArray()) {
        if (quotable && !object.isEmpty()) {
            error.detail = plainExcerpt(body, 200);
        }
        return;
    }
    QStringList messages;
    for (const QJsonValue item : detail.toArray()) {
        if (error.fields.size() == mostFields) {
            break;
        }
        const QJsonObject entry = item.toObject();
        FieldError field;
        for (const QJsonValue part : entry.value(QLatin1String("loc")).toArray()) {
            field.loc.append(part.isDouble() ? QString::number(part.toInteger()) : part.toString());
        }
        field.message = plainExcerpt(entry.value(QLatin1String("msg")).toString().toUtf8());
        field.type = plainExcerpt(entry.value(QLatin1String("type")).toString().toUtf8(), 100);
        messages.append(field.message);
        error.fields.append(field);
    }
    error.detail = messages.join(QLatin1Char('\n'));
    if (error.detail.size() > 2000) {
        error.detail = error.detail.left(2000) + QChar(0x2026);
    }
}

} // namespace

QString plainExcerpt(QByteArrayView text, qsizetype limit)
{
    const QString all = QString::fromUtf8(text.first(std::min(text.size(), limit * 4)));
    QString out;
    for (const QChar c : all) {
        if (out.size() >= limit) {
            return out + QChar(0x2026);
        }
        const char16_t u = c.unicode();
        const bool harmless =
            u == u'\n' || u == u'\t' || (u >= 0x20 && u != 0x7f && !(u >= 0x80 && u < 0xa0));
        const bool bidi = (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) ||
                          u == 0x200e || u == 0x200f || u == 0x061c;
        if (harmless && !bidi) {
            out += c;
        } else {
            out += QStringLiteral("\\u{%1}").arg(u, 0, 16);
        }
    }
    if (all.size() >= limit && text.size() > limit * 4) {
        out += QChar(0x2026);
    }
    return out;
}

int retryAfterSeconds(const QByteArray &header, const QDateTime &now)
{
    const QByteArray text = header.trimmed();
    if (text.isEmpty()) {
        return -1;
    }
    constexpr qint64 most = 1'000'000;
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool ok = false;
        const qlonglong seconds = text.toLongLong(&ok);
        return static_cast<int>(ok ? std::min(seconds, most) : most);
    }
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!date.isValid()) {
        return -1;
    }
    date.setTimeZone(QTimeZone::utc());
    return static_cast<int>(std::clamp<qint64>(now.secsTo(date), 0, most));
}

Error errorOfAnswer(const Operation &operation, const HttpAnswer &answer, const QUrl &requested)
{
    Error error;
    error.operation = operation.name();
    error.status = answer.status;
    const bool write = !operation.isSafe();
    if (answer.status == 304) {
        error.kind = ErrorKind::Protocol;
        error.detail =
            AnswerText::tr("The server answered \"304 not modified\", which nobody asked for. A "
                           "proxy between may be the cause.");
        return error;
    }
    if (answer.status >= 300 && answer.status < 400) {
        error.kind = ErrorKind::Redirect;
        error.redirectTarget = requested.resolved(QUrl::fromEncoded(answer.location));
        error.outcome = Outcome::NotDone;
        // Encoded, so that a look-alike host stands there in punycode.
        const QString target = QString::fromLatin1(error.redirectTarget.toEncoded(
            QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment));
        error.detail =
            answer.location.isEmpty()
                ? AnswerText::tr("The server answered with a redirect that leads nowhere.")
                : AnswerText::tr(
                      "The server redirects to %1. The console never follows a redirect.")
                      .arg(target);
        return error;
    }
    if (answer.status >= 400) {
        error.kind = kindOfStatus(answer.status);
        // svix-server answers an unknown route with an empty 404 and an unknown object with JSON.
        // Anything else is of something between, and says nothing of the object.
        const QByteArrayView told = QByteArrayView(answer.body).trimmed();
        if (answer.status == 404 && told.isEmpty()) {
            error.kind = ErrorKind::NotOffered;
        } else if (answer.status == 404 && !told.startsWith('{')) {
            error.kind = ErrorKind::ClientError;
        }
        readBody(answer.body, error);
        error.retryAfterSeconds =
            retryAfterSeconds(answer.retryAfter, QDateTime::currentDateTimeUtc());
        // A server that failed half-way may have done the work.
        error.outcome =
            write && error.kind == ErrorKind::ServerError ? Outcome::Unknown : Outcome::NotDone;
        return error;
    }
    const QByteArrayView body = QByteArrayView(answer.body).trimmed(); // no copy of a huge one
    const bool isJson = body.startsWith('{') || body.startsWith('[') || body == "null";
    const bool isPage = body.startsWith('<') || answer.contentType.toLower().contains("html");
    if (!operation.hasAnswer && !isPage) {
        return error; // 204, 202, {} or anything else in the 200s: done
    }
    const bool cloudHealth = body.isEmpty() && std::string_view(operation.id) == "health";
    if (!body.startsWith('{') && !cloudHealth) {
        error.kind = ErrorKind::BadAnswer;
        // A page where JSON is due is of a portal or a proxy: whether the server has seen the
        // request at all, nobody knows.
        const bool done = !isPage && (body.isEmpty() || isJson);
        error.outcome = !write ? Outcome::NotDone : done ? Outcome::Done : Outcome::Unknown;
        error.detail = body.isEmpty() ? AnswerText::tr("The answer is empty where JSON is due.")
                                      : AnswerText::tr("The answer is not JSON (%1). It begins: %2")
                                            .arg(answer.contentType.isEmpty()
                                                     ? AnswerText::tr("no content type")
                                                     : plainExcerpt(answer.contentType, 100),
                                                 plainExcerpt(body, 200));
    }
    return error;
}

} // namespace svix
