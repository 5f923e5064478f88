// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/paths.h"
#include "core/preferences.h"
#include "core/startrequest.h"
#include "mainwindow/history.h"
#include "panes/pane.h"

#include <QHash>
#include <QMainWindow>

#include <memory>

class QSplitter;
class QStackedWidget;

namespace svix {

class ActivityModel;
class AuditLog;
class AutoRefresh;
class CommandPalette;
class ConnectionFlow;
class ConfirmationDialogs;
class DeletedCopies;
class SecretClipboard;
class DraftStore;
class EmptyState;
class EventTypeNames;
class GotoFlow;
class Log;
class MessageBar;
class NavigationFold;
class NavigationView;
class Outage;
class Settings;
class StatusLine;
class TokenVault;
class TopBar;
class WindowActions;

/// The console's window: connection and way at the top, navigation at the left, the page of the
/// moment, what there is to say, and the status line. It only puts these together.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// Everything given must outlive the window.
    MainWindow(Settings &settings, TokenVault &vault, const Paths &paths,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    Session &session() { return *m_session; }
    OperationRunner &runner() { return *m_runner; }
    ConnectionFlow &connections() { return *m_connections; }
    MessageBar &messageBar() { return *m_messages; }
    /// Made at the first call.
    Pane *pane(Section section);
    Pane *currentPane() { return pane(m_place.section); }

    /// How big the window is at its first start where so much of a screen is free.
    static QSize firstSize(const QSize &available);

    void go(const Place &place);
    Place place() const { return m_place; }
    void back();
    void forward();
    void refresh();
    void showPalette(const QString &text = {});
    /// Looks for an id or uid once there is a connection, and goes there. It only navigates.
    void openObject(const QString &text);
    /// What another start of the program asks for: comes to the front, opens the connection where
    /// it is another one, and goes to the object. While a dialog is open, a job runs or something
    /// is being sent, nothing is left: the message bar says what was asked for.
    void follow(const StartRequest &request);
    void tell(const Notice &notice);
    void tellError(const Error &error, const QString &what);
    /// Diagnostics for a report come from here.
    void setLog(const Log *log) { m_log = log; }

Q_SIGNALS:
    void preferencesChanged(const svix::Preferences &preferences);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    friend class WindowActions;

    void build();
    std::optional<Place> placeOfLoaded(const QString &text) const;
    Pane *makePane(Section section);
    void addPane(Pane *pane);
    void addConnectionActs();
    void connectAll();
    void arrive(const Place &place);
    void sessionChanged();
    void showNoConnection();
    void forgetApplication(const QString &id);
    /// Of a connection that is being opened while none is open.
    void showWaiting(const QString &profileId);
    void applicationChanged();
    void applicationFailed(const QString &idOrUid, const Error &error);
    /// In an application, else nowhere.
    Place placeOneWas() const;
    void goWhereOneWas();
    /// Opens the application that a portal token is of, or the one that it last was.
    void openPortal();
    bool focusPage();
    /// To the next part of the window, and round again: navigation, list, detail, what is said, and
    /// the top.
    void nextPart();
    void warnOfEnd();
    /// Why no application is shown although the token is of one.
    void showPortalWelcome();
    void describePortal();
    /// A 404 of something in the application: then the application itself may be gone.
    bool mayBeGone(const Error &error) const;
    /// `said`: the error was told already, unless the application is gone.
    void askWhetherGone(const Error &error, const QString &what, bool said);
    void applicationGone();
    void sayError(const Error &error, const QString &what);
    /// What could not be read, as `what` said, is there now: nothing tells of it any more.
    void readAgain(const QString &what);
    void readAllAgain();
    /// All that an outage keeps from being read is one message.
    void sayOutage(const Error &error);
    void outageChanged(bool on);
    /// Buttons for what a person can do about it; `again`: also to try it once more.
    QList<QAction *> waysOut(const Error &error, bool again) const;
    void rememberPlace();
    void openLater();
    /// openLater() would go somewhere on this connection.
    bool wantsObject() const;
    /// A question is open or something is under way that must not be cut off.
    bool isOccupied() const;
    QString placeKey() const;
    QString namesKey() const;
    void refreshFrame();
    void showRefreshed();
    void refreshNarrow();
    void keepOnScreenSoon();
    void restoreLayout();
    void saveLayout();
    void askToLeave();
    void rememberApplication();
    void showRecent();
    void showPreferences();
    void showShortcuts();
    void showDeletedCopies();
    void showAbout();

    Settings &m_settings;
    TokenVault &m_vault;
    Paths m_paths;
    const Log *m_log = nullptr;
    std::unique_ptr<ConfirmationDialogs> m_confirmation;
    Session *m_session;
    OperationRunner *m_runner;
    EventTypeNames *m_eventTypes;
    ActivityModel *m_activity;
    AuditLog *m_audit;
    AutoRefresh *m_autoRefresh;
    Outage *m_outage;
    DraftStore *m_drafts;
    std::unique_ptr<DeletedCopies> m_deleted;
    SecretClipboard *m_secrets;
    ConnectionFlow *m_connections;
    GotoFlow *m_goto;
    WindowActions *m_windowActions = nullptr;
    QAction *m_showDeleted = nullptr;
    TopBar *m_top = nullptr;
    NavigationView *m_navigation = nullptr;
    NavigationFold *m_fold = nullptr;
    QSplitter *m_columns = nullptr;
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_welcome = nullptr;
    MessageBar *m_messages = nullptr;
    StatusLine *m_status = nullptr;
    CommandPalette *m_palette = nullptr;
    QHash<int, Pane *> m_panes;
    QHash<QString, QString> m_names; // of applications seen in this session, by id
    History m_history;
    Place m_place;
    std::optional<Place> m_waiting; // until its application is read
    QString m_openLater;
    QString m_openLaterOn; // the connection it was asked for on; empty for the next
    int m_gotoNotice = 0;
    QString m_restoring;          // the application of the last time, while it is read
    bool m_choosing = false;      // in the navigation
    bool m_walking = false;       // the place was chosen there: the focus stays
    QHash<QString, int> m_topics; // ids of what the message bar says, by Notice::topic
    bool m_restored = false;
    bool m_leaving = false;            // in spite of what is under way
    bool m_toldUnsaved = false;        // that the settings were not saved at the end
    QHash<QString, int> m_failedReads; // what was not read, with the message that says so
    int m_outageSaid = 0;              // the message of an outage
    int m_tokenRefused = 0;            // the message that says so
    QHash<QString, int> m_notKept;     // by key of the secret: messages that it is not kept
};

} // namespace svix
