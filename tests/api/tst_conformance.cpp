// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The operation table and the structs against Svix' published documents, both ways. A difference is
// either mended or stands in one of the tables below with its reason. Operations and whole schemas
// that the documents have beyond ours are no concern of this test.
#include "api/operations.h"
#include "conformanceexceptions.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

using namespace svix;
using namespace Qt::StringLiterals;

namespace {

// One published document, asked by verb and path.
class Document
{
public:
    QString name;

    bool load(const QString &path)
    {
        QFile file(path);
        m_root = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                                : QJsonObject();
        const QJsonObject paths = m_root.value(u"paths"_s).toObject();
        for (auto it = paths.begin(); it != paths.end(); ++it) {
            const QJsonObject verbs = it.value().toObject();
            for (auto verb = verbs.begin(); verb != verbs.end(); ++verb) {
                m_operations.insert(verb.key().toUpper() + u' ' + plain(it.key()),
                                    verb.value().toObject());
            }
        }
        return !m_operations.isEmpty();
    }
    bool has(const Operation &operation) const { return m_operations.contains(key(operation)); }
    QJsonObject body(const Operation &operation) const
    {
        return jsonSchema(at(operation).value(u"requestBody"_s).toObject());
    }
    QJsonObject answer(const Operation &operation) const
    {
        const QJsonObject responses = at(operation).value(u"responses"_s).toObject();
        for (auto it = responses.begin(); it != responses.end(); ++it) {
            const QJsonObject schema = jsonSchema(it.value().toObject());
            if (it.key().startsWith(u'2') && !schema.isEmpty()) {
                return schema;
            }
        }
        return {};
    }
    QSet<QString> queryNames(const Operation &operation) const
    {
        QSet<QString> names;
        for (const QJsonValue value : at(operation).value(u"parameters"_s).toArray()) {
            const QJsonObject parameter = resolve(value.toObject());
            if (parameter.value(u"in"_s) == u"query"_s) {
                names.insert(parameter.value(u"name"_s).toString());
            }
        }
        return names;
    }
    /// The properties of a schema, through references and combinations.
    QMap<QString, QJsonObject> properties(const QJsonObject &schema) const
    {
        const QJsonObject resolved = resolve(schema);
        QMap<QString, QJsonObject> all;
        for (const QString &word : {u"allOf"_s, u"oneOf"_s, u"anyOf"_s}) {
            for (const QJsonValue part : resolved.value(word).toArray()) {
                all.insert(properties(part.toObject()));
            }
        }
        const QJsonObject own = resolved.value(u"properties"_s).toObject();
        for (auto it = own.begin(); it != own.end(); ++it) {
            all.insert(it.key(), it.value().toObject());
        }
        return all;
    }
    QJsonObject items(const QJsonObject &schema) const
    {
        return resolve(schema).value(u"items"_s).toObject();
    }

private:
    static QString plain(QString path)
    {
        while (path.endsWith(u'/')) {
            path.chop(1);
        }
        static const QRegularExpression argument(u"\\{[^}]*\\}"_s);
        return path.replace(argument, u"{}"_s);
    }
    static QString key(const Operation &operation)
    {
        return QString::fromLatin1(verbText(operation.verb)) + u' ' +
               plain(operation.pathTemplate());
    }
    QJsonObject at(const Operation &operation) const { return m_operations.value(key(operation)); }
    static QJsonObject jsonSchema(const QJsonObject &message)
    {
        return message.value(u"content"_s)
            .toObject()
            .value(u"application/json"_s)
            .toObject()
            .value(u"schema"_s)
            .toObject();
    }
    QJsonObject resolve(QJsonObject schema) const
    {
        while (schema.contains(u"$ref"_s)) {
            QJsonObject found = m_root;
            for (const QString &step : schema.value(u"$ref"_s).toString().mid(2).split(u'/')) {
                found = found.value(step).toObject();
            }
            schema = found;
        }
        return schema;
    }

    QJsonObject m_root;
    QMap<QString, QJsonObject> m_operations;
};

} // namespace

class TestConformance : public svix::test::TestObject
{
    Q_OBJECT

    Document m_old, m_oss, m_cloud;
    QSet<QString> m_differences;
    QString m_folder = QDir::cleanPath(QStringLiteral(SVIX_SOURCE_DIR "/../shared/contract"));

    // Compares the names on both sides for one struct of one operation in one document.
    void compareNames(const Document &document, const QString &where, const SchemaInfo &ours,
                      const QSet<QString> &theirs)
    {
        QSet<QString> known;
        for (const FieldInfo &field : ours.fields) {
            const QString name = QLatin1String(field.name);
            const QString old = QLatin1String(field.oldName);
            known.insert(name);
            known.insert(old);
            const QString path = document.name + u' ' + where + u'.';
            const bool found = theirs.contains(name);
            if (&document == &m_old) {
                // The 1.4 generation may lack a field that came later, but not one with an old
                // name.
                if (field.oldName && !theirs.contains(old)) {
                    m_differences.insert(path + old + u" is ours alone"_s);
                }
                continue;
            }
            const bool claimed = !field.is(&document == &m_cloud ? NotCloud : CloudOnly);
            if (claimed && !found) {
                m_differences.insert(path + name + u" is ours alone"_s);
            } else if (!claimed && found) {
                m_differences.insert(path + name + u" is there against its flag"_s);
            }
        }
        for (const QString &name : theirs) {
            if (!known.contains(name)) {
                m_differences.insert(document.name + u' ' + where + u'.' + name +
                                     u" is theirs alone"_s);
            }
        }
    }
    void compareSchema(const Document &document, const QString &where, const SchemaInfo &ours,
                       const QJsonObject &schema)
    {
        const QMap<QString, QJsonObject> theirs = document.properties(schema);
        compareNames(document, where, ours, QSet<QString>(theirs.keyBegin(), theirs.keyEnd()));
        for (const FieldInfo &field : ours.fields) {
            const QString name = QLatin1String(field.name);
            if (!field.nested || !theirs.contains(name)) {
                continue;
            }
            const QJsonObject inner = field.type == FieldType::List
                                          ? document.items(theirs.value(name))
                                          : theirs.value(name);
            compareSchema(document, QLatin1String(field.nested->name), *field.nested, inner);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_old.name = u"1.4"_s;
        m_oss.name = u"oss"_s;
        m_cloud.name = u"cloud"_s;
        if (!QFile::exists(m_folder)) {
            QSKIP("The published documents of Svix are not at ../shared/contract.");
        }
        QVERIFY(m_old.load(m_folder + u"/openapi-1.4.json"_s));
        QVERIFY(m_oss.load(m_folder + u"/openapi-oss-1.100.json"_s));
        QVERIFY(m_cloud.load(m_folder + u"/openapi-cloud-1.947.json"_s));
    }
    void everyOperationIsWhereItsRowSays()
    {
        QSet<QString> differences;
        for (const Operation *operation : allOperations) {
            const auto check = [&](const Document &document, bool expected) {
                if (document.has(*operation) != expected) {
                    differences.insert(document.name + u' ' + operation->name() +
                                       (expected ? u" is ours alone"_s : u" is there"_s));
                }
            };
            check(m_old, !operation->is(Extra));
            check(m_oss, operation->is(OpenSource) && !operation->is(Hidden));
            check(m_cloud, operation->is(Cloud) && !operation->is(Deprecated));
        }
        const QStringList left = conformance::unexplained(differences, conformance::operations);
        QVERIFY2(left.isEmpty(), qPrintable(u'\n' + left.join(u'\n')));
        QCOMPARE(conformance::unused(differences, conformance::operations), QStringList());
    }
    void everyFieldIsWhereItsFlagsSay()
    {
        int compared = 0;
        for (const Document *document : {&m_old, &m_oss, &m_cloud}) {
            for (const Operation *operation : allOperations) {
                if (!document->has(*operation)) {
                    continue;
                }
                const QString query = QLatin1String(operation->query().name);
                compareNames(*document,
                             operation->hasQuery ? query : operation->name() + u" query"_s,
                             operation->query(), document->queryNames(*operation));
                compareSchema(*document,
                              operation->hasBody ? QLatin1String(operation->body().name)
                                                 : operation->name() + u" body"_s,
                              operation->body(), document->body(*operation));
                compareSchema(*document,
                              operation->hasAnswer ? QLatin1String(operation->answer().name)
                                                   : operation->name() + u" answer"_s,
                              operation->answer(), document->answer(*operation));
                ++compared;
            }
        }
        QVERIFY(compared > 120);
        const QStringList left = conformance::unexplained(m_differences, conformance::fields);
        QVERIFY2(left.isEmpty(), qPrintable(u'\n' + left.join(u'\n')));
        QCOMPARE(conformance::unused(m_differences, conformance::fields), QStringList());
    }
    void theTableIsTheContract()
    {
        QFile file(m_folder + u"/operations.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
        int fromSeed = 0;
        int extra = 0;
        QSet<QString> seen;
        for (const QJsonValue value : rows) {
            const QJsonObject row = value.toObject();
            const QString kind = row.value(u"kind"_s).toString();
            if (kind == u"console"_s) {
                continue; // what the console does by itself: no operation of a server
            }
            const QString name = row.value(u"name"_s).toString();
            const Operation *operation = findOperation(name);
            QVERIFY2(operation, qPrintable(name));
            seen.insert(name);
            extra += kind == u"extra"_s;
            fromSeed += kind == u"api"_s;
            const char *context = operation->id;
            QVERIFY2(operation->is(Extra) == (kind == u"extra"_s), context);
            QVERIFY2(verbText(operation->verb) == row.value(u"method"_s).toString().toLatin1(),
                     context);
            QVERIFY2(operation->pathTemplate() == row.value(u"path"_s).toString(), context);
            const QStringList risks{u"safe"_s, u"write"_s, u"destructive"_s};
            QVERIFY2(int(operation->risk) == risks.indexOf(row.value(u"risk"_s).toString()),
                     context);
            QVERIFY2(operation->is(Deprecated) == row.value(u"deprecated"_s).toBool(), context);
            // The client sends a key with every POST and with nothing else.
            if (!operation->isSafe()) {
                QVERIFY2((operation->verb == Verb::Post) ==
                             row.value(u"idempotency_key"_s).toBool(),
                         context);
            }
            const QString auth = row.value(u"auth"_s).toString();
            QVERIFY2((operation->token == TokenNeed::None) == (auth == u"none"_s), context);
            if (auth == u"org"_s) {
                QVERIFY2(operation->token == TokenNeed::Organisation, context);
            }
            const QJsonValue onOss = row.value(u"oss"_s); // true, false or "partial"
            QVERIFY2(operation->is(OpenSource) == (onOss.isString() || onOss.toBool()), context);
        }
        QCOMPARE(fromSeed, 52);
        QCOMPARE(extra, 7);
        QCOMPARE(seen.size(), qsizetype(allOperations.size()));
    }
};

SVIX_TEST_MAIN(TestConformance)
#include "tst_conformance.moc"
