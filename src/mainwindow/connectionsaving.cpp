// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of ConnectionFlow that makes, tests, saves and removes connections.

#include "api/apiclient.h"
#include "api/serverprobe.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "core/securefile.h"
#include "core/serverurl.h"
#include "core/settings.h"
#include "core/tokenvault.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/savedconnectionsdialog.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/sandboxprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
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

ConnectionDialog *ConnectionFlow::makeDialog()
{
    auto *dialog = new ConnectionDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QString why = m_vault.sessionOnlyBecause();
    dialog->setKeyringAvailable(why.isEmpty(), why);
    dialog->setSandboxOffered(true);
    connect(dialog, &ConnectionDialog::testRequested, this,
            [this, dialog](const ConnectionInput &input) { test(dialog, input); });
    connect(dialog, &ConnectionDialog::saveRequested, this,
            [this, dialog](const ConnectionInput &input) { save(dialog, input); });
    connect(dialog, &ConsoleDialog::cancelRequested, this, [this] {
        if (m_testClient) {
            m_testClient->cancelAll();
        }
    });
    return dialog;
}

void ConnectionFlow::startNew()
{
    makeDialog()->open();
}

void ConnectionFlow::edit(const QString &profileId)
{
    if (const auto profile = m_settings.profile(profileId)) {
        ConnectionDialog *dialog = makeDialog();
        dialog->setProfile(*profile, true);
        dialog->open();
    }
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
        .then(dialog, [this, dialog, input,
                       same = known.proxy == input.profile.proxy](const VaultReply &reply) {
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
        .then(dialog, [this, dialog, input](const VaultReply &reply) {
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
    m_testProbe->run().then(dialog, [dialog](const Result<Capabilities> &found) {
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

void ConnectionFlow::save(ConnectionDialog *dialog, const ConnectionInput &input)
{
    if (input.sandbox) {
        dialog->accept();
        openSandbox();
        return;
    }
    if (const QString why = whyTokenAnew(input); !why.isEmpty()) {
        const FieldError wrong{{QStringLiteral("token")}, why, {}};
        dialog->showFieldErrors(QList<FieldError>{wrong});
        return;
    }
    // Each can be found for the old address only, so one that stays is told and stops nothing.
    const auto forget = [this](const QString &key) {
        return m_vault.forget(key).then(this, [this, key](const VaultReply &reply) {
            if (reply.state != SecretState::NoStore) { // else nothing can be kept
                tellWhere(key, reply, tr("A secret of the connection as it was is still kept."));
            }
        });
    };
    const auto before = m_settings.profile(input.profile.id);
    if (before && !before->proxy.user.isEmpty() &&
        proxySecretKey(*before) != proxySecretKey(input.profile)) {
        forget(proxySecretKey(*before));
    }
    if (!before || tokenSecretKey(*before) == tokenSecretKey(input.profile)) {
        saveNow(dialog, input);
        return;
    }
    forget(tokenSecretKey(*before)).then(dialog, [this, dialog, input] { saveNow(dialog, input); });
}

void ConnectionFlow::saveNow(ConnectionDialog *dialog, const ConnectionInput &input)
{
    const auto before = m_settings.profile(input.profile.id);
    const bool known = before.has_value();
    const auto stored =
        known ? m_settings.replaceProfile(input.profile) : m_settings.addProfile(input.profile);
    const auto saved = stored.ok() ? m_settings.save() : stored;
    if (!saved.ok()) {
        // Else it would be opened at an address that is forgotten with the next start.
        if (known) {
            static_cast<void>(m_settings.replaceProfile(*before)); // it was valid before
        } else {
            m_settings.removeProfile(input.profile.id);
        }
        const ErrorWords words =
            ErrorReporter::describe(saved.error(), tr("The connection was not saved."));
        dialog->setBusy(false);
        QString text = words.text;
        if (known && tokenSecretKey(*before) != tokenSecretKey(input.profile)) {
            text += u' ' + tr("The token it had was removed already; opening it asks for one.");
        }
        dialog->showMessage(Tone::Bad, text, words.title, words.details);
        return;
    }
    if (input.proxyPasswordReplaced) {
        const QString key = proxySecretKey(input.profile);
        m_vault.keep(key, input.proxyPassword.toUtf8())
            .then(this, [this, key](const VaultReply &reply) {
                tellWhere(key, reply, tr("The password of the proxy lasts for this session only."));
            });
    }
    dialog->accept();
    refreshSaved();
    // Another connection than the open one is changed, not opened.
    const bool opens = m_session.profile().id == input.profile.id || !known;
    if (!input.tokenReplaced) {
        if (opens) {
            open(input.profile.id);
        }
        return;
    }
    if (opens) {
        begin(input.profile.id);
    }
    const QString key = tokenSecretKey(input.profile);
    m_vault.keep(key, input.token).then(this, [this, key, input, opens](const VaultReply &reply) {
        tellWhere(key, reply, tr("The token lasts for this session only."));
        if (opens) {
            withToken(input.profile, input.token);
        }
    });
}

void ConnectionFlow::showSaved()
{
    if (m_saved) {
        m_saved->raise();
        return;
    }
    m_saved = new SavedConnectionsDialog(m_window);
    m_saved->setAttribute(Qt::WA_DeleteOnClose);
    refreshSaved();
    connect(m_saved, &SavedConnectionsDialog::openRequested, this, [this](const QString &id) {
        m_saved->accept();
        open(id);
    });
    connect(m_saved, &SavedConnectionsDialog::newRequested, this, &ConnectionFlow::startNew);
    connect(m_saved, &SavedConnectionsDialog::editRequested, this, &ConnectionFlow::edit);
    connect(m_saved, &SavedConnectionsDialog::duplicateRequested, this, &ConnectionFlow::duplicate);
    connect(m_saved, &SavedConnectionsDialog::replaceTokenRequested, this,
            &ConnectionFlow::replaceToken);
    connect(m_saved, &SavedConnectionsDialog::removeRequested, this, &ConnectionFlow::remove);
    connect(m_saved, &SavedConnectionsDialog::exportRequested, this, &ConnectionFlow::exportTo);
    connect(m_saved, &SavedConnectionsDialog::importRequested, this, &ConnectionFlow::importFrom);
    m_saved->open();
}

void ConnectionFlow::refreshSaved()
{
    if (!m_saved) {
        return;
    }
    QHash<QString, QString> tokens;
    for (const Profile &profile : m_settings.profiles()) {
        tokens.insert(profile.id, whereIsToken(profile));
    }
    m_saved->setProfiles(m_settings.profiles(), m_session.profile().id, tokens);
}

QString ConnectionFlow::whereIsToken(const Profile &profile) const
{
    const auto seen = m_vault.lastSeen(tokenSecretKey(profile));
    if (!seen) {
        return m_vault.sessionOnlyBecause().isEmpty() ? tr("not looked up yet")
                                                      : tr("asked for when opened");
    }
    switch (*seen) {
    case StoredWhere::Keychain:
        return tr("in the keyring");
    case StoredWhere::SessionOnly:
        return tr("for this session only");
    case StoredWhere::Nowhere:
        break;
    }
    return tr("asked for when opened");
}

void ConnectionFlow::remove(const QString &profileId)
{
    const auto profile = m_settings.profile(profileId);
    if (!profile) {
        return;
    }
    ConfirmationRequest request;
    request.title = tr("Remove connection %1").arg(profile->name);
    request.consequence =
        tr("Its address, settings and drafts are forgotten, and its token is taken out of the "
           "keyring. Nothing changes on the server.");
    request.verb = tr("Remove connection");
    request.destructive = true;
    request.connection = profile->name;
    request.connectionClass = profile->connectionClass;
    auto *dialog = new ConfirmDialog(request, m_saved ? static_cast<QWidget *>(m_saved) : m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::answered, this, [this, profile = *profile](bool yes) {
        if (!yes) {
            return;
        }
        if (m_session.profile().id == profile.id) {
            disconnectNow();
        }
        m_vault.forget(proxySecretKey(profile));
        m_vault.forget(tokenSecretKey(profile))
            .then(this, [this, profile](const VaultReply &reply) {
                if (reply.where != StoredWhere::Nowhere) {
                    // The connection stays, so that the token in the keyring can still be removed.
                    Q_EMIT notice(
                        {Tone::Bad, tr("The connection was not removed."), reply.message, {}, {}});
                    return;
                }
                m_settings.removeProfile(profile.id);
                if (const auto saved = m_settings.save(); !saved.ok()) {
                    Q_EMIT failed(saved.error(), tr("The settings were not saved."));
                }
                Q_EMIT removed(profile.id);
                refreshSaved();
            });
    });
    dialog->open();
}

void ConnectionFlow::duplicate(const QString &profileId)
{
    if (const auto profile = m_settings.profile(profileId)) {
        Profile copy = *profile;
        copy.id.clear();
        copy.name = tr("Copy of %1").arg(copy.name);
        ConnectionDialog *dialog = makeDialog();
        dialog->setTemplate(copy);
        dialog->open();
    }
}

} // namespace svix
