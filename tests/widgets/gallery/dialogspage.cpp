// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages.h"

#include "core/profile.h"
#include "widgets/emptystate.h"
#include "widgets/hairline.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"
#include "widgets/titlelabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QFrame>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace svix::gallery {

namespace {

/// A dialog's skeleton: title, sentence, form, foot with buttons.
struct Sheet
{
    QFrame *frame;
    QVBoxLayout *body;
    QFormLayout *form;
    QHBoxLayout *foot;

    Sheet(const QString &title, const QString &sentence, QWidget *parent)
        : frame(new QFrame(parent))
        , body(new QVBoxLayout)
        , form(new QFormLayout)
        , foot(new QHBoxLayout)
    {
        frame->setFrameShape(QFrame::StyledPanel);
        auto *outer = new QVBoxLayout(frame);
        outer->setContentsMargins(0, 0, 0, 0);
        outer->setSpacing(0);
        body->setContentsMargins(scaled(20), scaled(16), scaled(20), scaled(16));
        body->addWidget(new TitleLabel(title, TextRole::Section, frame));
        auto *line = new TitleLabel(sentence, TextRole::Body, frame);
        line->setMuted(true);
        line->setWordWrap(true);
        body->addWidget(line);
        body->setSpacing(scaled(4));
        foot->setSpacing(scaled(8));
        form->setHorizontalSpacing(scaled(10));
        form->setContentsMargins(0, scaled(12), 0, scaled(8));
        form->setVerticalSpacing(scaled(10));
        body->addLayout(form);
        outer->addLayout(body, 1);
        outer->addWidget(new Hairline(frame));
        foot->setContentsMargins(scaled(20), scaled(12), scaled(20), scaled(12));
        outer->addLayout(foot);
    }
    QPushButton *button(const QString &text, ButtonKind kind = ButtonKind::Normal)
    {
        auto *button = new QPushButton(text, frame);
        setKind(button, kind);
        foot->addWidget(button);
        return button;
    }
    QLineEdit *field(const QString &label, const QString &text, bool mono = false)
    {
        auto *edit = new QLineEdit(text, frame);
        if (mono) {
            edit->setFont(monoFont(edit));
        }
        form->addRow(label, edit);
        return edit;
    }
    void hint(const QString &text)
    {
        auto *label = new TitleLabel(text, TextRole::Caption, frame);
        label->setMuted(true);
        form->addRow(QString(), label);
    }
};

QWidget *connectionSheet(QWidget *parent)
{
    Sheet s(u"New connection"_s,
            u"Where the Svix server is, and who you are to it. The token goes to the system "
            u"keyring only."_s,
            parent);
    s.field(u"Name"_s, u"Acme EU"_s);
    auto *server = new QComboBox(s.frame);
    server->addItems({u"Svix cloud · EU"_s, u"Svix cloud · US"_s});
    s.form->addRow(u"Server"_s, server);
    s.field(u"URL"_s, u"https://api.eu.svix.com"_s, true);
    auto *token = new QHBoxLayout;
    token->setSpacing(scaled(8));
    auto *secret = new QLineEdit(u"testsk_abcdefghijk.eu"_s, s.frame);
    secret->setEchoMode(QLineEdit::Password);
    auto *reveal = new QPushButton(s.frame);
    reveal->setIcon(icon(u"eye"));
    token->addWidget(secret);
    token->addWidget(reveal);
    s.form->addRow(u"Token"_s, token);
    s.hint(u"Region eu read from the token."_s);
    auto *used = new SegmentedControl(s.frame);
    used->addSegment(u"Development"_s, 0, u"circle"_s);
    used->addSegment(u"Test"_s, 1, u"triangle"_s);
    used->addSegment(u"Production"_s, 2, u"diamond"_s, IconColor::Bad);
    used->setCurrentId(2);
    s.form->addRow(u"Used for"_s, used);
    auto *readOnly =
        new QCheckBox(u"Read-only: this console cannot change anything here"_s, s.frame);
    readOnly->setChecked(true);
    s.form->addRow(QString(), readOnly);
    auto *box = new TintBox(Tone::Ok, {}, s.frame);
    box->setText(
        u"Svix cloud, region EU. The token is an API key of the environment org_2Zm…x7Q."_s,
        u"Connected in 38 ms."_s);
    box->setMonoParts({u"org_2Zm…x7Q"_s});
    s.body->addWidget(box);
    s.button(u"More: proxy, certificates…"_s);
    s.foot->addStretch();
    s.button(u"Test again"_s);
    s.button(u"Cancel"_s);
    s.button(u"Save connection"_s, ButtonKind::Primary);
    return s.frame;
}

QWidget *recoverSheet(QWidget *parent)
{
    Sheet s(u"Recover or replay: https://hooks.acme.example/billing"_s,
            u"Send messages of Acme Corp to this endpoint again."_s, parent);
    auto *which = new QVBoxLayout;
    which->setSpacing(0);
    auto *failed = new QRadioButton(u"Failed — tried, without success so far"_s, s.frame);
    failed->setChecked(true);
    which->addWidget(failed);
    which->addWidget(new QRadioButton(u"Missing — never tried"_s, s.frame));
    s.form->addRow(u"Which"_s, which);
    auto *since = new SegmentedControl(s.frame);
    int id = 0;
    for (const QString &text :
         {u"8 hours"_s, u"Yesterday"_s, u"3 days"_s, u"1 week"_s, u"2 weeks"_s, u"Other"_s}) {
        since->addSegment(text, id++);
    }
    since->setCurrentId(1);
    s.form->addRow(u"Since"_s, since);
    s.hint(u"22 Nov 2026, 14:07 Europe/Berlin, until now"_s);
    s.body->addStretch();
    s.foot->addStretch();
    s.button(u"Cancel"_s);
    s.button(u"Recover about 37 messages"_s, ButtonKind::Primary);
    return s.frame;
}

QWidget *secretSheet(QWidget *parent)
{
    Sheet s(u"Signing secret of https://hooks.acme.example/billing"_s,
            u"The receiver checks with it that a message comes from you."_s, parent);
    auto *row = new QHBoxLayout;
    row->setSpacing(scaled(8));
    auto *secret = new QLineEdit(u"whsec_••••••••••••••••••••"_s, s.frame);
    secret->setFont(monoFont(secret));
    secret->setReadOnly(true);
    row->addWidget(secret);
    for (const auto &[name, text] :
         {std::pair{u"eye"_s, u"Reveal"_s}, std::pair{u"copy"_s, u"Copy"_s}}) {
        row->addWidget(new QPushButton(icon(name), text, s.frame));
    }
    s.form->addRow(u"Secret"_s, row);
    auto *old = new QComboBox(s.frame);
    old->addItem(u"24 hours"_s);
    old->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    s.form->addRow(u"Old one valid"_s, old);
    s.body->addWidget(
        new TintBox(Tone::Info,
                    u"Until 24 Nov 14:07 both secrets sign every message, so the receiver "
                    u"can change over without losing any."_s,
                    s.frame));
    s.body->addStretch();
    s.foot->addStretch();
    s.button(u"Close"_s);
    s.button(u"Rotate secret…"_s, ButtonKind::Danger);
    return s.frame;
}

QWidget *deleteSheet(QWidget *parent)
{
    Sheet s(u"Delete endpoint https://hooks.acme.example/billing"_s, u"On Acme EU · PRODUCTION"_s,
            parent);
    auto *box =
        new TintBox(Tone::Bad,
                    u"Acme Corp stops receiving invoice.paid and 3 other types here. Its signing "
                    u"secret and hidden headers cannot be brought back."_s,
                    s.frame);
    box->setBoldParts({u"invoice.paid"_s});
    s.body->insertWidget(2, box);
    s.field(u"Type billing"_s, u"bill"_s)->setObjectName(u"focusHere"_s);
    s.hint(u"The endpoint’s uid, to be sure."_s);
    s.body->addStretch();
    s.foot->addStretch();
    s.button(u"Cancel"_s, ButtonKind::Primary);
    s.button(u"Delete endpoint"_s, ButtonKind::Danger)->setEnabled(false);
    return s.frame;
}

} // namespace

QWidget *makeDialogsPage()
{
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setSpacing(scaled(32));
    grid->setContentsMargins(scaled(24), scaled(24), scaled(24), scaled(24));
    auto *empty = new QFrame(page);
    empty->setFrameShape(QFrame::StyledPanel);
    auto *inner = new QVBoxLayout(empty);
    inner->setContentsMargins(1, 1, 1, 1);
    auto *state = new EmptyState(empty);
    auto *create = new QAction(u"Create endpoint"_s, state);
    state->showNothingYet(u"applications"_s, u"No endpoints yet"_s,
                          u"Messages sent to Acme Corp go nowhere until it has one: a URL of your "
                          u"customer that receives them."_s,
                          {create});
    state->setHint(u"or paste a URL here · Ctrl+V"_s);
    inner->addWidget(state);
    grid->addWidget(connectionSheet(page), 0, 0);
    grid->addWidget(recoverSheet(page), 0, 1);
    grid->addWidget(secretSheet(page), 1, 0);
    grid->addWidget(deleteSheet(page), 1, 1);
    grid->addWidget(empty, 2, 1);
    auto *failed = new EmptyState(page);
    failed->showFailed(u"Could not load the messages"_s,
                       u"The server did not answer within 60 seconds. Nothing was changed."_s);
    grid->addWidget(failed, 2, 0);
    page->resize(scaled(1180), scaled(1150));
    return page;
}

} // namespace svix::gallery
