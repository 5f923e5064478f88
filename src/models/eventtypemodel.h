// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "models/apimodel.h"

#include <QHash>

namespace svix {

class ApiClient;
class LazyQueue;

SVIX_API_MODEL_ELSEWHERE(EventTypeOut)

/// The event types of an environment, by name.
class EventTypeModel : public ApiModel<EventTypeOut>
{
    Q_OBJECT
public:
    enum Column { Name, State, Description, LatestSchema, FeatureFlag, Group, Created, Updated };

    explicit EventTypeModel(QObject *parent = nullptr);
    ~EventTypeModel() override;

    /// Another client drops all rows; call reload() afterwards. nullptr: none.
    void setSource(ApiClient *client);
    /// Archived ones too; takes effect with the next reload().
    void setIncludeArchived(bool include);
    bool includesArchived() const { return m_includeArchived; }

    /// Lists come without schemas: those of the rows on screen are asked for, three at a time.
    void setVisibleRows(const QList<int> &rows) override;
    /// What the detail or a write found out is taken over.
    void setSchemas(const QString &name, const RawJson &schemas);

    bool rowMatches(int row, const WordFilter &filter) const override;

protected:
    QString keyOf(const EventTypeOut &row) const override { return row.name; }
    EventTypeOut makeRow(const EventTypeOut &item) override { return item; }
    QVariant cell(const EventTypeOut &row, int column, int role) const override;
    int placeFor(const EventTypeOut &row) const override;
    void reloaded() override;
    void forgetRows() override;

private:
    /// The highest version of an event type's schemas, empty: it has none.
    struct Latest
    {
        enum class State : quint8 { Asked, Known, Failed };
        State state = State::Asked;
        bool stale = false; ///< shown, but to be asked again
        QString version{};
    };
    QVariant latestCell(const EventTypeOut &row, int role) const;
    void askVisible();
    void askSchemas(const QString &name, const std::function<void()> &done);
    void touchLatest(const QString &name);
    Answer fetchPage(const PageRequest &request) override;

    bool m_includeArchived = false;
    QHash<QString, Latest> m_latest; // by name
    QStringList m_visible;           // names
    LazyQueue *m_lazy;
};

} // namespace svix
