// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/composerdialog.h"

#include "ui_composerdialog.h"
#include "widgets/json/jsonedit.h"
#include "widgets/tintbox.h"

#include <QDateTime>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>

// Checking and sending what stands in the composer, and what is said when it went wrong.

using namespace Qt::StringLiterals;

namespace svix {

bool ComposerDialog::check()
{
    const DraftContent draft = this->draft();
    QList<FieldError> wrong;
    const auto refuse = [&wrong](const QString &field, const QString &words) {
        wrong.append({{u"body"_s, field}, words, {}});
    };
    if (draft.eventType.isEmpty()) {
        refuse(u"eventType"_s, tr("Choose or type an event type."));
    } else if (!isEventTypeName(draft.eventType)) {
        refuse(u"eventType"_s, tr("Letters, digits, \"-\", \"_\" and \".\" only, at most 256."));
    }
    const JsonFault fault = m_ui->payload->check();
    if (fault.isFault()) {
        refuse(u"payload"_s, fault.text());
    }
    static const QRegularExpression id(u"\\A[A-Za-z0-9\\-_.]{1,256}\\z"_s);
    if (!draft.eventId.isEmpty() && !id.match(draft.eventId).hasMatch()) {
        refuse(u"eventId"_s, tr("Letters, digits, \"-\", \"_\" and \".\" only, at most 256."));
    } else if (draft.eventId.startsWith(u"msg_")) {
        refuse(u"eventId"_s, tr("An event id of your own must not start with \"msg_\"."));
    }
    static const QRegularExpression channel(u"\\A[A-Za-z0-9\\-_.:+]{1,128}\\z"_s);
    for (const QString &name : draft.channels) {
        if (!channel.match(name).hasMatch()) {
            refuse(u"channels"_s, tr("\"%1\" cannot be a channel: letters, digits, \"-\", \"_\" "
                                     "and \".\" only, at most 128.")
                                      .arg(name.left(40)));
            break;
        }
    }
    if (draft.channels.size() > m_limits.maxChannels) {
        refuse(u"channels"_s, tr("At most %n channel(s).", nullptr, m_limits.maxChannels));
    }
    if (draft.tags.size() > 5) {
        refuse(u"tags"_s, tr("At most 5 tags."));
    }
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
        if (fault.isFault() && wrong.size() == 1) {
            m_ui->payload->goTo(fault.line, fault.column);
        }
        return false;
    }
    fieldErrors().clear();
    return true;
}

void ComposerDialog::send()
{
    if (!check()) {
        return;
    }
    const DraftContent wanted = draft();
    const SendKind kind = !m_unknown                                ? SendKind::First
                          : *m_unknown == wanted && !m_keyForgotten ? SendKind::Again
                                                                    : SendKind::NewMessage;
    clearMessage();
    setBusy(true);
    Q_EMIT sendRequested(wanted, kind);
}

void ComposerDialog::edited()
{
    if (m_filling || isBusy()) {
        return;
    }
    refreshButtons();
    if (m_unknown) {
        tellUnknown({});
    } else if (messageTone() != Tone::Warn) {
        clearMessage();
    }
    Q_EMIT draftChanged();
}

void ComposerDialog::refreshButtons()
{
    const bool again = m_unknown && !m_keyForgotten && *m_unknown == draft();
    m_send->setText(again       ? tr("&Try again")
                    : m_unknown ? tr("&Send as a new message")
                                : tr("&Send message"));
    m_schemaButton->setVisible(!m_schema.schema.isEmpty());
    m_schemaButton->setText(m_schemaHidden ? tr("Show sc&hema") : tr("Hide sc&hema"));
    m_ui->insertExample->setEnabled(!m_schema.example.isEmpty());
    m_ui->tags->setEnabled(m_limits.tags);
}

void ComposerDialog::showRefused(const QString &words, const QString &details)
{
    setBusy(false);
    m_unknown.reset();
    refreshButtons();
    showMessage(Tone::Bad, words, tr("Not sent."), details);
}

void ComposerDialog::showEventIdTaken()
{
    setBusy(false);
    m_unknown.reset();
    refreshButtons();
    showFieldErrors({{{u"body"_s, u"eventId"_s},
                      tr("A message with this event id exists. Change it, or leave it empty."),
                      {}}},
                    tr("Not sent: the server has this event id already."));
}

void ComposerDialog::showUnknownOutcome(const QString &words)
{
    if (isBusy()) {
        m_unknown = draft();
        m_keyForgotten = false;
    }
    setBusy(false);
    tellUnknown(words);
}

void ComposerDialog::showTriedBefore(const DraftContent &tried, const QDateTime &at, bool keyKept)
{
    m_unknown = tried;
    m_keyForgotten = !keyKept;
    setBusy(false);
    tellUnknown(at.isValid() ? tr("It was sent on %1, and no answer came.")
                                   .arg(QLocale().toString(at.toLocalTime(), QLocale::ShortFormat))
                             : QString());
}

void ComposerDialog::showRestored()
{
    m_discard->show();
    if (messageText().isEmpty()) {
        showMessage(Tone::Info, tr("What you wrote before is here again."));
    }
}

void ComposerDialog::tellUnknown(const QString &words)
{
    refreshButtons();
    QString text = words.isEmpty() ? QString() : words + u' ';
    if (*m_unknown != draft()) {
        showMessage(Tone::Warn,
                    text + tr("It was edited since: sending makes a new message, and the first one "
                              "may have been sent as well."),
                    tr("This is another message now."));
        return;
    }
    text += m_keyForgotten
                ? tr("By now the server may have forgotten that try: sending makes a second "
                     "message if the first one arrived. Look for it in Messages first.")
                : tr("Try again asks for the same message: if the first one arrived, no second is "
                     "made.");
    showMessage(Tone::Warn, text, tr("It may have been sent."));
}

} // namespace svix
