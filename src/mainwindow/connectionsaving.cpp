// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of ConnectionFlow that makes, saves and removes connections.

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
    connect(dialog, &ConsoleDialog::cancelRequested, this, [this, dialog] {
        if (!dialog->isTesting()) {
            return;
        }
        ++m_testRun; // the keyring may still be asked for the token
        if (m_testClient) {
            m_testClient->cancelAll();
        }
        ConnectionTestResult result;
        result.title = tr("Canceled.");
        dialog->setTestResult(result);
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
    forget(tokenSecretKey(*before)).then(this, [this, dialog = QPointer(dialog), input] {
        if (dialog) {
            saveNow(dialog, input);
            return;
        }
        Q_EMIT notice({Tone::Warn,
                       tr("The connection was not saved."),
                       tr("The token it had was removed already; opening it asks for one."),
                       {},
                       {}});
    });
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
    if (known && m_session.profile().id == input.profile.id &&
        m_session.profile().url == input.profile.url) {
        // Read-only and the class count from now on, whatever the keyring says and when.
        Profile now = m_session.profile();
        now.name = input.profile.name;
        now.readOnly = input.profile.readOnly;
        now.connectionClass = input.profile.connectionClass;
        m_session.setProfile(now);
    }
    // Another connection than the open one is changed, not opened.
    const bool opens = m_session.profile().id == input.profile.id || !known;
    if (!input.tokenReplaced) {
        if (known && m_session.isConnected() && !input.proxyPasswordReplaced &&
            m_session.profile().isSameWay(input.profile)) {
            m_session.setProfile(input.profile); // filters, rows and the place stay
        } else if (opens) {
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
        if (m_opening == profile.id) {
            drop(); // its token may be on its way
        }
        const auto gone = [this](const VaultReply &reply) {
            if (reply.where == StoredWhere::Nowhere) {
                return true;
            }
            // The connection stays, so that what is in the keyring can still be removed.
            Q_EMIT notice(
                {Tone::Bad, tr("The connection was not removed."), reply.message, {}, {}});
            return false;
        };
        const auto forgetToken = [this, profile, gone] {
            m_vault.forget(tokenSecretKey(profile))
                .then(this, [this, profile, gone](const VaultReply &reply) {
                    if (!gone(reply)) {
                        return;
                    }
                    m_settings.removeProfile(profile.id);
                    if (const auto saved = m_settings.save(); !saved.ok()) {
                        Q_EMIT failed(saved.error(), tr("The settings were not saved."));
                    }
                    Q_EMIT removed(profile.id);
                    refreshSaved();
                });
        };
        if (profile.proxy.user.isEmpty()) {
            forgetToken(); // no password was ever kept
            return;
        }
        m_vault.forget(proxySecretKey(profile))
            .then(this, [gone, forgetToken](const VaultReply &reply) {
                if (gone(reply)) {
                    forgetToken();
                }
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
