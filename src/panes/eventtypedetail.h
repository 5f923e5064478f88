// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/eventtypes.h"
#include "core/result.h"
#include "dialogs/eventtypechoice.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;
class QMenu;

namespace svix {

namespace Ui {
class EventTypeDetail;
}

class CancelSource;
class Session;

/// An event type: the schema of each version beside its example, and what else is set.
class EventTypeDetail : public QWidget
{
    Q_OBJECT
public:
    explicit EventTypeDetail(Session &session, QWidget *parent = nullptr);
    ~EventTypeDetail() override;

    /// Shows this event type as a list gave it; its schemas are asked for a moment later, so that
    /// running through a list by keyboard asks for nothing.
    void showEventType(const EventTypeOut &type);
    /// The same one as a list gave it anew, without schemas: those that are shown stay.
    void updateEventType(const EventTypeOut &type);
    /// All of it, schemas too, as the server gave it for this name alone.
    void showWhole(const EventTypeOut &type);
    /// Asks for the schemas anew.
    void refresh();
    void clear();
    const EventTypeOut &eventType() const { return m_type; }
    /// The chosen version; empty while there is none or it has not come.
    SchemaExample shown() const;
    /// Buttons of the header, the first one the filled one.
    void setActions(const QList<QAction *> &actions);
    /// A button of the header with the acts that are needed less often.
    void setMenu(QMenu *menu);

Q_SIGNALS:
    /// All of it came.
    void wholeKnown(const svix::EventTypeOut &type);
    /// Another version is shown, or none.
    void shownChanged();
    void failed(const svix::Error &error, const QString &what);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void load();
    void showHeader();
    void showSettings();
    void showVersions();
    void showVersion();

    Session &m_session;
    std::unique_ptr<Ui::EventTypeDetail> m_ui;
    std::unique_ptr<CancelSource> m_cancel;
    QTimer m_delay;
    EventTypeOut m_type;
    QList<SchemaExample> m_versions;
    bool m_whole = false; // the schemas are there
};

} // namespace svix
