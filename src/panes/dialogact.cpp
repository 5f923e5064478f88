// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/dialogact.h"

#include "api/apiclient.h"
#include "app/deletedcopies.h"
#include "app/errorwords.h"
#include "dialogs/consoledialog.h"
#include "panes/limitnote.h"
#include "panes/tokenoffer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace svix {

DialogAct::DialogAct(const PaneContext &context, Pane *pane, ConsoleDialog *dialog,
                     const QString &notDone)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_dialog(dialog)
    , m_notDone(notDone)
    , m_chosenOn(context.session.generation())
    , m_hadDialog(dialog != nullptr)
{
    if (dialog) {
        if (!dialog->findChild<LimitNote *>(QString(), Qt::FindDirectChildrenOnly)) {
            new LimitNote(context.session, dialog);
        }
        connect(dialog, &ConsoleDialog::cancelRequested, this, [this] {
            if (m_cancel) {
                m_cancel->cancel();
            }
        });
        connect(dialog, &QObject::destroyed, this, [this] {
            m_dialog.clear(); // it is no dialog any more, and the pointer does not know yet
            if (m_reading) {
                m_cancel->cancel(); // there is nobody to write for
            }
            leave();
        });
    }
}

DialogAct::~DialogAct() = default;

ConsoleDialog *DialogAct::dialog() const
{
    return m_dialog;
}

bool DialogAct::warnsOfAnother(const QByteArray &request)
{
    const bool same = request == m_unsure;
    const bool again = same && m_keyMark == m_context.session.tokenMark(m_key);
    if (!m_dialog || m_key.isEmpty() || again || request == m_warned) {
        return false;
    }
    m_warned = request;
    m_dialog->setBusy(false);
    m_dialog->showMessage(
        Tone::Warn,
        same ? tr("The request before may have been carried out, and the server cannot tell with "
                  "another token that this is the same one. Look first; press again to send it all "
                  "the same.")
             : tr("The request before may have been carried out. What stands here now is "
                  "another one: press again to send it as well."),
        tr("Nothing was sent."));
    return true;
}

void DialogAct::goOnFrom(const Unsure &unsure)
{
    m_unsure = unsure.request;
    m_key = unsure.key;
    m_keyMark = unsure.mark;
}

void DialogAct::keepCopy(const QString &kind, const QString &name, const QByteArray &json)
{
    m_keep = [this, kind, name, json]() -> std::optional<Error> {
        if (!m_copy.isEmpty()) {
            return std::nullopt; // of a try whose outcome is unknown
        }
        const auto kept = m_context.deleted.keep(kind, name, QJsonDocument::fromJson(json).object(),
                                                 m_context.session.profile().name);
        if (!kept.ok()) {
            return kept.error();
        }
        m_copy = *kept;
        return std::nullopt;
    };
}

RunOptions DialogAct::begin(const ConfirmationRequest &confirm, const QByteArray &request)
{
    m_running = true;
    m_cancel = std::make_unique<CancelSource>();
    if (m_dialog) {
        m_dialog->clearMessage();
        m_dialog->setTryAgain(false);
        m_dialog->setBusy(true);
    }
    RunOptions options;
    options.confirm = confirm;
    options.cancel = m_cancel.get();
    options.chosenOn = m_chosenOn;
    if (m_keep) {
        // The act may have gone by the time a person answers: without a copy nothing is deleted.
        options.beforeSending = [self = QPointer(this)]() -> std::optional<Error> {
            return self ? self->m_keep()
                        : makeError(ErrorKind::Canceled, tr("The window was closed meanwhile."));
        };
    }
    if (request == m_unsure) {
        options.idempotencyKey = m_key;
    }
    return options;
}

CancelSource *DialogAct::beginReading()
{
    m_running = true;
    m_reading = true;
    m_cancel = std::make_unique<CancelSource>();
    if (m_dialog) {
        m_dialog->clearMessage();
        m_dialog->setTryAgain(false);
        m_dialog->setBusy(true);
    }
    return m_cancel.get();
}

bool DialogAct::endedReading(const Operation &operation, const Error *error)
{
    m_running = false;
    m_reading = false;
    if (m_cancel->isCanceled() || (m_hadDialog && !m_dialog)) {
        return false; // the person said no, maybe while the answer came
    }
    const bool elsewhere = !m_context.session.isStill(m_chosenOn);
    if (!error && !elsewhere) {
        return true;
    }
    Error why = elsewhere ? *m_context.runner.refusal(operation, m_chosenOn) : *error;
    if (why.kind == ErrorKind::Canceled) { // with the client, and by nobody here
        why = makeError(ErrorKind::InvalidInput, tr("The connection began anew meanwhile."));
    }
    if (m_dialog) {
        m_dialog->setBusy(false);
    }
    if (!m_handler || !m_handler(why)) {
        tell(why);
    }
    return false;
}

void DialogAct::finishReading()
{
    if (m_dialog && !m_running) {
        m_dialog->setBusy(false);
    }
    leave();
}

bool DialogAct::ended(const QByteArray &request, const Error *error)
{
    m_running = false;
    // What was never sent (a No, no connection) or refused on the way says nothing of the first.
    if (!error || error->outcome != Outcome::NotDone || tellsOfTryBefore(*error)) {
        m_unsure.clear();
        m_key.clear();
    }
    m_warned.clear();
    if (m_dialog) {
        m_dialog->setBusy(false);
    }
    if (!error) {
        if (m_dialog && !m_keepsOpen) {
            m_dialog->accept();
        }
        return true;
    }
    if (!m_copy.isEmpty() && m_unsure.isEmpty() && error->outcome == Outcome::NotDone &&
        error->kind != ErrorKind::NotFound) {
        static_cast<void>(m_context.deleted.remove(std::exchange(m_copy, {}))); // not deleted
    }
    if (error->outcome == Outcome::Unknown) {
        m_unsure = request;
        m_key = error->idempotencyKey;
        m_keyMark = m_context.session.tokenMark(m_key);
    }
    if (!m_handler || !m_handler(*error)) {
        tell(*error);
    }
    return false;
}

void DialogAct::tell(const Error &error)
{
    if (error.kind == ErrorKind::Canceled && error.outcome == Outcome::NotDone) {
        if (m_dialog) {
            m_dialog->setTryAgain(!m_key.isEmpty());
            m_dialog->clearMessage(); // that it waited
            tellUnsure();
        }
        return; // the person said no
    }
    if (error.outcome == Outcome::Done) {
        // To press the button again would do it again.
        if (m_dialog) {
            m_dialog->accept();
        }
        Q_EMIT m_pane->failed(error, {});
        return;
    }
    if (!m_dialog) {
        Q_EMIT m_pane->failed(error, m_notDone);
        return;
    }
    const ErrorWords words = ErrorReporter::describe(error, m_notDone);
    m_dialog->setTryAgain(!m_key.isEmpty());
    if (error.outcome == Outcome::Unknown) {
        m_unsureTold = error;
    }
    if (!error.fields.isEmpty()) {
        m_dialog->showFieldErrors(error.fields, words.text);
        return;
    }
    QString text = words.text;
    if (!m_unsure.isEmpty() && error.outcome == Outcome::NotDone) {
        text += u' ' + tr("What became of the try before is not known.");
    }
    m_dialog->showMessage(m_unsure.isEmpty() ? Tone::Bad : Tone::Warn, text, words.title,
                          words.details);
    offerToken(m_context, m_dialog, error);
}

void DialogAct::tellUnsure()
{
    if (isUnsure()) {
        m_dialog->showMessage(Tone::Warn, tr("What became of the try before is not known."));
    }
}

void DialogAct::leave()
{
    if (m_dialog || m_running) {
        return;
    }
    if (isUnsure() && m_context.session.isConnected() && m_context.session.isStill(m_chosenOn)) {
        if (m_unsureEnd) {
            m_unsureEnd();
        }
        if (m_unsureTold) {
            // The dialog that said it has gone, and what the page shows may not be so any more.
            Q_EMIT m_pane->failed(*std::exchange(m_unsureTold, std::nullopt), m_notDone);
            m_pane->refresh();
        }
    }
    m_unsure.clear(); // once
    deleteLater();
}

} // namespace svix
