// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/sendexampledialog.h"

#include "ui_sendexampledialog.h"

#include <QCompleter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// Known to every server, and made for this.
const QString pingType = u"svix.ping"_s;

} // namespace

SendExampleDialog::SendExampleDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::SendExampleDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    m_ui->eventType->setInsertPolicy(QComboBox::NoInsert);
    m_ui->eventType->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_ui->eventType->completer()->setFilterMode(Qt::MatchContains);
    m_send = addButton(tr("&Send example"), ButtonKind::Primary, u"sendButton"_s);
    setEnterButton(m_send);
    setIntro(tr("The server sends the example of an event type to this endpoint only."));
    fieldErrors().add(u"eventType"_s, m_ui->eventType);
    connect(m_ui->eventType, &QComboBox::currentTextChanged, this,
            &SendExampleDialog::refreshButtons);
    connect(m_send, &QPushButton::clicked, this, &SendExampleDialog::send);
    setEndpoint({}, true, false);
}

SendExampleDialog::~SendExampleDialog() = default;

void SendExampleDialog::setEndpoint(const QString &url, bool takesAll, bool hasChannels)
{
    setTitle(url.isEmpty() ? tr("Send example") : tr("Send example to %1").arg(url));
    m_takesAll = takesAll;
    m_hasChannels = hasChannels;
    refreshButtons();
}

void SendExampleDialog::setEventTypes(const QList<EventTypeChoice> &types)
{
    m_types = withSchemasOf(m_types, types);
    std::stable_sort(m_types.begin(), m_types.end(),
                     [this](const EventTypeChoice &a, const EventTypeChoice &b) {
                         return (m_takesAll || a.subscribed) > (m_takesAll || b.subscribed);
                     });
    m_types.removeIf([](const EventTypeChoice &type) { return type.archived; });
    QComboBox *box = m_ui->eventType;
    const QString typed = box->currentText();
    box->clear();
    for (qsizetype i = 0; i < m_types.size(); ++i) {
        const bool border =
            i > 0 && !m_takesAll && !m_types.at(i).subscribed && m_types.at(i - 1).subscribed;
        if (border) {
            box->insertSeparator(box->count());
        }
        box->addItem(m_types.at(i).name);
    }
    box->insertSeparator(box->count());
    box->addItem(pingType);
    if (!typed.isEmpty()) {
        box->setEditText(typed);
    } else {
        box->setCurrentIndex(0);
    }
    refreshButtons();
}

QString SendExampleDialog::eventType() const
{
    return m_ui->eventType->currentText().trimmed();
}

void SendExampleDialog::refreshButtons()
{
    const QString name = eventType();
    const auto known = std::find_if(m_types.cbegin(), m_types.cend(),
                                    [&name](const EventTypeChoice &t) { return t.name == name; });
    FieldHint *hint = m_ui->hint;
    const bool takes = m_takesAll || (known != m_types.cend() && known->subscribed);
    if (name.isEmpty()) {
        hint->setHint({});
    } else if (!takes) {
        hint->setHint(tr("This endpoint does not take %1: the server may answer that it was sent, "
                         "and nothing will arrive.")
                          .arg(name),
                      Tone::Warn);
    } else if (m_hasChannels) {
        hint->setHint(tr("This endpoint takes only messages of its channels. An example has none, "
                         "so it may not arrive."),
                      Tone::Warn);
    } else if (known == m_types.cend() && name != pingType) {
        hint->setHint(tr("Not an event type of this server."), Tone::Warn);
    } else {
        hint->setHint(known == m_types.cend() ? tr("A short message that every server knows.")
                                              : known->description);
    }
    m_send->setEnabled(!isBusy() && !name.isEmpty());
}

void SendExampleDialog::send()
{
    if (!isEventTypeName(eventType())) {
        showFieldErrors({{{u"body"_s, u"eventType"_s}, tr("This cannot be an event type."), {}}});
        return;
    }
    clearMessage();
    setBusy(true);
    Q_EMIT sendRequested(eventType());
}

} // namespace svix
