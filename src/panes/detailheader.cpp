// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/detailheader.h"

#include "widgets/badge.h"
#include "widgets/elidedlabel.h"
#include "widgets/idlabel.h"
#include "widgets/minutetick.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"
#include "widgets/wraplayout.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace svix {

QPushButton *buttonFor(QAction *action, bool primary, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    if (primary) {
        button->setProperty("kind", QStringLiteral("primary"));
    }
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        // Qt makes a tool tip of the text where none was set; only a reason is worth showing.
        const QString plain = QString(action->text()).remove(u'&').remove(QStringLiteral("…"));
        button->setToolTip(action->toolTip().startsWith(plain) ? QString() : action->toolTip());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, [action] { action->trigger(); });
    return button;
}

DetailHeader::DetailHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_badge(new Badge(this))
    , m_id(new IdLabel(this))
    , m_facts(new TitleLabel({}, TextRole::Body, this))
    , m_buttons(new WrapLayout)
{
    m_title->setObjectName(QStringLiteral("detailTitle"));
    m_title->setRole(TextRole::Title);
    m_title->setElideMode(Qt::ElideMiddle);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_facts->setMuted(true);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setObjectName(QStringLiteral("detailFacts"));
    // The name comes first: where both are too wide for a row, the state goes below.
    auto *titleRow = new WrapLayout;
    titleRow->setSpacing(2 * unit());
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_badge);
    m_buttons->setSpacing(2 * unit());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * unit(), 4 * unit(), 4 * unit(), 2 * unit());
    layout->setSpacing(unit());
    layout->addLayout(titleRow);
    layout->addWidget(m_id);
    layout->addWidget(m_facts);
    layout->addSpacing(unit());
    layout->addLayout(m_buttons);
    m_badge->hide();
    new MinuteTick(this, [this] {
        if (m_factsNow) {
            tellFacts(m_factsNow());
        }
    });
}

void DetailHeader::setTitle(const QString &title)
{
    m_title->setText(visibleText(title));
}

QString DetailHeader::title() const
{
    return m_title->text();
}

void DetailHeader::setState(const QString &text, StateKind state)
{
    m_badge->setVisible(!text.isEmpty());
    m_badge->setText(text);
    m_badge->setState(state);
}

void DetailHeader::setId(const QString &id, const QString &name)
{
    m_id->setIdName(name);
    m_id->setId(id);
}

void DetailHeader::setFacts(const QStringList &facts)
{
    m_factsNow = nullptr;
    tellFacts(facts);
}

void DetailHeader::setFacts(std::function<QStringList()> facts)
{
    m_factsNow = std::move(facts);
    tellFacts(m_factsNow());
}

void DetailHeader::tellFacts(const QStringList &facts)
{
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setVisible(!facts.isEmpty());
}

void DetailHeader::addButtons(const QList<QAction *> &actions, bool primary)
{
    for (QAction *action : actions) {
        m_buttons->addWidget(buttonFor(action, std::exchange(primary, false), this));
    }
    chainTabs(this, tabStops(layout()));
}

QPushButton *DetailHeader::addMenu(const QString &text, QMenu *menu)
{
    auto *button = new QPushButton(text, this);
    button->setMenu(menu);
    m_buttons->addWidget(button);
    chainTabs(this, tabStops(layout()));
    return button;
}

} // namespace svix
