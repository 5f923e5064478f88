// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/connectiondialog.h"
#include "mainwindow/connectionflow.h"
#include "operations/operationtest.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>

using namespace svix;
using namespace svix::test;

namespace {

/// Tests a connection in its form; what the form says then.
QString tested(OperationPlace &p)
{
    p.c.window().connections().startNew();
    auto *dialog = p.c.dialog<ConnectionDialog>();
    if (!dialog) {
        return {};
    }
    p.c.find<QLineEdit>(u"url"_s)->setText(p.server.url().toString());
    p.c.find<QLineEdit>(u"token"_s)->setText(QString::fromLatin1(p.server.token()));
    p.c.click(u"testButton"_s);
    waitUntil([dialog] { return !dialog->messageText().isEmpty(); });
    return dialog->messageText();
}

/// Asks the server again what it is.
bool reconnects(OperationPlace &p, const char *operation)
{
    const qsizetype before = p.c.calls(operation).size();
    p.c.action(u"reconnect"_s)->trigger();
    return p.called(operation, int(before) + 1);
}

QString serverWords(OperationPlace &p)
{
    return p.c.window().findChild<QLabel *>(u"serverLabel"_s)->text();
}

void health(OperationPlace &p)
{
    QVERIFY(reconnects(p, "health"));
    QVERIFY2(serverWords(p).contains(u"ms"_s), qPrintable(serverWords(p)));
    const QString said = tested(p);
    QVERIFY2(said.contains(u"Connected in"_s), qPrintable(said));
}

// What tells svix-server from the cloud, and how new it is.
void document(OperationPlace &p)
{
    QVERIFY(reconnects(p, "document"));
    QVERIFY2(serverWords(p).contains(u"svix-server"_s), qPrintable(serverWords(p)));
}

void whoami(OperationPlace &p)
{
    QVERIFY(reconnects(p, "whoami"));
    QVERIFY2(serverWords(p).contains(u"cloud"_s), qPrintable(serverWords(p)));
    const QString said = tested(p);
    QVERIFY2(said.contains(u"environment"_s), qPrintable(said));
}

} // namespace

SVIX_OPERATION_ROWS({"health", health}, {"document", document}, {"whoami", whoami})
