// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/callsecrets.h"

#include "api/codec.h"
#include "api/exchange.h"
#include "core/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace svix {

namespace {

constexpr qsizetype shortest = 6;

QByteArray asJson(const QByteArray &text)
{
    // ["…"]
    return QJsonDocument(QJsonArray{QString::fromUtf8(text)})
        .toJson(QJsonDocument::Compact)
        .sliced(2)
        .chopped(2);
}

} // namespace

QList<QByteArray> secretsOf(const SchemaInfo &schema, const QByteArray &body)
{
    QList<QByteArray> secrets;
    QJsonObject object; // read when it is wanted
    for (const FieldInfo &field : schema.fields) {
        if (!field.is(Secret)) {
            continue;
        }
        if (object.isEmpty()) {
            object = QJsonDocument::fromJson(body).object();
        }
        const QJsonValue value = object.value(QString::fromLatin1(field.name));
        secrets.append(value.toString().toUtf8());
        for (const QJsonValue member : value.toObject()) {
            secrets.append(member.toString().toUtf8());
        }
    }
    return secrets;
}

QByteArray bodyWithoutSecrets(const SchemaInfo &schema, const QByteArray &body)
{
    bool secret = false;
    for (const FieldInfo &field : schema.fields) {
        secret = secret || field.is(Secret);
    }
    if (!secret) {
        return body.size() > keptBody ? body.first(keptBody) : body;
    }
    QJsonObject object = QJsonDocument::fromJson(body).object();
    const QString hidden = QStringLiteral("***");
    for (const FieldInfo &field : schema.fields) {
        const QString name = QString::fromLatin1(field.name);
        if (!field.is(Secret) || !object.contains(name)) {
            continue;
        }
        if (object.value(name).isObject()) {
            // Names may be shown, values may not.
            QJsonObject values = object.value(name).toObject();
            for (auto it = values.begin(); it != values.end(); ++it) {
                if (!it.value().isNull()) {
                    it.value() = hidden;
                }
            }
            object.insert(name, values);
        } else if (!object.value(name).isNull()) {
            object.insert(name, hidden);
        }
    }
    const QByteArray shown = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return shown.size() > keptBody ? shown.first(keptBody) : shown;
}

bool hideSecrets(HttpAnswer &answer, const QList<QByteArray> &secrets)
{
    bool quoted = false;
    for (const QByteArray &secret : secrets) {
        if (secret.size() < shortest) {
            continue;
        }
        for (const QByteArray &written : {secret, secret.toPercentEncoding(), asJson(secret)}) {
            for (QByteArray *part : {&answer.body, &answer.location, &answer.contentType}) {
                quoted = quoted || part->contains(written);
                part->replace(written, Redactor::mark.toLatin1());
            }
        }
    }
    return quoted;
}

void hideSecrets(Error &error, const QList<QByteArray> &secrets)
{
    QList<QString *> texts{&error.detail, &error.code};
    for (FieldError &field : error.fields) {
        texts << &field.message << &field.type;
        for (QString &part : field.loc) {
            texts << &part;
        }
    }
    for (QString *text : std::as_const(texts)) {
        for (const QByteArray &secret : secrets) {
            if (secret.size() >= shortest) {
                text->replace(QString::fromUtf8(secret), Redactor::mark.toString());
            }
        }
        *text = Redactor::clean(*text);
    }
}

} // namespace svix
