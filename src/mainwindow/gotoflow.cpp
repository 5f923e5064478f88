// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/gotoflow.h"

#include "app/session.h"
#include "widgets/visibletext.h"

namespace svix {

GotoFlow::GotoFlow(Session &session, Loaded loaded, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_loaded(std::move(loaded))
    , m_everywhere(new QAction(tr("Look in all applications"), this))
{
    m_everywhere->setObjectName(QStringLiteral("lookEverywhere"));
    connect(m_everywhere, &QAction::triggered, this, [this] {
        Q_EMIT started();
        Q_EMIT progress(0);
        m_finder.searchAll();
    });
    connect(&m_finder, &ObjectFinder::found, this, [this](const FoundObject &object) {
        Q_EMIT ended();
        switch (object.kind) {
        case IdKind::Application:
            Q_EMIT placeFound({Section::Messages, object.appId, {}, {}, {}});
            break;
        case IdKind::Endpoint:
            Q_EMIT placeFound({Section::Endpoints, object.appId, object.endpointId, {}, {}});
            break;
        case IdKind::Message:
            Q_EMIT placeFound({Section::Messages, object.appId, object.messageId, {}, {}});
            break;
        case IdKind::Attempt:
            Q_EMIT placeFound({Section::Attempts, object.appId, object.attemptId, object.endpointId,
                               object.messageId});
            break;
        default:
            break;
        }
    });
    connect(&m_finder, &ObjectFinder::notFound, this, [this](bool elsewhere) {
        Q_EMIT ended();
        if (elsewhere && !m_session.application() && kindOfId(m_text) != IdKind::Unknown) {
            // A real id and no application to begin with: there is nothing to ask first.
            Q_EMIT progress(0);
            m_finder.searchAll();
            return;
        }
        foundNowhere(elsewhere);
    });
    connect(&m_finder, &ObjectFinder::failed, this, [this](const Error &error) {
        Q_EMIT ended();
        Q_EMIT failed(error, tr("The search was not finished."));
    });
    connect(&m_finder, &ObjectFinder::canceled, this, &GotoFlow::ended);
    connect(&m_finder, &ObjectFinder::progress, this, &GotoFlow::progress);
}

void GotoFlow::foundNowhere(bool elsewhere)
{
    const QString shown = visibleText(m_text.left(80));
    const QString application = m_session.applicationName();
    Notice said;
    said.tone = Tone::Info;
    if (elsewhere) {
        said.title = tr("\"%1\" is not in %2.")
                         .arg(shown, application.isEmpty() ? tr("what is loaded") : application);
        said.text = tr("It may be in another application.");
        said.actions = {m_everywhere};
    } else if (m_session.capabilities().portal && !application.isEmpty()) {
        said.title = tr("\"%1\" is not in %2.").arg(shown, application);
        said.text = tr("The portal token of this connection reaches no other application.");
    } else if (m_session.capabilities().portal) {
        said.title = tr("\"%1\" was not found.").arg(shown);
        said.text = tr("This portal token opens no application of that id or uid. What is inside "
                       "its application can be looked for once that is open.");
    } else {
        said.title = tr("\"%1\" was not found.").arg(shown);
        said.text = tr("Nothing on this connection has that id, uid or event id.");
    }
    Q_EMIT notice(said);
}

QList<PaletteItem> GotoFlow::paletteItems(const QString &text)
{
    if (!m_session.isConnected() || text.size() < 3 || text.contains(u' ') ||
        !ObjectFinder::canBeId(text)) {
        return {};
    }
    PaletteItem item;
    const bool id = kindOfId(text) != IdKind::Unknown;
    item.title =
        id ? tr("Go to %1").arg(text) : tr("Find \"%1\" as an id, uid or event id").arg(text);
    item.certain = id;
    item.icon = QStringLiteral("search");
    item.group = m_session.applicationName();
    item.run = [this, text] { find(text); };
    return {item};
}

void GotoFlow::find(const QString &text)
{
    m_text = text.trimmed();
    cancel();
    Q_EMIT started();
    const auto &application = m_session.application();
    if (application && (m_text == application->id || m_text == application->uid)) {
        Q_EMIT placeFound({Section::Messages, application->id, {}, {}, {}});
    } else if (const auto place = m_loaded(m_text)) {
        Q_EMIT placeFound(*place);
    } else if (const IdKind kind = kindOfId(m_text);
               kind == IdKind::Task || kind == IdKind::Integration) {
        openOnItsPage(kind);
    } else if (isInUnopened(m_text)) {
        Q_EMIT notice({Tone::Info,
                       tr("\"%1\" was not looked for.").arg(visibleText(m_text.left(80))),
                       tr("The application of this connection's portal token is not open yet, and "
                          "nothing inside it can be asked for before. Nothing was asked. Go to the "
                          "application first, by its id or uid."),
                       {},
                       {}});
    } else {
        m_finder.find(m_session.client(), m_session.applicationId(), m_text,
                      m_session.capabilities().portal ? ObjectFinder::Scope::OneApplication
                                                      : ObjectFinder::Scope::AllApplications);
    }
}

/// Their pages read one by its id themselves, and say when there is none.
void GotoFlow::openOnItsPage(IdKind kind)
{
    const bool task = kind == IdKind::Task;
    const QString application = m_session.applicationId();
    QString why = m_session.capabilities().reason(
        task ? static_cast<const Operation &>(op::getBackgroundTask) : op::getIntegration);
    if (why.isEmpty() && !task && application.isEmpty()) {
        why = tr("An integration is looked for in the application that is open. Open it first.");
    }
    if (!why.isEmpty()) {
        Q_EMIT ended();
        Q_EMIT notice({Tone::Info,
                       tr("\"%1\" was not looked for.").arg(visibleText(m_text.left(80))),
                       why,
                       {},
                       {}});
        return;
    }
    Q_EMIT placeFound(task ? Place{Section::BackgroundTasks, {}, m_text, {}, {}}
                           : Place{Section::Integrations, application, m_text, {}, {}});
}

bool GotoFlow::isInUnopened(const QString &text) const
{
    const IdKind kind = kindOfId(text);
    return m_session.capabilities().portal && !m_session.application() &&
           (kind == IdKind::Endpoint || kind == IdKind::Message || kind == IdKind::Attempt);
}

void GotoFlow::cancel()
{
    if (m_finder.isRunning()) {
        m_finder.cancel();
    }
}

} // namespace svix
