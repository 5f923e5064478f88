// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"
#include "dialogs/applicationdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/expireaccessdialog.h"
#include "dialogs/portalaccessdialog.h"
#include "operations/operationtest.h"
#include "widgets/forms/keyvalueedit.h"
#include "widgets/forms/secretedit.h"

#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

using namespace svix;
using namespace svix::test;

namespace {

Place applications(const QString &id = {})
{
    return {Section::Applications, {}, id, {}, {}};
}

bool trigger(OperationPlace &p, const QString &name)
{
    QAction *action = p.c.action(name);
    const bool can = action && action->isEnabled();
    if (can) {
        action->trigger();
    }
    return can;
}

QPushButton *noticeButton(OperationPlace &p, const QString &text)
{
    for (QPushButton *button : p.c.window().findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == text) {
            return button;
        }
    }
    return nullptr;
}

/// Answers the guard; types the name where that is asked.
bool confirm(OperationPlace &p, const QString &name)
{
    if (!p.c.dialog<ConfirmDialog>()) {
        return false;
    }
    if (auto *edit = p.c.find<QLineEdit>(u"name"_s)) {
        edit->setText(name);
    }
    return p.c.click(u"verbButton"_s);
}

void createApplication(OperationPlace &p)
{
    QVERIFY(p.c.go(applications()));
    QVERIFY(p.c.click(u"newApplicationButton"_s));
    QVERIFY(p.c.dialog<ApplicationDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(p.other);
    p.c.find<QLineEdit>(u"uid"_s)->setText(p.other);
    p.c.find<QSpinBox>(u"throttleRate"_s)->setValue(7);
    p.c.find<KeyValueEdit>(u"metadata"_s)->setMap({{u"plan"_s, u"gold"_s}});
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("createApplication"));
    const QJsonObject made = p.server.get(u"/app/"_s + p.other);
    QCOMPARE(made[u"name"].toString(), p.other);
    QCOMPARE(made[u"throttleRate"].toInt(), 7);
    QCOMPARE(made[u"metadata"].toObject(), (QJsonObject{{u"plan"_s, u"gold"_s}}));
    QVERIFY(waitUntil([&] { return p.c.table()->currentKey() == made[u"id"].toString(); }));
    QVERIFY(p.c.notice().contains(p.other));
}

/// Changes the name and waits.
void rename(OperationPlace &p)
{
    QVERIFY(p.c.go(applications(p.app)));
    QVERIFY(trigger(p, u"editApplication"_s));
    QVERIFY(p.c.dialog<ApplicationDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(u"Renamed"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("patchApplication"));
}

void patchApplication(OperationPlace &p)
{
    p.server.call("PATCH", u"/app/"_s + p.app, {{u"metadata"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
    rename(p);
    const QJsonObject now = p.get({});
    QCOMPARE(now[u"name"].toString(), u"Renamed"_s);
    QCOMPARE(now[u"uid"].toString(), p.uid);
    QCOMPARE(now[u"metadata"].toObject(), (QJsonObject{{u"a"_s, u"b"_s}}));
    QVERIFY(p.c.rowWith(u"Renamed"_s) >= 0);
}

/// A server without PATCH: all of it goes back with the change, as it is now.
void updateApplication(OperationPlace &p)
{
    if (!p.server.sandbox()) {
        p.notHere = u"only where PATCH can be taken from the server"_s;
        return;
    }
    QVERIFY(p.c.go(applications(p.app)));
    p.server.call("PATCH", u"/app/"_s + p.app, {{u"metadata"_s, QJsonObject{{u"a"_s, u"b"_s}}}});
    p.server.fault(u"405,op=patchApplication,body=empty"_s);
    QVERIFY(trigger(p, u"editApplication"_s));
    QVERIFY(p.c.dialog<ApplicationDialog>());
    p.c.find<QLineEdit>(u"name"_s)->setText(u"Renamed"_s);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("updateApplication"));
    QCOMPARE(p.get({})[u"name"].toString(), u"Renamed"_s);
    QCOMPARE(p.get({})[u"uid"].toString(), p.uid);
    QCOMPARE(p.get({})[u"metadata"].toObject(), (QJsonObject{{u"a"_s, u"b"_s}}));
    QVERIFY(waitUntil([&] { return noticeButton(p, u"Undo"_s) != nullptr; }));
    QTest::mouseClick(noticeButton(p, u"Undo"_s), Qt::LeftButton);
    QVERIFY(p.called("updateApplication", 2));
    QCOMPARE(p.get({})[u"name"].toString(), p.name);
    QCOMPARE(p.get({})[u"metadata"].toObject(), (QJsonObject{{u"a"_s, u"b"_s}}));
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.name) >= 0; }));
}

void deleteApplication(OperationPlace &p)
{
    const QString endpoint = p.endpoint();
    const bool cloud = p.server.like() == OperationServer::Like::Cloud;
    if (cloud) {
        p.server.call("PATCH", u"/app/%1/endpoint/%2/transformation"_s.arg(p.app, endpoint),
                      {{u"code"_s, u"function handler(kept) { return kept; }"_s},
                       {u"variables"_s, QJsonObject{{u"PARTNER"_s, u"hush-hush"_s}}}});
        p.server.post(u"/app/%1/integration"_s.arg(p.app), {{u"name"_s, u"Kept one"_s}});
    }
    QVERIFY(p.c.go(applications(p.app)));
    QVERIFY(trigger(p, u"deleteApplication"_s));
    QVERIFY(p.c.dialog<ConfirmDialog>());
    QVERIFY(confirm(p, p.uid));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("deleteApplication"));
    QCOMPARE(p.server.call("GET", u"/app/"_s + p.app).status, 404);
    QVERIFY(waitUntil([&] { return p.c.rowWith(p.uid) < 0; }));
    // The copy is there to read, with its endpoint.
    QVERIFY(trigger(p, u"deletedObjects"_s));
    QVERIFY(waitUntil([&] { return p.c.find<QPlainTextEdit>(u"json"_s) != nullptr; }));
    const QString json = p.c.find<QPlainTextEdit>(u"json"_s)->toPlainText();
    QVERIFY2(json.contains(p.app) && json.contains(u"\"endpoints\""_s) &&
                 json.contains(u"\"headerNames\""_s),
             qPrintable(json));
    QVERIFY2(!cloud || (json.contains(u"handler(kept)"_s) && json.contains(u"Kept one"_s) &&
                        json.contains(u"PARTNER"_s)),
             qPrintable(json));
    QVERIFY2(!json.contains(u"hush-hush"_s), qPrintable(json));
    p.c.key(Qt::Key_Escape);
}

/// Nothing of it stands in what the window keeps of its calls, has told or has written.
void checkHidden(OperationPlace &p, const char *operation, const QString &secret)
{
    QVERIFY(!secret.isEmpty());
    for (const ActivityEntry &entry : p.c.calls(operation)) {
        QVERIFY(!entry.body.contains(secret.toUtf8()));
        QVERIFY(!entry.url.toString().contains(secret));
        QVERIFY(!entry.error.detail.contains(secret));
    }
    for (const QLabel *label : p.c.window().findChildren<QLabel *>()) {
        QVERIFY(!label->text().contains(secret));
    }
    QDirIterator files(p.c.directory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) {
            QVERIFY2(!file.readAll().contains(secret.toUtf8()), qPrintable(file.fileName()));
        }
    }
}

void makeLink(OperationPlace &p, const QString &act, const char *operation,
              const QString &session = {})
{
    QVERIFY(p.c.go(applications(p.app)));
    QVERIFY(trigger(p, act));
    auto *dialog = p.c.dialog<PortalAccessDialog>();
    QVERIFY(dialog);
    if (!session.isEmpty()) {
        p.c.find<QLineEdit>(u"sessionId"_s)->setText(session);
        p.c.find<QComboBox>(u"expiry"_s)->setCurrentIndex(0);
    }
    QVERIFY(p.c.click(u"makeButton"_s));
    QVERIFY(waitUntil([&] { return p.c.find<SecretEdit>(u"token"_s) != nullptr; }));
    QVERIFY(p.called(operation));
    const QString token = p.c.find<SecretEdit>(u"token"_s)->secret();
    QVERIFY(!p.c.find<SecretEdit>(u"token"_s)->isRevealed());
    QVERIFY(!p.c.find<SecretEdit>(u"url"_s)->isRevealed());
    QVERIFY(p.c.click(u"copyToken"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), token);
    checkHidden(p, operation, token);
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
    // It opens this application, and nothing else.
    QCOMPARE(p.server.statusWith(token, u"/app/%1/endpoint"_s.arg(p.app)), 200);
    p.server.post(u"/app"_s, {{u"name"_s, p.other}, {u"uid"_s, p.other}});
    const int elsewhere = p.server.statusWith(token, u"/app/%1/endpoint"_s.arg(p.other));
    QVERIFY2(elsewhere == 403 || elsewhere == 404, QByteArray::number(elsewhere).constData());
}

void getAppPortalAccess(OperationPlace &p)
{
    const bool cloud = p.server.like() == OperationServer::Like::Cloud;
    makeLink(p, u"portalAccess"_s, "getAppPortalAccess", cloud ? u"user-1"_s : QString());
    const QJsonObject sent =
        QJsonDocument::fromJson(p.c.calls("getAppPortalAccess").constFirst().body).object();
    QCOMPARE(sent, cloud ? (QJsonObject{{u"expiry"_s, 3600}, {u"sessionId"_s, u"user-1"_s}})
                         : QJsonObject());
}

void getDashboardAccess(OperationPlace &p)
{
    makeLink(p, u"dashboardAccess"_s, "getDashboardAccess");
}

void expireAll(OperationPlace &p)
{
    const QString token =
        p.server
            .post(u"/auth/app-portal-access/"_s + p.app, {{u"sessionId"_s, u"user-1"_s}})[u"token"]
            .toString();
    const QString path = u"/app/%1/endpoint"_s.arg(p.app);
    QCOMPARE(p.server.statusWith(token, path), 200);
    QVERIFY(p.c.go(applications(p.app)));
    const auto expire = [&](int when, const QString &sessions, int times) {
        if (!trigger(p, u"expireAllAccess"_s) || !p.c.dialog<ExpireAccessDialog>()) {
            return false;
        }
        p.c.find<QComboBox>(u"expiry"_s)->setCurrentIndex(when);
        p.c.find<QLineEdit>(u"sessionIds"_s)->setText(sessions);
        return p.c.click(u"expireButton"_s) && confirm(p, p.uid) && p.c.noDialog() &&
               p.called("expireAll", times);
    };
    QVERIFY(expire(0, {}, 1));
    QVERIFY2(p.c.notice().contains(u"has ended"_s), qPrintable(p.c.notice()));
    QCOMPARE(p.server.statusWith(token, path), 401);
    QVERIFY(expire(1, u"user-1, user-2"_s, 2));
    QCOMPARE(QJsonDocument::fromJson(p.c.calls("expireAll").constFirst().body).object(),
             (QJsonObject{{u"expiry"_s, 3600},
                          {u"sessionIds"_s, QJsonArray{u"user-1"_s, u"user-2"_s}}}));
}

void logout(OperationPlace &p)
{
    QVERIFY(!p.c.action(u"logout"_s)->isEnabled()); // an organisation's token has no session
    const QString token = p.server
                              .post(u"/auth/app-portal-access/"_s + p.app,
                                    {{u"featureFlags"_s, QJsonArray{u"beta"_s}}})[u"token"]
                              .toString();
    QVERIFY(!token.isEmpty());
    p.c.open(profileFor(p.server.url(), ConnectionClass::Development, u"Portal"_s), token.toUtf8());
    QVERIFY(waitUntil([&] {
        QAction *action = p.c.action(u"logout"_s);
        return action && action->isEnabled();
    }));
    QVERIFY(p.c.settle());
    QVERIFY(trigger(p, u"logout"_s));
    QVERIFY(confirm(p, {}));
    QVERIFY(waitUntil([&] { return !p.c.window().session().isConnected(); }));
    QVERIFY(waitUntil([&] { return p.c.find<QLineEdit>(u"token"_s) != nullptr; }));
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
    QVERIFY(p.c.notice().contains(u"is over"_s));
    if (p.server.like() == OperationServer::Like::Cloud) {
        QCOMPARE(p.server.statusWith(token, u"/app/"_s + p.app), 401);
    }
}

void getApplication(OperationPlace &p)
{
    QVERIFY(p.c.paste(p.app));
    QVERIFY(p.called("getApplication"));
    QCOMPARE(p.c.window().session().applicationId(), p.app);
}

void listApplications(OperationPlace &p)
{
    QVERIFY(p.c.go(applications()));
    // One that somebody else has made since.
    QVERIFY(p.c.rowWith(p.other) < 0);
    p.server.post(u"/app"_s, {{u"name"_s, p.other}, {u"uid"_s, p.other}});
    const auto before = int(p.c.calls("listApplications").size());
    p.c.window().refresh();
    QVERIFY(p.called("listApplications", before + 1));
    QVERIFY(p.c.rowWith(p.uid) >= 0);
    QVERIFY(p.c.rowWith(p.other) >= 0);
}

} // namespace

SVIX_OPERATION_ROWS({"createApplication", createApplication},
                    {"patchApplication", patchApplication},
                    {"updateApplication", updateApplication},
                    {"deleteApplication", deleteApplication},
                    {"getAppPortalAccess", getAppPortalAccess},
                    {"getDashboardAccess", getDashboardAccess}, {"expireAll", expireAll},
                    {"logout", logout}, {"getApplication", getApplication},
                    {"listApplications", listApplications})
