// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace svix {

/// What went wrong, in the terms in which a person can act on it.
enum class ErrorKind {
    None,
    // The request was never sent.
    ReadOnly,     ///< the connection is read-only; the client itself refused
    NotOffered,   ///< this server has no such operation (empty 404, 501, or known beforehand)
    InvalidInput, ///< refused locally before sending (bad id, bad token, bad header …)
    // The network, before or while talking to the server.
    Unreachable, ///< connection refused, no route, reset while connecting
    HostNotFound,
    ConnectTimeout,
    Timeout,        ///< connected, but no (complete) answer within the deadline
    ConnectionLost, ///< the connection closed before a complete answer
    Tls,
    Proxy,
    Canceled,
    // An answer came, but it is not one a Svix server gives.
    Protocol,  ///< not HTTP as it should be, 1xx as the final answer, undecodable body
    BadAnswer, ///< wrong shape: not JSON, empty where JSON is due, a field of the wrong type
    TooLarge,  ///< body over the cap
    Redirect,  ///< 3xx; never followed
    // The server refused.
    Unauthorized,    ///< 401
    Forbidden,       ///< 403
    NotFound,        ///< 404 with a JSON body: no such object
    Conflict,        ///< 409, 412
    Validation,      ///< 422
    RateLimited,     ///< 429
    PayloadTooLarge, ///< 413, 414, 431
    ClientError,     ///< any other 4xx
    ServerError,     ///< 5xx
    // This computer.
    Storage, ///< a file could not be read or written
    Keychain ///< the secret store refused, is locked or absent
};

/// Whether the thing asked for happened, as far as it can be known.
enum class Outcome {
    NotDone, ///< certainly not: never sent, or refused
    Done,    ///< certainly done, though its answer could not be read
    Unknown  ///< sent, no answer: it may have been applied
};

/// One item of a 422 answer: where (`loc`, as sent by the server) and what.
struct FieldError
{
    QStringList loc; ///< e.g. {"body", "throttleRate"}; both camelCase and snake_case occur
    QString message;
    QString type;
};

/// An error as a value: everything the console knows about a failed act, free of secrets.
struct Error
{
    ErrorKind kind = ErrorKind::None;
    Outcome outcome = Outcome::NotDone;
    int status = 0;           ///< HTTP status, 0 when there was none
    QString code;             ///< Svix' machine-readable code, may be empty
    QString detail;           ///< plain text, at most 2,000 characters, control characters escaped
    QList<FieldError> fields; ///< only for Validation
    QString operation;        ///< operation name such as "message.createMessage", may be empty
    QString requestId;        ///< the svix-req-id that we sent, to find it in the server's log
    QString idempotencyKey;   ///< of a POST whose outcome is unknown: send again with this one
    int retryAfterSeconds = -1; ///< from Retry-After, -1 when absent or unusable
    QString host;               ///< host:port that was asked
    QUrl redirectTarget;        ///< only for Redirect

    bool isError() const { return kind != ErrorKind::None; }
};

/// Whether this answer to a second try of the same request with the same idempotency key tells what
/// became of the first: a server that did it answers as it did then, so only an answer of the
/// operation itself does. What was not sent, or refused on the way to it (redirect, 401, 403, 405,
/// 429, a gateway), tells nothing.
inline bool tellsOfTryBefore(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Validation:
    case ErrorKind::PayloadTooLarge:
        return true;
    case ErrorKind::ClientError:
        return error.status == 400;
    default:
        return error.outcome == Outcome::Done;
    }
}

/// An error that never reached the network: a kind and one sentence for people.
inline Error makeError(ErrorKind kind, const QString &detail)
{
    Error error;
    error.kind = kind;
    error.detail = detail;
    return error;
}

} // namespace svix
