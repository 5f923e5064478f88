// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/schemacheck.h"

#include "app/schemavalidator.h"
#include "core/scriptrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace svix {

SchemaCheck::SchemaCheck(QObject *parent)
    : QObject(parent)
{
}

SchemaCheck::~SchemaCheck() = default;

void SchemaCheck::cancel()
{
    m_run.reset();
}

void SchemaCheck::check(const QByteArray &schema, const QByteArray &payload)
{
    ScriptRequest request;
    request.code = QString::fromLatin1(schemaValidator);
    request.url = u"schema:"_s;
    request.payload = payload;
    request.transformationsParams = schema;
    ScriptLimits limits;
    limits.program = m_program;
    m_run = std::make_unique<ScriptRun>(request, limits);
    connect(m_run.get(), &ScriptRun::finished, this,
            [this](const ScriptOutcome &outcome) { Q_EMIT finished(read(outcome)); });
    m_run->start();
}

SchemaVerdict SchemaCheck::read(const ScriptOutcome &outcome)
{
    SchemaVerdict verdict;
    switch (outcome.kind) {
    case ScriptOutcome::Kind::Done:
        break;
    case ScriptOutcome::Kind::TooSlow:
        verdict.why = tr("The check was stopped because it took too long. A pattern in the schema "
                         "may never end.");
        return verdict;
    case ScriptOutcome::Kind::TooLarge:
        verdict.why = tr("The check was stopped because it took too much memory.");
        return verdict;
    case ScriptOutcome::Kind::CodeError:
        // The check is ours: only what it was given can lead it astray, by its depth.
        verdict.why = tr("The schema or the payload is too deep to be checked.");
        return verdict;
    case ScriptOutcome::Kind::Cancelled:
    case ScriptOutcome::Kind::NotAvailable:
        verdict.why = tr("The program svix-script, which checks it, is missing or did not work.");
        return verdict;
    }
    const QJsonObject said = QJsonDocument::fromJson(outcome.payload).object();
    verdict.count = said["count"_L1].toInt();
    verdict.kind = verdict.count == 0 ? SchemaVerdict::Kind::Fits : SchemaVerdict::Kind::Mismatch;
    for (const auto &item : said["found"_L1].toArray()) {
        const QJsonObject one = item.toObject();
        verdict.mismatches.append(words(one["path"_L1].toString(), one["rule"_L1].toString(),
                                        one["detail"_L1].toString()));
    }
    for (const auto &item : said["ignored"_L1].toArray()) {
        verdict.ignored.append(item.toString());
    }
    return verdict;
}

QString SchemaCheck::words(const QString &path, const QString &rule, const QString &detail)
{
    const QString at = path.isEmpty() ? tr("The payload") : path;
    if (rule.startsWith("type "_L1)) {
        return tr("%1 is of the type %2, not %3.").arg(at, rule.mid(5), detail);
    }
    if (rule == "required"_L1) {
        return tr("%1 has no \"%2\".").arg(at, detail);
    }
    if (rule == "additionalProperties"_L1 || rule == "propertyNames"_L1) {
        return tr("%1 must not have \"%2\".").arg(at, detail);
    }
    if (rule == "enum"_L1) {
        return tr("%1 is none of %2.").arg(at, detail);
    }
    if (rule == "const"_L1) {
        return tr("%1 is not %2.").arg(at, detail);
    }
    if (rule == "pattern"_L1) {
        return tr("%1 does not match the pattern %2.").arg(at, detail);
    }
    if (rule == "format"_L1) {
        return tr("%1 does not look like the format %2.").arg(at, detail);
    }
    if (rule == "minimum"_L1 || rule == "above"_L1) {
        return rule == "above"_L1 ? tr("%1 is not above %2.").arg(at, detail)
                                  : tr("%1 is less than %2.").arg(at, detail);
    }
    if (rule == "maximum"_L1 || rule == "below"_L1) {
        return rule == "below"_L1 ? tr("%1 is not below %2.").arg(at, detail)
                                  : tr("%1 is more than %2.").arg(at, detail);
    }
    if (rule == "multipleOf"_L1) {
        return tr("%1 is no multiple of %2.").arg(at, detail);
    }
    if (rule == "minLength"_L1 || rule == "minItems"_L1 || rule == "minProperties"_L1) {
        return tr("%1 is shorter than %2.").arg(at, detail);
    }
    if (rule == "maxLength"_L1 || rule == "maxItems"_L1 || rule == "maxProperties"_L1) {
        return tr("%1 is longer than %2.").arg(at, detail);
    }
    if (rule == "uniqueItems"_L1) {
        return tr("%1 has an item twice.").arg(at);
    }
    if (rule == "anyOf"_L1) {
        return tr("%1 fits none of the %2 forms that it may have.").arg(at, detail);
    }
    if (rule == "oneOf"_L1) {
        return tr("%1 fits %2 forms where one only is allowed.").arg(at, detail);
    }
    if (rule == "contains"_L1) {
        return tr("%1 has no item of the form that is wanted.").arg(at);
    }
    return tr("%1 is not allowed as it is.").arg(at);
}

} // namespace svix
