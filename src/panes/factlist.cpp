// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/factlist.h"

#include "widgets/idlabel.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QGridLayout>

namespace svix {

namespace {
constexpr int mostFacts = 200;
} // namespace

FactList::FactList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(4 * unit());
    m_grid->setVerticalSpacing(2 * unit());
    m_grid->setColumnStretch(1, 1);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    int row = 0;
    for (const Fact &fact : facts) {
        if (row >= mostFacts) {
            // A widget each: a hostile object has a hundred thousand.
            auto *more =
                new TitleLabel(tr("and %1 more").arg(facts.size() - row), TextRole::Caption, this);
            more->setMuted(true);
            m_grid->addWidget(more, row, 0, 1, 2);
            break;
        }
        auto *label = new TitleLabel(fact.label, TextRole::Body, this);
        label->setMuted(true);
        const bool code = fact.code && !fact.value.isEmpty();
        // Beside a text of several lines the label stands at its first one.
        label->setAlignment(Qt::AlignLeading | (code ? Qt::AlignVCenter : Qt::AlignTop));
        m_grid->addWidget(label, row, 0);
        if (code) {
            auto *value = new IdLabel(this);
            value->setIdName(fact.label);
            value->setId(fact.value);
            m_grid->addWidget(value, row, 1);
        } else {
            auto *value =
                new TitleLabel(fact.value.isEmpty() ? QStringLiteral("–")
                                                    : visibleText(fact.value, LineBreaks::Keep),
                               TextRole::Body, this);
            value->setTextFormat(Qt::PlainText);
            value->setWordWrap(true);
            value->setSelectable(true);
            value->setToolTip(plainTip(fact.toolTip));
            value->setAccessibleName(fact.label + QStringLiteral(": ") + value->text());
            m_grid->addWidget(value, row, 1);
        }
        ++row;
    }
    chainTabs(this, tabStops(m_grid));
}

} // namespace svix
