// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointpart.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "panes/detailheader.h"
#include "panes/factlist.h"
#include "widgets/style/theme.h"
#include "widgets/titlelabel.h"

#include <QBoxLayout>
#include <QPushButton>

namespace svix {

EndpointPart::EndpointPart(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_cancel(std::make_unique<CancelSource>())
    , m_layout(new QVBoxLayout(this))
    , m_note(new TitleLabel({}, TextRole::Body, this))
    , m_facts(new FactList(this))
{
    const int side = 4 * unit();
    m_layout->setContentsMargins(side, side, side, side);
    m_layout->setSpacing(3 * unit());
    m_note->setMuted(true);
    m_note->setWordWrap(true);
    m_layout->addWidget(m_note);
    m_layout->addWidget(m_facts);
    m_layout->addStretch(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(80); // running through a list by keyboard asks for nothing
    connect(&m_delay, &QTimer::timeout, this, &EndpointPart::load);
}

EndpointPart::~EndpointPart() = default;

void EndpointPart::setAction(QAction *action)
{
    m_layout->insertWidget(m_layout->count() - 1, buttonFor(action, false, this), 0,
                           Qt::AlignLeading);
}

void EndpointPart::addContent(QWidget *widget)
{
    m_layout->insertWidget(m_layout->count() - 1, widget);
}

void EndpointPart::showFacts(const QList<Fact> &facts)
{
    m_facts->setFacts(facts);
    m_facts->setVisible(!facts.isEmpty());
}

void EndpointPart::setEndpoint(const QString &appId, const QString &endpointId)
{
    ++m_run;
    m_cancel->cancel();
    m_appId = appId;
    m_endpointId = endpointId;
    showFacts({});
    empty();
    refresh();
}

void EndpointPart::refresh()
{
    m_read = false;
    if (isVisible()) {
        m_delay.start();
    }
}

void EndpointPart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_read) {
        m_delay.start();
    }
}

void EndpointPart::load()
{
    if (!m_session.client() || m_endpointId.isEmpty() || !isVisible()) {
        return;
    }
    m_read = true;
    if (const QString why = reason(); !why.isEmpty()) {
        m_note->setText(why);
        return;
    }
    ++m_run;
    m_cancel->cancel();
    m_cancel = std::make_unique<CancelSource>();
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    ask(*m_session.client(), options, m_appId, m_endpointId);
}

void EndpointPart::failed(const Error &error, const QString &notLoaded)
{
    if (error.kind != ErrorKind::Canceled) {
        m_read = false;
        m_note->setText(notLoaded + u' ' + ErrorReporter::cause(error));
    }
}

} // namespace svix
