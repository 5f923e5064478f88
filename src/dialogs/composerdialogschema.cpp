// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/composerdialog.h"

#include "ui_composerdialog.h"
#include "widgets/json/jsonedit.h"
#include "widgets/visibletext.h"

// Whether the payload fits the schema of its event type: told under it, and no more than told.

using namespace Qt::StringLiterals;

namespace svix {

namespace {
constexpr qsizetype mostTold = 3;
}

void ComposerDialog::checkSchema()
{
    if (m_schema.schema.isEmpty() || m_ui->payload->check().isFault()) {
        m_schemaCheck->cancel();
        m_ui->schemaHint->setHint({});
        return;
    }
    // What was found before stays until the answer: nothing blinks while one types.
    m_schemaCheck->check(m_schema.schema, m_ui->payload->json());
}

void ComposerDialog::schemaChecked(const SchemaVerdict &verdict)
{
    const QString version = m_schema.version;
    QStringList said;
    Tone tone = Tone::Idle;
    switch (verdict.kind) {
    case SchemaVerdict::Kind::Fits:
        tone = Tone::Ok;
        said.append(tr("Fits schema version %1.").arg(version));
        break;
    case SchemaVerdict::Kind::Mismatch: {
        tone = Tone::Warn;
        said.append(tr("Does not fit schema version %1:").arg(version));
        for (const QString &mismatch :
             verdict.mismatches.first(qMin(mostTold, verdict.mismatches.size()))) {
            said.append(visibleText(mismatch));
        }
        if (verdict.count > mostTold) {
            said.append(
                tr("There (is|are) %n more.", nullptr, static_cast<int>(verdict.count - mostTold)));
        }
        said.append(tr("Svix does not check this: it can be sent all the same."));
        break;
    }
    case SchemaVerdict::Kind::NotChecked:
        said.append(tr("Not checked against schema version %1.").arg(version));
        said.append(verdict.why);
        break;
    }
    if (!verdict.ignored.isEmpty()) {
        said.append(tr("Not looked at: %1.").arg(visibleText(verdict.ignored.join(u", "))));
    }
    m_ui->schemaHint->setHint(said.join(u' '), tone);
}

} // namespace svix
