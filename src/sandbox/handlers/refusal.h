// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/httpmessage.h"

#include <QList>
#include <QStringList>

namespace svix::sandbox {

/// One item of a validation answer.
struct FieldProblem
{
    QStringList loc; ///< with "body", "query" or "path" in front
    QString message;
    QString type = QStringLiteral("value_error");
};
using FieldProblems = QList<FieldProblem>;

/// The answers of svix-server when it refuses: contract section 3.
namespace refusal {
HttpAnswer standard(int status, const QString &code, const QString &detail);
HttpAnswer validation(const FieldProblems &problems);
HttpAnswer notFound(const QString &detail = QStringLiteral("Entity not found"));
HttpAnswer conflict(const QString &detail = QStringLiteral("A conflict has occurred"));
HttpAnswer unauthorized();
HttpAnswer forbidden();
HttpAnswer badQuery(const QString &detail);
HttpAnswer serverFault(); ///< 500 with {}
} // namespace refusal

} // namespace svix::sandbox
