// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages.h"

#include "core/profile.h"
#include "widgets/badge.h"
#include "widgets/connectionbutton.h"
#include "widgets/elidedlabel.h"
#include "widgets/messagebar.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"
#include "widgets/titlelabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace svix::gallery {

namespace {

QHBoxLayout *line(QVBoxLayout *into)
{
    auto *layout = new QHBoxLayout;
    layout->setSpacing(scaled(8));
    into->addLayout(layout);
    return layout;
}

void addButtons(QVBoxLayout *layout, QWidget *page)
{
    for (const bool enabled : {true, false}) {
        auto *row = line(layout);
        for (const auto &[text, kind] :
             {std::pair{u"Normal"_s, ButtonKind::Normal},
              std::pair{u"Primary"_s, ButtonKind::Primary},
              std::pair{u"Danger"_s, ButtonKind::Danger},
              std::pair{u"Filled"_s, ButtonKind::DangerFilled},
              std::pair{u"Link"_s, ButtonKind::Link}, std::pair{u"Flat"_s, ButtonKind::Flat}}) {
            auto *button = new QPushButton(icon(u"send"), text, page);
            setKind(button, kind);
            button->setEnabled(enabled);
            row->addWidget(button);
        }
        auto *tool = new QToolButton(page);
        tool->setIcon(icon(u"more"));
        tool->setEnabled(enabled);
        row->addWidget(tool);
        row->addStretch();
    }
}

void addInputs(QVBoxLayout *layout, QWidget *page)
{
    for (const bool enabled : {true, false}) {
        auto *row = line(layout);
        auto *edit = new QLineEdit(page);
        edit->setPlaceholderText(u"Placeholder"_s);
        auto *refused = new QLineEdit(u"refused"_s, page);
        setInvalid(refused, true);
        auto *combo = new QComboBox(page);
        combo->addItems({u"One"_s, u"Two"_s});
        auto *editable = new QComboBox(page);
        editable->setEditable(true);
        editable->addItem(u"editable"_s);
        auto *spin = new QSpinBox(page);
        spin->setRange(0, 100);
        spin->setSuffix(u" s"_s);
        auto *check = new QCheckBox(u"Check"_s, page);
        check->setTristate(true);
        check->setCheckState(Qt::PartiallyChecked);
        auto *radio = new QRadioButton(u"Radio"_s, page);
        radio->setChecked(true);
        const QList<QWidget *> all{
            edit, refused, combo, editable, spin, new QCheckBox(u"Off"_s, page), check, radio};
        for (QWidget *widget : all) {
            widget->setEnabled(enabled);
            row->addWidget(widget);
        }
    }
    auto *row = line(layout);
    auto *progress = new QProgressBar(page);
    progress->setValue(37);
    row->addWidget(progress);
    auto *text = new QPlainTextEdit(u"function handler(webhook) {\n    return webhook;\n}"_s, page);
    text->setFont(monoFont(text));
    text->setFixedHeight(scaled(60));
    row->addWidget(text);
    auto *tree = new QTreeWidget(page);
    tree->setHeaderLabels({u"Name"_s, u"Value"_s});
    for (int i = 0; i < 12; ++i) {
        auto *item = new QTreeWidgetItem(tree, {u"invoice"_s, u"12"_s});
        new QTreeWidgetItem(item, {u"paid"_s, u"12"_s});
        item->setCheckState(0, i == 1 ? Qt::Checked : Qt::Unchecked);
        item->setExpanded(i == 0);
    }
    tree->topLevelItem(1)->setSelected(true);
    tree->setFixedHeight(scaled(140));
    row->addWidget(tree);
    auto *menu = new QMenu(page);
    menu->addAction(icon(u"copy"), u"Copy id"_s)->setShortcut(QKeySequence::Copy);
    auto *checked = menu->addAction(u"Read-only"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addSeparator();
    menu->addMenu(u"More"_s);
    menu->addAction(u"Not offered"_s)->setEnabled(false);
    menu->setActiveAction(menu->actions().first());
    menu->setWindowFlags(Qt::Widget);
    row->addWidget(menu);
    menu->show();
}

void addIcons(QVBoxLayout *layout, QWidget *page)
{
    auto *grid = new QGridLayout;
    grid->setSpacing(scaled(8));
    int i = 0;
    const QStringList files = QDir(u":/icons"_s).entryList();
    for (const QString &file : files) {
        auto *button = new QToolButton(page);
        button->setIcon(icon(QString(file).chopped(4)));
        button->setIconSize(QSize(iconSize() * 2, iconSize() * 2));
        button->setToolTip(file);
        button->setAutoRaise(true);
        grid->addWidget(button, i / 20, i % 20);
        ++i;
    }
    layout->addLayout(grid);
}

} // namespace

QWidget *makeControlsPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setSpacing(scaled(10));
    auto *badges = line(layout);
    for (const StateKind state :
         {StateKind::Ok, StateKind::Fail, StateKind::Pending, StateKind::Sending,
          StateKind::Canceled, StateKind::Paused, StateKind::Info}) {
        badges->addWidget(new Badge(u"State %1"_s.arg(int(state)), state, page));
    }
    for (const ConnectionClass kind :
         {ConnectionClass::Development, ConnectionClass::Test, ConnectionClass::Production}) {
        auto *badge = new Badge(page);
        badge->setConnectionClass(kind);
        badges->addWidget(badge);
    }
    badges->addStretch();
    auto *connections = line(layout);
    for (const ConnectionClass kind :
         {ConnectionClass::Development, ConnectionClass::Test, ConnectionClass::Production}) {
        auto *button = new ConnectionButton(page);
        button->setConnection(u"Acme EU"_s, kind, kind == ConnectionClass::Production);
        connections->addWidget(button);
    }
    connections->addWidget(new ConnectionButton(page));
    connections->addStretch();
    addButtons(layout, page);
    addInputs(layout, page);
    for (const Tone tone : {Tone::Idle, Tone::Ok, Tone::Warn, Tone::Bad, Tone::Info}) {
        layout->addWidget(
            new TintBox(tone, u"A tinted box says what follows from an act."_s, page));
    }
    auto *bar = new MessageBar(page);
    auto *retry = new QAction(u"Try again"_s, bar);
    bar->showMessage(Tone::Ok, u"Endpoint created."_s, u"https://hooks.acme.example"_s);
    bar->showMessage(Tone::Bad, u"Not sent:"_s,
                     u"the server refused the URL (only https is allowed). Nothing was changed."_s,
                     {retry}, u"HTTP 422\n{\"detail\": []}"_s);
    layout->addWidget(bar);
    addIcons(layout, page);
    auto *elided = new ElidedLabel(u"msg_2ZmhA8kfPq1vTzB4yWcR7uXsE0d"_s, Qt::ElideMiddle, page);
    elided->setCode(true);
    elided->setFixedWidth(scaled(140));
    layout->addWidget(elided);
    layout->addStretch();
    page->resize(scaled(1100), scaled(960));
    return page;
}

} // namespace svix::gallery
