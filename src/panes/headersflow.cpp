// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/headersflow.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "panes/dialogact.h"
#include "panes/endpointchange.h"
#include "panes/endpointdetail.h"
#include "panes/undo.h"

#include <optional>

namespace svix {

namespace {

/// What takes a change back; nothing where the value of before is hidden.
std::optional<HeadersChange> inverseOf(const EndpointHeadersOut &before,
                                       const HeadersChange &change)
{
    HeadersChange back;
    const QStringList touched = change.set.keys() + change.remove;
    for (const QString &name : touched) {
        if (before.sensitive.contains(name)) {
            return std::nullopt;
        }
        if (const auto old = before.headers.constFind(name); old != before.headers.constEnd()) {
            back.set.insert(name, *old);
        } else {
            back.remove.append(name);
        }
    }
    return back;
}

/// The headers whose values a change takes, and which nobody can read to bring them back.
QStringList hiddenOnes(const EndpointHeadersOut &before, const HeadersChange &change)
{
    QStringList names = change.set.keys() + change.remove;
    names.removeIf([&](const QString &name) { return !before.sensitive.contains(name); });
    return names;
}

/// Whether the headers are as the change left them, as far as a server shows them.
bool holds(const EndpointHeadersOut &now, const HeadersChange &done)
{
    for (auto it = done.set.cbegin(); it != done.set.cend(); ++it) {
        const auto found = now.headers.constFind(it.key());
        const bool shown = found != now.headers.constEnd();
        if (shown ? *found != it.value() : !now.sensitive.contains(it.key())) {
            return false;
        }
    }
    return std::none_of(done.remove.cbegin(), done.remove.cend(), [&](const QString &name) {
        return now.headers.contains(name) || now.sensitive.contains(name);
    });
}

} // namespace

HeadersFlow::HeadersFlow(const PaneContext &context, Pane *pane)
    : QObject(pane)
    , m_context(context)
    , m_pane(pane)
    , m_undo(new Undo(context, pane, QStringLiteral("undoHeadersChange"),
                      QStringLiteral("headersChanged")))
{
}

void HeadersFlow::open(const QString &appId, const EndpointOut &endpoint)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    auto *dialog = new HeadersDialog(m_pane->window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(m_context.session.profile().name,
                          m_context.session.profile().connectionClass);
    dialog->setEndpoint(endpoint.url);
    dialog->setReasons(m_context.runner.reasonAgainst(op::patchEndpointHeaders),
                       m_context.runner.reasonAgainst(op::updateEndpointHeaders));
    m_known.reset();
    auto *act = new DialogAct(m_context, m_pane, dialog, tr("The headers were not saved."));
    connect(dialog, &HeadersDialog::replaceAllRequested, act,
            [this, act, appId, endpoint](const QMap<QString, QString> &headers,
                                         const QStringList &lost) {
                replaceAll(act, appId, endpoint, headers, lost);
            });
    read(appId, endpoint, act);
    dialog->open();
}

void HeadersFlow::read(const QString &appId, const EndpointOut &endpoint, DialogAct *act)
{
    auto *cancel = new CancelSource(m_dialog);
    connect(m_dialog, &ConsoleDialog::cancelRequested, cancel, &CancelSource::cancel);
    CallOptions options;
    options.owner = this;
    options.cancel = cancel;
    m_context.session.client()
        ->get<op::getEndpointHeaders>(options, appId, endpoint.id)
        .then(this, [this, dialog = m_dialog, act = QPointer(act), appId,
                     endpoint](const Result<EndpointHeadersOut> &headers) {
            if (!dialog || !act) {
                return;
            }
            if (headers.ok()) {
                m_known = *headers;
                connect(dialog, &HeadersDialog::saveRequested, act,
                        [this, act, appId, endpoint](const HeadersChange &change) {
                            save(act, appId, endpoint, change);
                        });
                dialog->setHeaders(*headers);
            } else if (headers.error().kind == ErrorKind::Canceled) {
                dialog->setBusy(false);
                dialog->reject();
            } else {
                const ErrorWords words =
                    ErrorReporter::describe(headers.error(), tr("The headers were not read."));
                dialog->setUnread(words.title, words.text, words.details);
            }
        });
}

EndpointHeadersPatch HeadersFlow::bodyOf(const HeadersChange &change) const
{
    EndpointHeadersPatch body;
    for (auto it = change.set.cbegin(); it != change.set.cend(); ++it) {
        body.headers.insert(it.key(), it.value());
    }
    if (m_context.session.capabilities().kind == ServerKind::Cloud) {
        if (!change.remove.isEmpty()) {
            body.deleteHeaders = change.remove;
        }
        return body;
    }
    for (const QString &name : change.remove) {
        body.headers.insert(name, std::nullopt);
    }
    return body;
}

bool HeadersFlow::tellsOfOthers(ConsoleDialog &dialog, const EndpointHeadersOut &now,
                                const std::optional<QStringList> &names)
{
    if (!m_known) {
        return false;
    }
    QStringList others;
    const QStringList looked = names.value_or(m_known->headers.keys() + m_known->sensitive +
                                              now.headers.keys() + now.sensitive);
    for (const QString &name : looked) {
        const bool same = m_known->sensitive.contains(name) == now.sensitive.contains(name) &&
                          m_known->headers.contains(name) == now.headers.contains(name) &&
                          m_known->headers.value(name) == now.headers.value(name);
        if (!same && !others.contains(name)) {
            others.append(name);
        }
    }
    m_known = now;
    if (others.isEmpty()) {
        return false;
    }
    dialog.showMessage(Tone::Warn,
                       tr("Somebody else has changed meanwhile: %1. Press again to save what "
                          "stands here over it, or open the dialog anew to see theirs.")
                           .arg(others.join(QStringLiteral(", "))),
                       tr("Nothing was saved."));
    return true;
}

void HeadersFlow::save(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                       const HeadersChange &change)
{
    if (act->isUnsure()) {
        write(act, appId, endpoint, *m_known, change); // what is there may be this very change
        return;
    }
    act->read<op::getEndpointHeaders>(
        [this, act, appId, endpoint, change](const EndpointHeadersOut &now) {
            if (!tellsOfOthers(*act->dialog(), now, change.set.keys() + change.remove)) {
                write(act, appId, endpoint, now, change);
            }
        },
        appId, endpoint.id);
}

void HeadersFlow::write(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                        const EndpointHeadersOut &before, const HeadersChange &change)
{
    ConfirmationRequest confirm;
    if (const QStringList lost = hiddenOnes(before, change); !lost.isEmpty()) {
        // There will be no Undo, so it is asked before.
        confirm.grave = true;
        confirm.title = tr("Change headers of %1").arg(endpoint.url);
        confirm.consequence = tr("%n hidden header(s) lose the value they have, and nobody can "
                                 "bring it back: %1.",
                                 nullptr, static_cast<int>(lost.size()))
                                  .arg(lost.join(QStringLiteral(", ")));
        confirm.verb = tr("Save headers");
        confirm.typedName = typedNameOf(endpoint);
    }
    act->run<op::patchEndpointHeaders>(
        confirm,
        [this, appId, endpoint, change, back = inverseOf(before, change)](const Nothing &) {
            Q_EMIT changed();
            QList<QAction *> actions;
            if (back) {
                actions.append(undoOf(appId, endpoint, change, *back));
            }
            Q_EMIT m_pane->notice({Tone::Ok,
                                   tr("Headers saved"),
                                   EndpointDetail::nameOf(endpoint),
                                   {},
                                   actions,
                                   QStringLiteral("headersChanged")});
        },
        appId, endpoint.id, bodyOf(change));
}

void HeadersFlow::replaceAll(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                             const QMap<QString, QString> &headers, const QStringList &lost)
{
    if (act->isUnsure()) {
        replace(act, appId, endpoint, headers, lost);
        return;
    }
    act->read<op::getEndpointHeaders>(
        [this, act, appId, endpoint, headers, lost](const EndpointHeadersOut &now) {
            if (tellsOfOthers(*act->dialog(), now, std::nullopt)) {
                return;
            }
            QStringList gone = lost;
            for (const QString &name : now.sensitive) {
                if (!headers.contains(name) && !gone.contains(name)) {
                    gone.append(name);
                }
            }
            replace(act, appId, endpoint, headers, gone);
        },
        appId, endpoint.id);
}

void HeadersFlow::replace(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                          const QMap<QString, QString> &headers, const QStringList &lost)
{
    ConfirmationRequest confirm;
    confirm.title = tr("Replace all headers of %1").arg(endpoint.url);
    confirm.consequence = headers.isEmpty()
                              ? tr("Messages have no headers of this endpoint any more.")
                              : tr("Messages have exactly these headers from now on: %1.")
                                    .arg(headers.keys().join(QStringLiteral(", ")));
    if (!lost.isEmpty()) {
        confirm.consequence +=
            u' ' + tr("%n hidden header(s) go, and nobody can bring their values back: %1.",
                      nullptr, static_cast<int>(lost.size()))
                       .arg(lost.join(QStringLiteral(", ")));
    }
    confirm.verb = tr("Replace all headers");
    confirm.typedName = typedNameOf(endpoint);
    act->run<op::updateEndpointHeaders>(
        confirm,
        [this, endpoint](const Nothing &) {
            Q_EMIT changed();
            Q_EMIT m_pane->notice(
                {Tone::Ok, tr("All headers replaced"), EndpointDetail::nameOf(endpoint), {}, {}});
        },
        appId, endpoint.id, EndpointHeadersIn{headers});
}

QAction *HeadersFlow::undoOf(const QString &appId, const EndpointOut &endpoint,
                             const HeadersChange &done, const HeadersChange &back)
{
    return m_undo->offer<op::getEndpointHeaders>(
        {tr("The change was not undone."),
         tr("Somebody has changed the headers meanwhile. They are as they were left.")},
        [this, appId, endpoint, done, back](DialogAct *act, const EndpointHeadersOut &now) {
            if (!holds(now, done)) {
                return false;
            }
            act->run<op::patchEndpointHeaders>(
                ConfirmationRequest(),
                [this, endpoint](const Nothing &) {
                    Q_EMIT changed();
                    Q_EMIT m_pane->notice(
                        {Tone::Ok, tr("Undone"), EndpointDetail::nameOf(endpoint), {}, {}});
                },
                appId, endpoint.id, bodyOf(back));
            return true;
        },
        appId, endpoint.id);
}

} // namespace svix
