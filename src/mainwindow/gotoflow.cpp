// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/gotoflow.h"

#include "app/session.h"
#include "widgets/visibletext.h"

namespace svix {

GotoFlow::GotoFlow(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
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
        const QString shown = visibleText(m_text.left(80));
        if (elsewhere && !m_session.application() && kindOfId(m_text) != IdKind::Unknown) {
            // A real id and no application to begin with: there is nothing to ask first.
            Q_EMIT progress(0);
            m_finder.searchAll();
            return;
        }
        if (elsewhere) {
            const QString where =
                m_session.application() ? m_session.applicationName() : tr("what is loaded");
            Q_EMIT notice({Tone::Info,
                           tr("\"%1\" is not in %2.").arg(shown, where),
                           tr("It may be in another application."),
                           {},
                           {m_everywhere}});
        } else {
            Q_EMIT notice({Tone::Info,
                           tr("\"%1\" was not found.").arg(shown),
                           tr("Nothing on this connection has that id, uid or event id."),
                           {},
                           {}});
        }
    });
    connect(&m_finder, &ObjectFinder::failed, this, [this](const Error &error) {
        Q_EMIT ended();
        Q_EMIT failed(error, tr("The search was not finished."));
    });
    connect(&m_finder, &ObjectFinder::canceled, this, &GotoFlow::ended);
    connect(&m_finder, &ObjectFinder::progress, this, &GotoFlow::progress);
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
    Q_EMIT started();
    m_finder.find(m_session.client(), m_session.applicationId(), m_text);
}

void GotoFlow::cancel()
{
    if (m_finder.isRunning()) {
        m_finder.cancel();
    }
}

} // namespace svix
