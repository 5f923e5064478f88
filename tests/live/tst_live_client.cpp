// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/serverprobe.h"
#include "live/liveclient.h"

namespace svix::test {

void LiveClient::initTestCase()
{
    m_target.start();
    ServerProbe probe(client());
    LIVE_VALUE(found, await(probe.run()));
    m_found = found;
    client().setDialect(found.dialect);
    m_uid = applicationUid(u"main"_s);
    ApplicationIn in;
    in.name = u"Live test of the console"_s;
    in.uid = m_uid;
    LIVE_VALUE(application, act<op::createApplication>(CreateApplicationQuery(), in));
    m_app = application.id;
    EventTypeIn type;
    type.name = m_type = eventTypeName(u"made"_s);
    type.description = u"Made by a test"_s;
    type.schemas.text = R"({"1":{"$schema":"http://json-schema.org/draft-07/schema#",)"
                        R"("type":"object","title":"Made","examples":[{"made":7}]}})";
    LIVE_OK(act<op::createEventType>(type));
}

void LiveClient::saysWhatItIs()
{
    QVERIFY(m_found.kind != ServerKind::Unknown);
    QVERIFY2(!m_found.server.isEmpty(), "it has no words for the server");
    QVERIFY2(m_found.healthProblem.isEmpty(), qPrintable(m_found.healthProblem));
    QVERIFY(!m_found.portal);
    qInfo().noquote() << m_found.server << "answered in" << m_found.roundTripMs << "ms; missing:"
                      << (m_found.missing.isEmpty()
                              ? u"nothing"_s
                              : QStringList(m_found.missing.values()).join(u", "_s));
    QVERIFY(m_found.offers(op::createMessage));
    QVERIFY(m_found.offers(op::resendWebhook));
    if (m_found.kind == ServerKind::OpenSource) {
        QVERIFY(!m_found.offers(op::whoami));
        QVERIFY(m_found.reason(op::whoami).contains(m_found.server));
        LIVE_ERROR(notThere, ErrorKind::NotOffered, 404,
                   get<op::getBackgroundTask>(u"qtask_1srOrx2ZWZBpBUvZwXKQmoEYga2"_s));
        LIVE_OK(get<op::document>());
    }
    LIVE_OK(get<op::health>());
}

void LiveClient::nothingWasLeftOut()
{
    // Nobody can say whether Svix cloud still answers what it has deprecated.
    const bool cloud = m_found.kind == ServerKind::Cloud;
    const bool whole = !cloud || server().isHere();
    QStringList left;
    for (const Operation *operation : allOperations) {
        const bool asked = cloud
                               ? !operation->is(Deprecated) && (whole || operation->is(OpenSource))
                               : operation->is(OpenSource);
        if (asked && m_found.offers(*operation) && !called().contains(operation->name())) {
            left.append(operation->name());
        }
    }
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u", "_s)));
}

} // namespace svix::test

int main(int argc, char **argv)
{
    if (!svix::test::LiveServer::fromEnvironment().isSet()) {
        return svix::test::skipLiveTest();
    }
    const svix::test::PrivateHome home;
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("svix-console-test"));
    svix::test::LiveClient test;
    return QTest::qExec(&test, argc, argv);
}
