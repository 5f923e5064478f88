// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operationrunner.h"

namespace svix {

namespace {

// What reaches receivers, or starts something that does.
bool sendsToReceivers(const Operation &operation)
{
    return &operation == &op::createMessage || &operation == &op::resendWebhook ||
           &operation == &op::recoverFailedWebhooks || &operation == &op::replayMissingWebhooks ||
           &operation == &op::sendExample;
}

} // namespace

OperationRunner::OperationRunner(Session &session, ConfirmationPort &port, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_port(port)
{
}

QString OperationRunner::reasonAgainst(const Operation &operation) const
{
    if (!m_session.isConnected()) {
        return tr("There is no connection.");
    }
    if (!operation.isSafe() && m_session.isReadOnly()) {
        return tr("This connection is read-only.");
    }
    return m_session.capabilities().reason(operation);
}

bool OperationRunner::asksBefore(const Operation &operation) const
{
    return operation.risk == Risk::Destructive ||
           (sendsToReceivers(operation) &&
            m_session.profile().connectionClass == ConnectionClass::Production);
}

Error OperationRunner::alreadyUnderWay(const Operation &operation)
{
    Error error = makeError(ErrorKind::InvalidInput, tr("This is already under way."));
    error.operation = operation.name();
    return error;
}

Error OperationRunner::otherConnection(const Operation &operation)
{
    Error error =
        makeError(ErrorKind::InvalidInput,
                  tr("It was chosen on a connection that is no longer the one that is open."));
    error.operation = operation.name();
    return error;
}

void OperationRunner::askForAll(const Operation &operation, const ConfirmationRequest &request,
                                std::function<void(const Result<GroupConsent> &)> then)
{
    RunOptions options;
    options.confirm = request;
    guard(operation, options,
          [asked = m_session.generation(), operation = &operation,
           then = std::move(then)](const std::optional<Error> &refused) {
              then(refused ? Result<GroupConsent>(*refused)
                           : Result<GroupConsent>(GroupConsent(*operation, asked)));
          });
}

std::optional<Error> OperationRunner::refusal(const Operation &operation, quint64 chosenOn) const
{
    if (chosenOn != 0 && !m_session.isStill(chosenOn)) {
        return otherConnection(operation);
    }
    const QString reason = reasonAgainst(operation);
    if (reason.isEmpty()) {
        return std::nullopt;
    }
    const Capabilities &found = m_session.capabilities();
    const bool readOnly = !operation.isSafe() && m_session.isConnected() && m_session.isReadOnly();
    Error error;
    error.operation = operation.name();
    error.kind = readOnly                         ? ErrorKind::ReadOnly
                 : found.isBeyondToken(operation) ? ErrorKind::Forbidden
                                                  : ErrorKind::NotOffered;
    // What a token may not do is said by the kind; no server said anything.
    error.detail = error.kind == ErrorKind::Forbidden ? QString() : reason;
    return error;
}

void OperationRunner::guard(const Operation &operation, const RunOptions &options,
                            std::function<void(std::optional<Error>)> then)
{
    const quint64 asked = m_session.generation();
    if (auto refused = refusal(operation, options.chosenOn)) {
        then(std::move(refused));
        return;
    }
    Error error;
    error.operation = operation.name();
    const bool destructive = operation.risk == Risk::Destructive;
    const bool agreed = options.agreed && options.agreed->covers(operation, asked);
    const bool grave = destructive || options.confirm.grave;
    const bool felt = options.confirm.onProduction &&
                      m_session.profile().connectionClass == ConnectionClass::Production;
    if (agreed || (!grave && !felt && (!asksBefore(operation) || options.confirmed))) {
        then(std::nullopt);
        return;
    }
    ConfirmationRequest request = options.confirm;
    const Profile &profile = m_session.profile();
    request.destructive = grave;
    request.connection = profile.name;
    request.connectionClass = profile.connectionClass;
    request.mustType = grave && profile.connectionClass == ConnectionClass::Production &&
                       !request.typedName.isEmpty();
    if (request.title.isEmpty()) {
        request.title = QString::fromLatin1(operation.summary);
    }
    if (request.verb.isEmpty()) {
        request.verb = QString::fromLatin1(operation.summary);
    }
    m_port.ask(request, [self = QPointer<OperationRunner>(this), asked, operation = &operation,
                         error, then = std::move(then)](bool yes) mutable {
        if (!yes || !self) {
            error.kind = ErrorKind::Canceled;
            then(error);
        } else if (asked != self->m_session.generation()) {
            then(otherConnection(*operation)); // the answer was meant for the one before
        } else {
            then(std::nullopt);
        }
    });
}

} // namespace svix
