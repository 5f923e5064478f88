// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/profile.h"
#include "dialogs/connectioninput.h"
#include "panes/pane.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

class QMenu;

namespace svix {

class ApiClient;
struct Capabilities;
class ConnectionDialog;
class SandboxProcess;
class SavedConnectionsDialog;
class ServerProbe;
class TokenDialog;
class TokenVault;
struct VaultReply;

/// Everything about connections: the switcher's menu, opening one with its token from the keyring,
/// making, testing, editing and removing them, and the built-in sandbox.
class ConnectionFlow : public QObject
{
    Q_OBJECT
public:
    ConnectionFlow(Session &session, Settings &settings, TokenVault &vault, QWidget *window);
    ~ConnectionFlow() override;

    /// Filled anew each time it opens.
    void setMenu(QMenu *menu);
    QList<QAction *> actions() const { return m_actions; }
    enum class Act { New, Saved, Sandbox, Edit, ReplaceToken, Reconnect, Disconnect };
    /// Owned by the flow.
    QAction *action(Act act) const { return m_actions.at(int(act)); }
    /// One more entry of the menu; not owned.
    void addAction(QAction *action) { m_actions.append(action); }

    /// For what somebody else than the person here asks for: whether the connection may still be
    /// left. It is asked once more right before that, since a keyring or the sandbox takes its
    /// time; "no" ends the opening, and whoever says it tells why.
    using MayLeave = std::function<bool()>;

    /// Reads the token and connects; asks for one where there is none.
    void open(const QString &profileId, const MayLeave &mayLeave = {});
    /// By name; a notice when there is none of that name.
    void openByName(const QString &name, const MayLeave &mayLeave = {});
    /// Of the connection of that name in any case; empty when there is none.
    QString idOfName(const QString &name) const;
    void openSandbox(const MayLeave &mayLeave = {});
    /// The connection that is waited for before the session hears of it; empty when there is none.
    QString opening() const { return m_opening; }
    void startNew();
    void edit(const QString &profileId);
    /// The token is used up: leaves the connection and asks for another token.
    void askAnew(const QString &profileId, const QString &reason);
    /// Ends the connection. What is kept of it stays.
    void disconnectNow();
    SandboxProcess *sandbox() const { return m_sandbox; }

    static constexpr QLatin1String sandboxProfileId{"sandbox"};

    /// Asks for another token of this connection, above a dialog that stays open meanwhile.
    void replaceTokenAbove(const QString &profileId, QWidget *above);

Q_SIGNALS:
    void notice(const svix::Notice &notice);
    void failed(const svix::Error &error, const QString &what);
    /// This connection is about to be opened, or none (empty): pages of the old one can go.
    void aboutToOpen(const QString &profileId);
    /// Its token is asked for, or the sandbox is being started, which may take a while.
    void waiting(const QString &profileId);
    /// The opening of this connection ended before the session heard of it.
    void notOpened(const QString &profileId);
    /// This saved connection is no longer there.
    void removed(const QString &profileId);
    /// A token or password that was to be kept is not: it concerns the saved connection, whichever
    /// one is open, and stays until it is read.
    /// Its topic is the key of the secret.
    void notKept(const svix::Notice &notice);
    /// It has reached the keyring after all.
    void keptLate(const QString &key);
    /// A token or password is going to be used: whoever writes things down must hide it.
    void secretUsed(const QByteArray &secret);

private:
    void tellWhere(const QString &key, const VaultReply &reply, const QString &title);
    QString whereIsToken(const Profile &profile) const;
    void fillMenu(QMenu *menu);
    void addOpenAction(QMenu *menu, const Profile &profile);
    void begin(const QString &profileId, const MayLeave &mayLeave = {});
    /// The opening under way has come as far as that; false when it is dropped.
    bool mayGoOn();
    void drop();
    void connectTo(const Profile &profile, const QByteArray &token,
                   const QByteArray &proxyPassword);
    void withToken(const Profile &profile, const QByteArray &token);
    void askToken(const Profile &profile, const QString &reason);
    void replaceToken(const QString &profileId) { replaceTokenAbove(profileId, m_window); }
    void test(ConnectionDialog *dialog, const ConnectionInput &input);
    /// A token was given for one server: why it has to be given again for what is entered now.
    QString whyTokenAnew(const ConnectionInput &input) const;
    void testAsGiven(ConnectionDialog *dialog, const ConnectionInput &input);
    void testWith(ConnectionDialog *dialog, const ConnectionInput &input, const QByteArray &token);
    void refuseToTest(ConnectionDialog *dialog, const QString &why, const QString &field,
                      const QString &fieldText);
    /// Secrets of the address before go first.
    void save(ConnectionDialog *dialog, const ConnectionInput &input);
    void saveNow(ConnectionDialog *dialog, const ConnectionInput &input);
    ConnectionDialog *makeDialog();
    void showSaved();
    void refreshSaved();
    void remove(const QString &profileId);
    void duplicate(const QString &profileId);
    void exportTo(const QString &file);
    bool isKnown(const Profile &profile) const;
    void importFrom(const QString &file);

    Session &m_session;
    Settings &m_settings;
    TokenVault &m_vault;
    QWidget *m_window;
    SandboxProcess *m_sandbox;
    QPointer<SavedConnectionsDialog> m_saved;
    std::unique_ptr<ApiClient> m_testClient;
    std::unique_ptr<ServerProbe> m_testProbe;
    QList<QAction *> m_actions;
    QString m_opening; // the profile that was asked for last, until the session hears of it
    MayLeave m_mayLeave;
    int m_begun = 0;                // openings so far
    int m_testRun = 0;              // tells the answers of a canceled test from those of the next
    QPointer<TokenDialog> m_asking; // for the token of m_opening
};

/// A probe's findings as the connection dialog shows them.
ConnectionTestResult testResultOf(const Capabilities &found);

} // namespace svix
