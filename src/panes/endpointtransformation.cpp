// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointtransformation.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "panes/factlist.h"
#include "panes/factsdetail.h"
#include "widgets/style/theme.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QEvent>
#include <QPlainTextEdit>

namespace svix {

namespace {
constexpr int linesShown = 14; // the rest is scrolled to
}

EndpointTransformation::EndpointTransformation(Session &session, QWidget *parent)
    : EndpointPart(session, parent)
    , m_code(new QPlainTextEdit(this))
{
    note()->setObjectName(QStringLiteral("transformationNote"));
    m_code->setObjectName(QStringLiteral("transformationCode"));
    m_code->setAccessibleName(tr("Code of the transformation"));
    m_code->setReadOnly(true);
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setLayoutDirection(Qt::LeftToRight);
    m_code->setTabChangesFocus(true);
    m_code->hide();
    addContent(m_code);
    adoptFont();
}

void EndpointTransformation::adoptFont()
{
    m_code->setFont(monoFont(m_code));
    m_code->setFixedHeight(m_code->fontMetrics().lineSpacing() * linesShown + 4 * unit());
}

void EndpointTransformation::changeEvent(QEvent *event)
{
    EndpointPart::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        adoptFont();
    }
}

void EndpointTransformation::empty()
{
    m_code->clear();
    m_code->hide();
    note()->setText(tr("Code that may change each message before it is sent."));
}

QString EndpointTransformation::reason() const
{
    return session().capabilities().reason(op::getEndpointTransformation);
}

void EndpointTransformation::ask(ApiClient &client, const CallOptions &options,
                                 const QString &appId, const QString &endpointId)
{
    answered(client.get<op::getEndpointTransformation>(options, appId, endpointId),
             tr("The transformation could not be loaded. F5 tries again."),
             [this](const EndpointTransformationOut &now) {
                 const QString code = now.code.value_or(QString());
                 m_code->setPlainText(code);
                 m_code->setVisible(!code.isEmpty());
                 if (code.isEmpty()) {
                     showFacts({});
                     note()->setText(tr("No transformation: messages go as they are."));
                     return;
                 }
                 note()->setText(now.enabled
                                     ? tr("Switched on: each message goes through this code.")
                                     : tr("Switched off: messages go as they are."));
                 QList<Fact> all;
                 if (now.updatedAt && now.updatedAt->isValid()) {
                     all.append(timeFact(tr("Updated"), now.updatedAt->milliseconds()));
                 }
                 // Their values may be secrets.
                 if (const auto variables = now.variables; variables && !variables->isEmpty()) {
                     all.append({tr("Variables"),
                                 visibleText(QStringList(variables->keys()).join(u", ")),
                                 false,
                                 {}});
                 }
                 showFacts(all);
             });
}

} // namespace svix
