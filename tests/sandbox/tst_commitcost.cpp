// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace svix::sandbox;

namespace svix::test {

namespace {

constexpr int applications = 2000;
// What one request may look at: its environment and its application, when they are written and when
// their marks are taken back, and the object that it is about.
constexpr quint64 mostVisited = 6;

} // namespace

/// What a commit looks at among many applications, counted in objects and not in time.
class TestCommitCost : public TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void costsWhatChanged();

private:
    /// Objects visited for each of so many calls.
    quint64 visitsOf(int count, const QByteArray &verb, const QByteArray &path,
                     const QByteArray &body, int status)
    {
        const quint64 before = m_sandbox->objectsVisited();
        for (int i = 0; i < count; ++i) {
            const WireAnswer answer =
                call(m_sandbox->port(), verb, "/api/v1/" + path, m_sandbox->token(), body);
            if (answer.status != status) {
                qWarning("%s %s: %d", verb.constData(), path.constData(), answer.status);
            }
            m_last = jsonOf(answer)[u"id"_s].toString().toLatin1();
        }
        const quint64 visited = m_sandbox->objectsVisited() - before;
        return (visited + static_cast<quint64>(count) - 1) / static_cast<quint64>(count);
    }

    std::unique_ptr<SandboxThread> m_sandbox;
    QByteArray m_last; // id of what was made last
};

void TestCommitCost::costsWhatChanged()
{
    const QTemporaryDir dir;
    SandboxOptions options = optionsOf(SandboxOptions::Seed::Empty);
    options.like = ServerKind::Cloud;
    options.dataDir = dir.filePath(u"data"_s);
    m_sandbox = std::make_unique<SandboxThread>(options);

    const auto costsLittle = [&](int count, const QByteArray &verb, const QByteArray &path,
                                 const QByteArray &body, int status) {
        const quint64 visits = visitsOf(count, verb, path, body, status);
        // Less than one would mean that nothing was saved at all.
        QVERIFY2(visits >= 1 && visits <= mostVisited,
                 (verb + ' ' + path + ": " + QByteArray::number(visits)).constData());
    };
    costsLittle(applications, "POST", "app", R"({"name":"One of many"})", 201);
    const QByteArray app = "app/" + m_last;
    // Messages first: without an endpoint no delivery is saved beside them.
    costsLittle(50, "POST", app + "/msg", R"({"eventType":"a.b","payload":{}})", 202);
    costsLittle(50, "POST", app + "/endpoint", R"({"url":"https://a.example/"})", 201);
    const QByteArray endpoint = app + "/endpoint/" + m_last;
    costsLittle(5, "PATCH", endpoint, R"({"description":"New"})", 200);
    costsLittle(5, "PATCH", app, R"({"name":"New"})", 200);
    costsLittle(1, "DELETE", app, {}, 204);
    // What no operation answers changes nothing.
    QCOMPARE(visitsOf(5, "POST", "no/such/path", "{}", 404), 0ULL);

    // And all of it is there again.
    m_sandbox.reset();
    m_sandbox = std::make_unique<SandboxThread>(options);
    const WireAnswer one = call(m_sandbox->port(), "GET", "/api/v1/" + app, m_sandbox->token());
    QCOMPARE(one.status, 404);
    QSet<QString> found;
    QByteArray iterator;
    for (bool done = false; !done && found.size() < applications;) {
        const QJsonObject page = jsonOf(
            call(m_sandbox->port(), "GET", "/api/v1/app?limit=250" + iterator, m_sandbox->token()));
        for (const auto &row : page[u"data"_s].toArray()) {
            found.insert(row[u"id"_s].toString());
        }
        done = page[u"done"_s].toBool(true);
        iterator = "&iterator=" + page[u"iterator"_s].toString().toLatin1();
    }
    QCOMPARE(found.size(), applications - 1);
}

} // namespace svix::test

SVIX_TEST_MAIN(svix::test::TestCommitCost)
#include "tst_commitcost.moc"
