// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/others.h"
#include "models/apimodel.h"

namespace svix {

class ApiClient;

SVIX_API_MODEL_ELSEWHERE(IntegrationOut)

/// The integrations of an application, in the order of the server (oldest first).
class IntegrationModel : public ApiModel<IntegrationOut>
{
    Q_OBJECT
public:
    enum Column { Name, FeatureFlags, Created, Updated, Id };

    explicit IntegrationModel(QObject *parent = nullptr);
    ~IntegrationModel() override;

    /// Another application drops all rows at once; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client, const QString &appId);
    QString appId() const { return source().appId(); }

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const IntegrationOut &row) const override { return row.id; }
    IntegrationOut makeRow(const IntegrationOut &item) override { return item; }
    QVariant cell(const IntegrationOut &row, int column, int role) const override;
    int placeFor(const IntegrationOut &row) const override;

private:
    Answer fetchPage(const PageRequest &request) override;
};

} // namespace svix
