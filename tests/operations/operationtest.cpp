// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operationtest.h"

#include "api/operations.h"
#include "app/session.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>

namespace svix::test {

namespace {

sandbox::SandboxOptions sandboxOptions(OperationServer::Like like)
{
    sandbox::SandboxOptions options = optionsOf(sandbox::SandboxOptions::Seed::Empty);
    options.like =
        like == OperationServer::Like::Cloud ? ServerKind::Cloud : ServerKind::OpenSource;
    return options;
}

} // namespace

OperationServer::OperationServer(Like like)
    : m_like(like)
    , m_run(QString::number(QRandomGenerator::global()->generate(), 36))
{
    if (like == Like::Live) {
        m_url = QUrl(qEnvironmentVariable("SVIX_TEST_URL"));
        m_token = qgetenv("SVIX_TEST_TOKEN").trimmed();
        return;
    }
    m_sandbox = std::make_unique<SandboxThread>(sandboxOptions(like));
    m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(m_sandbox->port()));
    m_token = m_sandbox->token();
}

OperationServer::~OperationServer()
{
    for (const QString &name : m_names) {
        call("DELETE", u"/app/"_s + name);
        call("DELETE", u"/event-type/"_s + name + u"?expunge=true"_s);
    }
}

OperationServer::Reply OperationServer::call(const QByteArray &method, const QString &path,
                                             const QJsonObject &body)
{
    return callWith(m_token, method, path, body);
}

int OperationServer::statusWith(const QString &token, const QString &path)
{
    return callWith(token.toUtf8(), "GET", path, {}).status;
}

bool OperationServer::hasDone(const ActivityEntry &entry)
{
    const QJsonArray log =
        jsonOf(test::call(m_sandbox->port(), "GET", "/sandbox/requests", m_token))[u"requests"]
            .toArray();
    return std::any_of(log.begin(), log.end(), [&entry](const QJsonValue &one) {
        const int status = one[u"status"].toInt();
        return one[u"operation"].toString() == entry.operation->name() &&
               one[u"path"].toString() == entry.url.path(QUrl::FullyEncoded) &&
               one[u"idempotencyKey"].toString() == entry.idempotencyKey &&
               one[u"done"].toBool(true) && status >= 200 && status < 300;
    });
}

OperationServer::Reply OperationServer::callWith(const QByteArray &token, const QByteArray &method,
                                                 const QString &path, const QJsonObject &body)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(m_url.toString() + u"/api/v1"_s + path));
    request.setRawHeader("Authorization", "Bearer " + token);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
    QNetworkReply *reply = network.sendCustomRequest(request, method, bytes);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

void OperationServer::fault(const QString &rule)
{
    if (m_sandbox) {
        const QJsonArray rules = rule.isEmpty() ? QJsonArray() : QJsonArray{rule};
        test::call(m_sandbox->port(), "PUT", "/sandbox/faults", m_token,
                   QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson());
    }
}

QString OperationServer::ownName(const QString &word)
{
    const QString name = u"live-%1-%2.%3"_s.arg(m_run, QString::number(m_names.size()), word);
    m_names.append(name);
    return name;
}

QString OperationPlace::endpoint(const QString &path, const QJsonObject &more)
{
    QJsonObject body = more;
    // Loopback receivers are for a sandbox; elsewhere any address does.
    body[u"url"] = server.sandbox()
                       ? u"http://127.0.0.1:%1%2"_s.arg(server.sandbox()->receiverPort()).arg(path)
                       : u"https://example.com"_s + path;
    return server.post(u"/app/%1/endpoint"_s.arg(app), body)[u"id"].toString();
}

QString OperationPlace::message(const QJsonObject &payload)
{
    return server
        .post(u"/app/%1/msg"_s.arg(app), {{u"eventType"_s, type}, {u"payload"_s, payload}})[u"id"]
        .toString();
}

bool OperationPlace::called(const char *operation, int times)
{
    const bool done = waitUntil([&] { return c.calls(operation).size() >= times; }) && c.settle();
    if (!done) {
        qInfo().noquote() << c.describe();
    }
    return done;
}

void OperationTest::initTestCase()
{
    applyTheme(*qApp, ThemeChoice::Light);
    QVERIFY(m_english.load(u":/i18n/svix-console_en.qm"_s));
    QCoreApplication::installTranslator(&m_english);
    if (!qEnvironmentVariableIsEmpty("SVIX_TEST_URL")) {
        m_servers.push_back(std::make_unique<OperationServer>(OperationServer::Like::Live));
        return;
    }
    for (const auto like : {OperationServer::Like::Cloud, OperationServer::Like::OpenSource}) {
        m_servers.push_back(std::make_unique<OperationServer>(like));
    }
}

void OperationTest::cleanupTestCase()
{
    m_servers.clear();
}

bool OperationTest::isOffered(const char *operation, OperationServer::Like like) const
{
    const auto found = std::find_if(allOperations.begin(), allOperations.end(),
                                    [&](const auto *o) { return QByteArray(o->id) == operation; });
    return found != allOperations.end() &&
           (like == OperationServer::Like::OpenSource ? (*found)->is(OpenSource)
            : like == OperationServer::Like::Cloud    ? (*found)->is(Cloud)
                                                      : true);
}

void OperationTest::perform_data()
{
    QTest::addColumn<int>("server");
    QTest::addColumn<int>("row");
    for (int server = 0; server < int(m_servers.size()); ++server) {
        const auto like = m_servers[std::size_t(server)]->like();
        const char *words = like == OperationServer::Like::Cloud        ? "like Svix cloud"
                            : like == OperationServer::Like::OpenSource ? "like svix-server"
                                                                        : "live";
        for (int row = 0; row < m_rows.size(); ++row) {
            if (isOffered(m_rows.at(row).operation, like)) {
                QTest::addRow("%s, %s", m_rows.at(row).operation, words) << server << row;
            }
        }
    }
}

void OperationTest::perform()
{
    QFETCH(int, server);
    QFETCH(int, row);
    OperationServer &on = *m_servers[std::size_t(server)];
    const OperationRow &what = m_rows.at(row);
    on.fault({});
    ConsoleWindow c;
    QVERIFY(c.show({1280, 800}));
    OperationPlace place{c, on, on.ownName(u"app"_s), {}, {}, on.ownName(u"made"_s), {}};
    place.other = on.ownName(u"other"_s);
    place.name = place.uid;
    place.app =
        on.post(u"/app"_s, {{u"name"_s, place.name}, {u"uid"_s, place.uid}})[u"id"].toString();
    QVERIFY(place.app.startsWith(u"app_"));
    const QJsonObject schema{
        {u"type"_s, u"object"_s},
        {u"properties"_s, QJsonObject{{u"amount"_s, QJsonObject{{u"type"_s, u"integer"_s}}}}},
        {u"examples"_s, QJsonArray{QJsonObject{{u"amount"_s, 12}}}}};
    const auto made = on.call("POST", u"/event-type"_s,
                              {{u"name"_s, place.type},
                               {u"description"_s, u"Made for a test"_s},
                               {u"schemas"_s, QJsonObject{{u"1"_s, schema}}}});
    QCOMPARE(made.status, 201);
    QVERIFY(c.connectTo(profileFor(on.url()), on.token()));
    const auto &capabilities = c.window().session().capabilities();
    const auto operation =
        std::find_if(allOperations.begin(), allOperations.end(),
                     [&](const Operation *o) { return QByteArray(o->id) == what.operation; });
    if (on.isLive() && !capabilities.offers(**operation)) {
        QSKIP("not offered by this server");
    }
    what.perform(place);
    if (!place.notHere.isEmpty()) {
        QSKIP(qPrintable(place.notHere));
    }
    if (QTest::currentTestFailed()) {
        qInfo().noquote() << c.describe();
        return;
    }
    QVERIFY(c.settle());
    // Whatever the row has checked: the window called the operation, and the server did it.
    const QList<ActivityEntry> calls = c.calls(what.operation);
    QVERIFY2(!calls.isEmpty(), "the operation was not called by the window");
    QVERIFY2(calls.constFirst().status >= 200 && calls.constFirst().status < 300,
             QByteArray::number(calls.constFirst().status).constData());
    // And not by the window's own word alone.
    QVERIFY(!on.sandbox() || on.hasDone(calls.constFirst()));
}

} // namespace svix::test
