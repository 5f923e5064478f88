// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointcopy.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace svix {

EndpointCopy::EndpointCopy(const PaneContext &context, const QString &appId,
                           const EndpointOut &endpoint, CancelSource *cancel, QObject *parent,
                           Done done)
    : QObject(parent)
    , m_context(context)
    , m_appId(appId)
    , m_endpointId(endpoint.id)
    , m_cancel(cancel)
    , m_done(std::move(done))
{
    m_found.json =
        QJsonDocument::fromJson(writeJson(endpoint, Dialect::answering(ServerKind::Cloud)))
            .object();
}

void EndpointCopy::read(const PaneContext &context, const QString &appId,
                        const EndpointOut &endpoint, CancelSource *cancel, QObject *parent,
                        Done done)
{
    auto *copy = new EndpointCopy(context, appId, endpoint, cancel, parent, std::move(done));
    copy->readHeaders();
}

template <const auto &Op, typename Take>
void EndpointCopy::readOne(Take take, std::function<void()> next)
{
    using Answer = typename std::remove_cvref_t<decltype(Op)>::Answer;
    if (m_cancel && m_cancel->isCanceled()) {
        m_found.complete = false;
        finish();
        return;
    }
    if (!m_context.session.isConnected()) {
        m_found.complete = false;
        next();
        return;
    }
    if (!m_context.runner.reasonAgainst(Op).isEmpty()) {
        // A server that has none of it leaves nothing out; what the token may not see is left out.
        m_found.complete &= !m_context.session.capabilities().isBeyondToken(Op);
        next();
        return;
    }
    CallOptions options;
    options.owner = this;
    options.cancel = m_cancel;
    m_context.session.client()
        ->get<Op>(options, m_appId, m_endpointId)
        .then(this, [this, take, next = std::move(next)](const Result<Answer> &result) {
            if (result.ok()) {
                take(*result);
            } else if (result.error().kind != ErrorKind::NotOffered) {
                m_found.complete = false;
            }
            next();
        });
}

void EndpointCopy::readHeaders()
{
    readOne<op::getEndpointHeaders>(
        [this](const EndpointHeadersOut &headers) {
            // Names only: a value may be as secret as a token.
            m_found.json.insert(u"headerNames"_s, QJsonArray::fromStringList(
                                                      headers.headers.keys() + headers.sensitive));
        },
        [this] { readTransformation(); });
}

void EndpointCopy::readTransformation()
{
    readOne<op::getEndpointTransformation>(
        [this](const EndpointTransformationOut &transformation) {
            const QMap<QString, QString> variables =
                transformation.variables.value_or(QMap<QString, QString>());
            const QString code = transformation.code.value_or(QString());
            if (code.isEmpty() && variables.isEmpty() && !transformation.enabled) {
                return; // it has none
            }
            m_found.json.insert(
                u"transformation"_s,
                QJsonObject{{u"code"_s, code},
                            {u"enabled"_s, transformation.enabled},
                            // As with headers: they hold keys of other services.
                            {u"variableNames"_s, QJsonArray::fromStringList(variables.keys())}});
        },
        [this] { finish(); });
}

void EndpointCopy::finish()
{
    deleteLater();
    m_done(m_found);
}

} // namespace svix
