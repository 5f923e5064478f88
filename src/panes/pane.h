// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "panes/place.h"
#include "widgets/style/tokens.h"

#include <QAction>
#include <QHash>
#include <QList>
#include <QWidget>

#include <functional>
#include <optional>

class QSplitter;

namespace svix {

class ConfirmationPort;
class DeletedCopies;
class DraftStore;
class ListSide;
class OperationRunner;
class SecretClipboard;
class Session;
class Settings;

/// What every pane works with; all of it outlives the panes.
struct PaneContext
{
    Session &session;
    OperationRunner &runner;
    ConfirmationPort &confirm;
    Settings &settings;
    DraftStore &drafts;
    DeletedCopies &deleted;
    SecretClipboard &secrets;
    /// Asks for another token of the open connection, above this dialog; may be empty.
    std::function<void(QWidget *)> replaceToken{};
};

/// Something to tell in the message bar.
struct Notice
{
    Tone tone = Tone::Info;
    QString title;
    QString text;
    QString details;
    QList<QAction *> actions; ///< owned by the sender
    QString topic{};          ///< takes the place of what was said before under the same one
    bool copyKept = false;    ///< of what was deleted: the way to it is offered
};

/// One page of the window: a list and the detail of the chosen row. The pane is its own controller:
/// it owns the model, runs the acts and opens the dialogs.
class Pane : public QWidget
{
    Q_OBJECT
public:
    Pane(const PaneContext &context, Section section, QWidget *parent = nullptr);
    ~Pane() override;

    Section section() const { return m_section; }
    /// Shows this place: loads what it is about where that is another than before, and chooses the
    /// row.
    virtual void go(const Place &place) = 0;
    /// Where it is now.
    virtual Place place() const = 0;
    /// Where the loaded row with this id is; with this uid or event id: of the chosen application
    /// only, since others may have the same.
    virtual std::optional<Place> placeOfLoaded(const QString &text) const;
    /// Loads anew; selection and scroll position stay.
    virtual void refresh() = 0;
    /// The connection is another one, or gone: forget everything of the old one.
    virtual void reset() = 0;

    /// Acts of this pane for the menu and the palette, the primary one first.
    QList<QAction *> paneActions() const { return m_actions; }
    QString title() const { return m_title; }
    ListSide *list() const { return m_list; }
    /// The detail goes below the list in a narrow window.
    void setNarrow(bool narrow);
    /// Work of several requests: while it runs the window shows how far it is, with Cancel. `job`
    /// is whoever does it, one job at a time; several of them may run.
    void startJob(const QObject *job, std::function<void()> cancel)
    {
        m_jobs.insert(job, std::move(cancel));
    }
    void showJob(const QObject *job, const QString &what, int done, int total)
    {
        Q_EMIT jobProgress(job, what, done, total);
    }
    void endJob(const QObject *job)
    {
        m_jobs.remove(job);
        Q_EMIT jobEnded(job);
    }
    /// Nothing where it is a job of another pane.
    void cancelJob(const QObject *job)
    {
        if (const auto cancel = m_jobs.value(job)) {
            cancel();
        }
    }
    /// The first part of the detail that takes the focus; false when none does.
    bool focusDetail();
    void restoreLayout();
    void saveLayout() const;

Q_SIGNALS:
    void placeRequested(const svix::Place &place);
    /// Another row was chosen here.
    void placeChanged(const svix::Place &place);
    void notice(const svix::Notice &notice);
    /// Something failed; `what` names the act in words ("Message not sent").
    void failed(const svix::Error &error, const QString &what);
    /// The list failed, and says so itself with every way out.
    void listFailed(const svix::Error &error, const QString &what);
    void titleChanged();
    void jobProgress(const QObject *job, const QString &what, int done, int total);
    void jobEnded(const QObject *job);

protected:
    void changeEvent(QEvent *event) override;
    Session &session() const { return m_context.session; }
    OperationRunner &runner() const { return m_context.runner; }
    Settings &settings() const { return m_context.settings; }
    const PaneContext &context() const { return m_context; }
    /// Takes the detail, in the splitter beside the list.
    void setDetail(QWidget *detail);
    /// Where a list cannot be had on this server, its reason has the whole room.
    void setDetailSideShown(bool shown);
    QAction *addAct(const QString &name, const QString &text, const QString &icon = {},
                    const QKeySequence &shortcut = {});
    /// Disables an act with the reason as its tool tip, or enables it when there is none.
    static void setReason(QAction *action, const QString &reason);
    void setTitle(const QString &title);
    /// Tells it once: by the list where a person sees it there, else by failed().
    void tellListFailed(const Error &error, const QString &what);
    /// Why an act that takes one object cannot be done while several rows are chosen; empty when
    /// there are not several. `one` says what to choose.
    QString reasonAgainstSeveral(const QString &one) const;

private:
    void adoptFont();

    PaneContext m_context;
    Section m_section;
    ListSide *m_list;
    QSplitter *m_splitter;
    QList<QAction *> m_actions;
    QHash<const QObject *, std::function<void()>> m_jobs; // how each is canceled
    QString m_title;
    bool m_narrow = false;
};

} // namespace svix

Q_DECLARE_METATYPE(svix::Notice)
