// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/published/operationdriver.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace svix::test {

void playApplications(OperationDriver &driver, Stage &stage)
{
    const QByteArray full =
        R"({"name":"Full","uid":"full","throttleRate":10,"metadata":{"plan":"gold"}})";
    stage.application = driver.call(op::createApplication, {}, 201, full)[u"id"_s].toString();
    driver.call(op::createApplication, {}, 200, full, "get_if_exists=true");
    const QString bare =
        driver.call(op::createApplication, {}, 201, R"({"name":"Bare"})")[u"id"_s].toString();
    driver.call(op::getApplication, {stage.application}, 200);
    driver.call(op::getApplication, {bare}, 200);
    driver.call(op::updateApplication, {bare}, 200, R"({"name":"Replaced"})");
    driver.call(op::updateApplication, {u"new"_s}, 201,
                R"({"name":"New","uid":"new","throttleRate":65535})");
    driver.call(op::patchApplication, {bare}, 200,
                R"({"name":"Patched","uid":"bare","throttleRate":1,"metadata":{"a":"b"}})");
    driver.call(op::patchApplication, {bare}, 200, R"({"uid":null,"throttleRate":null})");
    const QJsonObject first = driver.call(op::listApplications, {}, 200, {}, "limit=1");
    const QByteArray iterator = first[u"iterator"_s].toString().toLatin1();
    driver.call(op::listApplications, {}, 200, {}, "limit=2&iterator=" + iterator);
    driver.call(op::listApplications, {}, 200, {}, "order=descending");
    // Beyond the end there is nothing, and no iterator.
    driver.call(op::listApplications, {}, 200, {},
                "order=descending&iterator=app_" + QByteArray(27, '0'));
}

void playEventTypes(OperationDriver &driver)
{
    const QByteArray schemas =
        R"("schemas":{"1":{"type":"object","examples":[{"id":1},{"id":2}]}})";
    const QByteArray flags = driver.isCloud()
                                 ? R"("featureFlags":["beta","gamma"],"groupName":"invoice")"
                                 : R"("featureFlag":"beta")";
    driver.call(op::createEventType, {}, 201,
                R"({"name":"invoice.paid","description":"Paid","deprecated":true,)" + schemas +
                    ',' + flags + '}');
    driver.call(op::createEventType, {}, 201, R"({"name":"user.created","description":""})");
    driver.call(op::createEventType, {}, 201, R"({"name":"old","description":"","archived":true})");
    driver.call(op::getEventType, {u"invoice.paid"_s}, 200);
    driver.call(op::getEventType, {u"user.created"_s}, 200);
    driver.call(op::listEventTypes, {}, 200, {}, "with_content=true&include_archived=true");
    driver.call(op::listEventTypes, {}, 200, {}, "limit=1&order=descending");
    driver.call(op::updateEventType, {u"user.created"_s}, 200, R"({"description":"again"})");
    driver.call(op::updateEventType, {u"user.deleted"_s}, 201,
                R"({"description":"new",)" + schemas + ',' + flags + '}');
    driver.call(op::patchEventType, {u"user.deleted"_s}, 200,
                R"({"description":"changed","archived":false,"deprecated":false,"schemas":null})");
    driver.call(op::patchEventType, {u"user.created"_s}, 200, '{' + flags + '}');
    driver.call(op::deleteEventType, {u"old"_s}, 204);
    driver.call(op::deleteEventType, {u"old"_s}, 204, {}, "expunge=true");
}

void playEndpoints(OperationDriver &driver, Stage &stage)
{
    const QByteArray url =
        R"("url":"http://127.0.0.1:)" + QByteArray::number(driver.sandbox().receiverPort());
    const QByteArray everything =
        R"("description":"d","uid":"ep-full","throttleRate":5,"disabled":false,)"
        R"("eventTypes":["user.created"],"channels":["a","b"],"metadata":{"k":"v"})";
    const QString app = stage.application;
    stage.endpoint =
        driver.call(op::createEndpoint, {app}, 201, '{' + url + "/ok\"}")[u"id"_s].toString();
    stage.failing =
        driver.call(op::createEndpoint, {app}, 201, '{' + url + "/fail\"}")[u"id"_s].toString();
    QByteArray full = '{' + url + "/json\"," + everything;
    full += R"(,"secret":"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")";
    full += driver.isCloud() ? R"(,"headers":{"X-A":"1","X-Api-Key":"s"}})" : "}";
    driver.call(op::createEndpoint, {app}, 201, full);
    driver.call(op::getEndpoint, {app, stage.endpoint}, 200);
    driver.call(op::getEndpoint, {app, u"ep-full"_s}, 200);
    driver.call(op::listEndpoints, {app}, 200);
    driver.call(op::listEndpoints, {app}, 200, {}, "limit=1&order=ascending");
    driver.call(op::updateEndpoint, {app, u"ep-full"_s}, 200,
                '{' + url + "/json\"," + everything + '}');
    driver.call(op::updateEndpoint, {app, u"ep-new"_s}, 201,
                '{' + url + R"(/never","uid":"ep-new","disabled":true})");
    driver.call(op::patchEndpoint, {app, u"ep-new"_s}, 200,
                R"({"description":"p","channels":["z"],"eventTypes":null,"throttleRate":null})");
    driver.call(op::updateEndpointHeaders, {app, u"ep-full"_s}, 204,
                R"({"headers":{"X-A":"1","Authorization":"secret"}})");
    driver.call(op::patchEndpointHeaders, {app, u"ep-full"_s}, 204, R"({"headers":{"X-B":"2"}})");
    driver.call(op::getEndpointHeaders, {app, u"ep-full"_s}, 200);
    driver.call(op::getEndpointHeaders, {app, stage.endpoint}, 200);
    driver.call(op::getEndpointSecret, {app, u"ep-full"_s}, 200);
    driver.call(op::rotateEndpointSecret, {app, u"ep-full"_s}, 204, "{}");
    driver.call(op::rotateEndpointSecret, {app, u"ep-full"_s}, 204,
                R"({"key":"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD","gracePeriodSeconds":0})");
    if (driver.isCloud()) {
        driver.call(op::getEndpointTransformation, {app, u"ep-full"_s}, 200);
        driver.call(op::setEndpointTransformation, {app, u"ep-full"_s}, 204,
                    R"({"code":"function handler(w) { return w; }","enabled":false,)"
                    R"("variables":{"a":"b"}})");
        driver.call(op::getEndpointTransformation, {app, u"ep-full"_s}, 200);
        driver.call(op::setEndpointTransformation, {app, u"ep-full"_s}, 204,
                    R"({"code":null,"variables":null})");
        driver.call(op::simulateTransformation, {app, u"ep-full"_s}, 200,
                    R"({"code":"function handler(w) { return w; }","payload":{"a":1},)"
                    R"("eventType":"user.created","channels":["a"],"variables":{"b":"c"}})");
    }
}

void playMessages(OperationDriver &driver, Stage &stage)
{
    const QString app = stage.application;
    QByteArray full = R"({"eventType":"user.created","payload":{"a":1.10,"b":[null]},)"
                      R"("eventId":"evt-1","channels":["a","b"],"transformationsParams":{"x":1})";
    const Timestamp later(Timestamp::now().microseconds() + 3600LL * 1000 * 1000);
    full += driver.isCloud() ? R"(,"payloadRetentionHours":5,"tags":["one","t/w#o"]})"
                             : R"(,"payloadRetentionPeriod":5})";
    stage.message = driver.call(op::createMessage, {app}, 202, full)[u"id"_s].toString();
    driver.call(op::createMessage, {app}, 202, R"({"eventType":"user.created","payload":{}})",
                "with_content=false");
    driver.call(op::createMessage, {u"brought"_s}, 202,
                R"({"eventType":"x","payload":{},"application":{"name":"B","uid":"brought"}})");
    if (driver.isCloud()) {
        driver.call(op::createMessage, {app}, 202,
                    R"({"eventType":"user.created","payload":{},"payloadRetentionPeriod":1,)"
                    R"("deliverAt":")" +
                        later.toText().toLatin1() + "\"}");
        driver.call(op::listMessages, {app}, 200, {}, "tag=one");
    }
    driver.call(op::getMessage, {app, stage.message}, 200);
    driver.call(op::getMessage, {app, u"evt-1"_s}, 200, {}, "with_content=false");
    driver.call(op::listMessages, {app}, 200);
    driver.call(op::listMessages, {app}, 200, {},
                "limit=1&event_types=user.created&channel=a&with_content=false");
    driver.call(op::sendExample, {app, stage.endpoint}, driver.isCloud() ? 202 : 200,
                R"({"eventType":"invoice.paid"})");
    const QString gone =
        driver.call(op::createMessage, {app}, 202, R"({"eventType":"x","payload":{}})")[u"id"_s]
            .toString();
    driver.call(op::expungeMessagePayload, {app, gone}, 204);
    driver.call(op::getMessage, {app, gone}, 200);
}

void playAttempts(OperationDriver &driver, Stage &stage)
{
    const QString app = stage.application;
    const QString full = u"ep-full"_s;
    // Two endpoints at least, one of them failing and about to be tried again.
    driver.waitFor(op::listAttemptsByMsg, {app, stage.message}, 3);
    driver.call(op::listAttemptedMessages, {app, stage.failing}, 200);
    driver.call(op::listAttemptedMessages, {app, stage.endpoint}, 200);
    driver.call(op::listAttemptedMessages, {app, full}, 200, {}, "with_content=false&channel=a");
    driver.call(op::listAttemptedDestinations, {app, stage.message}, 200);
    const QJsonObject page =
        driver.call(op::listAttemptsByMsg, {app, stage.message}, 200, {}, "limit=1");
    stage.attempt = page[u"data"_s][0][u"id"_s].toString();
    driver.call(op::listAttemptsByMsg, {app, stage.message}, 200, {},
                "status=2&status_code_class=500&event_types=user.created&with_content=false");
    driver.call(op::listAttemptsByEndpoint, {app, stage.endpoint}, 200);
    driver.call(op::listAttemptsByEndpoint, {app, stage.failing}, 200, {},
                "with_msg=true&expanded_statuses=true&with_content=false");
    driver.call(op::listAttempts, {app, stage.message}, 200, {}, "limit=2");
    driver.call(op::listAttemptsForEndpoint, {app, stage.message, stage.endpoint}, 200);
    driver.call(op::getAttempt, {app, stage.message, stage.attempt}, 200);
    driver.call(op::expungeAttemptContent, {app, stage.message, stage.attempt}, 204);
    driver.call(op::getAttempt, {app, stage.message, stage.attempt}, 200);
    driver.call(op::resendWebhook, {app, stage.message, stage.failing}, 202);
    if (driver.isCloud()) {
        // The message that was to be delivered in an hour.
        driver.sandbox().moveClock(2 * 3600);
        driver.waitFor(op::listAttemptedMessages, {app, stage.endpoint}, 5);
        driver.call(op::listAttemptedMessages, {app, stage.endpoint}, 200);
    }
    driver.call(op::getEndpointStats, {app, stage.failing}, 200);
    driver.call(op::getEndpointStats, {app, full}, 200);
}

void playRecovery(OperationDriver &driver, Stage &stage)
{
    const QString app = stage.application;
    const QByteArray since =
        R"({"since":")" +
        Timestamp(Timestamp::now().microseconds() - 3600LL * 1000 * 1000).toText().toLatin1() +
        "\"}";
    const QJsonObject started =
        driver.call(op::recoverFailedWebhooks, {app, stage.failing}, 202, since);
    if (!driver.isCloud()) {
        return;
    }
    driver.call(op::getBackgroundTask, {started[u"id"_s].toString()}, 200);
    driver.call(op::replayMissingWebhooks, {app, u"ep-full"_s}, 202, since);
    driver.call(op::listBackgroundTasks, {}, 200, {}, "order=ascending");
    driver.waitFor(op::listBackgroundTasks, {}, 2, "status=finished");
    driver.call(op::listBackgroundTasks, {}, 200, {}, "status=finished&task=endpoint.recover");
    driver.call(op::getBackgroundTask, {started[u"id"_s].toString()}, 200);
}

void playIntegrations(OperationDriver &driver, Stage &stage)
{
    if (!driver.isCloud()) {
        return;
    }
    const QString app = stage.application;
    const QString full = driver
                             .call(op::createIntegration, {app}, 201,
                                   R"({"name":"Full","featureFlags":["beta"]})")[u"id"_s]
                             .toString();
    driver.call(op::createIntegration, {app}, 201, R"({"name":"Bare"})");
    driver.call(op::listIntegrations, {app}, 200);
    driver.call(op::listIntegrations, {app}, 200, {}, "limit=1&order=descending");
    driver.call(op::getIntegration, {app, full}, 200);
    driver.call(op::getIntegrationKey, {app, full}, 200);
    driver.call(op::rotateIntegrationKey, {app, full}, 200);
    driver.call(op::updateIntegration, {app, full}, 200, R"({"name":"Changed"})");
    driver.call(op::deleteIntegration, {app, full}, 204);
}

void playPortal(OperationDriver &driver, Stage &stage)
{
    const QString app = stage.application;
    driver.call(op::getAppPortalAccess, {app}, 200, "{}");
    const QJsonObject access = driver.call(
        op::getAppPortalAccess, {app}, 200,
        driver.isCloud() ? R"({"featureFlags":["beta"],"expiry":3600,"sessionId":"user_1",)"
                           R"("capabilities":["ViewBase","ManageEndpoint"]})"
                         : R"({"featureFlags":["beta"]})");
    driver.call(op::getAppPortalAccess, {u"portal-made"_s}, 200,
                R"({"application":{"name":"P","uid":"portal-made"}})");
    driver.call(op::getDashboardAccess, {app}, 200);
    const QByteArray token = access[u"token"_s].toString().toLatin1();
    driver.call(op::listEndpoints, {app}, 200, {}, {}, token);
    if (!driver.isCloud()) {
        return;
    }
    driver.call(op::whoami, {}, 200);
    driver.call(op::whoami, {}, 200, {}, {}, token);
    driver.call(op::logout, {}, 204, {}, {}, token);
    driver.call(op::expireAll, {app}, 204, R"({"expiry":60,"sessionIds":["user_1"]})");
    driver.call(op::expireAll, {app}, 204, "{}");
}

void playServer(OperationDriver &driver)
{
    if (driver.isCloud()) {
        driver.call(op::health, {}, 204);
    } else {
        driver.call(op::health, {}, 200);
        driver.call(op::document, {}, 200);
    }
}

void playEnd(OperationDriver &driver, Stage &stage)
{
    driver.call(op::deleteEndpoint, {stage.application, stage.endpoint}, 204);
    driver.call(op::deleteApplication, {stage.application}, 204);
}

} // namespace svix::test
