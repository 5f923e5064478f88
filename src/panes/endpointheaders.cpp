// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointheaders.h"

#include "api/apiclient.h"
#include "app/errorwords.h"
#include "app/session.h"
#include "panes/detailheader.h"
#include "panes/factlist.h"
#include "widgets/style/theme.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QBoxLayout>
#include <QPushButton>

namespace svix {

EndpointHeaders::EndpointHeaders(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_cancel(std::make_unique<CancelSource>())
    , m_layout(new QVBoxLayout(this))
    , m_facts(new FactList(this))
    , m_note(new TitleLabel({}, TextRole::Body, this))
{
    const int side = 4 * unit();
    m_layout->setContentsMargins(side, side, side, side);
    m_layout->setSpacing(3 * unit());
    m_note->setObjectName(QStringLiteral("headersNote"));
    m_note->setMuted(true);
    m_note->setWordWrap(true);
    m_layout->addWidget(m_note);
    m_layout->addWidget(m_facts);
    m_layout->addStretch(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(80); // running through a list by keyboard asks for nothing
    connect(&m_delay, &QTimer::timeout, this, &EndpointHeaders::load);
}

EndpointHeaders::~EndpointHeaders() = default;

void EndpointHeaders::setAction(QAction *action)
{
    m_layout->insertWidget(m_layout->count() - 1, buttonFor(action, false, this), 0,
                           Qt::AlignLeading);
}

void EndpointHeaders::setEndpoint(const QString &appId, const QString &endpointId)
{
    m_cancel->cancel();
    m_appId = appId;
    m_endpointId = endpointId;
    m_facts->setFacts({});
    m_note->setText(tr("Sent with every message."));
    refresh();
}

void EndpointHeaders::refresh()
{
    m_read = false;
    if (isVisible()) {
        m_delay.start();
    }
}

void EndpointHeaders::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_read) {
        m_delay.start();
    }
}

void EndpointHeaders::load()
{
    if (!m_session.client() || m_endpointId.isEmpty() || !isVisible()) {
        return;
    }
    m_read = true;
    m_cancel->cancel();
    m_cancel = std::make_unique<CancelSource>();
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel.get();
    m_session.client()
        ->get<op::getEndpointHeaders>(options, m_appId, m_endpointId)
        .then(this, [this, asked = m_cancel.get()](const Result<EndpointHeadersOut> &headers) {
            if (asked == m_cancel.get()) {
                came(headers);
            }
        });
}

void EndpointHeaders::came(const Result<EndpointHeadersOut> &headers)
{
    if (!headers.ok()) {
        if (headers.error().kind != ErrorKind::Canceled) {
            m_read = false;
            m_note->setText(tr("The headers could not be loaded. F5 tries again.") + u' ' +
                            ErrorReporter::cause(headers.error()));
        }
        return;
    }
    QList<Fact> facts;
    for (auto it = headers->headers.cbegin(); it != headers->headers.cend(); ++it) {
        facts.append({visibleText(it.key()), it.value(), true, {}});
    }
    QStringList hidden = headers->sensitive;
    hidden.sort(Qt::CaseInsensitive);
    for (const QString &name : std::as_const(hidden)) {
        facts.append({visibleText(name), tr("kept, hidden"), false,
                      tr("The server keeps the value and shows it to nobody.")});
    }
    m_facts->setFacts(facts);
    m_note->setText(facts.isEmpty() ? tr("No headers yet. Svix sends its own with every message.")
                                    : tr("Sent with every message."));
}

} // namespace svix
