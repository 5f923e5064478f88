// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The OpenAPI document that the sandbox serves against the one that svix-server serves.
#include "sandbox/handlers/openapidocument.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

// What of a schema tells a client how to read and write: not its words, limits and examples.
QString typeText(const QJsonObject &schema)
{
    QString text = schema[u"$ref"_s].toString().section(u'/', -1) + schema[u"type"_s].toString();
    if (schema.contains(u"items"_s)) {
        text += u" of "_s + typeText(schema[u"items"_s].toObject());
    }
    if (schema[u"additionalProperties"_s].isObject()) {
        text += u" to "_s + typeText(schema[u"additionalProperties"_s].toObject());
    }
    if (schema[u"format"_s] == u"date-time"_s) {
        text += u" of time"_s;
    }
    if (schema.contains(u"enum"_s)) {
        text += QString::fromUtf8(QJsonDocument(schema[u"enum"_s].toArray()).toJson());
    }
    return text;
}

QString contentText(const QJsonObject &message)
{
    return typeText(message[u"content"_s][u"application/json"_s][u"schema"_s].toObject());
}

// A document as lines that can be compared: one for each operation, parameter, answer and member.
QSet<QString> linesOf(const QByteArray &json)
{
    QSet<QString> lines;
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    lines.insert(u"openapi "_s + root[u"openapi"_s].toString());
    lines.insert(u"version "_s + root[u"info"_s][u"version"_s].toString());
    const QJsonObject paths = root[u"paths"_s].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject verbs = path.value().toObject();
        for (auto verb = verbs.begin(); verb != verbs.end(); ++verb) {
            const QJsonObject item = verb.value().toObject();
            const QString what = verb.key() + u' ' + path.key() + u": "_s;
            lines.insert(what + item[u"operationId"_s].toString());
            lines.insert(what + u"tag "_s + item[u"tags"_s][0].toString());
            for (const auto &value : item[u"parameters"_s].toArray()) {
                const QJsonObject parameter = value.toObject();
                lines.insert(what + parameter[u"in"_s].toString() + u' ' +
                             parameter[u"name"_s].toString() + u' ' +
                             typeText(parameter[u"schema"_s].toObject()));
            }
            lines.insert(what + u"body "_s + contentText(item[u"requestBody"_s].toObject()));
            const QJsonObject responses = item[u"responses"_s].toObject();
            for (auto code = responses.begin(); code != responses.end(); ++code) {
                lines.insert(what + code.key() + u' ' + contentText(code.value().toObject()));
            }
        }
    }
    const QJsonObject schemas = root[u"components"_s][u"schemas"_s].toObject();
    for (auto schema = schemas.begin(); schema != schemas.end(); ++schema) {
        const QString what = u"schema "_s + schema.key() + u": "_s;
        lines.insert(what + typeText(schema.value().toObject()));
        for (const auto &name : schema.value()[u"required"_s].toArray()) {
            lines.insert(what + u"required "_s + name.toString());
        }
        const QJsonObject members = schema.value()[u"properties"_s].toObject();
        for (auto member = members.begin(); member != members.end(); ++member) {
            const QJsonObject type = member.value().toObject();
            lines.insert(what + member.key() + u' ' + typeText(type) +
                         (type[u"nullable"_s].toBool() ? u" or null"_s : QString()));
        }
    }
    return lines;
}

QStringList sorted(const QSet<QString> &lines)
{
    QStringList all(lines.cbegin(), lines.cend());
    all.sort();
    return all;
}

} // namespace

/// Clients tell servers by this document: it has to look like the real one.
class TestOwnDocument : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void looksLikeThePublishedOne();
};

void TestOwnDocument::looksLikeThePublishedOne()
{
    const QString folder = QDir::cleanPath(QStringLiteral(SVIX_SOURCE_DIR "/../shared/contract"));
    if (!QFile::exists(folder)) {
        QSKIP("The published documents of Svix are not at ../shared/contract.");
    }
    QFile file(folder + u"/openapi-oss-1.100.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QSet<QString> published = linesOf(file.readAll());
    const QSet<QString> own = linesOf(openApiDocument(ServerKind::OpenSource));
    QVERIFY(own.size() > 600);
    // Bodies of operational webhooks, which the API neither takes nor answers.
    static const QRegularExpression webhooks(
        u"^schema (Endpoint|Message)[A-Za-z]*(Event|EventData|Last|StatsRange): "_s);
    QSet<QString> missing;
    for (const QString &line : published - own) {
        if (!webhooks.match(line).hasMatch()) {
            missing.insert(line);
        }
    }
    for (const QString &line : sorted(missing)) {
        qInfo().noquote() << "missing:" << line;
    }
    for (const QString &line : sorted(own - published)) {
        qInfo().noquote() << "too many:" << line;
    }
    QCOMPARE(missing.size(), 0);
    QCOMPARE((own - published).size(), 0);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestOwnDocument)
#include "tst_owndocument.moc"
