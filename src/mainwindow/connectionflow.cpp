// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/connectionflow.h"

#include "api/apiclient.h"
#include "api/serverprobe.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "core/settings.h"
#include "core/tokenvault.h"
#include "dialogs/tokendialog.h"
#include "mainwindow/sandboxprocess.h"
#include "widgets/style/icons.h"
#include "widgets/visibletext.h"

#include <QMenu>

namespace svix {

ConnectionFlow::ConnectionFlow(Session &session, Settings &settings, TokenVault &vault,
                               QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_vault(vault)
    , m_window(window)
    , m_sandbox(new SandboxProcess(this))
{
    const auto add = [this](const QString &name, const QString &text, const QString &iconName,
                            auto slot) {
        auto *action = new QAction(icon(iconName), text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
        m_actions.append(action);
        return action;
    };
    add(QStringLiteral("newConnection"), tr("&New connection…"), QStringLiteral("plus"),
        [this] { startNew(); });
    add(QStringLiteral("savedConnections"), tr("&Saved connections…"), QStringLiteral("settings"),
        [this] { showSaved(); });
    add(QStringLiteral("openSandbox"), tr("&Try the built-in sandbox"), QStringLiteral("play"),
        [this] { openSandbox(); });
    QAction *change = add(QStringLiteral("editConnection"), tr("&Edit this connection…"),
                          QStringLiteral("edit"), [this] { edit(m_session.profile().id); });
    QAction *token = add(QStringLiteral("replaceToken"), tr("Replace &token…"),
                         QStringLiteral("key"), [this] { replaceToken(m_session.profile().id); });
    QAction *again =
        add(QStringLiteral("reconnect"), tr("&Reconnect"), QStringLiteral("refresh"), [this] {
            drop();
            Q_EMIT aboutToOpen(m_session.profile().id);
            m_session.reconnect();
        });
    QAction *end = add(QStringLiteral("disconnect"), tr("&Disconnect"),
                       QStringLiteral("disconnect"), [this] { disconnectNow(); });
    const auto refresh = [=, this] {
        const bool open = m_session.state() != Session::State::Disconnected;
        change->setEnabled(open && m_session.profile().id != sandboxProfileId);
        token->setEnabled(open && m_session.profile().id != sandboxProfileId);
        again->setEnabled(open);
        end->setEnabled(open);
    };
    connect(&m_session, &Session::stateChanged, this, refresh);
    refresh();
    connect(&m_vault, &TokenVault::tokenArrived, this,
            [this](const QString &key, const QByteArray &arrived) {
                // The keyring was unlocked while its token is being asked for here.
                const auto profile = m_settings.profile(m_opening);
                if (m_asking && profile && tokenSecretKey(*profile) == key) {
                    m_asking->accept();
                    withToken(*profile, arrived);
                }
            });
    connect(&m_vault, &TokenVault::keptLate, this, [this](const QString &key) {
        Q_EMIT keptLate(key);
        refreshSaved();
    });
    connect(m_sandbox, &SandboxProcess::ready, this, [this] {
        if (m_opening != sandboxProfileId) {
            return;
        }
        Profile profile;
        profile.id = sandboxProfileId;
        profile.name = tr("Sandbox");
        profile.url = m_sandbox->url();
        profile.connectionClass = ConnectionClass::Development;
        if (mayGoOn()) {
            connectTo(profile, m_sandbox->token(), {});
        }
    });
    connect(m_sandbox, &SandboxProcess::failed, this, [this](const QString &text) {
        if (m_opening == sandboxProfileId) {
            drop();
        }
        Q_EMIT notice({Tone::Bad, tr("The sandbox is not running."), text, {}, {}});
    });
}

ConnectionFlow::~ConnectionFlow()
{
    // The probe ends its calls through the client.
    m_testProbe.reset();
    m_testClient.reset();
}

void ConnectionFlow::setMenu(QMenu *menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(menu); });
}

void ConnectionFlow::addOpenAction(QMenu *menu, const Profile &profile)
{
    QString name = profile.name;
    QAction *action = menu->addAction(icon(connectionIconName(profile.connectionClass)),
                                      tr("%1 — %2, %3")
                                          .arg(name.replace(u'&', QStringLiteral("&&")),
                                               profile.url.host(QUrl::FullyEncoded),
                                               connectionClassName(profile.connectionClass)));
    action->setCheckable(true);
    action->setChecked(profile.id == m_session.profile().id);
    connect(action, &QAction::triggered, this, [this, id = profile.id] { open(id); });
}

void ConnectionFlow::fillMenu(QMenu *menu)
{
    menu->clear();
    for (const Profile &profile : m_settings.profiles()) {
        addOpenAction(menu, profile);
    }
    if (!m_settings.profiles().isEmpty()) {
        menu->addSeparator();
    }
    menu->addActions(m_actions);
}

void ConnectionFlow::begin(const QString &profileId, const MayLeave &mayLeave)
{
    if (!m_opening.isEmpty() && m_opening != profileId) {
        drop();
    }
    ++m_begun;
    m_opening = profileId;
    m_mayLeave = mayLeave;
    Q_EMIT waiting(profileId);
}

void ConnectionFlow::drop()
{
    m_mayLeave = {};
    if (const QString dropped = std::exchange(m_opening, QString()); !dropped.isEmpty()) {
        Q_EMIT notOpened(dropped);
    }
}

bool ConnectionFlow::mayGoOn()
{
    if (m_mayLeave && !m_mayLeave()) {
        drop();
        return false;
    }
    return true;
}

void ConnectionFlow::connectTo(const Profile &profile, const QByteArray &token,
                               const QByteArray &proxyPassword)
{
    m_opening.clear();
    m_mayLeave = {};
    Q_EMIT secretUsed(token);
    Q_EMIT secretUsed(proxyPassword);
    Q_EMIT aboutToOpen(profile.id);
    m_session.connectTo(profile, token, proxyPassword);
}

void ConnectionFlow::open(const QString &profileId, const MayLeave &mayLeave)
{
    const auto profile = m_settings.profile(profileId);
    if (!profile) {
        return;
    }
    begin(profileId, mayLeave);
    m_vault.token(tokenSecretKey(*profile))
        .then(this, [this, profile = *profile, begun = m_begun](const VaultReply &reply) {
            if (begun != m_begun || m_opening != profile.id) {
                return; // another one was chosen while the keyring took its time
            }
            if (!reply.token.isEmpty()) {
                withToken(profile, reply.token);
            } else if (mayGoOn()) {
                askToken(profile, reply.message);
            }
        });
}

void ConnectionFlow::openByName(const QString &name, const MayLeave &mayLeave)
{
    const QString id = idOfName(name);
    if (!id.isEmpty()) {
        open(id, mayLeave);
        return;
    }
    Q_EMIT notice({Tone::Warn,
                   tr("There is no connection called \"%1\".").arg(visibleText(name)),
                   {},
                   {},
                   {}});
}

QString ConnectionFlow::idOfName(const QString &name) const
{
    const QList<Profile> &profiles = m_settings.profiles();
    const auto found = std::find_if(profiles.cbegin(), profiles.cend(), [&](const Profile &p) {
        return p.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == profiles.cend() ? QString() : found->id;
}

void ConnectionFlow::tellWhere(const QString &key, const VaultReply &reply, const QString &title)
{
    if (!reply.message.isEmpty()) {
        Q_EMIT notKept({Tone::Warn, title, reply.message, {}, {}, key});
    }
    refreshSaved();
}

void ConnectionFlow::withToken(const Profile &profile, const QByteArray &token)
{
    const auto go = [this, profile, token, begun = m_begun](const QByteArray &password) {
        if (begun != m_begun || m_opening != profile.id || !mayGoOn()) {
            return;
        }
        m_settings.setLastProfile(profile.id);
        if (const auto saved = m_settings.save(); !saved.ok()) {
            Q_EMIT failed(saved.error(), tr("The settings were not saved."));
        }
        connectTo(profile, token, password);
    };
    if (profile.proxy.user.isEmpty()) {
        go({});
        return;
    }
    m_vault.token(proxySecretKey(profile)).then(this, [go](const VaultReply &reply) {
        go(reply.token);
    });
}

void ConnectionFlow::askToken(const Profile &profile, const QString &reason)
{
    auto *dialog = new TokenDialog(TokenDialog::Purpose::Ask, profile, m_window);
    m_asking = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setReason(reason);
    dialog->setKeyringAvailable(m_vault.sessionOnlyBecause().isEmpty());
    connect(dialog, &TokenDialog::tokenGiven, this,
            [this, profile, dialog](const QByteArray &token, bool keep) {
                const QString key = tokenSecretKey(profile);
                if (keep) {
                    m_vault.keep(key, token).then(this, [this, key](const VaultReply &reply) {
                        tellWhere(key, reply, tr("The token lasts for this session only."));
                    });
                } else {
                    m_vault.keepForSession(key, token);
                }
                dialog->accept();
                begin(profile.id);
                withToken(profile, token);
            });
    connect(dialog, &QDialog::rejected, this, [this, id = profile.id] {
        if (m_opening == id) {
            drop();
        }
    });
    dialog->open();
}

void ConnectionFlow::replaceTokenAbove(const QString &profileId, QWidget *above)
{
    const auto profile = m_settings.profile(profileId);
    if (!profile) {
        return;
    }
    auto *dialog = new TokenDialog(TokenDialog::Purpose::Replace, *profile, above);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setKeyringAvailable(m_vault.sessionOnlyBecause().isEmpty());
    connect(dialog, &TokenDialog::tokenGiven, this,
            [this, profile = *profile, dialog](const QByteArray &token, bool keep) {
                const QString key = tokenSecretKey(profile);
                dialog->accept();
                const auto use = [this, id = profile.id, token] {
                    // As it is by now: a keyring may take its time.
                    const auto now = m_settings.profile(id);
                    const bool another = !m_opening.isEmpty() && m_opening != id;
                    if (now && !another && m_session.profile().id == id) {
                        begin(id);
                        withToken(*now, token);
                    }
                };
                if (!keep) {
                    m_vault.keepForSession(key, token);
                    use();
                    return;
                }
                m_vault.keep(key, token).then(this, [this, key, use](const VaultReply &reply) {
                    tellWhere(key, reply, tr("The token lasts for this session only."));
                    use();
                });
            });
    dialog->open();
}

void ConnectionFlow::openSandbox(const MayLeave &mayLeave)
{
    begin(sandboxProfileId, mayLeave);
    if (m_sandbox->isRunning()) {
        Q_EMIT m_sandbox->ready();
        return;
    }
    m_sandbox->start();
}

void ConnectionFlow::askAnew(const QString &profileId, const QString &reason)
{
    disconnectNow();
    if (const auto profile = m_settings.profile(profileId)) {
        begin(profileId);
        askToken(*profile, reason);
    }
}

void ConnectionFlow::disconnectNow()
{
    drop();
    Q_EMIT aboutToOpen({});
    m_session.disconnectNow();
}

} // namespace svix
