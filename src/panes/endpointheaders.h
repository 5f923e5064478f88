// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/endpointpart.h"

namespace svix {

/// The headers of an endpoint in its detail.
class EndpointHeaders : public EndpointPart
{
    Q_OBJECT
public:
    explicit EndpointHeaders(Session &session, QWidget *parent = nullptr);

protected:
    void empty() override;
    void ask(ApiClient &client, const CallOptions &options, const QString &appId,
             const QString &endpointId) override;
};

} // namespace svix
