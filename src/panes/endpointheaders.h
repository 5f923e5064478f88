// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "core/result.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;
class QBoxLayout;

namespace svix {

class CancelSource;
class FactList;
class Session;
class TitleLabel;

/// The headers of an endpoint in its detail, read when they are first looked at.
class EndpointHeaders : public QWidget
{
    Q_OBJECT
public:
    explicit EndpointHeaders(Session &session, QWidget *parent = nullptr);
    ~EndpointHeaders() override;

    /// The act that changes them, as a button.
    void setAction(QAction *action);
    /// Another endpoint; empty ids: none.
    void setEndpoint(const QString &appId, const QString &endpointId);
    /// What is shown may be out of date.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void came(const Result<EndpointHeadersOut> &headers);

    Session &m_session;
    std::unique_ptr<CancelSource> m_cancel;
    QBoxLayout *m_layout;
    FactList *m_facts;
    TitleLabel *m_note;
    QTimer m_delay;
    QString m_appId;
    QString m_endpointId;
    bool m_read = false;
};

} // namespace svix
