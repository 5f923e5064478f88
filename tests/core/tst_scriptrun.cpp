// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scriptrun.h"
#include "script/confinement.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

using Kind = ScriptOutcome::Kind;

ScriptRequest requestOf(const QByteArray &code, const QByteArray &payload = R"({"a":1})")
{
    ScriptRequest request;
    request.code = QString::fromUtf8(code);
    request.url = u"https://example.com/hook"_s;
    request.payload = payload;
    request.eventType = u"user.created"_s;
    request.variables = {{u"KEY"_s, u"value"_s}};
    return request;
}

ScriptLimits limits()
{
    ScriptLimits limits;
    limits.program = QStringLiteral(SVIX_SCRIPT_EXECUTABLE);
    limits.startMilliseconds = 30000; // other tests run at the same time
    return limits;
}

ScriptOutcome run(const ScriptRequest &request, const ScriptLimits &with = limits())
{
    ScriptRun script(request, with);
    QSignalSpy spy(&script, &ScriptRun::finished);
    script.start();
    if (!spy.isEmpty() || !spy.wait(40000)) {
        return {.message = u"no signal, or one within start()"_s};
    }
    QTest::qWait(20);
    auto outcome = spy.first().first().value<ScriptOutcome>();
    if (spy.size() != 1) {
        outcome.message = u"more than one signal"_s;
    }
    return outcome;
}

ScriptOutcome run(const QByteArray &code)
{
    return run(requestOf(code));
}

QByteArray handler(const QByteArray &body)
{
    return "function handler(webhook) { " + body + " }";
}

// Process ids of this process's children, the dead ones too that nobody has looked after.
QList<qint64> childIds()
{
    QList<qint64> found;
    const QStringList tasks =
        QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &task : tasks) {
        QFile file(u"/proc/self/task/%1/children"_s.arg(task));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &id : file.readAll().simplified().split(' ')) {
                if (!id.isEmpty()) {
                    found.append(id.toLongLong());
                }
            }
        }
    }
    return found;
}

QByteArray statusOf(qint64 pid, const QByteArray &name)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (line.startsWith(name + ':')) {
                return line.mid(name.size() + 1).trimmed();
            }
        }
    }
    return {};
}

QString programOf(const QTemporaryDir &folder, const QByteArray &text)
{
    QFile file(folder.filePath(u"program"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        return {};
    }
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

} // namespace

/// Transformations as the program runs them, good ones and those that mean harm.
class TestScriptRun : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QTRY_COMPARE(childIds(), QList<qint64>()); }

    void handlerSeesTheWebhook();
    void handlerSets_data();
    void handlerSets();
    void modernJavaScript();
    void codeErrors_data();
    void codeErrors();
    void limitsHold_data();
    void limitsHold();
    void consoleIsKept();
    void numbersAreTold();
    void nothingToReachOut();
    void processIsShutIn();
    void signalsStayInTheProcess();
    void endedFromOutside();
    void cancelled();
    void destroyedWhileRunning();
    void manyAtOnce();
    void programsThatAreNone_data();
    void programsThatAreNone();
};

void TestScriptRun::handlerSeesTheWebhook()
{
    ScriptRequest request =
        requestOf(handler("return { payload: webhook }"), R"({"z":1,"a":[null]})");
    request.channels = QStringList{u"c1"_s};
    request.transformationsParams = R"({"p":true})";
    const ScriptOutcome outcome = run(request);
    QVERIFY2(outcome.done(), qPrintable(outcome.message));
    const QJsonObject seen = QJsonDocument::fromJson(outcome.payload).object();
    QCOMPARE(seen[u"method"_s].toString(), u"POST"_s);
    QCOMPARE(seen[u"url"_s].toString(), request.url);
    QCOMPARE(seen[u"eventType"_s].toString(), u"user.created"_s);
    QCOMPARE(seen[u"env"_s].toObject()[u"KEY"_s].toString(), u"value"_s);
    QCOMPARE(seen[u"channels"_s].toArray(), QJsonArray{u"c1"_s});
    QCOMPARE(seen[u"transformationsParams"_s].toObject()[u"p"_s].toBool(), true);
    QVERIFY(outcome.payload.contains(R"("payload":{"z":1,"a":[null]})")); // order is kept
}

void TestScriptRun::handlerSets_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("shown"); // method url payload headers cancel
    const auto row = [](const char *name, const QByteArray &body, const QByteArray &shown) {
        QTest::newRow(name) << (body.startsWith("function") || body.startsWith("const") ||
                                        body.startsWith("async")
                                    ? body
                                    : handler(body))
                            << shown;
    };
    const QByteArray same = R"(POST https://example.com/hook {"a":1} {} false)";
    row("nothing", "return webhook", same);
    row("another object", "return {}", same);
    row("method", "webhook.method = 'PUT'; return webhook",
        R"(PUT https://example.com/hook {"a":1} {} false)");
    row("patch", "return { ...webhook, method: 'PATCH' }",
        R"(PATCH https://example.com/hook {"a":1} {} false)");
    row("url", "webhook.url = 'http://127.0.0.1/x?y=é'; return webhook",
        R"(POST http://127.0.0.1/x?y=é {"a":1} {} false)");
    row("payload", "webhook.payload.b = 'ü'; return webhook",
        R"(POST https://example.com/hook {"a":1,"b":"ü"} {} false)");
    row("payload is a list", "webhook.payload = [1]; return webhook",
        "POST https://example.com/hook [1] {} false");
    row("cancel", "webhook.cancel = true; return webhook",
        R"(POST https://example.com/hook {"a":1} {} true)");
    row("headers", "webhook.headers = { 'X-A': 'b', n: 5 }; return webhook",
        R"(POST https://example.com/hook {"a":1} {"X-A":"b","n":"5"} false)");
    row("ignored", "webhook.eventType = 'x'; webhook.env = 1; webhook.other = 2; return webhook",
        same);
    row("constant", "const handler = (webhook) => webhook", same);
    row("async",
        "async function handler(webhook) { await null; webhook.method = 'PUT'; "
        "return webhook }",
        R"(PUT https://example.com/hook {"a":1} {} false)");
    row("promise", "return Promise.resolve().then(() => webhook)", same);
    row("built-ins replaced",
        "JSON.stringify = () => 'x'; JSON.parse = null; String = null; Array.isArray = () => true; "
        "Object.keys = () => []; Array.prototype.includes = () => false; return webhook",
        same);
    row("toJSON of everything", "Object.prototype.toJSON = () => 7; return webhook",
        "POST https://example.com/hook 7 {} false");
}

void TestScriptRun::handlerSets()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, shown);
    const ScriptOutcome outcome = run(code);
    QVERIFY2(outcome.done(), qPrintable(outcome.message));
    QJsonObject headers;
    for (auto it = outcome.headers.cbegin(); it != outcome.headers.cend(); ++it) {
        headers[it.key()] = it.value();
    }
    QCOMPARE(QByteArray(outcome.method.toUtf8() + ' ' + outcome.url.toUtf8() + ' ' +
                        outcome.payload + ' ' +
                        QJsonDocument(headers).toJson(QJsonDocument::Compact) +
                        (outcome.cancel ? " true" : " false")),
             shown);
    QVERIFY(outcome.message.isEmpty());
    QVERIFY(outcome.inexact.isEmpty());
}

void TestScriptRun::modernJavaScript()
{
    const ScriptOutcome outcome = run(
        "class Box { #v = 1; static s = 2; get v() { return this.#v; } }\n"
        "function handler({ payload, ...rest }) {\n"
        "  try { null.x } catch { }\n"
        "  return { ...rest, payload: [payload?.a ?? 0, new Box().v, Box.s, 'a-b'.replaceAll('-', "
        "'+'),\n"
        "    '2024'.match(/(?<y>\\d+)/).groups.y, [1, 2].at(-1), [[1]].flat(), String(2n ** 64n)] "
        "};\n}");
    QVERIFY2(outcome.done(), qPrintable(outcome.message));
    QCOMPARE(outcome.payload, R"([1,1,2,"a+b","2024",2,[1],"18446744073709551616"])");
}

void TestScriptRun::codeErrors_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    const auto row = [](const char *name, const QByteArray &code, const char *message, int line) {
        QTest::newRow(name) << code << QString::fromUtf8(message) << line;
    };
    row("syntax", "function handler(w) {\n  return w;\n  let x = ;\n}", "SyntaxError: ", 3);
    row("unfinished", "function handler(w) {\n", "SyntaxError: ", 2);
    row("module", "export function handler(w) { return w }", "SyntaxError: ", 1);
    row("at the top", "let a = 1;\nnull.x;", "TypeError: null is not an object", 2);
    row("no handler", "function handle(w) { return w }", "defines no function called handler", 0);
    row("handler is no function", "let handler = 5", "defines no function called handler", 0);
    row("throws", "function handler(w) {\n\n  throw new Error('not today')\n}", "Error: not today",
        3);
    row("throws later", "async function handler(w) {\n  await 1;\n  null.x\n}", "TypeError: ", 3);
    row("throws a text", handler("throw 'no'"), "The code threw no", 0);
    row("throws an object", handler("throw {a: 1}"), R"(The code threw {"a":1})", 0);
    row("throws a trap", handler("throw new Proxy({}, {get() { throw 1 }})"), "The code threw", 0);
    row("throws an error that throws",
        handler("const e = new Error('x'); "
                "Object.defineProperty(e, 'message', {get() { throw 5 }}); throw e"),
        "The code threw", 0);
    row("returns nothing", handler("webhook.url = 'x'"), "must return an object", 0);
    row("returns a number", handler("return 5"), "must return an object", 0);
    row("returns null", handler("return null"), "must return an object", 0);
    row("returns a list", handler("return [webhook]"), "must return an object", 0);
    row("returns a function", handler("return () => webhook"), "must return an object", 0);
    row("never settled", handler("return new Promise(() => {})"), "never settled", 0);
    row("method", handler("return { method: 'GET' }"), "method must be POST, PUT or PATCH", 0);
    row("url", handler("return { url: 5 }"), "url must be a text", 0);
    row("cancel", handler("return { cancel: 'yes' }"), "cancel must be true or false", 0);
    row("headers", handler("return { headers: ['a'] }"), "headers must be an object", 0);
    row("header", handler("return { headers: { a: {} } }"), "the header a must be a text", 0);
    row("no JSON", handler("return { payload: () => 1 }"), "cannot be written as JSON", 0);
    row("undefined", handler("return { payload: undefined }"), "cannot be written as JSON", 0);
    row("big integer", handler("return { payload: { n: 1n } }"), "BigInt", 0);
    row("round", handler("const a = {}; a.a = a; return { payload: a }"), "TypeError: ", 0);
    row("NUL", QByteArray("function handler(w) { return w }\0", 33), "NUL", 0);
}

void TestScriptRun::codeErrors()
{
    QFETCH(QByteArray, code);
    QFETCH(QString, message);
    QFETCH(int, line);
    const ScriptOutcome outcome = run(code);
    QCOMPARE(outcome.kind, Kind::CodeError);
    QVERIFY2(outcome.message.contains(message), qPrintable(outcome.message));
    QCOMPARE(outcome.line, line);
}

void TestScriptRun::limitsHold_data()
{
    QTest::addColumn<QByteArray>("code");
    // Which limit comes first where two can stop it: a busy computer may take more than a second
    // to fill the memory, and how deep a call may go is the machine's affair.
    QTest::addColumn<QList<Kind>>("kinds");
    const auto row = [](const char *name, const QByteArray &code, const QList<Kind> &kinds) {
        QTest::newRow(name) << code << kinds;
    };
    row("endless loop", handler("while (true) {}"), {Kind::TooSlow});
    row("endless loop at the top", "while (true) {}", {Kind::TooSlow});
    row("endless loop in a getter", handler("return { get url() { while (true) {} } }"),
        {Kind::TooSlow});
    row("endless loop in toJSON", handler("return { payload: { toJSON() { while (true) {} } } }"),
        {Kind::TooSlow});
    row("endless promises", handler("const f = () => Promise.resolve().then(f); return f()"),
        {Kind::TooSlow});
    row("endless regular expression", handler("/^(a+)+$/.test('a'.repeat(40) + '!'); for (;;) {}"),
        {Kind::TooSlow});
    row("caught recursion", handler("const f = () => { try { f() } finally { f() } }; f()"),
        {Kind::TooSlow});
    row("deep recursion", handler("const f = () => f() + 1; f()"), {Kind::CodeError});
    row("deep payload",
        handler("let a = []; for (let i = 0; i < 1e5; ++i) a = [a]; return { payload: a }"),
        {Kind::TooSlow, Kind::CodeError});
    row("giant string", handler("let s = 'a'; for (;;) s += s"), {Kind::CodeError});
    row("giant payload", handler("return { payload: 'é'.repeat(2 ** 29) }"),
        {Kind::TooLarge, Kind::TooSlow});
    row("memory", handler("const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1))"),
        {Kind::TooLarge, Kind::TooSlow});
    row("large result", handler("return { payload: 'a'.repeat(5e6) }"),
        {Kind::CodeError, Kind::TooSlow});
}

void TestScriptRun::limitsHold()
{
    QFETCH(QByteArray, code);
    QFETCH(QList<Kind>, kinds);
    QElapsedTimer clock;
    clock.start();
    const ScriptOutcome outcome = run(code);
    QVERIFY2(kinds.contains(outcome.kind), qPrintable(outcome.message));
    QVERIFY(!outcome.message.isEmpty());
    QVERIFY2(outcome.milliseconds < 3000, qPrintable(QString::number(outcome.milliseconds)));
    if (outcome.kind == Kind::TooSlow) {
        QVERIFY(outcome.milliseconds >= 1000);
    }
}

void TestScriptRun::consoleIsKept()
{
    const ScriptOutcome outcome =
        run(handler("console.log('a', {b: [1]}, null, undefined, 2n); console.info('\\n'); "
                    "console.warn('\\ud800'); console.error(new Error('e')); while (true) {}"));
    QCOMPARE(outcome.kind, Kind::TooSlow); // and what it wrote until then is here
    QStringList lines;
    for (const ScriptConsoleLine &line : outcome.console) {
        lines.append(line.level + u' ' + line.text);
    }
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], u"log a {\"b\":[1]} null undefined 2"_s);
    QCOMPARE(lines[1], u"info \n"_s);
    QCOMPARE(lines[3], u"error Error: e"_s);
    QVERIFY(!outcome.consoleCut);

    const ScriptOutcome flood = run(
        handler("for (let i = 0; i < 20000; ++i) console.log('x'.repeat(100)); return webhook"));
    QVERIFY2(flood.done(), qPrintable(flood.message));
    QVERIFY(flood.consoleCut);
    QVERIFY(flood.console.size() > 500 && flood.console.size() < 1000);
    const ScriptOutcome wide = run(handler("console.log('x'.repeat(1e6)); return webhook"));
    QVERIFY(wide.done() && wide.consoleCut && wide.console.isEmpty());
}

void TestScriptRun::numbersAreTold()
{
    const ScriptOutcome outcome =
        run(requestOf(handler("return webhook"),
                      R"({"id":12345678901234567890,"safe":9007199254740992,"price":1.10,)"
                      R"("huge":1e400,"exp":1E+2,"text":"12345678901234567890","zero":-0.0,)"
                      R"("small":0.00000012,"odd":9007199254740993,"q\"1":2})"));
    QVERIFY2(outcome.done(), qPrintable(outcome.message));
    QStringList told;
    for (const ScriptInexactNumber &number : outcome.inexact) {
        told.append(number.text + u' ' + number.becomes);
    }
    QCOMPARE(told, (QStringList{u"12345678901234567890 12345678901234567000"_s, u"1e400 null"_s,
                                u"9007199254740993 9007199254740992"_s}));
    QCOMPARE(outcome.payload,
             R"({"id":12345678901234567000,"safe":9007199254740992,"price":1.1,"huge":null,)"
             R"("exp":100,"text":"12345678901234567890","zero":0,"small":1.2e-7,)"
             R"("odd":9007199254740992,"q\"1":2})");
}

void TestScriptRun::nothingToReachOut()
{
    const ScriptOutcome outcome = run(
        "async function handler(webhook) {\n"
        "  const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'require', 'process', 'Deno', "
        "'load', 'read', 'readFile', 'print', 'setTimeout', 'gc', '$vm', 'SharedArrayBuffer', "
        "'Worker'];\n"
        "  const there = names.filter((name) => name in globalThis);\n"
        "  for (const file of ['/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1/', 'fs']) {\n"
        "    try { await import(file); there.push(file) } catch (error) { }\n"
        "  }\n"
        "  return { payload: there };\n}");
    QVERIFY2(outcome.done(), qPrintable(outcome.message));
    QCOMPARE(outcome.payload, "[]");
}

void TestScriptRun::processIsShutIn()
{
    ScriptLimits slow = limits();
    slow.milliseconds = 20000;
    ScriptRun script(requestOf(handler("console.log('x'); while (true) {}")), slow);
    QSignalSpy spy(&script, &ScriptRun::finished);
    script.start();
    QTRY_COMPARE(childIds().size(), 1);
    const qint64 pid = childIds().first();
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(pid, "Seccomp"), "2", 30000);
    QCOMPARE(statusOf(pid, "NoNewPrivs"), "1");
    // No connection and no file is open; JavaScriptCore reads random numbers and its own size.
    const QDir open(u"/proc/%1/fd"_s.arg(pid));
    for (const QFileInfo &entry : open.entryInfoList(QDir::System | QDir::Files)) {
        char target[256] = {};
        QVERIFY(readlink(entry.absoluteFilePath().toLocal8Bit(), target, sizeof target - 1) > 0);
        const QByteArray name = target;
        QVERIFY2(!name.startsWith("socket:"), target);
        QVERIFY2(!name.startsWith('/') || name.startsWith("/dev/") ||
                     name.startsWith("/proc/" + QByteArray::number(pid) + '/'),
                 target);
    }
    QFile environment(u"/proc/%1/environ"_s.arg(pid));
    QVERIFY(environment.open(QIODevice::ReadOnly));
    QVERIFY(!environment.readAll().contains("HOME="));
    QFile limitsFile(u"/proc/%1/limits"_s.arg(pid));
    QVERIFY(limitsFile.open(QIODevice::ReadOnly));
    const QByteArray all = limitsFile.readAll().simplified();
    QVERIFY(all.contains("Max file size 0 0"));
    QVERIFY(all.contains("Max core file size 0 0"));
    script.cancel();
    QVERIFY(spy.wait(5000));
}

void TestScriptRun::signalsStayInTheProcess()
{
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        // Signal 0 asks whether another one would be let through.
        if (::syscall(SYS_tgkill, parent, parent, 0) != 0) {
            ::_exit(1);
        }
        if (!script::confineFully()) {
            ::_exit(2);
        }
        if (::syscall(SYS_tgkill, ::getpid(), ::syscall(SYS_gettid), 0) != 0) {
            ::_exit(3);
        }
        ::_exit(::syscall(SYS_tgkill, parent, parent, 0) == 0 ? 4 : 0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestScriptRun::endedFromOutside()
{
    for (const int signal : {SIGKILL, SIGTERM}) {
        ScriptLimits slow = limits();
        slow.milliseconds = 20000;
        ScriptRun script(requestOf(handler("console.log('on'); while (true) {}")), slow);
        QSignalSpy spy(&script, &ScriptRun::finished);
        script.start();
        QTRY_COMPARE(childIds().size(), 1);
        const qint64 pid = childIds().first();
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(pid, "Seccomp"), "2", 30000);
        QTest::qWait(300);
        QCOMPARE(::kill(static_cast<pid_t>(pid), signal), 0);
        QVERIFY(spy.wait(5000));
        const auto outcome = spy.first().first().value<ScriptOutcome>();
        QCOMPARE(outcome.kind, Kind::CodeError);
        QVERIFY2(outcome.message.contains(u"ended from outside"_s), qPrintable(outcome.message));
        QTest::qWait(50);
        QCOMPARE(spy.size(), 1);
    }
}

void TestScriptRun::cancelled()
{
    ScriptRun script(requestOf(handler("while (true) {}")), limits());
    QSignalSpy spy(&script, &ScriptRun::finished);
    script.cancel(); // not started: nothing to cancel
    script.start();
    script.start();
    script.cancel();
    QVERIFY(spy.isEmpty());
    script.cancel();
    QVERIFY(spy.wait(5000));
    QCOMPARE(spy.first().first().value<ScriptOutcome>().kind, Kind::Cancelled);
    script.cancel();
    QTest::qWait(50);
    QCOMPARE(spy.size(), 1);
}

void TestScriptRun::destroyedWhileRunning()
{
    auto script = std::make_unique<ScriptRun>(requestOf(handler("while (true) {}")), limits());
    QSignalSpy spy(script.get(), &ScriptRun::finished);
    script->start();
    QTRY_COMPARE(childIds().size(), 1);
    QTest::qWait(200);
    script.reset();
    QCOMPARE(childIds(), QList<qint64>());
    QCOMPARE(spy.size(), 0);
}

void TestScriptRun::manyAtOnce()
{
    std::vector<std::unique_ptr<ScriptRun>> runs;
    int done = 0;
    for (int i = 0; i < 12; ++i) {
        ScriptLimits patient = limits();
        patient.milliseconds = 20000;
        runs.push_back(std::make_unique<ScriptRun>(
            requestOf(handler("webhook.payload.n = " + QByteArray::number(i) + "; return webhook")),
            patient));
        connect(runs.back().get(), &ScriptRun::finished, this,
                [&done, i](const ScriptOutcome &outcome) {
                    done +=
                        outcome.payload == R"({"a":1,"n":)" + QByteArray::number(i) + '}' ? 1 : 0;
                });
        runs.back()->start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(done, 12, 40000);
}

void TestScriptRun::programsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("message");
    QTest::newRow("missing") << QByteArray() << Kind::NotAvailable << u"could not be started"_s;
    QTest::newRow("says nothing") << QByteArray("#!/bin/sh\nexit 7\n") << Kind::NotAvailable
                                  << u"exit code 7"_s;
    QTest::newRow("rubbish") << QByteArray("#!/bin/sh\necho '}{'\necho '[]'\n")
                             << Kind::NotAvailable << u"without an answer"_s;
    QTest::newRow("does not get ready") << QByteArray("#!/bin/sh\nexec /bin/sleep 60\n")
                                        << Kind::NotAvailable << u"did not get ready"_s;
    QTest::newRow("error before ready")
        << QByteArray("#!/bin/sh\necho '{\"error\":{\"message\":\"shut in\"}}'\n")
        << Kind::NotAvailable << u"shut in"_s;
    QTest::newRow("floods") << QByteArray("#!/bin/sh\necho '{\"ready\":true}'\n"
                                          "exec /usr/bin/yes\n")
                            << Kind::TooLarge << u"wrote more"_s;
}

void TestScriptRun::programsThatAreNone()
{
    QFETCH(QByteArray, text);
    QFETCH(Kind, kind);
    QFETCH(QString, message);
    const QTemporaryDir folder;
    ScriptLimits with = limits();
    with.startMilliseconds = 1500;
    with.milliseconds = 20000;
    with.program = text.isEmpty() ? folder.filePath(u"none"_s) : programOf(folder, text);
    const ScriptOutcome outcome = run(requestOf(handler("return webhook")), with);
    QCOMPARE(outcome.kind, kind);
    QVERIFY2(outcome.message.contains(message), qPrintable(outcome.message));
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestScriptRun)
#include "tst_scriptrun.moc"
