// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/listpane.h"

namespace svix {

class EventTypeActs;
class EventTypeDetail;
class EventTypeModel;
class EventTypeNames;
class FilterButton;

/// The event types of the environment: what messages are about, with the schema of each version.
class EventTypesPane : public ListPane
{
    Q_OBJECT
public:
    EventTypesPane(const PaneContext &context, EventTypeNames &eventTypes,
                   QWidget *parent = nullptr);
    ~EventTypesPane() override;

    void go(const Place &place) override;
    Place place() const override;
    std::optional<Place> placeOfLoaded(const QString &text) const override;
    void refresh() override;
    void reset() override;

    EventTypeModel *model() const { return m_model; }

protected:
    void showRow(const QString &key) override;
    void clearDetail() override;
    void askWanted() override;
    void refreshActs() override;

private:
    void buildActs();
    void buildFilter();
    void setIncludeArchived(bool include);
    void copy(const QByteArray &text, const QString &said);

    EventTypeModel *m_model;
    EventTypeDetail *m_detail;
    EventTypeActs *m_acts;
    FilterButton *m_archived = nullptr;
    QAction *m_new = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_archive = nullptr;
    QAction *m_unarchive = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_copySchema = nullptr;
    QAction *m_copyExample = nullptr;
    QAction *m_includeArchived = nullptr;
};

} // namespace svix
