// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/tour.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "dialogs/composerdialog.h"
#include "mainwindow/connectionflow.h"
#include "mainwindow/mainwindow.h"
#include "models/applicationmodel.h"
#include "models/endpointmodel.h"
#include "models/messagemodel.h"
#include "panes/applicationspane.h"
#include "panes/attemptspane.h"
#include "panes/endpointspane.h"
#include "panes/listside.h"
#include "panes/messagespane.h"
#include "widgets/messagebar.h"
#include "widgets/style/theme.h"
#include "widgets/views/tableview.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QPushButton>

namespace svix {

namespace {
constexpr int tickMs = 50;
constexpr int settledTicks = 6; // without a request under way, so that late answers are drawn
constexpr int stepLimitMs = 20'000;
} // namespace

Tour::Tour(MainWindow &window, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_directory(directory)
{
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &Tour::tick);
}

void Tour::start()
{
    if (!QDir().mkpath(m_directory)) {
        fail(QStringLiteral("The directory %1 cannot be made.").arg(m_directory));
        return;
    }
    // The pictures have one size, also off screen, where Qt's screen is smaller.
    m_window.resize(std::max(1280, scaled(1280)), std::max(800, scaled(800)));
    addSteps();
    addSendingSteps();
    addDialogSteps();
    m_clock.start();
    m_timer.start();
}

bool Tour::quiet() const
{
    return m_window.session().client() && m_window.session().client()->inFlight() == 0;
}

bool Tour::click(const QString &name)
{
    QWidget *modal = QApplication::activeModalWidget();
    QWidget *root = modal ? modal : &m_window;
    const auto buttons = root->findChildren<QPushButton *>(name);
    for (QPushButton *button : buttons) {
        if (button->isVisible() && button->isEnabled()) {
            button->click();
            return true;
        }
    }
    return false;
}

void Tour::addSteps()
{
    auto *applications = static_cast<ApplicationsPane *>(m_window.pane(Section::Applications));
    auto *endpoints = static_cast<EndpointsPane *>(m_window.pane(Section::Endpoints));
    auto *messages = static_cast<MessagesPane *>(m_window.pane(Section::Messages));
    auto *attempts = static_cast<AttemptsPane *>(m_window.pane(Section::Attempts));
    m_steps.push_back({QStringLiteral("welcome"), [] { return true; }, [] { return true; }});
    m_steps.push_back({QStringLiteral("applications"),
                       [this] {
                           m_window.connections().openSandbox();
                           return true;
                       },
                       [this, applications] {
                           return m_window.session().isConnected() && quiet() &&
                                  applications->model()->rowCount() > 0;
                       }});
    m_steps.push_back(
        {{},
         [this, applications] {
             for (int row = 0; row < applications->model()->rowCount(); ++row) {
                 const ApplicationOut &application = applications->model()->rowAt(row);
                 if (application.name == QLatin1String("Acme Corp")) {
                     m_window.go({Section::Endpoints, application.id, {}, {}, {}});
                     return true;
                 }
             }
             return false;
         },
         [this, endpoints] { return quiet() && endpoints->model()->rowCount() > 0; }});
    m_steps.push_back({QStringLiteral("endpoints"),
                       [this, endpoints] {
                           for (int row = 0; row < endpoints->model()->rowCount(); ++row) {
                               const EndpointOut &endpoint = endpoints->model()->rowAt(row);
                               if (endpoint.url.contains(QLatin1String("billing"))) {
                                   m_endpoint = endpoint.id;
                                   endpoints->list()->table()->selectKey(endpoint.id);
                                   return true;
                               }
                           }
                           return false;
                       },
                       [this] { return quiet(); }});
    m_steps.push_back({{},
                       [this] {
                           m_window.go({Section::Messages, {}, {}, {}, {}});
                           return true;
                       },
                       [this, messages] { return quiet() && messages->model()->rowCount() > 0; }});
    m_steps.push_back({QStringLiteral("messages"),
                       [this, messages] {
                           for (int row = 0; row < messages->model()->rowCount(); ++row) {
                               const MessageRow &message = messages->model()->rowAt(row);
                               if (message.delivery.failed + message.delivery.sending > 0) {
                                   m_message = message.id;
                                   messages->list()->table()->selectKey(message.id);
                                   return true;
                               }
                           }
                           return false;
                       },
                       [this] { return quiet(); }});
    m_steps.push_back({QStringLiteral("attempts"),
                       [this] {
                           m_window.go({Section::Attempts, {}, {}, {}, m_message});
                           return true;
                       },
                       [this, attempts] {
                           if (!quiet() || attempts->list()->table()->model()->rowCount() == 0) {
                               return false;
                           }
                           if (attempts->list()->table()->currentKey().isEmpty()) {
                               attempts->list()->table()->selectRow(0);
                               return false;
                           }
                           return true;
                       }});
}

void Tour::addSendingSteps()
{
    m_steps.push_back({{},
                       [this] {
                           m_window.go({Section::Messages, {}, m_message, {}, {}});
                           return true;
                       },
                       [this] { return quiet(); }});
    m_steps.push_back({QStringLiteral("resend"),
                       [this] { return click(QStringLiteral("resendButton")); },
                       [] { return QApplication::activeModalWidget() != nullptr; }});
    m_steps.push_back({QStringLiteral("resent"),
                       [this] { return click(QStringLiteral("resendButton")); },
                       [this] {
                           return quiet() && !QApplication::activeModalWidget() &&
                                  m_window.messageBar().count() > 0;
                       }});
    m_steps.push_back({{},
                       [this] { return click(QStringLiteral("newMessageButton")); },
                       [this] { return quiet() && QApplication::activeModalWidget() != nullptr; }});
    m_steps.push_back(
        {QStringLiteral("compose"),
         [] {
             auto *composer = qobject_cast<ComposerDialog *>(QApplication::activeModalWidget());
             if (!composer) {
                 return false;
             }
             DraftContent draft;
             draft.eventType = QStringLiteral("invoice.paid");
             draft.payload =
                 "{\n  \"id\": \"in_90500\",\n  \"paid\": true,\n  \"total\": 124900\n}";
             draft.channels = {QStringLiteral("billing")};
             composer->setDraft(draft);
             return true;
         },
         [this] { return quiet(); }});
    m_steps.push_back({QStringLiteral("sent"),
                       [this] { return click(QStringLiteral("sendButton")); },
                       [this] {
                           return quiet() && !QApplication::activeModalWidget() &&
                                  m_window.messageBar().count() > 0;
                       }});
    m_steps.push_back({QStringLiteral("palette"),
                       [this] {
                           m_window.messageBar().dismissAll();
                           m_window.showPalette(QStringLiteral("mess"));
                           return true;
                       },
                       [] { return true; }});
    m_steps.push_back({QStringLiteral("activity"),
                       [this] {
                           if (QWidget *popup = QApplication::activePopupWidget()) {
                               popup->close();
                           }
                           m_window.go({Section::Activity, {}, {}, {}, {}});
                           m_window.pane(Section::Activity)->list()->table()->selectRow(0);
                           return true;
                       },
                       [this] { return quiet(); }});
}

void Tour::tick()
{
    if (m_current >= m_steps.size()) {
        m_timer.stop();
        Q_EMIT finished(true);
        return;
    }
    const Step &step = m_steps[m_current];
    if (m_clock.elapsed() > stepLimitMs) {
        fail(QStringLiteral("Step %1 (%2) did not come to its end.")
                 .arg(m_current + 1)
                 .arg(step.picture));
        return;
    }
    if (!m_acted) {
        m_acted = step.act();
        return;
    }
    if (!step.until()) {
        m_settled = 0;
        return;
    }
    if (++m_settled < settledTicks) {
        return;
    }
    if (!step.picture.isEmpty() && !savePicture(step.picture)) {
        return;
    }
    ++m_current;
    m_acted = false;
    m_settled = 0;
    m_clock.restart();
}

bool Tour::savePicture(const QString &name)
{
    QPixmap picture = m_window.grab();
    QWidget *popup = QApplication::activePopupWidget();
    QWidget *over = popup ? popup : QApplication::activeModalWidget();
    if (over) {
        // A grab holds one window only: what stands in front is put where it is on the screen. A
        // dialog stands in the middle; off screen it cannot, since the screen is the smaller one.
        QPoint place = m_window.mapFromGlobal(over->pos());
        if (!popup) {
            const QSize room = m_window.size() - over->size();
            place = {std::max(0, room.width() / 2), std::max(0, room.height() / 3)};
        }
        QPainter painter(&picture);
        painter.fillRect(QRect(QPoint(), m_window.size()), QColor(0, 0, 0, 70));
        painter.drawPixmap(place, over->grab());
    }
    const QString file = QStringLiteral("%1/%2-%3.png")
                             .arg(m_directory)
                             .arg(++m_number, 2, 10, QLatin1Char('0'))
                             .arg(name);
    if (!picture.save(file)) {
        fail(QStringLiteral("%1 cannot be written.").arg(file));
        return false;
    }
    m_report.append(file);
    return true;
}

void Tour::fail(const QString &why)
{
    m_timer.stop();
    m_report.append(why);
    m_window.grab().save(m_directory + QStringLiteral("/failed.png"));
    Q_EMIT finished(false);
}

} // namespace svix
