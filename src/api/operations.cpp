// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/operations.h"

#include <QCoreApplication>
#include <QUrl>

namespace svix {

const Operation *findOperation(QStringView name)
{
    for (const Operation *operation : allOperations) {
        if (operation->name() == name) {
            return operation;
        }
    }
    return nullptr;
}

QByteArray verbText(Verb verb)
{
    switch (verb) {
    case Verb::Get:
        return "GET";
    case Verb::Post:
        return "POST";
    case Verb::Put:
        return "PUT";
    case Verb::Patch:
        return "PATCH";
    case Verb::Delete:
        return "DELETE";
    }
    return "GET";
}

Result<QByteArray> fillPath(const Operation &operation, const QStringList &arguments)
{
    const auto refuse = [&](const QString &detail) {
        Error error;
        error.kind = ErrorKind::InvalidInput;
        error.operation = operation.name();
        error.detail = detail;
        return error;
    };
    QByteArray out;
    const std::string_view path = operation.path;
    qsizetype next = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '{') {
            out += path[i];
            continue;
        }
        i = path.find('}', i);
        if (next >= arguments.size()) {
            return refuse(QCoreApplication::translate("svix::Api", "An id is missing."));
        }
        const QString &id = arguments.at(next++);
        if (id.isEmpty()) {
            return refuse(QCoreApplication::translate("svix::Api", "An id is empty."));
        }
        if (id == QLatin1String(".") || id == QLatin1String("..")) {
            return refuse(
                QCoreApplication::translate(
                    "svix::Api",
                    "\"%1\" cannot be used as an id in an address: it would name another object. "
                    "Use the object's own id instead of its uid.")
                    .arg(id));
        }
        if (id.size() > 256) {
            return refuse(QCoreApplication::translate(
                              "svix::Api", "An id has at most 256 characters; this one has %1.")
                              .arg(id.size()));
        }
        out += QUrl::toPercentEncoding(id);
    }
    return out;
}

} // namespace svix
