// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/capabilities.h"
#include "live/livetest.h"

namespace svix::test {

/// Every operation of the client that a real server offers, in an application that the test makes:
/// objects and their errors in liveobjects.cpp, messages and deliveries in livedeliveries.cpp, what
/// only Svix cloud has in livecloud.cpp.
class LiveClient : public LiveTest
{
    Q_OBJECT

    Target m_target;
    Capabilities m_found;
    QString m_app;     // id of the application that most functions work in
    QString m_uid;     // its uid
    QString m_type;    // an event type with an example
    QString m_message; // sent to both endpoints
    QString m_good;    // endpoint that takes everything
    QString m_bad;     // endpoint that refuses everything

    bool waitForAttempt(const QString &endpoint, TriggerType trigger, AttemptOut &attempt);
    EndpointIn endpointAt(const QString &path) const;
    MessageIn messageOf(const QByteArray &payload) const;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { deleteEverything(); }

    void saysWhatItIs();
    void applications();
    void applicationErrors();
    void eventTypes();
    void endpoints();
    void endpointErrors();
    void headers();
    void secrets();
    void pagesBothWays();
    void portalAccess();
    void otherErrors();

    void sends();
    void idempotencyKeySendsOnce();
    void messageErrors();
    void pagesMessagesBothWays();
    void delivers();
    void listsAttempts();
    void listsAttemptsOldWay();
    void resends();
    void recovers();
    void sendsExamples();
    void counts();
    void erases();

    void integrations();
    void transformations();
    void backgroundTasks();
    void cloudMessages();
    void sessions();

    void nothingWasLeftOut();
};

} // namespace svix::test
