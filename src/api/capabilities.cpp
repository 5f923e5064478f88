// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/capabilities.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace svix {

namespace {

struct CapabilitiesText
{
    Q_DECLARE_TR_FUNCTIONS(Capabilities)
};

bool hasProperty(const QJsonObject &schemas, const char *schema, const char *property)
{
    return schemas.value(QLatin1String(schema))
        .toObject()
        .value(QLatin1String("properties"))
        .toObject()
        .contains(QLatin1String(property));
}

// A path template with its parameter names taken out and without a trailing slash.
QString shape(QString path)
{
    QString out;
    bool inside = false;
    for (const QChar c : std::as_const(path)) {
        inside = c == u'{' || (inside && c != u'}');
        if (!inside) {
            out += c;
        }
    }
    return out.endsWith(u'/') ? out.chopped(1) : out;
}

} // namespace

QString Capabilities::reason(const Operation &operation) const
{
    const bool offered =
        kind == ServerKind::Unknown ||
        (kind == ServerKind::Cloud ? operation.is(Cloud) : operation.is(OpenSource));
    if (!offered || missing.contains(operation.name())) {
        return CapabilitiesText::tr("Not offered by this server: %1.")
            .arg(server.isEmpty() ? CapabilitiesText::tr("unknown server") : server);
    }
    if (isBeyondToken(operation)) {
        return CapabilitiesText::tr("A portal token may not do this.");
    }
    return {};
}

bool readServerDocument(const QByteArray &json, Capabilities &capabilities)
{
    const QJsonObject document = QJsonDocument::fromJson(json).object();
    const QJsonObject paths = document.value(QLatin1String("paths")).toObject();
    if (!document.contains(QLatin1String("openapi")) || paths.isEmpty()) {
        return false;
    }
    QSet<QString> known;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QStringList verbs = path.value().toObject().keys();
        for (const QString &verb : verbs) {
            known.insert(verb.toUpper() + u' ' + shape(path.key()));
        }
    }
    for (const Operation *operation : allOperations) {
        // Some routes are there and not in the document; the document is not in itself.
        const bool silent = operation->is(Hidden) || operation == &op::document;
        const QString row = QString::fromLatin1(verbText(operation->verb)) + u' ' +
                            shape(operation->pathTemplate());
        // What it has beyond the table counts for nothing: svix-server's lists routes that it
        // answers with 501.
        if (operation->is(OpenSource) && !silent && !known.contains(row)) {
            capabilities.missing.insert(operation->name());
        }
    }
    const QJsonObject schemas = document.value(QLatin1String("components"))
                                    .toObject()
                                    .value(QLatin1String("schemas"))
                                    .toObject();
    capabilities.dialect.eventTypes = hasProperty(schemas, "EndpointIn", "eventTypes");
    capabilities.dialect.gracePeriod =
        hasProperty(schemas, "EndpointSecretRotateIn", "gracePeriodSeconds");
    // No server states its version: its names tell how old it can be at most.
    if (capabilities.dialect.eventTypes) {
        capabilities.server = CapabilitiesText::tr("svix-server, 1.99 or newer");
    } else if (capabilities.dialect.gracePeriod) {
        capabilities.server = CapabilitiesText::tr("svix-server, 1.97 or 1.98");
    } else if (hasProperty(schemas, "EndpointIn", "throttleRate")) {
        capabilities.server = CapabilitiesText::tr("svix-server, 1.90 to 1.96");
    } else {
        capabilities.server = CapabilitiesText::tr("svix-server, older than 1.90");
    }
    return true;
}

} // namespace svix
