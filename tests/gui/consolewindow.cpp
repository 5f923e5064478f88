// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/consolewindow.h"

#include "api/apiclient.h"
#include "api/operations.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "mainwindow/connectionflow.h"
#include "models/activitymodel.h"
#include "widgets/filterbutton.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTest>

namespace svix::test {

namespace {
constexpr int patienceMs = 20'000;
constexpr int quietRounds = 4; // late parts of a page ask a moment later
} // namespace

bool waitUntil(const std::function<bool()> &done)
{
    return QTest::qWaitFor(done, patienceMs);
}

Profile profileFor(const QUrl &url, ConnectionClass kind, const QString &name)
{
    Profile profile;
    profile.id = makeProfileId();
    profile.name = name;
    profile.url = url;
    profile.connectionClass = kind;
    return profile;
}

ConsoleWindow::ConsoleWindow(const QString &directory, SecretStore *store)
    : m_directory(directory.isEmpty() ? m_own.path() : directory)
    , m_paths(Paths::under(m_directory))
    , m_settings(m_paths.settingsFile())
    , m_vault(store ? *store : m_store)
{
    m_settings.load();
    m_window = std::make_unique<MainWindow>(m_settings, m_vault, m_paths);
}

ConsoleWindow::~ConsoleWindow() = default;

bool ConsoleWindow::show(const QSize &size)
{
    // The screen of the tests is smaller than the window at its first start is on most.
    m_window->resize(size.isValid() ? size : QSize(1280, 800));
    m_window->show();
    m_window->activateWindow();
    return QTest::qWaitForWindowActive(m_window.get());
}

void ConsoleWindow::open(const Profile &profile, const QByteArray &token)
{
    if (!m_settings.profile(profile.id)) {
        QVERIFY(m_settings.addProfile(profile).ok());
    }
    m_vault.keepForSession(tokenSecretKey(profile), token);
    m_window->connections().open(profile.id);
}

bool ConsoleWindow::connectTo(const Profile &profile, const QByteArray &token)
{
    open(profile, token);
    const bool done = waitUntil([this] { return m_window->session().isConnected(); }) && settle() &&
                      waitUntil([this] { return table()->model()->rowCount() > 0; });
    if (!done) {
        qInfo().noquote() << describe();
    }
    return done;
}

bool ConsoleWindow::settle()
{
    int quiet = 0;
    return waitUntil([this, &quiet] {
        const ApiClient *client = m_window->session().client();
        quiet = client && client->inFlight() > 0 ? 0 : quiet + 1;
        QTest::qWait(60);
        return quiet >= quietRounds;
    });
}

bool ConsoleWindow::go(const Place &place)
{
    m_window->go(place);
    const QString application = place.application;
    return waitUntil([this, &place] {
               return m_window->place().section == place.section && pane()->isVisible();
           }) &&
           settle();
}

QString ConsoleWindow::cell(int row, const QString &header)
{
    const QAbstractItemModel *model = table()->model();
    for (int column = 0; column < model->columnCount(); ++column) {
        if (model->headerData(column, Qt::Horizontal).toString() == header) {
            return model->index(row, column).data().toString();
        }
    }
    return {};
}

int ConsoleWindow::rowWith(const QString &text)
{
    const QAbstractItemModel *model = table()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->index(row, column).data().toString().contains(text)) {
                return row;
            }
        }
    }
    return -1;
}

bool ConsoleWindow::clickRow(int row, Qt::KeyboardModifiers modifiers)
{
    if (row < 0 || row >= table()->model()->rowCount()) {
        return false;
    }
    int column = 0;
    while (table()->isColumnHidden(column)) {
        ++column;
    }
    const QModelIndex index = table()->model()->index(row, column);
    table()->scrollTo(index);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers,
                      table()->visualRect(index).center());
    return true;
}

bool ConsoleWindow::click(const QString &name)
{
    auto *button = find<QAbstractButton>(name);
    if (!button || !button->isEnabled()) {
        return false;
    }
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

void ConsoleWindow::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(focus(), key, modifiers);
}

void ConsoleWindow::type(const QString &text)
{
    QTest::keyClicks(focus(), text);
}

bool ConsoleWindow::choose(const QString &filterButton, const QString &entry)
{
    auto *button = find<FilterButton>(filterButton);
    if (!button || entry.isEmpty()) {
        return false;
    }
    QMenu *menu = button->filterMenu();
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    for (QAction *action : menu->actions()) {
        if (action->text() == entry) {
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            return true;
        }
    }
    menu->close();
    return false;
}

bool ConsoleWindow::chooseTyped(const QString &filterButton, const QString &value)
{
    auto *button = find<FilterButton>(filterButton);
    if (!button) {
        return false;
    }
    // A press would wait within the button until the menu is closed.
    button->filterMenu()->popup(button->mapToGlobal(QPoint(0, button->height())));
    auto *edit = find<QLineEdit>(QStringLiteral("otherValue"));
    if (!edit) {
        return false;
    }
    edit->setFocus();
    QTest::keyClicks(edit, value);
    QTest::keyClick(edit, Qt::Key_Return);
    return waitUntil([] { return QApplication::activePopupWidget() == nullptr; });
}

ComposerDialog *ConsoleWindow::compose(const QString &eventType, const QByteArray &payload)
{
    auto *composer = click(QStringLiteral("newMessageButton")) ? dialog<ComposerDialog>() : nullptr;
    if (composer) {
        DraftContent draft;
        draft.eventType = eventType;
        draft.payload = payload;
        composer->setDraft(draft);
    }
    return composer;
}

bool ConsoleWindow::anyDialog()
{
    return waitUntil([] { return QApplication::activeModalWidget() != nullptr; });
}

bool ConsoleWindow::resend()
{
    const QString button = QStringLiteral("resendButton"); // of the pane and of the dialog
    return click(button) && anyDialog() && click(button);
}

bool ConsoleWindow::noDialog()
{
    const bool done = waitUntil([] { return QApplication::activeModalWidget() == nullptr; });
    if (!done) {
        qInfo().noquote() << describe();
    }
    QTest::qWait(20); // its end is heard of
    m_window->activateWindow();
    return done && QTest::qWaitForWindowActive(m_window.get());
}

QString ConsoleWindow::describe()
{
    const auto name = [](const QObject *object) {
        return object ? QString::fromLatin1(object->metaObject()->className()) + QLatin1Char(' ') +
                            object->objectName()
                      : QStringLiteral("nothing");
    };
    QStringList lines{QStringLiteral("front: ") + name(front()),
                      QStringLiteral("focus: ") + name(focus()),
                      QStringLiteral("said: ") + m_window->messageBar().currentTitle() +
                          QLatin1Char(' ') + m_window->messageBar().currentText()};
    for (const QLabel *label : front()->findChildren<QLabel *>()) {
        if (front() != m_window.get() && label->isVisible() && !label->text().isEmpty()) {
            lines.append(QStringLiteral("  ") + label->text().left(200));
        }
    }
    const auto *model = m_window->findChild<ActivityModel *>();
    for (int row = 0; row < std::min(model->rowCount(), 12); ++row) {
        const ActivityEntry &entry = model->entryAt(row);
        lines.append(QStringLiteral("  %1 %2 %3 %4")
                         .arg(QString::fromLatin1(entry.operation ? entry.operation->id : "?"))
                         .arg(static_cast<int>(entry.state))
                         .arg(entry.status)
                         .arg(entry.error.detail.left(200)));
    }
    return lines.join(QLatin1Char('\n'));
}

QAction *ConsoleWindow::action(const QString &name)
{
    if (pane()) {
        for (QAction *action : pane()->paneActions()) {
            if (action->objectName() == name) {
                return action;
            }
        }
    }
    return m_window->findChild<QAction *>(name);
}

bool ConsoleWindow::act(const QString &name)
{
    QAction *found = action(name);
    if (!found || !found->isEnabled()) {
        return false;
    }
    found->trigger();
    return true;
}

bool ConsoleWindow::paste(const QString &text)
{
    key(Qt::Key_K, Qt::ControlModifier);
    auto *edit = find<QLineEdit>(QStringLiteral("paletteEdit"));
    if (!edit) {
        return false;
    }
    QGuiApplication::clipboard()->setText(text);
    edit->paste();
    // The offer to go there is the first row, or the last for what may be a word.
    auto *list = find<QListView>(QStringLiteral("paletteList"));
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        if (list->model()->index(row, 0).data().toString().contains(text)) {
            list->setCurrentIndex(list->model()->index(row, 0));
        }
    }
    QTest::keyClick(edit, Qt::Key_Return);
    return noDialog();
}

QList<ActivityEntry> ConsoleWindow::calls(const char *operation)
{
    QList<ActivityEntry> result;
    const auto *model = m_window->findChild<ActivityModel *>();
    for (int row = 0; row < model->rowCount(); ++row) {
        const ActivityEntry &entry = model->entryAt(row);
        if (entry.operation && qstrcmp(entry.operation->id, operation) == 0) {
            result.append(entry);
        }
    }
    return result;
}

QString ConsoleWindow::notice()
{
    waitUntil([this] { return m_window->messageBar().count() > 0; });
    return m_window->messageBar().currentTitle() + QLatin1Char(' ') +
           m_window->messageBar().currentText();
}

QWidget *ConsoleWindow::front()
{
    if (QWidget *popup = QApplication::activePopupWidget()) {
        return popup;
    }
    if (QWidget *modal = QApplication::activeModalWidget()) {
        return modal;
    }
    return m_window.get();
}

QWidget *ConsoleWindow::focus()
{
    QWidget *top = front();
    QWidget *widget = top->focusWidget();
    return widget && widget->window() == top && widget->isVisible() ? widget : top;
}

} // namespace svix::test
