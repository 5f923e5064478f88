// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/errorwords.h"

#include "api/operations.h"

namespace svix {

namespace {

bool isConnectionMatter(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound:
    case ErrorKind::Tls:
    case ErrorKind::Proxy:
    case ErrorKind::Unauthorized:
    case ErrorKind::Redirect:
    case ErrorKind::Keychain:
        return true;
    default:
        return false;
    }
}

// Kinds after which the very same request may well succeed.
bool isPassing(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectTimeout:
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Proxy:
    case ErrorKind::Canceled:
    case ErrorKind::Protocol:
    case ErrorKind::BadAnswer:
    case ErrorKind::RateLimited:
    case ErrorKind::ServerError:
    case ErrorKind::Storage:
    case ErrorKind::Keychain:
        return true;
    default:
        return false;
    }
}

// Kinds whose detail is a sentence of our own and says it all.
bool saysItself(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::ReadOnly:
    case ErrorKind::NotOffered:
    case ErrorKind::InvalidInput:
    case ErrorKind::ConnectTimeout:
    case ErrorKind::Timeout:
    case ErrorKind::Protocol:
    case ErrorKind::BadAnswer:
    case ErrorKind::TooLarge:
    case ErrorKind::Redirect:
    case ErrorKind::Storage:
    case ErrorKind::Keychain:
        return true;
    default:
        return false;
    }
}

} // namespace

bool ErrorReporter::isWrite(const Error &error)
{
    const Operation *operation = findOperation(error.operation);
    return (operation && !operation->isSafe()) || error.outcome != Outcome::NotDone;
}

QString ErrorReporter::titleOf(const Error &error)
{
    if (error.outcome == Outcome::Unknown) {
        return tr("It is not known whether this was done.");
    }
    if (error.outcome == Outcome::Done) {
        return tr("Done, but the answer could not be read.");
    }
    switch (error.kind) {
    case ErrorKind::None:
        return {};
    case ErrorKind::ReadOnly:
        return tr("This connection is read-only.");
    case ErrorKind::NotOffered:
        return tr("This server does not offer that.");
    case ErrorKind::InvalidInput:
        return tr("This cannot be sent.");
    case ErrorKind::Unreachable:
    case ErrorKind::HostNotFound:
    case ErrorKind::ConnectTimeout:
        return tr("The server cannot be reached.");
    case ErrorKind::Timeout:
    case ErrorKind::ConnectionLost:
        return tr("No complete answer came.");
    case ErrorKind::Tls:
        return tr("The connection is not secure.");
    case ErrorKind::Proxy:
        return tr("The proxy refused the connection.");
    case ErrorKind::Canceled:
        return tr("Canceled.");
    case ErrorKind::Protocol:
    case ErrorKind::BadAnswer:
        return tr("The answer could not be understood.");
    case ErrorKind::TooLarge:
        return tr("The answer is too large.");
    case ErrorKind::Redirect:
        return tr("The server points elsewhere.");
    case ErrorKind::Unauthorized:
        return tr("The token was refused.");
    case ErrorKind::Forbidden:
        return tr("The token may not do this.");
    case ErrorKind::NotFound:
        return tr("This does not exist.");
    case ErrorKind::Conflict:
        return tr("Something is in the way.");
    case ErrorKind::Validation:
        return tr("The server refused the input.");
    case ErrorKind::RateLimited:
        return tr("Too many requests.");
    case ErrorKind::PayloadTooLarge:
        return tr("This is too large for the server.");
    case ErrorKind::ClientError:
        return tr("The server refused the request.");
    case ErrorKind::ServerError:
        return tr("The server failed.");
    case ErrorKind::Storage:
        return tr("A file could not be read or written.");
    case ErrorKind::Keychain:
        return tr("The keychain did not answer as it should.");
    }
    return tr("This failed.");
}

QString ErrorReporter::causeOfRefusal(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized:
        return tr("The server does not know this token, or it has expired.");
    case ErrorKind::Forbidden:
        return tr("The token is valid, but it lacks the right to do this.");
    case ErrorKind::NotFound:
        return tr("The server does not know it. It may have been deleted meanwhile.");
    case ErrorKind::Conflict:
        return tr("An object with the same uid, event id or name exists, or it was changed "
                  "meanwhile.");
    case ErrorKind::Validation:
        return tr("The server did not accept what was entered.");
    case ErrorKind::RateLimited:
        return error.retryAfterSeconds > 0
                   ? tr("The server takes no more requests for %n second(s).", nullptr,
                        error.retryAfterSeconds)
                   : tr("The server takes no more requests for now.");
    case ErrorKind::PayloadTooLarge:
        return error.status == 414   ? tr("The address of the request is too long.")
               : error.status == 431 ? tr("The headers of the request are too large.")
                                     : tr("The body of the request is too large.");
    case ErrorKind::ServerError:
        return tr("The server answered with the error %1.").arg(error.status);
    default:
        return tr("The server answered with the status %1.").arg(error.status);
    }
}

QString ErrorReporter::cause(const Error &error)
{
    const QString host = error.host.isEmpty() ? tr("the server") : error.host;
    QString text;
    switch (error.kind) {
    case ErrorKind::None:
        return {};
    case ErrorKind::Unreachable:
        text = tr("Nothing answers at %1.").arg(host);
        break;
    case ErrorKind::HostNotFound:
        text = tr("There is no computer called %1.").arg(host);
        break;
    case ErrorKind::ConnectionLost:
        text = tr("The connection to %1 closed before the answer was complete.").arg(host);
        break;
    case ErrorKind::Tls:
        text = tr("The certificate of %1 cannot be trusted.").arg(host);
        break;
    case ErrorKind::Proxy:
        text = tr("The proxy on the way to %1 did not let the request through.").arg(host);
        break;
    case ErrorKind::Canceled:
        return error.detail;
    default:
        text = saysItself(error.kind) ? error.detail : causeOfRefusal(error);
        break;
    }
    if (!saysItself(error.kind) && !error.detail.isEmpty()) {
        // Words from outside: cut to a sentence or two (the whole is in the details) and ended, so
        // that what follows begins a new one.
        constexpr qsizetype shown = 240;
        QString said = error.detail.simplified();
        if (said.size() > shown) {
            said = said.left(shown) + u'…';
        }
        if (!said.endsWith(u'.') && !said.endsWith(u'!') && !said.endsWith(u'?') &&
            !said.endsWith(u'…')) {
            said += u'.';
        }
        text += u' ' + tr("It says: %1").arg(said);
    }
    return text;
}

QString ErrorReporter::outcome(const Error &error)
{
    if (!isWrite(error)) {
        return {};
    }
    switch (error.outcome) {
    case Outcome::Unknown:
        return tr("The request went out and may have been carried out.");
    case Outcome::Done:
        return tr("The server carried it out.");
    case Outcome::NotDone:
        break;
    }
    return tr("Nothing was changed.");
}

QString ErrorReporter::advice(const Error &error)
{
    if (error.outcome == Outcome::Unknown) {
        return error.idempotencyKey.isEmpty() ? tr("Refresh and look before you do it again.")
                                              : tr("\"Try again\" sends the same request under the "
                                                   "same key: if it was carried "
                                                   "out, the server does not do it twice.");
    }
    if (error.outcome == Outcome::Done) {
        return tr("Refresh to see the result.");
    }
    switch (error.kind) {
    case ErrorKind::ReadOnly:
        return tr("Switch read-only off in the connection to change something.");
    case ErrorKind::Unauthorized:
        return tr("Check the token.");
    case ErrorKind::Forbidden:
        return tr("Use a token with more rights.");
    case ErrorKind::HostNotFound:
        return tr("Check the address of the connection and the network.");
    case ErrorKind::Unreachable:
    case ErrorKind::ConnectTimeout:
        return tr("Check the network, and whether the server runs.");
    case ErrorKind::Tls:
        return tr("If the server has a certificate of your own authority, add its CA file to the "
                  "connection.");
    case ErrorKind::Proxy:
        return tr("Check the proxy of the connection.");
    case ErrorKind::Redirect:
        return tr("If the server has moved, change the address of the connection.");
    case ErrorKind::Protocol:
    case ErrorKind::BadAnswer:
        return tr("Something between here and the server may have answered in its place.");
    case ErrorKind::Validation:
        return tr("Correct the marked fields.");
    case ErrorKind::RateLimited:
        return tr("Wait a little and try again.");
    case ErrorKind::PayloadTooLarge:
        return tr("Make it smaller.");
    case ErrorKind::ServerError:
        return tr("Try again later; the request id helps whoever runs the server to find it.");
    default:
        return {};
    }
}

QList<ErrorAction> ErrorReporter::actions(const Error &error)
{
    if (error.outcome == Outcome::Unknown) {
        return error.idempotencyKey.isEmpty()
                   ? QList<ErrorAction>{ErrorAction::Refresh}
                   : QList<ErrorAction>{ErrorAction::TryAgainSameKey, ErrorAction::Refresh};
    }
    if (error.outcome == Outcome::Done) {
        return {ErrorAction::Refresh};
    }
    QList<ErrorAction> list;
    if (isPassing(error.kind)) {
        list.append(ErrorAction::Retry);
    }
    if (isConnectionMatter(error.kind)) {
        list.append(ErrorAction::OpenConnection);
    }
    if (error.kind == ErrorKind::Conflict) {
        list.append(ErrorAction::OpenExisting);
    }
    if (error.kind == ErrorKind::NotFound) {
        list.append(ErrorAction::Refresh);
    }
    return list;
}

QString ErrorReporter::details(const Error &error)
{
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty()) {
            lines.append(name + QLatin1String(": ") + value);
        }
    };
    add(tr("Operation"), error.operation);
    add(tr("Server"), error.host);
    add(tr("Status"), error.status > 0 ? QString::number(error.status) : QString());
    add(tr("Code"), error.code);
    add(tr("Detail"), error.detail);
    for (const FieldError &field : error.fields) {
        add(field.loc.join(u'.'), field.message);
    }
    add(tr("Request id"), error.requestId);
    add(tr("Idempotency key"), error.idempotencyKey);
    return lines.join(u'\n');
}

ErrorWords ErrorReporter::describe(const Error &error, const QString &title)
{
    ErrorWords words;
    if (!error.isError()) {
        return words;
    }
    // That it was done, or may have been, is said first: "not sent" would be wrong.
    words.title = title.isEmpty() || error.outcome != Outcome::NotDone ? titleOf(error) : title;
    QStringList sentences;
    if (words.title != titleOf(error) && error.kind == ErrorKind::Canceled) {
        sentences.append(titleOf(error));
    }
    sentences << cause(error) << outcome(error) << advice(error);
    sentences.removeAll(QString());
    words.text = sentences.join(u' ');
    words.actions = actions(error);
    words.details = details(error);
    return words;
}

} // namespace svix
