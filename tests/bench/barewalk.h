// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrlQuery>

#include <functional>

namespace svix::bench {

/// What the model is measured against: the least that a Qt program can do with the same pages. One
/// request after the other, each page only parsed, nothing kept.
class BareWalk : public QObject
{
    Q_OBJECT
public:
    BareWalk(QUrl server, QByteArray token, QString appId)
        : m_server(std::move(server))
        , m_token(std::move(token))
        , m_appId(std::move(appId))
    {
    }

    int rows() const { return m_rows; }
    void start() { ask({}); }

Q_SIGNALS:
    void finished();

private:
    void ask(const QString &iterator)
    {
        QUrl url(m_server);
        url.setPath(QStringLiteral("/api/v1/app/%1/msg").arg(m_appId));
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("limit"), QStringLiteral("250"));
        if (!iterator.isEmpty()) {
            query.addQueryItem(QStringLiteral("iterator"), iterator);
        }
        query.addQueryItem(QStringLiteral("with_content"), QStringLiteral("false"));
        url.setQuery(query);
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer " + m_token);
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            reply->deleteLater();
            const QJsonObject page = QJsonDocument::fromJson(reply->readAll()).object();
            m_rows += static_cast<int>(page.value(QStringLiteral("data")).toArray().size());
            const QString next = page.value(QStringLiteral("iterator")).toString();
            if (page.value(QStringLiteral("done")).toBool(true) || next.isEmpty()) {
                Q_EMIT finished();
            } else {
                ask(next);
            }
        });
    }

    QNetworkAccessManager m_network;
    QUrl m_server;
    QByteArray m_token;
    QString m_appId;
    int m_rows = 0;
};

} // namespace svix::bench
