// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"
#include "core/memorysecretstore.h"
#include "core/paths.h"
#include "core/profile.h"
#include "core/settings.h"
#include "core/tokenvault.h"
#include "mainwindow/mainwindow.h"
#include "panes/listside.h"
#include "widgets/messagebar.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

#include <QAbstractButton>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace svix {
class ComposerDialog;
}

namespace svix::test {

/// Waits until `done`; false when it does not come within 20 seconds.
bool waitUntil(const std::function<bool()> &done);

/// A profile of this address, as a person would have saved it.
Profile profileFor(const QUrl &url, ConnectionClass kind = ConnectionClass::Development,
                   const QString &name = QStringLiteral("Test server"));

/// The window of the program as main() makes it, with folders of its own, driven by keys, the
/// mouse and object names.
class ConsoleWindow
{
public:
    /// Keeps its files in `directory`, or in a new one that goes with it; `store` is the keyring,
    /// nullptr for one in memory.
    explicit ConsoleWindow(const QString &directory = {}, SecretStore *store = nullptr);
    ~ConsoleWindow();

    MainWindow &window() { return *m_window; }
    Settings &settings() { return m_settings; }
    TokenVault &vault() { return m_vault; }
    QString directory() const { return m_directory; }

    /// Shows the window and waits until it is active.
    bool show(const QSize &size = {});
    /// Adds the profile, keeps its token in the vault and opens it as the switcher does.
    void open(const Profile &profile, const QByteArray &token);
    /// The same, and waits for the list of applications.
    bool connectTo(const Profile &profile, const QByteArray &token);
    /// Nothing is under way, and what has come is drawn.
    bool settle();
    /// Goes to a page and waits.
    bool go(const Place &place);

    Pane *pane() { return m_window->currentPane(); }
    TableView *table() { return pane()->list()->table(); }
    /// Text of the shown row.
    QString cell(int row, const QString &header);
    /// First shown row in which any cell holds `text`; -1.
    int rowWith(const QString &text);
    bool clickRow(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

    /// The visible widget of that name, in the popup or dialog in front, else in the window.
    template <typename T>
    T *find(const QString &name)
    {
        for (T *widget : front()->findChildren<T *>(name)) {
            if (widget->isVisible()) {
                return widget;
            }
        }
        return nullptr;
    }
    /// Presses it by the mouse; false when it is not there or cannot be pressed.
    bool click(const QString &button);
    /// A key to what has the focus in front.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);
    /// Pastes into the palette and takes the row that offers to go there.
    bool paste(const QString &text);
    /// Chooses an entry of a filter's drop-down; an empty text is refused.
    bool choose(const QString &filterButton, const QString &entry);
    /// Types a value of one's own into it.
    bool chooseTyped(const QString &filterButton, const QString &value);
    /// The dialog in front, once it is there.
    template <typename T>
    T *dialog()
    {
        if (!waitUntil([this] { return qobject_cast<T *>(front()) != nullptr; })) {
            qInfo().noquote() << describe();
        }
        return qobject_cast<T *>(front());
    }
    /// On the page of messages: opens the composer and fills it in; nullptr when it does not open.
    ComposerDialog *compose(const QString &eventType, const QByteArray &payload);
    /// Any dialog has opened.
    bool anyDialog();
    bool noDialog();
    /// Resends what is selected, to where the dialog proposes.
    bool resend();
    /// An action of the window by its name.
    QAction *action(const QString &name);
    /// Does it, as its menu entry does; false when it is not there or cannot be done.
    bool act(const QString &name);

    /// Requests of this operation so far, newest first.
    QList<ActivityEntry> calls(const char *operation);
    /// What the message bar says; waits until it says something.
    QString notice();

    /// What stands in front, has the focus, was said and asked: for a test that failed.
    QString describe();

private:
    QWidget *front();
    QWidget *focus();

    QTemporaryDir m_own;
    QString m_directory;
    Paths m_paths;
    Settings m_settings;
    MemorySecretStore m_store;
    TokenVault m_vault;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace svix::test
