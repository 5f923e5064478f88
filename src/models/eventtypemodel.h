// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "models/apimodel.h"

namespace svix {

class ApiClient;

/// The event types of an environment, by name.
class EventTypeModel : public ApiModel<EventTypeOut>
{
    Q_OBJECT
public:
    enum Column { Name, State, Description, FeatureFlag, Group, Created, Updated };

    explicit EventTypeModel(QObject *parent = nullptr);

    /// Another client drops all rows; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client);
    /// Archived ones too; takes effect with the next reload().
    void setIncludeArchived(bool include);

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const EventTypeOut &row) const override { return row.name; }
    EventTypeOut makeRow(const EventTypeOut &item) override { return item; }
    QVariant cell(const EventTypeOut &row, int column, int role) const override;
    int placeFor(const EventTypeOut &row) const override;

private:
    Answer fetchPage(const PageRequest &request) override;

    bool m_includeArchived = false;
};

} // namespace svix
