// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QPointer>
#include <QStringList>

namespace svix {

class ApiClient;
struct CallOptions;
struct Dialect;
struct PageRequest;

/// Whom a model asks, and below which objects: a client that may go, and the ids in the path.
class ApiSource
{
public:
    ApiSource();
    ~ApiSource();
    Q_DISABLE_COPY_MOVE(ApiSource)

    void set(ApiClient *client, const QStringList &ids);
    bool is(const ApiClient *client, const QStringList &ids) const;
    /// nullptr when there is none, or when it is gone.
    ApiClient *client() const;
    /// Empty when there is none in that place.
    QString id(qsizetype place) const { return m_ids.value(place); }
    QString appId() const { return id(0); }
    /// What the client speaks; the usual one without a client.
    Dialect dialect() const;

private:
    QPointer<ApiClient> m_client;
    QStringList m_ids;
};

/// How a page is asked for: given up with the model and with the reload that wants it, and behind
/// what a person does where many pages are walked through.
CallOptions pageOptions(QObject *model, const PageRequest &request);

/// The answer of a model whose connection is gone.
template <typename T>
QFuture<Result<T>> noClient()
{
    return QtFuture::makeReadyFuture(Result<T>(makeError(ErrorKind::Canceled, QString())));
}

} // namespace svix
