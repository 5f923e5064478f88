// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "models/apimodel.h"
#include "models/statewords.h"

namespace svix {

class ApiClient;

SVIX_API_MODEL_ELSEWHERE(DestinationOut)

/// The endpoints that one message was tried on, with the latest state there.
class DestinationModel : public ApiModel<DestinationOut>
{
    Q_OBJECT
public:
    enum Column { State, Url, Description, NextRetry, Id };

    explicit DestinationModel(QObject *parent = nullptr);
    ~DestinationModel() override;

    /// Another message drops all rows at once; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const QString &appId, const QString &messageId);
    QString messageId() const { return source().id(1); }
    /// Over the rows that are loaded; final when isComplete().
    DeliverySummary summary() const;

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const DestinationOut &row) const override { return row.id; }
    DestinationOut makeRow(const DestinationOut &item) override { return item; }
    QVariant cell(const DestinationOut &row, int column, int role) const override;

private:
    Answer fetchPage(const PageRequest &request) override;
};

} // namespace svix
