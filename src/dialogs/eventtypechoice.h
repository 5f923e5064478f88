// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace svix {

/// An event type as a dialog offers it.
struct EventTypeChoice
{
    QString name;
    QString description;
    QByteArray schemas; ///< {"1": JSON Schema, …} as the server gave it; empty when not loaded
    bool deprecated = false;
    bool archived = false;
    bool subscribed = true; ///< the endpoint in question takes it
};

/// These types; what was loaded of their schemas `before` stays where they come without.
QList<EventTypeChoice> withSchemasOf(const QList<EventTypeChoice> &before,
                                     QList<EventTypeChoice> types);

/// One version of an event type's schemas and the example in it, each as the server wrote it.
struct SchemaExample
{
    QString version;
    QByteArray schema;
    QByteArray example; ///< empty when the schema has none
};

/// The highest version of `schemas` ({"1": {…}, "2": {…}}) with its first example ("examples" or
/// "example" of the schema). Empty when there is no schema.
SchemaExample latestSchema(const QByteArray &schemas);

/// Every version, the highest first, as latestSchema() gives one.
QList<SchemaExample> schemaVersions(const QByteArray &schemas);

/// {"1": …, "2": …} of these versions; each schema keeps its bytes. Empty when there is none.
QByteArray joinSchemas(const QList<SchemaExample> &versions);

/// Whether a text can be an event type's name: 1 to 256 of letters, digits, "-", "_" and ".".
bool isEventTypeName(const QString &text);

} // namespace svix
