// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/dialogact.h"

namespace svix {

/// What an Undo says besides that it is done, which who takes back says.
struct UndoWords
{
    QString notDone;              ///< "The change was not undone."
    QString changed;              ///< "Somebody has changed the endpoint meanwhile. …"
    std::function<void()> gone{}; ///< says that it was deleted elsewhere; else the error is told
};

/// The Undo of what was done last of one kind: a notice carries its action. It is done once, and
/// never on another connection than the one on which the thing was done; what is there is read
/// anew, and left alone where somebody has changed it since.
class Undo : public QObject
{
    Q_OBJECT
public:
    /// `name` is the object name of the action, `topic` the one of the notices.
    Undo(const PaneContext &context, Pane *pane, const QString &name, const QString &topic = {});

    /// Takes the place of what could be undone before. `Read` is the operation that reads it, `ids`
    /// are its path ids. `take` gets a DialogAct and what is there now: it runs what takes back, by
    /// this act, or returns false where what is there is no longer what was done. The action stays
    /// this object's.
    template <const auto &Read, typename Take, typename... Ids>
    QAction *offer(const UndoWords &words, Take take, Ids... ids)
    {
        using Answer = typename std::remove_cvref_t<decltype(Read)>::Answer;
        return offer([this, words, take, ids...] {
            DialogAct *act = begin(words);
            act->template read<Read>(
                [this, act, words, take](const Answer &now) {
                    if (!take(act, now)) {
                        tellChanged(words);
                    }
                },
                ids...);
        });
    }
    /// There is nothing to undo any more.
    void drop();

private:
    QAction *offer(std::function<void()> undo);
    DialogAct *begin(const UndoWords &words);
    void tellChanged(const UndoWords &words);

    PaneContext m_context;
    Pane *m_pane;
    QString m_name;
    QString m_topic;
    QPointer<QAction> m_action;
};

} // namespace svix
