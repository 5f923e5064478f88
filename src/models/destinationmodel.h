// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "models/pagedmodel.h"
#include "models/statewords.h"

#include <QPointer>

namespace svix {

class ApiClient;

/// The endpoints that one message was tried on, with the latest state there.
class DestinationModel : public PagedModel<DestinationOut>
{
    Q_OBJECT
public:
    enum Column { State, Url, Description, NextRetry, Id };

    explicit DestinationModel(QObject *parent = nullptr);

    /// Another message drops all rows at once; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const QString &appId, const QString &messageId);
    QString messageId() const { return m_messageId; }
    /// Over the rows that are loaded; final when isComplete().
    DeliverySummary summary() const;

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const DestinationOut &row) const override { return row.id; }
    DestinationOut makeRow(const DestinationOut &item) override { return item; }
    QVariant cell(const DestinationOut &row, int column, int role) const override;

private:
    QFuture<Result<Page<DestinationOut>>> fetchPage(const PageRequest &request);

    QPointer<ApiClient> m_client;
    QString m_appId;
    QString m_messageId;
};

} // namespace svix
