// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/transformationtexts.h"

#include "widgets/json/jsonwalk.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace svix {

TransformationTexts::Words TransformationTexts::outcome(const ScriptOutcome &outcome,
                                                        RunPlace place, const QString &url)
{
    if (!outcome.done()) {
        const bool none = outcome.kind == ScriptOutcome::Kind::NotAvailable;
        const QString lead = outcome.kind == ScriptOutcome::Kind::Cancelled ? tr("Stopped.")
                             : none                                         ? tr("Not run.")
                                                                            : tr("Failed.");
        const QString text = outcome.line > 0 ? tr("Line %1, column %2: %3")
                                                    .arg(outcome.line)
                                                    .arg(outcome.column)
                                                    .arg(outcome.message)
                                              : outcome.message;
        return {outcome.kind == ScriptOutcome::Kind::Cancelled ? Tone::Idle : Tone::Bad, lead,
                text};
    }
    Words words{Tone::Ok, tr("Would be sent."), {}};
    QStringList lines;
    const bool elsewhere = outcome.url != url || outcome.method != u"POST"_s;
    if (outcome.cancel) {
        words = {Tone::Warn, tr("Canceled."), {}};
        lines += tr("The code wants this message not to be sent.");
    } else if (elsewhere) {
        words = {Tone::Info, tr("Redirected."), {}};
        lines += tr("By %1 to %2, in place of POST to %3.").arg(outcome.method, outcome.url, url);
    } else {
        lines += tr("By POST to %1.").arg(url);
    }
    if (!outcome.headers.isEmpty()) {
        lines += tr("Headers set: %1.").arg(outcome.headers.keys().join(u", "_s));
    }
    for (const ScriptInexactNumber &number : outcome.inexact) {
        lines += tr("%1 becomes %2: JavaScript cannot hold it.").arg(number.text, number.becomes);
        words.tone = Tone::Warn;
    }
    if (place == RunPlace::Here) {
        lines += tr("Took %1 ms on this computer.").arg(QLocale().toString(outcome.milliseconds));
    } else {
        lines += tr("Run by the server, which does not tell headers and console.");
    }
    words.text = lines.join(u'\n');
    return words;
}

QByteArray TransformationTexts::output(const ScriptOutcome &outcome)
{
    QByteArray text;
    for (auto it = outcome.headers.cbegin(); it != outcome.headers.cend(); ++it) {
        text += it.key().toUtf8() + ": " + it.value().toUtf8() + '\n';
    }
    if (!text.isEmpty()) {
        text += '\n';
    }
    return text + formatJson(outcome.payload);
}

QByteArray TransformationTexts::console(const ScriptOutcome &outcome)
{
    QStringList lines;
    for (const ScriptConsoleLine &line : outcome.console) {
        lines += line.level == u"log"_s ? line.text : line.level + u": "_s + line.text;
    }
    if (outcome.consoleCut) {
        lines += tr("(It wrote more than is kept.)");
    }
    return lines.join(u'\n').toUtf8();
}

std::optional<QMap<QString, QString>> TransformationTexts::variables(const QByteArray &json)
{
    QMap<QString, QString> result;
    if (json.trimmed().isEmpty()) {
        return result;
    }
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        return std::nullopt;
    }
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().isString()) {
            return std::nullopt;
        }
        result.insert(it.key(), it.value().toString());
    }
    return result;
}

QByteArray TransformationTexts::json(const QMap<QString, QString> &variables)
{
    QJsonObject object;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        object.insert(it.key(), it.value());
    }
    return object.isEmpty() ? QByteArray("{}") : formatJson(QJsonDocument(object).toJson());
}

} // namespace svix
