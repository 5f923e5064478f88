// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/livetest.h"

#include <QRandomGenerator>

namespace svix::test {

LiveTest::LiveTest()
    : m_server(LiveServer::fromEnvironment())
    , m_client(std::make_unique<ApiClient>(config()))
    , m_prefix(u"live-"_s + QString::number(QRandomGenerator::system()->generate64(), 36))
{
    connect(m_client.get(), &ApiClient::activity, this,
            [this](const ActivityEntry &entry) { m_called.insert(entry.operation->name()); });
}

LiveTest::~LiveTest() = default;

ClientConfig LiveTest::config() const
{
    ClientConfig config;
    config.baseUrl = m_server.url;
    config.token = m_server.token;
    return config;
}

QString LiveTest::applicationUid(const QString &word)
{
    const QString uid = m_prefix + u'-' + word;
    m_applications.append(uid);
    return uid;
}

QString LiveTest::eventTypeName(const QString &word)
{
    const QString name = m_prefix + u'.' + word;
    m_eventTypes.append(name);
    return name;
}

void LiveTest::deleteEverything()
{
    for (const QString &uid : std::as_const(m_applications)) {
        const Error error = errorOf(act<op::deleteApplication>(uid));
        QVERIFY2(!error.isError() || error.kind == ErrorKind::NotFound, words(error).constData());
    }
    DeleteEventTypeQuery forGood;
    forGood.expunge = true;
    for (const QString &name : std::as_const(m_eventTypes)) {
        const Error error = errorOf(act<op::deleteEventType>(name, forGood));
        QVERIFY2(!error.isError() || error.kind == ErrorKind::NotFound, words(error).constData());
    }
    m_applications.clear();
    m_eventTypes.clear();
}

QByteArray LiveTest::words(const Error &error)
{
    if (!error.isError()) {
        return "no error";
    }
    QString text = u"%1: kind %2, status %3, code %4, %5"_s.arg(error.operation)
                       .arg(static_cast<int>(error.kind))
                       .arg(error.status)
                       .arg(error.code, error.detail);
    for (const FieldError &field : error.fields) {
        text += u" [%1: %2 (%3)]"_s.arg(field.loc.join(u'/'), field.message, field.type);
    }
    return text.toUtf8();
}

} // namespace svix::test
