// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"
#include "models/apimodel.h"

namespace svix {

class ApiClient;

SVIX_API_MODEL_ELSEWHERE(ApplicationOut)

/// The applications of an environment, in the order of the server (oldest first).
class ApplicationModel : public ApiModel<ApplicationOut>
{
    Q_OBJECT
public:
    enum Column { Name, Uid, Id, ThrottleRate, Metadata, Created, Updated };

    explicit ApplicationModel(QObject *parent = nullptr);
    ~ApplicationModel() override;

    /// Another client drops all rows; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client);

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const ApplicationOut &row) const override { return row.id; }
    ApplicationOut makeRow(const ApplicationOut &item) override { return item; }
    QVariant cell(const ApplicationOut &row, int column, int role) const override;
    int placeFor(const ApplicationOut &row) const override;

private:
    Answer fetchPage(const PageRequest &request) override;
};

} // namespace svix
