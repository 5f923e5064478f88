// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/tokenoffer.h"

#include "app/session.h"
#include "core/settings.h"
#include "dialogs/consoledialog.h"

#include <QCoreApplication>

namespace svix {

namespace {

struct TokenOffer
{
    Q_DECLARE_TR_FUNCTIONS(svix::TokenOffer)
};

} // namespace

void offerToken(const PaneContext &context, ConsoleDialog *dialog, const Error &error)
{
    Session &session = context.session;
    if (error.kind != ErrorKind::Unauthorized || !context.replaceToken ||
        !context.settings.profile(session.profile().id)) {
        return;
    }
    dialog->offerToken();
    // One offer at a time.
    const QString name = QStringLiteral("tokenOffer");
    delete dialog->findChild<QObject *>(name, Qt::FindDirectChildrenOnly);
    auto *offer = new QObject(dialog);
    offer->setObjectName(name);
    QObject::connect(dialog, &ConsoleDialog::tokenRequested, offer,
                     [replace = context.replaceToken, dialog] { replace(dialog); });
    const auto tell = [dialog, offer, &session, told = dialog->messageText(),
                       chosenOn = session.generation()](Session::State state) {
        // Not over what was told since.
        if (state != Session::State::Connected || dialog->messageText() != told) {
            return;
        }
        offer->deleteLater();
        if (session.isStill(chosenOn)) {
            dialog->showMessage(Tone::Ok, TokenOffer::tr("Nothing was sent meanwhile."),
                                TokenOffer::tr("Connected again."));
        }
    };
    QObject::connect(&session, &Session::stateChanged, offer, tell);
}

} // namespace svix
