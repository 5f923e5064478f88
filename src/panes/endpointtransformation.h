// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/endpointpart.h"

class QPlainTextEdit;

namespace svix {

/// The transformation of an endpoint in its detail: whether messages go through it, and its code.
class EndpointTransformation : public EndpointPart
{
    Q_OBJECT
public:
    explicit EndpointTransformation(Session &session, QWidget *parent = nullptr);

protected:
    void empty() override;
    QString reason() const override;
    void ask(ApiClient &client, const CallOptions &options, const QString &appId,
             const QString &endpointId) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptFont();

    QPlainTextEdit *m_code;
};

} // namespace svix
