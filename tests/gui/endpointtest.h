// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"
#include "gui/sandboxed.h"

#include <QJsonDocument>
#include <QLineEdit>

namespace svix::test {

using namespace Qt::StringLiterals;

/// Base of the tests about endpoints of Acme Corp in the demo data.
class EndpointTest : public DemoTest
{
protected:
    bool start(ConsoleWindow &c, const QString &endpointId = {},
               ConnectionClass kind = ConnectionClass::Development)
    {
        return c.show({1280, 800}) && c.connectTo(profileFor(demo().url(), kind), demo().token()) &&
               c.go({Section::Endpoints, acme(), endpointId, {}, {}});
    }

    static void fill(ConsoleWindow &c, const QString &field, const QString &text)
    {
        auto *edit = c.find<QLineEdit>(field);
        QVERIFY2(edit, qPrintable(field));
        edit->setText(text);
    }

    WireAnswer ask(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        return call(demo().sandbox().port(), method, path.toUtf8(), demo().token(),
                    body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson());
    }
    QString make(const QString &uid, QJsonObject more = {})
    {
        more[u"url"] = u"https://example.com/%1"_s.arg(uid);
        more[u"uid"] = uid;
        return jsonOf(ask("POST", u"/api/v1/app/%1/endpoint"_s.arg(acme()), more))[u"id"]
            .toString();
    }
    QJsonObject endpoint(const QString &id)
    {
        return demo().get(u"/app/%1/endpoint/%2"_s.arg(acme(), id));
    }
    void change(const QString &id, const QJsonObject &patch)
    {
        QCOMPARE(ask("PATCH", u"/api/v1/app/%1/endpoint/%2"_s.arg(acme(), id), patch).status, 200);
    }
    void drop(const QString &id) { ask("DELETE", u"/api/v1/app/%1/endpoint/%2"_s.arg(acme(), id)); }
    void faults(const QString &rule) { rules(rule.isEmpty() ? QStringList() : QStringList{rule}); }
    void rules(const QStringList &rules)
    {
        const QJsonObject body{{u"rules"_s, QJsonArray::fromStringList(rules)}};
        QCOMPARE(ask("PUT", u"/sandbox/faults"_s, body).status, 200);
    }
    /// The endpoint is asked for, and has not come.
    static bool reading(ConsoleWindow &c)
    {
        const QList<ActivityEntry> calls = c.calls("getEndpoint");
        return !calls.isEmpty() && calls.first().state == ActivityEntry::State::Running;
    }
};

} // namespace svix::test
