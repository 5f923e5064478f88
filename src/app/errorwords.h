// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace svix {

/// What a person can do about an error, as a button.
enum class ErrorAction {
    Retry,           ///< ask again; for reads, and for writes that were certainly not done
    TryAgainSameKey, ///< after an unknown outcome: with the idempotency key in the error
    Refresh,         ///< see what became of it
    OpenConnection,  ///< address, token, certificate or proxy are to be looked at
    OpenExisting     ///< the object that is in the way
};

/// An error in words: what happened, what was and was not done, what to do next.
struct ErrorWords
{
    QString title; ///< one short sentence with a full stop
    QString text;  ///< plain text, one to four sentences
    QList<ErrorAction> actions;
    QString details; ///< for Details and for copying; no secrets
};

/// Turns errors into words; the one place where the console explains a failure.
class ErrorReporter
{
    Q_DECLARE_TR_FUNCTIONS(ErrorReporter)

public:
    /// `title` says what was tried ("The messages could not be loaded."); empty takes one from the
    /// kind of the error.
    static ErrorWords describe(const Error &error, const QString &title = {});
    /// What happened alone, for a place that says itself what was done and what to do next.
    static QString cause(const Error &error);
    /// Whether it is a write that failed, as far as the error says.
    static bool isWrite(const Error &error);

private:
    static QString titleOf(const Error &error);
    static QString causeOfRefusal(const Error &error);
    static QString outcome(const Error &error);
    static QString advice(const Error &error);
    static QList<ErrorAction> actions(const Error &error);
    static QString details(const Error &error);
};

} // namespace svix
