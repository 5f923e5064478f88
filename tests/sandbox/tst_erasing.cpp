// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxprogram.h"
#include "support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

constexpr const char *app = R"({"name":"A","uid":"a"})";

// Any file of the folder holds these bytes, the database's log included.
bool isOnDisk(const QString &folder, const QByteArray &bytes)
{
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
    return std::any_of(files.cbegin(), files.cend(), [&](const QFileInfo &file) {
        QFile read(file.filePath());
        return read.open(QIODevice::ReadOnly) && read.readAll().contains(bytes);
    });
}

} // namespace

/// What is gone from the folder of --data once it was expunged or deleted.
class TestErasing : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void expungedAnswersAreErased();
    void deletedEndpointsKeepNoSecret();
};

void TestErasing::expungedAnswersAreErased()
{
    const QTemporaryDir dir;
    const QStringList arguments = QStringList{u"--data"_s, dir.filePath(u"data"_s)} +
                                  QStringList{u"--retry-schedule"_s, u"3600"_s};
    SandboxThread receiver(optionsOf(SandboxOptions::Seed::Empty));
    const QByteArray answer = "alert(1)"; // what the receiver says there, in 40 characters
    const QByteArrayList messages{"m", "n"};
    {
        SandboxProgram program(arguments);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const QByteArray endpoint = R"({"url":"http://127.0.0.1:)" +
                                    QByteArray::number(receiver.receiverPort()) + "/unauth\"}";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        const auto attempt = [&](const QByteArray &message) {
            return QJsonDocument::fromJson(
                       program.get("app/a/attempt/msg/" + message))[u"data"_s][0]
                .toObject();
        };
        for (const QByteArray &message : messages) {
            const QByteArray body = R"({"eventType":"a.b","payload":{},"eventId":")" + message;
            QCOMPARE(program.ask("POST", "app/a/msg", body + "\"}").status, 202);
            QTRY_VERIFY(attempt(message)[u"response"_s].toString().contains(QLatin1String(answer)));
        }
        QVERIFY(isOnDisk(arguments[1], answer));
        const auto expunge = [&](const QByteArray &message) {
            const QByteArray path = "app/a/msg/" + message + "/attempt/" +
                                    attempt(message)[u"id"_s].toString().toLatin1() + "/content";
            return program.ask("DELETE", path).status;
        };
        QCOMPARE(expunge("m"), 204);
        QCOMPARE(attempt("m")[u"response"_s].toString(), u"EXPUNGED"_s);
        // The other one said the same, and still does.
        QVERIFY(attempt("n")[u"response"_s].toString().contains(QLatin1String(answer)));
        QCOMPARE(expunge("n"), 204);
        QTRY_VERIFY(!isOnDisk(arguments[1], answer));
        program.kill();
    }
    SandboxProgram program(arguments);
    for (const QByteArray &message : messages) {
        QVERIFY(program.get("app/a/attempt/msg/" + message).contains("EXPUNGED"));
    }
    QVERIFY(!isOnDisk(arguments[1], answer));
}

void TestErasing::deletedEndpointsKeepNoSecret()
{
    const QTemporaryDir dir;
    const QStringList arguments =
        QStringList{u"--data"_s, dir.filePath(u"data"_s)} + QStringList{u"--like"_s, u"cloud"_s};
    const QByteArray first = QByteArray("the first key of 24 byte").toBase64();
    const QByteArray second = QByteArray("the other key of 24 byte").toBase64();
    const QByteArrayList secrets{first, second, "words of a header", "words of the code",
                                 "words of a variable"};
    {
        SandboxProgram program(arguments);
        QCOMPARE(program.ask("POST", "app", app).status, 201);
        const QByteArray endpoint = R"({"uid":"e","url":"https://a.example/","secret":"whsec_)" +
                                    first + R"(","headers":{"X-A":"words of a header"}})";
        QCOMPARE(program.ask("POST", "app/a/endpoint", endpoint).status, 201);
        QCOMPARE(
            program
                .ask("POST", "app/a/endpoint/e/secret/rotate", R"({"key":"whsec_)" + second + "\"}")
                .status,
            204);
        QCOMPARE(program
                     .ask("PATCH", "app/a/endpoint/e/transformation",
                          R"({"code":"function handler(w){return w} // words of the code",)"
                          R"("enabled":true,"variables":{"A":"words of a variable"}})")
                     .status,
                 204);
        QCOMPARE(
            program.ask("POST", "app/a/msg", R"({"eventType":"a.b","eventId":"m","payload":{}})")
                .status,
            202);
        QTRY_VERIFY(program.get("app/a/attempt/msg/m").contains("atmpt_"));
        for (const QByteArray &secret : secrets) {
            QVERIFY2(isOnDisk(arguments[1], secret), secret);
        }
        QCOMPARE(program.ask("DELETE", "app/a/endpoint/e").status, 204);
        for (const QByteArray &secret : secrets) {
            QTRY_VERIFY2(!isOnDisk(arguments[1], secret), secret);
        }
        // What became of its messages is still told.
        QVERIFY(program.get("app/a/msg/m/endpoint").contains("https://a.example/"));
        program.kill();
    }
    SandboxProgram program(arguments);
    QVERIFY(program.get("app/a/msg/m/endpoint").contains("https://a.example/"));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestErasing)
#include "tst_erasing.moc"
