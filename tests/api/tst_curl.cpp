// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copy as cURL, read back by real shells: a curl of our own writes down what it was given.
#include "api/apitest.h"
#include "api/curl.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace svix;
using namespace svix::test;

class TestCurl : public ApiTest
{
    Q_OBJECT

    QTemporaryDir m_dir;

    // What a shell makes of the command: the arguments that curl gets.
    QStringList arguments(const QString &shell, const QString &command)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PATH"_s, m_dir.path() + u":/usr/bin:/bin"_s);
        environment.insert(u"SVIX_TOKEN"_s, u"the token"_s);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_dir.path());
        process.start(shell, {u"-c"_s, command});
        if (!process.waitForFinished(10'000)) {
            return {u"(did not end)"_s};
        }
        const QByteArray said = process.readAllStandardError();
        QList<QByteArray> words = process.readAllStandardOutput().split('\0');
        words.removeLast();
        QStringList out;
        for (const QByteArray &word : std::as_const(words)) {
            out.append(QString::fromUtf8(word));
        }
        if (!said.isEmpty()) {
            out.append(u"stderr: "_s + QString::fromUtf8(said));
        }
        return out;
    }
    static ActivityEntry entry(const Operation &operation, const QByteArray &body = {})
    {
        ActivityEntry entry;
        entry.operation = &operation;
        entry.url = QUrl(u"https://api.svix.test/api/v1/app"_s);
        entry.body = body;
        return entry;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile fake(m_dir.filePath(u"curl"_s));
        QVERIFY(fake.open(QIODevice::WriteOnly));
        fake.write("#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done\n");
        fake.close();
        fake.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void anyTextIsOneWord_data()
    {
        QTest::addColumn<QString>("text");
        for (const char16_t *text :
             {u"", u"plain", u"it's", u"'''", u"a'b'c'", u"\"double\"",
              u"$HOME ${PATH} $(touch owned)", u"`touch owned`", u"back\\slash\\", u"new\nline",
              u"semi;colon && touch owned", u"glob * ? [a-z] ~", u"hash # !bang! !!",
              u"@/etc/passwd", u"-o owned", u"\t tab ", u"\u202e\U0001F600 \u00e9", u"%s %n",
              u"'; touch owned; '"}) {
            QTest::newRow(qPrintable(QString::fromUtf16(text))) << QString::fromUtf16(text);
        }
    }
    void anyTextIsOneWord()
    {
        QFETCH(QString, text);
        for (const QString &shell : {u"bash"_s, u"sh"_s}) {
            QCOMPARE(arguments(shell, u"curl "_s + shellQuoted(text) + u" end"_s),
                     QStringList({text, u"end"_s}));
            ActivityEntry post = entry(op::createMessage, text.toUtf8());
            post.idempotencyKey = text;
            const QStringList words = arguments(shell, curlCommand(post));
            QCOMPARE(words.value(words.size() - 1), text);
            QCOMPARE(words.value(words.size() - 2), u"--data-raw"_s);
            QVERIFY(text.isEmpty() || words.contains(u"idempotency-key: "_s + text));
        }
        QVERIFY(!QFile::exists(m_dir.filePath(u"owned"_s)));
    }
    void wholeCommands()
    {
        QCOMPARE(arguments(u"sh"_s, curlCommand(entry(op::listApplications))),
                 QStringList({u"https://api.svix.test/api/v1/app"_s, u"-H"_s,
                              u"Authorization: Bearer the token"_s}));
        ActivityEntry post = entry(op::createApplication, R"({"name":"Acme"})");
        post.idempotencyKey = u"console_1"_s;
        QCOMPARE(arguments(u"sh"_s, curlCommand(post)),
                 QStringList({u"-X"_s, u"POST"_s, u"https://api.svix.test/api/v1/app"_s, u"-H"_s,
                              u"Authorization: Bearer the token"_s, u"-H"_s,
                              u"idempotency-key: console_1"_s, u"-H"_s,
                              u"Content-Type: application/json"_s, u"--data-raw"_s,
                              u"{\"name\":\"Acme\"}"_s}));
        QVERIFY(curlCommand(post).contains(u"$SVIX_TOKEN"_s));
        const QString empty = curlCommand(entry(op::deleteApplication));
        QVERIFY(empty.contains(u"-X DELETE"_s) && empty.contains(u"--data-raw ''"_s));
        QVERIFY(!curlCommand(entry(op::health)).contains(u"SVIX_TOKEN"_s));
        ActivityEntry six = entry(op::getApplication);
        six.url = QUrl(u"http://[::1]:8071/api/v1/app/a%2Fb"_s);
        QVERIFY(
            curlCommand(six).startsWith(u"curl --globoff 'http://[::1]:8071/api/v1/app/a%2Fb'"_s));
    }
    void nobodySendsStars()
    {
        const QByteArray hidden = "{\"headers\":{\"x-a\":\"***\"}}";
        QVERIFY(curlCommand(entry(op::updateEndpointHeaders, hidden))
                    .endsWith(u"--data-binary @body.json"_s));
        QVERIFY(curlCommand(entry(op::createMessage, R"({"payload":"***"})"))
                    .contains(u"--data-raw"_s)); // nothing is hidden there: it was typed so
        ActivityEntry cut = entry(op::createMessage, "{\"payl");
        cut.bodyCut = true;
        QVERIFY(curlCommand(cut).endsWith(u"--data-binary @body.json"_s));
    }
    void controlCharactersDoNotReachTheTerminal()
    {
        const QString command =
            curlCommand(entry(op::createMessage, QByteArray("{\"a\":\"\x1b[201~\x07\r\"}")));
        QVERIFY(command.contains(u"\\u001b[201~\\u0007\\u000d"_s));
        for (const QChar c : command) {
            QVERIFY(c.unicode() >= 0x20 || c == u'\n');
        }
    }
    void ofARealCall()
    {
        FaultServer server;
        server.always(fault::answer(200, "{}"));
        ApiClient client(serve(server));
        ActivityEntry last;
        connect(&client, &ApiClient::activity, this, [&](const ActivityEntry &e) { last = e; });
        MessageIn in;
        in.eventType = u"a.b"_s;
        in.payload.text = "{\"n\":1.10,\"q\":\"it's\"}";
        errorOf(client.act<op::createMessage>(TestConsent::give(), CallOptions(), u"a'b"_s,
                                              CreateMessageQuery(), in));
        const QStringList words = arguments(u"bash"_s, curlCommand(last));
        const SeenRequest &seen = server.requests().constFirst();
        QCOMPARE(words.value(2), server.url().toString() + QString::fromLatin1(seen.target));
        QCOMPARE(words.constLast().toUtf8(), seen.body);
        QVERIFY(words.contains(u"idempotency-key: "_s +
                               QString::fromLatin1(seen.header("idempotency-key"))));
        QVERIFY(!curlCommand(last).contains(QLatin1String(token)));
    }
};

SVIX_TEST_MAIN(TestCurl)
#include "tst_curl.moc"
