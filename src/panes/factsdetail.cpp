// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/factsdetail.h"

#include "panes/times.h"
#include "ui_factsdetail.h"
#include "widgets/style/theme.h"

#include <QAction>

namespace svix {

FactsDetail::FactsDetail(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FactsDetail>())
{
    m_ui->setupUi(this);
    m_ui->area->setBackgroundRole(QPalette::Base);
    m_ui->contents->setBackgroundRole(QPalette::Base);
    m_ui->contentsLayout->setContentsMargins(4 * unit(), 4 * unit(), 4 * unit(), 4 * unit());
    m_ui->contentsLayout->setSpacing(2 * unit());
}

FactsDetail::~FactsDetail() = default;

DetailHeader *FactsDetail::header() const
{
    return m_ui->header;
}

void FactsDetail::setFacts(const QList<Fact> &facts)
{
    m_ui->facts->setFacts(facts);
}

void FactsDetail::setActions(const QList<QAction *> &actions, bool primary)
{
    m_ui->header->addButtons(actions, primary);
}

Fact timeFact(const QString &label, qint64 ms)
{
    return {label, TimeFormat::local(ms), false, TimeFormat::full(ms)};
}

} // namespace svix
