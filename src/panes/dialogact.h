// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/operationrunner.h"
#include "panes/pane.h"

#include <QPointer>

#include <functional>
#include <memory>

namespace svix {

class ConsoleDialog;

/// Runs the acts of one dialog, or of a button that needs none: the dialog is busy meanwhile and
/// its Cancel cancels; a refusal goes to the fields that it names, anything else to the dialog's
/// message; what comes when the dialog is closed is told by the pane. A request whose outcome is
/// unknown is tried again with the key of before as long as it is the same; another one instead is
/// warned of. One act at a time.
///
/// What is read before it is changed is read by the same act, so that it is one thing to its
/// person: busy, and canceled, from the first request to the last.
///
/// Made when the dialog opens, since what is chosen then is of the connection of then: on another
/// one nothing is sent, and it says so. It goes with the dialog, or with the answer where that
/// comes later; without a dialog it goes with the answer.
class DialogAct : public QObject
{
    Q_OBJECT
public:
    /// `notDone` says what was not done: "The endpoint was not saved." `dialog` may be nullptr.
    DialogAct(const PaneContext &context, Pane *pane, ConsoleDialog *dialog,
              const QString &notDone);
    ~DialogAct() override;

    /// nullptr where there is none, or none any more.
    ConsoleDialog *dialog() const;

    /// The dialog stays open after an act that went well, and is no longer busy: its owner shows in
    /// it what came.
    void keepOpen() { m_keepsOpen = true; }
    /// What became of the request before is not known. The same one keeps its key, where it has
    /// one: a PATCH or PUT has none, and may find its own doing on the server.
    bool isUnsure() const { return !m_unsure.isEmpty(); }

    /// A request whose outcome is unknown, for an act that goes on where this one ended.
    struct Unsure
    {
        QByteArray request;
        QString key;  ///< empty where the operation takes none
        QString mark; ///< of the token that it was sent with
        bool isEmpty() const { return request.isEmpty(); }
    };
    Unsure unsure() const { return {m_unsure, m_key, m_keyMark}; }
    void goOnFrom(const Unsure &unsure);
    /// What the server has now tells what became of it.
    void foundOut() { goOnFrom({}); }
    /// Called when the act goes and the outcome of its last request is still not known.
    void onUnsureEnd(std::function<void()> handler) { m_unsureEnd = std::move(handler); }

    /// Asked first about an error; true when it has dealt with it (a 404 of a delete, a 409 of a
    /// create). The dialog is not busy any more by then.
    void onError(std::function<bool(const Error &)> handler) { m_handler = std::move(handler); }

    /// For a deletion: keeps on this computer what the server tells of the object, `json`, once the
    /// person has agreed and before the request leaves. Where that cannot be nothing is deleted,
    /// which is told. The copy is taken back when nothing was deleted after all.
    void keepCopy(const QString &kind, const QString &name, const QByteArray &json);

    /// Path ids, query and body as in ApiClient::act. `confirm` is what the guard asks where it
    /// asks. `done` gets the answer, after the dialog was closed.
    template <const auto &Op, typename Client = ApiClient, typename Done, typename... Args>
    void run(const ConfirmationRequest &confirm, Done done, Args... args)
    {
        using Answer = typename std::remove_cvref_t<decltype(Op)>::Answer;
        const QByteArray request = OperationRunner::fingerprint<Op>(args...);
        if (warnsOfAnother(request)) {
            return;
        }
        m_context.runner.template run<Op, Client>(begin(confirm, request), args...)
            .then(this, [this, done, request](const Result<Answer> &result) {
                if (ended(request, result.ok() ? nullptr : &result.error())) {
                    done(*result);
                }
                leave();
            });
    }

    /// Reads what is there now before it is changed: path ids and query as in ApiClient::get. The
    /// dialog is busy and its Cancel cancels, as with run(); then nothing is done, and neither when
    /// the dialog or the connection has gone meanwhile, which is told. `then` gets the answer,
    /// while the dialog is still busy, and runs the act or shows in the dialog why not.
    template <const auto &Op, typename Client = ApiClient, typename Then, typename... Args>
    void read(Then then, Args... args)
    {
        using Answer = typename std::remove_cvref_t<decltype(Op)>::Answer;
        typename OptionsOf<Client>::Type call;
        call.cancel = beginReading();
        if (const auto refused = m_context.runner.refusal(Op, m_chosenOn)) {
            endedReading(Op, &*refused);
            finishReading();
            return;
        }
        Client *client = m_context.session.client();
        client->template get<Op>(call, args...)
            .then(this, [this, then](const Result<Answer> &result) {
                if (endedReading(Op, result.ok() ? nullptr : &result.error())) {
                    then(*result);
                }
                finishReading();
            });
    }

private:
    CancelSource *beginReading();
    /// True when it went well and is still wanted.
    bool endedReading(const Operation &operation, const Error *error);
    void finishReading();
    /// After an unknown outcome another request may come on top of the first: that is said before.
    bool warnsOfAnother(const QByteArray &request);
    RunOptions begin(const ConfirmationRequest &confirm, const QByteArray &request);
    /// True when it went well.
    bool ended(const QByteArray &request, const Error *error);
    void tell(const Error &error);
    void tellUnsure();
    void leave();

    PaneContext m_context;
    Pane *m_pane;
    QPointer<ConsoleDialog> m_dialog;
    QString m_notDone;
    std::function<bool(const Error &)> m_handler;
    std::function<void()> m_unsureEnd;
    std::optional<Error> m_unsureTold; // in the dialog only
    std::unique_ptr<CancelSource> m_cancel;
    quint64 m_chosenOn;
    std::function<std::optional<Error>()> m_keep; // makes m_copy
    QString m_copy;                               // of what is to be deleted
    QByteArray m_unsure;                          // the request whose outcome is unknown
    QString m_key;                                // of that one
    QString m_keyMark;                            // of the token that it was sent with
    QByteArray m_warned;                          // the other request that was warned of
    bool m_keepsOpen = false;
    bool m_running = false;
    bool m_reading = false;
    bool m_hadDialog = false;
};

} // namespace svix
