// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/eventtypechoice.h"

#include <QObject>

#include <optional>

class QComboBox;

namespace svix {

class JsonEdit;
struct JsonFault;

/// The schemas of an event type in one editor, version by version. A version that was not edited
/// keeps its bytes; one whose text is taken away is left out.
class EventTypeSchemas : public QObject
{
    Q_OBJECT
public:
    /// The widgets stay the caller's.
    EventTypeSchemas(QComboBox *version, JsonEdit *editor, QObject *parent);

    /// {"1": …}; the latest version is shown first. Without any there is an empty version 1.
    void setSchemas(const QByteArray &schemas);
    /// As they stand now; empty when there is none.
    QByteArray schemas() const;
    /// Appends a version above the highest, with what the latest one says, and shows it.
    void addVersion();
    /// Shows the first version that is no JSON object and says what is wrong with it.
    std::optional<JsonFault> check();
    QString shownVersion() const;

Q_SIGNALS:
    /// Edited by the person, or another version is shown.
    void changed();

private:
    void show(int index);
    void keepShown();
    void fillVersions();

    QComboBox *m_version;
    JsonEdit *m_editor;
    QList<SchemaExample> m_versions; // the highest first
    QByteArray m_put;                // what was put into the editor
    int m_shown = -1;
};

} // namespace svix
