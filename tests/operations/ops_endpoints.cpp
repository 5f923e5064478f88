// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"
#include "dialogs/endpointdialog.h"
#include "dialogs/headersdialog.h"
#include "dialogs/secretdialog.h"
#include "dialogs/sendexampledialog.h"
#include "operations/operationtest.h"
#include "widgets/forms/keyvalueedit.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTreeWidget>

using namespace svix;
using namespace svix::test;

namespace {

QString urlOf(OperationPlace &p, const QString &path)
{
    return p.server.sandbox()
               ? u"http://127.0.0.1:%1%2"_s.arg(p.server.sandbox()->receiverPort()).arg(path)
               : u"https://example.com"_s + path;
}

/// An endpoint, chosen in its pane; its id.
QString chosen(OperationPlace &p, const QJsonObject &more = {})
{
    const QString id = p.endpoint(u"/in"_s, more);
    return p.c.go({Section::Endpoints, p.app, id, {}, {}}) ? id : QString();
}

QString below(const QString &id, const QString &more = {})
{
    return u"/endpoint/"_s + id + more;
}

bool act(OperationPlace &p, const QString &name)
{
    QAction *action = p.c.action(name);
    if (!action || !action->isEnabled()) {
        qInfo().noquote() << name << (action ? action->toolTip() : u"is not there"_s);
        return false;
    }
    action->trigger();
    return true;
}

bool fill(OperationPlace &p, const QString &field, const QString &text)
{
    auto *edit = p.c.find<QLineEdit>(field);
    if (edit) {
        edit->setText(text);
    }
    return edit;
}

QTreeWidgetItem *nameInTree(OperationPlace &p, const QString &name)
{
    auto *tree = p.c.find<QTreeWidget>(u"nameTree"_s);
    const auto found = tree ? tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive)
                            : QList<QTreeWidgetItem *>();
    return found.isEmpty() ? nullptr : found.first();
}

void createEndpoint(OperationPlace &p)
{
    QVERIFY(p.c.go({Section::Endpoints, p.app, {}, {}, {}}));
    QVERIFY(p.c.click(u"newEndpointButton"_s));
    QVERIFY(p.c.dialog<EndpointDialog>());
    QVERIFY(fill(p, u"url"_s, urlOf(p, u"/made"_s)));
    QVERIFY(fill(p, u"description"_s, u"Made by hand"_s));
    QVERIFY(fill(p, u"channels"_s, u"one, two"_s));
    QVERIFY(fill(p, u"uid"_s, p.other));
    p.c.find<KeyValueEdit>(u"metadata"_s)->setMap({{u"team"_s, u"billing"_s}});
    const QString secret = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
    QVERIFY(fill(p, u"secret"_s, secret));
    QTreeWidgetItem *type = nameInTree(p, p.type);
    QVERIFY(type);
    type->setCheckState(0, Qt::Checked);
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("createEndpoint"));
    const QJsonObject made = p.get(below(p.other));
    QCOMPARE(made[u"url"], QJsonValue(urlOf(p, u"/made"_s)));
    QCOMPARE(made[u"description"], QJsonValue(u"Made by hand"_s));
    const auto texts = [](const QJsonValue &list) {
        QStringList all = list.toVariant().toStringList();
        all.sort();
        return all;
    };
    QCOMPARE(texts(made[u"channels"]), QStringList({u"one"_s, u"two"_s}));
    const QJsonValue types =
        made.contains(u"filterTypes"_s) ? made[u"filterTypes"] : made[u"eventTypes"];
    QCOMPARE(texts(types), QStringList{p.type});
    QCOMPARE(made[u"metadata"].toObject(), (QJsonObject{{u"team"_s, u"billing"_s}}));
    QCOMPARE(p.get(below(p.other, u"/secret"_s))[u"key"], QJsonValue(secret));
    QCOMPARE(p.c.table()->currentKey(), made[u"id"].toString());
    QVERIFY(p.c.rowWith(u"/made"_s) >= 0);
}

void listEndpoints(OperationPlace &p)
{
    p.endpoint(u"/one"_s);
    p.endpoint(u"/two"_s);
    QVERIFY(p.c.go({Section::Endpoints, p.app, {}, {}, {}}));
    QCOMPARE(p.c.table()->model()->rowCount(), 2);
    QVERIFY(p.c.rowWith(u"/one"_s) >= 0 && p.c.rowWith(u"/two"_s) >= 0);
}

void getEndpoint(OperationPlace &p)
{
    const QString id = p.endpoint(u"/asked"_s, {{u"uid"_s, p.other}});
    // By its uid it is asked for.
    QVERIFY(p.c.go({Section::Endpoints, p.app, p.other, {}, {}}));
    QVERIFY(p.called("getEndpoint"));
    QCOMPARE(p.c.pane()->place().object, id);
}

void patchEndpoint(OperationPlace &p)
{
    const QString id = chosen(p, {{u"metadata"_s, QJsonObject{{u"team"_s, u"billing"_s}}},
                                  {u"description"_s, u"Before"_s}});
    QVERIFY(act(p, u"editEndpoint"_s));
    QVERIFY(p.c.dialog<EndpointDialog>());
    QVERIFY(fill(p, u"description"_s, u"After"_s));
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("patchEndpoint"));
    QJsonObject now = p.get(below(id));
    QCOMPARE(now[u"description"], QJsonValue(u"After"_s));
    QCOMPARE(now[u"metadata"][u"team"], QJsonValue(u"billing"_s));
    QVERIFY(p.c.find<QLabel>(u"detailFacts"_s)->text().contains(u"After"_s));
    // One click disables it, and Undo takes that back.
    QVERIFY(p.c.click(u"toggleEndpointButton"_s));
    QVERIFY(p.called("patchEndpoint", 2));
    QVERIFY(p.get(below(id))[u"disabled"].toBool());
    QVERIFY(p.c.rowWith(u"disabled"_s) >= 0);
    QVERIFY(p.c.notice().contains(u"Endpoint disabled"_s));
    QVERIFY(waitUntil([&] { return p.c.window().findChild<QAction *>(u"undoEndpointChange"_s); }));
    p.c.window().findChild<QAction *>(u"undoEndpointChange"_s)->trigger();
    QVERIFY(p.called("patchEndpoint", 3));
    now = p.get(below(id));
    QVERIFY(!now[u"disabled"].toBool());
    QCOMPARE(now[u"description"], QJsonValue(u"After"_s));
}

/// A server that is older than its PATCH gets everything that was read, with the change.
void updateEndpoint(OperationPlace &p)
{
    if (!p.server.sandbox()) {
        p.notHere = u"only where PATCH can be taken from the server"_s;
        return;
    }
    const QString id = chosen(p, {{u"metadata"_s, QJsonObject{{u"team"_s, u"billing"_s}}},
                                  {u"channels"_s, QJsonArray{u"a"_s}},
                                  {u"description"_s, u"Before"_s}});
    const auto faults = [&](const QJsonArray &rules) {
        SandboxThread &sandbox = *p.server.sandbox();
        const QByteArray body = QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson();
        return call(sandbox.port(), "PUT", "/sandbox/faults", sandbox.token(), body).status == 200;
    };
    QVERIFY(faults({u"405,op=patchEndpoint,body=empty"_s}));
    QVERIFY(act(p, u"editEndpoint"_s));
    QVERIFY(p.c.dialog<EndpointDialog>());
    QVERIFY(fill(p, u"description"_s, u"After"_s));
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    const bool called = p.called("updateEndpoint");
    QVERIFY(faults({}));
    QVERIFY(called);
    const QJsonObject now = p.get(below(id));
    QCOMPARE(now[u"description"], QJsonValue(u"After"_s));
    QCOMPARE(now[u"metadata"][u"team"], QJsonValue(u"billing"_s));
    QCOMPARE(now[u"channels"].toArray(), QJsonArray{u"a"_s});
}

void deleteEndpoint(OperationPlace &p)
{
    const QString id = chosen(p);
    QVERIFY(act(p, u"deleteEndpoint"_s));
    auto *asked = p.c.dialog<ConfirmDialog>();
    QVERIFY(asked);
    QVERIFY(asked->title().contains(urlOf(p, u"/in"_s)));
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("deleteEndpoint"));
    QCOMPARE(p.server.call("GET", u"/app/"_s + p.app + below(id)).status, 404);
    QCOMPARE(p.c.table()->model()->rowCount(), 0);
}

void getEndpointHeaders(OperationPlace &p)
{
    const QString id = chosen(p);
    p.server.call("PATCH", u"/app/"_s + p.app + below(id, u"/headers"_s),
                  {{u"headers"_s, QJsonObject{{u"X-Tenant"_s, u"acme"_s},
                                              {u"Authorization"_s, u"Bearer hidden"_s}}}});
    QVERIFY(act(p, u"editHeaders"_s));
    auto *dialog = p.c.dialog<HeadersDialog>();
    QVERIFY(dialog);
    QVERIFY(p.called("getEndpointHeaders"));
    QCOMPARE(p.c.find<QLineEdit>(u"value0"_s)->text(), u"acme"_s);
    QCOMPARE(p.c.find<QLineEdit>(u"name1"_s)->text(), u"Authorization"_s);
    QVERIFY(!p.c.find<QLineEdit>(u"value1"_s)); // nobody is told
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
    // The detail shows them, too.
    auto *tabs = p.c.find<QTabBar>(u"tabs"_s);
    QVERIFY(tabs);
    tabs->setCurrentIndex(1);
    QVERIFY(p.called("getEndpointHeaders", 2));
    QVERIFY(waitUntil([&] {
        const auto labels = p.c.window().findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"X-Tenant"_s);
        });
    }));
    QVERIFY(p.c.find<QAbstractButton>(u"editHeadersButton"_s));
}

void patchEndpointHeaders(OperationPlace &p)
{
    const QString id = chosen(p);
    const QString headers = below(id, u"/headers"_s);
    p.server.call("PATCH", u"/app/"_s + p.app + headers,
                  {{u"headers"_s, QJsonObject{{u"X-Gone"_s, u"1"_s},
                                              {u"X-Tenant"_s, u"acme"_s},
                                              {u"Authorization"_s, u"Bearer hidden"_s}}}});
    QVERIFY(act(p, u"editHeaders"_s));
    QVERIFY(p.c.dialog<HeadersDialog>());
    QVERIFY(p.c.settle());
    QVERIFY(p.c.click(u"removeHeader0"_s));
    QVERIFY(fill(p, u"value1"_s, u"other"_s));
    QVERIFY(p.c.click(u"addButton"_s));
    QVERIFY(fill(p, u"name3"_s, u"X-New"_s));
    QVERIFY(fill(p, u"value3"_s, u"new"_s));
    QVERIFY(p.c.click(u"saveButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("patchEndpointHeaders"));
    QJsonObject now = p.get(headers);
    QCOMPARE(now[u"headers"].toObject(),
             (QJsonObject{{u"X-Tenant"_s, u"other"_s}, {u"X-New"_s, u"new"_s}}));
    QCOMPARE(now[u"sensitive"].toArray(), QJsonArray{u"Authorization"_s});
    QVERIFY(waitUntil([&] { return p.c.window().findChild<QAction *>(u"undoHeadersChange"_s); }));
    p.c.window().findChild<QAction *>(u"undoHeadersChange"_s)->trigger();
    QVERIFY(p.called("patchEndpointHeaders", 2));
    now = p.get(headers);
    QCOMPARE(now[u"headers"].toObject(),
             (QJsonObject{{u"X-Gone"_s, u"1"_s}, {u"X-Tenant"_s, u"acme"_s}}));
    QCOMPARE(now[u"sensitive"].toArray(), QJsonArray{u"Authorization"_s});
}

void updateEndpointHeaders(OperationPlace &p)
{
    const QString id = chosen(p);
    const QString headers = below(id, u"/headers"_s);
    p.server.call("PATCH", u"/app/"_s + p.app + headers,
                  {{u"headers"_s, QJsonObject{{u"X-Tenant"_s, u"acme"_s},
                                              {u"Authorization"_s, u"Bearer hidden"_s}}}});
    QVERIFY(act(p, u"editHeaders"_s));
    QVERIFY(p.c.dialog<HeadersDialog>());
    QVERIFY(p.c.settle());
    QVERIFY(p.c.click(u"replaceAllButton"_s));
    auto *asked = p.c.dialog<ConfirmDialog>();
    QVERIFY(asked);
    bool named = false;
    for (const QLabel *label : asked->findChildren<QLabel *>()) {
        named |= label->text().contains(u"Authorization"_s); // it goes, and that is said
    }
    QVERIFY(named);
    QVERIFY(p.c.click(u"verbButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("updateEndpointHeaders"));
    const QJsonObject now = p.get(headers);
    QCOMPARE(now[u"headers"].toObject(), (QJsonObject{{u"X-Tenant"_s, u"acme"_s}}));
    QVERIFY(now[u"sensitive"].toArray().isEmpty());
}

void getEndpointSecret(OperationPlace &p)
{
    const QString id = chosen(p);
    const QString key = p.get(below(id, u"/secret"_s))[u"key"].toString();
    QVERIFY(act(p, u"showSecret"_s));
    auto *dialog = p.c.dialog<SecretDialog>();
    QVERIFY(dialog);
    QVERIFY(p.called("getEndpointSecret"));
    QCOMPARE(dialog->secret(), key);
    auto *edit = p.c.find<QLineEdit>(u"secret"_s);
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    QVERIFY(p.c.click(u"copySecret"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), key);
    QCOMPARE(edit->echoMode(), QLineEdit::Password); // not shown for that
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
}

void rotateEndpointSecret(OperationPlace &p)
{
    const QString id = chosen(p);
    const auto key = [&] { return p.get(below(id, u"/secret"_s))[u"key"].toString(); };
    const QString before = key();
    QVERIFY(act(p, u"showSecret"_s));
    auto *dialog = p.c.dialog<SecretDialog>();
    QVERIFY(dialog);
    QVERIFY(p.c.settle());
    const auto rotate = [&](int times) {
        return p.c.click(u"rotateButton"_s) && p.c.dialog<ConfirmDialog>() &&
               p.c.click(u"verbButton"_s) && p.c.dialog<SecretDialog>() &&
               p.called("rotateEndpointSecret", times) &&
               waitUntil([&] { return !dialog->isBusy(); });
    };
    QVERIFY(rotate(1));
    QVERIFY(key() != before);
    QCOMPARE(dialog->secret(), key());
    QCOMPARE(p.c.find<QLineEdit>(u"secret"_s)->echoMode(), QLineEdit::Password);
    QVERIFY(dialog->messageText().contains(u"rotated"_s));
    // And one of one's own.
    const QString own = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;
    QVERIFY(p.c.click(u"own"_s));
    QVERIFY(fill(p, u"key"_s, own));
    QVERIFY(rotate(2));
    QCOMPARE(key(), own);
    QCOMPARE(dialog->secret(), own);
    p.c.key(Qt::Key_Escape);
    QVERIFY(p.c.noDialog());
}

void getEndpointStats(OperationPlace &p)
{
    const QString id = p.endpoint();
    p.message();
    QVERIFY(waitUntil([&] {
        return p.get(below(id, u"/stats"_s))[u"success"].toInt() > 0 || p.server.isLive();
    }));
    QVERIFY(p.c.go({Section::Endpoints, p.app, id, {}, {}}));
    QVERIFY(p.called("getEndpointStats"));
    const auto *numbers = p.c.pane()->findChild<QWidget *>(u"numbers"_s);
    QVERIFY(numbers);
    // As the server has them by now.
    const auto stats = [&] {
        const QJsonObject now = p.get(below(id, u"/stats"_s));
        return u"%1 delivered, %2 failed"_s.arg(now[u"success"].toInt()).arg(now[u"fail"].toInt());
    };
    QTRY_VERIFY2(
        (p.c.window().refresh(), p.c.settle(), numbers->accessibleName().startsWith(stats())),
        qPrintable(numbers->accessibleName() + u" / "_s + stats()));
    QVERIFY(p.server.isLive() || p.c.rowWith(u"100"_s) >= 0);
}

void listAttemptsByEndpoint(OperationPlace &p)
{
    const QString id = p.endpoint();
    p.message();
    QVERIFY(waitUntil(
        [&] { return !p.get(u"/attempt/endpoint/"_s + id)[u"data"].toArray().isEmpty(); }));
    QVERIFY(p.c.go({Section::Endpoints, p.app, id, {}, {}}));
    QVERIFY(p.called("listAttemptsByEndpoint"));
    QVERIFY(p.c.click(u"showAttemptsButton"_s));
    QVERIFY(p.c.settle());
    QCOMPARE(p.c.pane()->section(), Section::Attempts);
    QVERIFY(p.c.rowWith(p.type) >= 0);
}

void sendExample(OperationPlace &p)
{
    const QString id = chosen(p);
    QVERIFY(p.c.click(u"sendExampleButton"_s));
    QVERIFY(p.c.dialog<SendExampleDialog>());
    p.c.find<QComboBox>(u"eventType"_s)->setEditText(p.type);
    QVERIFY(p.c.click(u"sendButton"_s));
    QVERIFY(p.c.noDialog());
    QVERIFY(p.called("sendExample"));
    QVERIFY(waitUntil(
        [&] { return !p.get(u"/attempt/endpoint/"_s + id)[u"data"].toArray().isEmpty(); }));
    QVERIFY2(p.c.notice().contains(u"xample"_s), qPrintable(p.c.notice()));
}

} // namespace

SVIX_OPERATION_ROWS(
    {"createEndpoint", createEndpoint}, {"listEndpoints", listEndpoints},
    {"getEndpoint", getEndpoint}, {"patchEndpoint", patchEndpoint},
    {"updateEndpoint", updateEndpoint}, {"deleteEndpoint", deleteEndpoint},
    {"getEndpointHeaders", getEndpointHeaders}, {"patchEndpointHeaders", patchEndpointHeaders},
    {"updateEndpointHeaders", updateEndpointHeaders}, {"getEndpointSecret", getEndpointSecret},
    {"rotateEndpointSecret", rotateEndpointSecret}, {"getEndpointStats", getEndpointStats},
    {"listAttemptsByEndpoint", listAttemptsByEndpoint}, {"sendExample", sendExample})
