// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/undo.h"

#include "app/session.h"

namespace svix {

Undo::Undo(const PaneContext &context, Pane *pane, const QString &name, const QString &topic)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_name(name)
    , m_topic(topic)
{
    connect(&context.session, &Session::clientChanged, this, &Undo::drop);
}

void Undo::drop()
{
    delete m_action;
}

QAction *Undo::offer(std::function<void()> undo)
{
    drop();
    auto *action = new QAction(tr("Undo"), this);
    action->setObjectName(m_name);
    connect(action, &QAction::triggered, this, [this, action, undo = std::move(undo)] {
        if (m_action != action) {
            return; // a second click in the same moment
        }
        m_action.clear();
        // It goes once its signal has ended, and looks gone until then.
        action->setEnabled(false);
        action->deleteLater();
        undo();
    });
    m_action = action;
    return action;
}

DialogAct *Undo::begin(const UndoWords &words)
{
    auto *act = new DialogAct(m_context, m_pane, nullptr, words.notDone);
    act->onError([gone = words.gone](const Error &error) {
        const bool known = gone && error.kind == ErrorKind::NotFound;
        if (known) {
            gone();
        }
        return known;
    });
    return act;
}

void Undo::tellChanged(const UndoWords &words)
{
    Q_EMIT m_pane->notice({Tone::Warn, words.notDone, words.changed, {}, {}, m_topic});
}

} // namespace svix
