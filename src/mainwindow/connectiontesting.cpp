// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of ConnectionFlow that tests a connection before it is saved.

#include "api/apiclient.h"
#include "api/serverprobe.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "core/serverurl.h"
#include "core/settings.h"
#include "core/tokenvault.h"
#include "dialogs/connectiondialog.h"
#include "mainwindow/connectionflow.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace svix {

ConnectionTestResult testResultOf(const Capabilities &found)
{
    ConnectionTestResult result;
    result.ok = true;
    result.title =
        ConnectionFlow::tr("Connected in %1 ms.").arg(QLocale().toString(found.roundTripMs));
    QStringList parts{found.server + u'.', describeToken(found.token),
                      describeEndOfToken(found.token)};
    if (!found.environment.isEmpty()) {
        parts.append(ConnectionFlow::tr("The server says it is of the environment %1.")
                         .arg(found.environment));
        result.monoParts.append(found.environment);
    }
    if (found.portal) {
        parts.append(
            ConnectionFlow::tr("It is a portal token: only one application can be seen with it."));
    }
    if (!found.healthProblem.isEmpty()) {
        parts.append(ConnectionFlow::tr("The server says that a part of it is down."));
    }
    for (const QString &id : {found.token.organisation, found.token.application}) {
        if (!id.isEmpty()) {
            result.monoParts.append(id);
        }
    }
    parts.removeAll(QString());
    result.text = parts.join(u' ');
    result.details = found.healthProblem;
    return result;
}

QString ConnectionFlow::whyTokenAnew(const ConnectionInput &input) const
{
    const auto saved = m_settings.profile(input.profile.id);
    return saved && !input.sandbox && !input.tokenReplaced &&
                   !isSameOrigin(saved->url, input.profile.url)
               ? tr("The stored token is of another server. Enter the token for this one.")
               : QString();
}

void ConnectionFlow::test(ConnectionDialog *dialog, const ConnectionInput &input)
{
    dialog->setBusy(true);
    ++m_testRun;
    if (const QString why = whyTokenAnew(input); !why.isEmpty()) {
        refuseToTest(dialog, why, u"token"_s, why);
        return;
    }
    if (input.profile.proxy.user.isEmpty() || input.proxyPasswordReplaced) {
        testAsGiven(dialog, input);
        return;
    }
    const auto saved = m_settings.profile(input.profile.id);
    const Profile &known = saved ? *saved : input.profile;
    m_vault.token(proxySecretKey(known))
        .then(dialog, [this, dialog, input, run = m_testRun,
                       same = known.proxy == input.profile.proxy](const VaultReply &reply) {
            if (run != m_testRun) {
                return;
            }
            if (!same && !reply.token.isEmpty()) {
                const QString why =
                    tr("The stored password is of another proxy or user. Enter it for this one.");
                refuseToTest(dialog, why, u"proxyPassword"_s, why);
                return;
            }
            ConnectionInput whole = input;
            whole.proxyPassword = QString::fromUtf8(reply.token);
            testAsGiven(dialog, whole);
        });
}

void ConnectionFlow::refuseToTest(ConnectionDialog *dialog, const QString &why,
                                  const QString &field, const QString &fieldText)
{
    ConnectionTestResult result;
    result.title = tr("Not tested.");
    result.asked = false;
    result.text = why;
    result.fields = {{{field}, fieldText, {}}};
    dialog->setTestResult(result);
}

void ConnectionFlow::testAsGiven(ConnectionDialog *dialog, const ConnectionInput &input)
{
    if (input.tokenReplaced || input.sandbox) {
        testWith(dialog, input, input.token);
        return;
    }
    m_vault.token(tokenSecretKey(input.profile))
        .then(dialog, [this, dialog, input, run = m_testRun](const VaultReply &reply) {
            if (run != m_testRun) {
                return;
            }
            if (reply.token.isEmpty()) {
                refuseToTest(dialog,
                             reply.message.isEmpty() ? tr("There is no stored token. Enter one.")
                                                     : reply.message,
                             u"token"_s, tr("Enter the token."));
                return;
            }
            testWith(dialog, input, reply.token);
        });
}

void ConnectionFlow::testWith(ConnectionDialog *dialog, const ConnectionInput &input,
                              const QByteArray &token)
{
    Q_EMIT secretUsed(token);
    Q_EMIT secretUsed(input.proxyPassword.toUtf8());
    m_testProbe.reset();
    m_testClient = std::make_unique<ApiClient>(
        Session::clientConfig(input.profile, token, input.proxyPassword.toUtf8(), true));
    m_testProbe = std::make_unique<ServerProbe>(*m_testClient);
    m_testProbe->run().then(dialog, [this, dialog,
                                     run = m_testRun](const Result<Capabilities> &found) {
        if (run != m_testRun) {
            return;
        }
        if (found.ok()) {
            dialog->setTestResult(testResultOf(*found));
            return;
        }
        const ErrorWords words = ErrorReporter::describe(found.error());
        ConnectionTestResult result;
        result.title = words.title;
        result.text = words.text;
        result.details = words.details;
        if (found.error().kind == ErrorKind::Unauthorized) {
            result.fields = {{{QStringLiteral("token")}, tr("The server refused this token."), {}}};
        }
        dialog->setTestResult(result);
    });
}

} // namespace svix
