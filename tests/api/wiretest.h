// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/apitest.h"

#include <QElapsedTimer>

namespace svix::test {

/// Base of the tests that send one answer, byte for byte, over http and https and look at the kind
/// of error that comes of it.
class WireTest : public ApiTest
{
protected:
    struct Row
    {
        QByteArray name;
        QByteArray wire;
        bool thenClose;
        QList<ErrorKind> kinds;
    };
    static void rows(const QList<Row> &all)
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<bool>("thenClose");
        QTest::addColumn<QList<int>>("kinds");
        for (const Row &row : all) {
            QList<int> kinds;
            for (const ErrorKind kind : row.kinds) {
                kinds.append(static_cast<int>(kind));
            }
            QTest::addRow("http %s", row.name.data())
                << false << row.wire << row.thenClose << kinds;
            QTest::addRow("https %s", row.name.data())
                << true << row.wire << row.thenClose << kinds;
        }
    }
    void check()
    {
        const Error error = errorOfRow();
        QCOMPARE(error.detail.isEmpty(), !error.isError());
    }
    /// The same, for answers that say no word.
    void checkKind() { static_cast<void>(errorOfRow()); }

private:
    Error errorOfRow()
    {
        Error error;
        ask(error);
        return error;
    }
    void ask(Error &error)
    {
        QFETCH(bool, tls);
        QFETCH(QByteArray, wire);
        QFETCH(bool, thenClose);
        QFETCH(QList<int>, kinds);
        FaultServer server;
        server.always(fault::raw(wire, thenClose));
        const ClientConfig config = serve(server, tls);
        ApiClient client(config);
        QElapsedTimer timer;
        timer.start();
        error = readOne(client);
        QVERIFY2(kinds.contains(static_cast<int>(error.kind)),
                 qPrintable(u"kind %1: %2"_s.arg(static_cast<int>(error.kind)).arg(error.detail)));
        QVERIFY(timer.elapsed() < 4000);
    }
};

} // namespace svix::test
