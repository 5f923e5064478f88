// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/applicationdetail.h"

#include "panes/times.h"
#include "ui_applicationdetail.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QAction>
#include <QMenu>

namespace svix {

ApplicationDetail::ApplicationDetail(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ApplicationDetail>())
{
    m_ui->setupUi(this);
    m_ui->area->setBackgroundRole(QPalette::Base);
    m_ui->contents->setBackgroundRole(QPalette::Base);
    m_ui->contentsLayout->setContentsMargins(4 * unit(), 4 * unit(), 4 * unit(), 4 * unit());
    m_ui->contentsLayout->setSpacing(2 * unit());
    m_ui->metadataTitle->setRole(TextRole::Bold);
    m_ui->metadataTitle->setContentsMargins(0, 4 * unit(), 0, 0);
}

ApplicationDetail::~ApplicationDetail() = default;

void ApplicationDetail::setActions(const QList<QAction *> &actions)
{
    m_ui->header->addButtons(actions);
}

void ApplicationDetail::setMore(const QList<QAction *> &actions)
{
    auto *menu = new QMenu(this);
    menu->addActions(actions);
    menu->insertSeparator(actions.last());
    menu->setToolTipsVisible(true); // why one is disabled
    m_ui->header->addMenu(tr("M&ore"), menu)->setObjectName(QStringLiteral("moreActsButton"));
}

void ApplicationDetail::clear()
{
    m_application = {};
}

void ApplicationDetail::showApplication(const ApplicationOut &application)
{
    m_application = application;
    m_ui->header->setTitle(application.name);
    m_ui->header->setId(application.id, tr("application id"));
    const qint64 created =
        application.createdAt.isValid() ? application.createdAt.milliseconds() : 0;
    const qint64 updated =
        application.updatedAt.isValid() ? application.updatedAt.milliseconds() : 0;
    QStringList line;
    if (application.uid && !application.uid->isEmpty()) {
        line.append(tr("uid %1").arg(visibleText(*application.uid)));
    }
    m_ui->header->setFacts([line, created] {
        return line + QStringList{tr("created %1").arg(relativeTime(created))};
    });

    m_ui->facts->setFacts(
        {{tr("Uid"), application.uid.value_or(QString()), true, {}},
         {tr("Id"), application.id, true, {}},
         {tr("Messages a second"),
          application.throttleRate ? locale().toString(*application.throttleRate)
                                   : tr("not limited"),
          false, tr("The throttle rate: no endpoint of this application gets more than that.")},
         {tr("Created"), TimeFormat::local(created), false, TimeFormat::full(created)},
         {tr("Updated"), TimeFormat::local(updated), false, TimeFormat::full(updated)}});
    QList<Fact> metadata;
    for (auto it = application.metadata.cbegin(); it != application.metadata.cend(); ++it) {
        metadata.append({visibleText(it.key()), it.value(), false, {}});
    }
    m_ui->metadata->setFacts(metadata);
    m_ui->metadataTitle->setText(metadata.isEmpty() ? tr("No metadata") : tr("Metadata"));
}

} // namespace svix
