// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "core/result.h"

#include <QObject>
#include <QPointer>

namespace svix {

class ApiClient;
class CancelSource;

/// Finds applications: an id or uid is asked for directly, a name is looked for on every page, with
/// progress. The API itself cannot search.
class ApplicationSearch : public QObject
{
    Q_OBJECT
public:
    explicit ApplicationSearch(QObject *parent = nullptr);
    ~ApplicationSearch() override;

    /// Ends a search before it. Matches come as found(); then finished().
    void start(ApiClient *client, const QString &text);
    void cancel();
    bool isRunning() const { return m_cancel != nullptr; }

Q_SIGNALS:
    /// Each application once.
    void found(const svix::ApplicationOut &application);
    /// Applications looked at so far.
    void progress(int checked);
    /// `complete`: every application was looked at. The error says why not, kind None when the
    /// person canceled.
    void finished(bool complete, const svix::Error &error);

private:
    void askDirectly();
    void askPage(const std::optional<QString> &iterator);
    void end(bool complete, const Error &error);

    QPointer<ApiClient> m_client;
    QString m_text;
    CancelSource *m_cancel = nullptr;
    QString m_direct; // the id that was found directly
    int m_checked = 0;
    int m_pages = 0;
    quint64 m_generation = 0;
};

} // namespace svix
