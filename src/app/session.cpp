// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "api/apiclient.h"
#include "api/serverprobe.h"
#include "core/token.h"

#include <QCryptographicHash>

namespace svix {

Session::Session(QObject *parent)
    : QObject(parent)
{
}

Session::~Session() = default;

ClientConfig Session::clientConfig(const Profile &profile, const QByteArray &token,
                                   const QByteArray &proxyPassword, bool readOnlyAlways)
{
    ClientConfig config;
    config.baseUrl = profile.url;
    config.token = token;
    config.readOnly = profile.readOnly || readOnlyAlways;
    config.allowPlainHttp = profile.allowPlainHttp;
    config.http1Only = profile.http1Only;
    config.caFile = profile.caFile;
    config.systemProxy = profile.proxy.kind == ProxySettings::Kind::System;
    if (profile.proxy.kind == ProxySettings::Kind::Http ||
        profile.proxy.kind == ProxySettings::Kind::Socks5) {
        config.proxy = QNetworkProxy(profile.proxy.kind == ProxySettings::Kind::Http
                                         ? QNetworkProxy::HttpProxy
                                         : QNetworkProxy::Socks5Proxy,
                                     profile.proxy.host, profile.proxy.port, profile.proxy.user,
                                     QString::fromUtf8(proxyPassword));
    }
    return config;
}

void Session::connectTo(const Profile &profile, const QByteArray &token,
                        const QByteArray &proxyPassword)
{
    const bool other = profile.id != m_profile.id;
    const bool still = m_client && !other && isSameServer(profile, token);
    // While the profile is still its own: the audit log names it.
    endClient(still);
    m_profile = profile;
    m_token = token;
    m_proxyPassword = proxyPassword;
    if (other && m_application) {
        m_application.reset();
        Q_EMIT applicationChanged();
    }
    start();
}

bool Session::isSameServer(const Profile &profile, const QByteArray &token) const
{
    const TokenInfo before = inspectToken(m_token);
    const TokenInfo now = inspectToken(token);
    return profile.url == m_profile.url && before.kind == now.kind &&
           before.organisation == now.organisation && before.application == now.application;
}

QString Session::tokenMark(const QString &key) const
{
    const QByteArray both = key.toUtf8() + '\n' + m_token;
    return QString::fromLatin1(
        QCryptographicHash::hash(both, QCryptographicHash::Sha256).toHex().first(16));
}

void Session::reconnect()
{
    start();
}

void Session::endClient(bool still)
{
    // First, so that whoever hears of a canceled call finds another connection.
    ++m_generation;
    if (!still) {
        m_stillSince = m_generation;
    }
    m_probe.reset();
    m_client.reset();
}

void Session::start()
{
    m_wanted.clear();
    endClient(true);
    m_capabilities = {};
    m_error = {};
    m_client = std::make_unique<ApiClient>(
        clientConfig(m_profile, m_token, m_proxyPassword, m_readOnlyAlways));
    connect(m_client.get(), &ApiClient::activity, this, &Session::activity);
    connect(m_client.get(), &ApiClient::inFlightChanged, this, &Session::inFlightChanged);
    connect(m_client.get(), &ApiClient::missingFound, this,
            [this](const QString &operation) { m_capabilities.missing.insert(operation); });
    m_probe = std::make_unique<ServerProbe>(*m_client);
    setState(State::Connecting);
    Q_EMIT clientChanged();
    m_probe->run().then(this, [this, asked = m_probe.get()](Result<Capabilities> result) {
        if (asked != m_probe.get()) {
            return; // of a connection that is no longer wanted
        }
        if (!result.ok()) {
            m_error = result.error();
            setState(State::Failed);
            return;
        }
        m_capabilities = *result;
        if (m_capabilities.missing.contains(op::listAttemptsByMsg.name())) {
            m_client->setMissing(op::listAttemptsByMsg); // the old lists from the beginning
        }
        setState(State::Connected);
    });
}

void Session::disconnectNow()
{
    m_token.clear();
    m_proxyPassword.clear();
    endClient(false);
    m_capabilities = {};
    m_error = {};
    m_profile = {};
    leaveApplication();
    setState(State::Disconnected);
    Q_EMIT clientChanged();
}

void Session::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void Session::setProfile(const Profile &profile)
{
    if (profile.id != m_profile.id || profile.url != m_profile.url) {
        m_stillSince = m_generation + 1; // the next client is of another server
    }
    m_profile = profile;
    if (m_client) {
        m_client->setReadOnly(isReadOnly());
    }
    Q_EMIT readOnlyChanged(isReadOnly());
}

void Session::setReadOnlyAlways(bool always)
{
    m_readOnlyAlways = always;
    if (m_client) {
        m_client->setReadOnly(isReadOnly());
    }
    Q_EMIT readOnlyChanged(isReadOnly());
}

QString Session::applicationName() const
{
    if (!m_application) {
        return {};
    }
    if (!m_application->name.isEmpty()) {
        return m_application->name;
    }
    return m_application->uid.value_or(m_application->id);
}

void Session::setApplication(const ApplicationOut &application)
{
    m_wanted = application.id;
    m_application = application;
    Q_EMIT applicationChanged();
}

void Session::leaveApplication()
{
    m_wanted.clear();
    if (m_application) {
        m_application.reset();
        Q_EMIT applicationChanged();
    }
}

void Session::openApplication(const QString &idOrUid)
{
    if (!m_client) {
        return;
    }
    m_wanted = idOrUid;
    m_client->get<op::getApplication>({this}, idOrUid)
        .then(this, [this, idOrUid](Result<ApplicationOut> result) {
            if (m_wanted != idOrUid) {
                return; // another one was chosen meanwhile
            }
            if (!result.ok()) {
                m_wanted.clear();
                Q_EMIT applicationFailed(idOrUid, result.error());
                return;
            }
            setApplication(*result);
        });
}

} // namespace svix
