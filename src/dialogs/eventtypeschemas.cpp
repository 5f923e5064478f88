// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/eventtypeschemas.h"

#include "widgets/json/jsonedit.h"

#include <QComboBox>

using namespace Qt::StringLiterals;

namespace svix {

EventTypeSchemas::EventTypeSchemas(QComboBox *version, JsonEdit *editor, QObject *parent)
    : QObject(parent)
    , m_version(version)
    , m_editor(editor)
{
    connect(version, &QComboBox::activated, this, [this](int index) {
        keepShown();
        show(index);
        Q_EMIT changed();
    });
    connect(editor, &QPlainTextEdit::textChanged, this, &EventTypeSchemas::changed);
    setSchemas({});
}

void EventTypeSchemas::setSchemas(const QByteArray &schemas)
{
    m_versions = schemaVersions(schemas);
    if (m_versions.isEmpty()) {
        m_versions.append({u"1"_s, {}, {}});
    }
    fillVersions();
    show(0);
}

void EventTypeSchemas::fillVersions()
{
    m_version->clear();
    for (const SchemaExample &version : std::as_const(m_versions)) {
        m_version->addItem(tr("Version %1").arg(version.version), version.version);
    }
}

void EventTypeSchemas::show(int index)
{
    m_shown = index;
    m_version->setCurrentIndex(index);
    m_editor->setJson(formatJson(m_versions.at(index).schema));
    m_put = m_editor->json();
}

void EventTypeSchemas::keepShown()
{
    // The editor shows it formatted: only what a person has changed takes the place of the bytes.
    if (m_shown >= 0 && m_editor->json() != m_put) {
        m_put = m_editor->json();
        m_versions[m_shown].schema = m_put.trimmed();
    }
}

QByteArray EventTypeSchemas::schemas() const
{
    QList<SchemaExample> all = m_versions;
    if (m_shown >= 0 && m_editor->json() != m_put) {
        all[m_shown].schema = m_editor->json().trimmed();
    }
    all.removeIf([](const SchemaExample &version) { return version.schema.isEmpty(); });
    return joinSchemas(all);
}

void EventTypeSchemas::addVersion()
{
    keepShown();
    const int highest = qMax(0, m_versions.first().version.toInt());
    m_versions.prepend({QString::number(highest + 1), m_versions.first().schema, {}});
    fillVersions();
    show(0);
    m_editor->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

std::optional<JsonFault> EventTypeSchemas::check()
{
    keepShown();
    for (int i = 0; i < m_versions.size(); ++i) {
        const QByteArray schema = m_versions.at(i).schema;
        if (schema.isEmpty()) {
            continue;
        }
        JsonFault fault = checkJson(schema);
        if (!fault.isFault() && !schema.startsWith('{')) {
            fault = {0, 1, 1, tr("A schema must be an object in braces.")};
        }
        if (fault.isFault()) {
            if (i != m_shown) {
                show(i);
            }
            m_editor->goTo(fault.line, fault.column);
            return fault;
        }
    }
    return std::nullopt;
}

QString EventTypeSchemas::shownVersion() const
{
    return m_versions.value(m_shown).version;
}

} // namespace svix
