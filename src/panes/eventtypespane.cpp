// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/eventtypespane.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "models/eventtypemodel.h"
#include "panes/eventtypeacts.h"
#include "panes/eventtypedetail.h"
#include "panes/listside.h"
#include "widgets/filterbutton.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace svix {

EventTypesPane::EventTypesPane(const PaneContext &context, EventTypeNames &eventTypes,
                               QWidget *parent)
    : ListPane(context, Section::EventTypes, parent)
    , m_model(new EventTypeModel(this))
    , m_detail(new EventTypeDetail(context.session, this))
    , m_acts(new EventTypeActs(context, eventTypes, this))
{
    setTitle(tr("Event types"));
    buildActs();
    buildFilter();
    setModel(m_model, QStringLiteral("eventTypes"), tr("Event types not loaded."));
    list()->setNothingYet(QStringLiteral("event-types"), tr("No event types yet"),
                          tr("An event type says what a message is about, such as invoice.paid. "
                             "Those in use will be here; archived ones are left out."),
                          {m_new, m_includeArchived});
    list()->filterField()->setPlaceholder(tr("Filter by name, description, flag"));
    list()->addMenuButton(tr("Columns"), list()->table()->columnsMenu());
    list()->addButton(m_new, true);
    list()->table()->setAccessibleName(tr("Event types"));
    list()->table()->setServerOrder(EventTypeModel::Name, Qt::AscendingOrder);
    list()->table()->addRowActions(
        {m_edit, m_archive, m_unarchive, m_copySchema, m_copyExample, m_delete});
    list()->table()->setCopyIdText(tr("Copy name"));
    list()->table()->setCopyUidText({});
    list()->table()->setCopyUrlOffered(false);
    setDetail(m_detail, QStringLiteral("event-types"), tr("No event type chosen"),
              tr("Choose one in the list to see its schema and example."));
    m_detail->setActions({m_edit, m_archive, m_unarchive});
    auto *more = new QMenu(this);
    more->addActions({m_copySchema, m_copyExample});
    more->addSeparator();
    more->addAction(m_delete);
    m_detail->setMenu(more);

    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(list()->table(), &TableView::opened, this, [this] { m_edit->trigger(); });
    connect(m_model, &PagedModelBase::loadedChanged, this, [this] {
        if (const EventTypeOut *row = m_model->find(m_detail->eventType().name)) {
            m_detail->updateEventType(*row);
        }
        refreshActs();
    });
    connect(m_detail, &EventTypeDetail::wholeKnown, this, [this](const EventTypeOut &type) {
        m_model->setSchemas(type.name, type.schemas);
        refreshActs();
    });
    connect(m_detail, &EventTypeDetail::shownChanged, this, &EventTypesPane::refreshActs);
    connect(m_detail, &EventTypeDetail::failed, this, &Pane::failed);
    connect(m_acts, &EventTypeActs::written, this, [this](const EventTypeOut &type) {
        // Shown also where the list leaves it out, as one that is archived.
        setWanted(type.name);
        if (!type.archived || m_model->includesArchived()) {
            m_model->upsert(type);
        } else {
            m_model->removeKey(type.name);
        }
        m_detail->showWhole(type);
        showDetail();
        list()->table()->selectKey(type.name);
        refreshActs();
    });
    connect(m_acts, &EventTypeActs::gone, this, [this](const QString &name) {
        m_model->removeKey(name);
        if (m_detail->eventType().name == name) {
            setWanted({});
            leaveDetail();
        }
        refreshActs();
    });
    connect(m_acts, &EventTypeActs::openRequested, this, [this](const QString &name) {
        Q_EMIT placeRequested({Section::EventTypes, {}, name, {}, {}});
    });
    refreshActs();
}

EventTypesPane::~EventTypesPane() = default;

void EventTypesPane::buildActs()
{
    m_new = addAct(QStringLiteral("newEventType"), tr("&New event type"), QStringLiteral("plus"),
                   QKeySequence::New);
    m_edit = addAct(QStringLiteral("editEventType"), tr("Edi&t…"), QStringLiteral("edit"),
                    QKeySequence(Qt::Key_F2));
    m_archive =
        addAct(QStringLiteral("archiveEventType"), tr("&Archive"), QStringLiteral("download"));
    m_unarchive =
        addAct(QStringLiteral("unarchiveEventType"), tr("&Unarchive"), QStringLiteral("upload"));
    m_copySchema = addAct(QStringLiteral("copySchema"), tr("Copy &schema"), QStringLiteral("copy"));
    m_copyExample =
        addAct(QStringLiteral("copyExample"), tr("Copy e&xample"), QStringLiteral("copy"));
    m_delete = addAct(QStringLiteral("deleteEventType"), tr("&Delete for good…"),
                      QStringLiteral("trash"), QKeySequence::Delete);
    m_includeArchived = addAct(QStringLiteral("includeArchived"), tr("&Include archived"));
    m_includeArchived->setCheckable(true);
    connect(m_new, &QAction::triggered, m_acts, &EventTypeActs::create);
    connect(m_edit, &QAction::triggered, this,
            [this] { m_acts->edit(m_detail->eventType().name); });
    connect(m_archive, &QAction::triggered, this,
            [this] { m_acts->setArchived(m_detail->eventType().name, true); });
    connect(m_unarchive, &QAction::triggered, this,
            [this] { m_acts->setArchived(m_detail->eventType().name, false); });
    connect(m_delete, &QAction::triggered, this,
            [this] { m_acts->remove(m_detail->eventType().name); });
    connect(m_copySchema, &QAction::triggered, this,
            [this] { copy(m_detail->shown().schema, tr("Schema copied")); });
    connect(m_copyExample, &QAction::triggered, this,
            [this] { copy(m_detail->shown().example, tr("Example copied")); });
    connect(m_includeArchived, &QAction::toggled, this, &EventTypesPane::setIncludeArchived);
}

void EventTypesPane::buildFilter()
{
    m_archived = new FilterButton(tr("Archived"));
    m_archived->setObjectName(QStringLiteral("archivedFilter"));
    m_archived->setValueText(tr("left out"));
    QAction *out = m_archived->filterMenu()->addAction(tr("left out"));
    QAction *in = m_archived->filterMenu()->addAction(tr("included"));
    connect(out, &QAction::triggered, this, [this] { m_includeArchived->setChecked(false); });
    connect(in, &QAction::triggered, this, [this] { m_includeArchived->setChecked(true); });
    list()->addFilter(m_archived);
}

void EventTypesPane::setIncludeArchived(bool include)
{
    m_archived->setValueText(include ? tr("included") : tr("left out"));
    m_model->setIncludeArchived(include);
    if (m_model->hasSource()) {
        m_model->reload();
    }
}

void EventTypesPane::copy(const QByteArray &text, const QString &said)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
    Q_EMIT notice({Tone::Info, said, {}, {}, {}});
}

void EventTypesPane::refreshActs()
{
    const EventTypeOut &type = m_detail->eventType();
    QString none = type.name.isEmpty() || !isDetailShown()
                       ? tr("Choose an event type first.")
                       : reasonAgainstSeveral(tr("Choose one event type only."));
    const QString change = m_acts->reasonAgainstChange();
    const QString remove = runner().reasonAgainst(op::deleteEventType);
    const QString replace = runner().reasonAgainst(op::updateEventType);
    setReason(m_new, runner().reasonAgainst(op::createEventType));
    setReason(m_edit, change.isEmpty() ? none : change);
    setReason(m_archive, change.isEmpty() ? none : change);
    setReason(m_unarchive, replace.isEmpty() ? none : replace);
    setReason(m_delete, remove.isEmpty() ? none : remove);
    m_archive->setVisible(!type.archived);
    m_unarchive->setVisible(type.archived);
    const SchemaExample shown = m_detail->shown();
    setReason(m_copySchema, !none.isEmpty()          ? none
                            : shown.schema.isEmpty() ? tr("There is no schema.")
                                                     : QString());
    setReason(m_copyExample, !none.isEmpty()           ? none
                             : shown.example.isEmpty() ? tr("There is no example.")
                                                       : QString());
}

void EventTypesPane::go(const Place &place)
{
    setWanted(place.object);
    ApiClient *client = session().client();
    if (client && (!m_model->hasSource() || !m_model->hasLoaded())) {
        m_model->setSource(client);
        m_model->reload();
    }
    chooseWanted();
}

Place EventTypesPane::place() const
{
    return {Section::EventTypes, {}, m_detail->eventType().name, {}, {}};
}

std::optional<Place> EventTypesPane::placeOfLoaded(const QString &text) const
{
    return m_model->rowOfKey(text) < 0
               ? std::nullopt
               : std::optional(Place{Section::EventTypes, {}, text, {}, {}});
}

void EventTypesPane::refresh()
{
    m_model->reload();
    m_detail->refresh();
}

void EventTypesPane::reset()
{
    setWanted({});
    m_model->setSource(nullptr);
    m_includeArchived->setChecked(false);
    list()->filterField()->clear();
    leaveDetail();
}

void EventTypesPane::showRow(const QString &key)
{
    m_detail->showEventType(*m_model->find(key));
}

void EventTypesPane::clearDetail()
{
    m_detail->clear();
}

void EventTypesPane::askWanted()
{
    if (ApiClient *client = session().client()) {
        showWanted(client->get<op::getEventType>({this}, wanted()), tr("Event type not found."),
                   [this](const EventTypeOut &type) { m_detail->showWhole(type); });
    }
}

} // namespace svix
