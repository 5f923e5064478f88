// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/consolewindow.h"
#include "sandbox/sandboxcalls.h"
#include "support/testmain.h"

#include <QJsonArray>
#include <QTranslator>

#include <functional>

namespace svix::test {

using namespace Qt::StringLiterals;

/// The server that an operation is tried on, asked past the window: what a row needs is made here,
/// and what came of the act is read here. A sandbox of its own, or the one that SVIX_TEST_URL and
/// SVIX_TEST_TOKEN name.
class OperationServer
{
public:
    enum class Like { Cloud, OpenSource, Live };

    explicit OperationServer(Like like);
    ~OperationServer();

    Like like() const { return m_like; }
    bool isLive() const { return m_like == Like::Live; }
    QUrl url() const { return m_url; }
    QByteArray token() const { return m_token; }
    /// nullptr for a server of one's own.
    SandboxThread *sandbox() { return m_sandbox.get(); }

    struct Reply
    {
        int status = 0;
        QByteArray body;
        QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };
    /// `path` begins after "/api/v1".
    Reply call(const QByteArray &method, const QString &path, const QJsonObject &body = {});
    QJsonObject get(const QString &path) { return call("GET", path).json(); }
    QJsonObject post(const QString &path, const QJsonObject &body)
    {
        return call("POST", path, body).json();
    }
    /// The status of a GET with another token than the server's own.
    int statusWith(const QString &token, const QString &path);
    /// Of a sandbox: whether it was asked this very thing and did it. The log is the server's.
    bool hasDone(const ActivityEntry &entry);
    /// Of a sandbox: this rule of faults alone, or none. Each row begins without.
    void fault(const QString &rule);
    /// "live-…-word": other in each run; an application with this uid, or an event type of this
    /// name, is deleted in the end.
    QString ownName(const QString &word);

private:
    Reply callWith(const QByteArray &token, const QByteArray &method, const QString &path,
                   const QJsonObject &body);

    Like m_like;
    QUrl m_url;
    QByteArray m_token;
    std::unique_ptr<SandboxThread> m_sandbox;
    QStringList m_names;
    QString m_run;
};

/// What a row works with: the window, connected, and objects that are its own.
struct OperationPlace
{
    ConsoleWindow &c;
    OperationServer &server;
    QString uid;       ///< of the application
    QString app;       ///< its id
    QString name;      ///< its name, as lists show it
    QString type;      ///< an event type with a schema and an example, known to the server
    QString other;     ///< a name that nothing has yet
    QString notHere{}; ///< why the row cannot be performed on this server; QSKIP in a row would not
                       ///< end it

    /// An endpoint of the application; its id.
    QString endpoint(const QString &path = u"/in"_s, const QJsonObject &more = {});
    /// A message of `type`; its id.
    QString message(const QJsonObject &payload = {{u"amount"_s, 1}});
    QJsonObject get(const QString &below) { return server.get(u"/app/"_s + app + below); }
    /// Waits until the window has called this operation once more than before, or says so.
    bool called(const char *operation, int times = 1);
};

/// Performs one operation as a person does, by the window's objects, and checks with QVERIFY what
/// the server then has and the window then shows.
struct OperationRow
{
    const char *operation; ///< as in the table: "createEndpoint"
    std::function<void(OperationPlace &)> perform;
};

/// Base of the tests that perform operations through the real window, one row an operation and
/// server: like Svix cloud, like svix-server, and the server that the environment names.
class OperationTest : public TestObject
{
    Q_OBJECT
public:
    explicit OperationTest(QList<OperationRow> rows)
        : m_rows(std::move(rows))
    {
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void perform_data();
    void perform();

private:
    bool isOffered(const char *operation, OperationServer::Like like) const;

    QList<OperationRow> m_rows;
    QTranslator m_english;
    std::vector<std::unique_ptr<OperationServer>> m_servers;
};

} // namespace svix::test

/// main() of a file of rows.
#define SVIX_OPERATION_ROWS(...)                                                                   \
    class Rows : public svix::test::OperationTest                                                  \
    {                                                                                              \
    public:                                                                                        \
        Rows()                                                                                     \
            : OperationTest({__VA_ARGS__})                                                         \
        {                                                                                          \
        }                                                                                          \
    };                                                                                             \
    SVIX_GUI_TEST_MAIN(Rows)
