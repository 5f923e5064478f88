// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/taskspane.h"

#include "api/apiclient.h"
#include "app/session.h"
#include "app/taskfollow.h"
#include "models/taskmodel.h"
#include "models/taskwords.h"
#include "panes/choicemenu.h"
#include "panes/detailheader.h"
#include "panes/factsdetail.h"
#include "panes/listside.h"
#include "panes/times.h"
#include "widgets/filterbutton.h"
#include "widgets/searchfield.h"
#include "widgets/views/tableview.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace svix {

namespace {

constexpr qsizetype mostFollowed = 5;
constexpr std::chrono::milliseconds slowest = std::chrono::minutes(1);

// Members of the task's data, one a line; what is no object stands as it came.
QList<Fact> dataFacts(const RawJson &data)
{
    QList<Fact> facts;
    const QJsonDocument document = QJsonDocument::fromJson(data.text);
    if (!document.isObject()) {
        return {{TasksPane::tr("Data"), QString::fromUtf8(data.text), false, {}}};
    }
    const QJsonObject object = document.object();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        const QString value =
            it->isObject() || it->isArray()
                ? QString::fromUtf8(
                      QJsonDocument::fromVariant(it->toVariant()).toJson(QJsonDocument::Compact))
                : it->toVariant().toString();
        facts.append(
            {it.key() == QLatin1String("messagesSent") ? TasksPane::tr("Messages sent") : it.key(),
             value,
             false,
             {}});
    }
    return facts;
}

} // namespace

TasksPane::TasksPane(const PaneContext &context, QWidget *parent)
    : ListPane(context, Section::BackgroundTasks, parent)
    , m_model(new TaskModel(this))
    , m_detail(new FactsDetail(this))
{
    setTitle(tr("Background tasks"));
    buildFilters();
    setModel(m_model, QStringLiteral("backgroundTasks"), tr("Background tasks not loaded."));
    list()->setNothingYet(QStringLiteral("tasks"), tr("No background tasks yet"),
                          tr("What a server does by itself is listed here, such as recovering "
                             "failed messages."));
    list()->filterField()->setPlaceholder(tr("Filter by task, status, id"));
    list()->addMenuButton(tr("Columns"), list()->table()->columnsMenu());
    list()->table()->setAccessibleName(tr("Background tasks"));
    list()->table()->setServerOrder(TaskModel::Updated, Qt::DescendingOrder);
    list()->setFiltered([this]() -> std::optional<ListSide::NoMatch> {
        return m_model->filter().isActive() ? std::optional(ListSide::NoMatch()) : std::nullopt;
    });
    setDetail(m_detail, QStringLiteral("tasks"), tr("No task chosen"),
              tr("Choose one in the list to see how far it is."));
    m_timer.setSingleShot(true);
    setInterval(std::chrono::seconds(2));
    connect(&m_timer, &QTimer::timeout, this, &TasksPane::ask);
    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(list(), &ListSide::clearFiltersRequested, this, [this] {
        m_status->setValue({});
        m_task->setValue({});
        filterChanged();
    });
    connect(m_model, &PagedModelBase::loadedChanged, this, [this] {
        if (const BackgroundTaskOut *row = m_model->find(m_shown.id)) {
            showTask(*row);
        }
        follow();
    });
}

TasksPane::~TasksPane() = default;

void TasksPane::buildFilters()
{
    const auto choice = [this](const QString &label, const char *name, const QString &other,
                               QStringList (*values)()) {
        auto *button = new FilterButton(label);
        button->setObjectName(QString::fromLatin1(name));
        list()->addFilter(button);
        auto *menu = new ChoiceMenu(button, tr("any"), other, values);
        connect(menu, &ChoiceMenu::chosen, this, &TasksPane::filterChanged);
        return menu;
    };
    m_status =
        choice(tr("Status"), "statusFilter", tr("Another status"), &TaskWords::knownStatuses);
    m_task = choice(tr("Task"), "taskFilter", tr("Another task"), &TaskWords::knownTypes);
}

void TasksPane::filterChanged()
{
    m_model->setSource(session().client(), {m_status->value(), m_task->value()});
    m_model->reload();
}

void TasksPane::go(const Place &place)
{
    setWanted(place.object);
    ApiClient *client = session().client();
    const QString reason =
        client ? session().capabilities().reason(op::listBackgroundTasks) : QString();
    list()->setInstead(QStringLiteral("tasks"),
                       reason.isEmpty() ? QString() : tr("No background tasks here"), reason);
    setDetailSideShown(reason.isEmpty());
    if (client && reason.isEmpty()) {
        // They come and go without anybody here having done something.
        m_model->setSource(client, m_model->filter());
        m_model->reload();
    }
    chooseWanted();
}

Place TasksPane::place() const
{
    return {Section::BackgroundTasks, {}, m_shown.id, {}, {}};
}

std::optional<Place> TasksPane::placeOfLoaded(const QString &text) const
{
    return m_model->find(text) ? std::optional(Place{Section::BackgroundTasks, {}, text, {}, {}})
                               : std::nullopt;
}

void TasksPane::refresh()
{
    m_model->reload();
}

void TasksPane::reset()
{
    setWanted({});
    m_timer.stop();
    m_asked = 0;
    m_status->setValue({});
    m_task->setValue({});
    m_model->setSource(nullptr);
    list()->setInstead({}, {}, {});
    setDetailSideShown(true);
    list()->setFooterNote({});
    list()->filterField()->clear();
    leaveDetail();
}

void TasksPane::showRow(const QString &key)
{
    showTask(*m_model->find(key));
}

void TasksPane::clearDetail()
{
    m_shown = {};
}

void TasksPane::askWanted()
{
    if (ApiClient *client = session().client()) {
        showWanted(client->get<op::getBackgroundTask>({this}, wanted()), tr("Task not found."),
                   [this](const BackgroundTaskOut &task) { showTask(task); });
    }
}

void TasksPane::refreshActs()
{
    follow();
}

void TasksPane::showTask(const BackgroundTaskOut &task)
{
    m_shown = task;
    const StateText state = TaskWords::ofStatus(task.status);
    DetailHeader *header = m_detail->header();
    header->setTitle(TaskWords::ofType(task.task));
    header->setState(state.text, state.kind);
    header->setId(task.id, tr("task id"));
    const qint64 updated =
        task.updatedAt && task.updatedAt->isValid() ? task.updatedAt->milliseconds() : 0;
    header->setFacts([updated] {
        return updated == 0 ? QStringList()
                            : QStringList{tr("updated %1").arg(relativeTime(updated))};
    });
    QList<Fact> facts{{tr("Task"), task.task, true, {}}, {tr("Status"), state.text, false, {}}};
    if (const auto origin = session().originOf(task.id)) {
        facts.append({tr("Application"), origin->applicationName, false, origin->applicationId});
        facts.append({tr("Endpoint"), origin->url, true, origin->endpointId});
    }
    if (!task.data.isEmpty()) {
        facts.append(dataFacts(task.data));
    }
    facts.append(timeFact(tr("Updated"), updated));
    m_detail->setFacts(facts);
}

QStringList TasksPane::running() const
{
    QStringList ids;
    if (TaskFollow::isRunning(m_shown)) {
        ids.append(m_shown.id);
    }
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const BackgroundTaskOut &task = m_model->rowAt(row);
        if (TaskFollow::isRunning(task) && !ids.contains(task.id)) {
            ids.append(task.id);
        }
    }
    return ids;
}

void TasksPane::follow()
{
    const int count = static_cast<int>(running().size());
    list()->setFooterNote(count == 0 ? QString()
                                     : tr("%n task(s) running, followed", nullptr, count));
    if (count == 0 || !isVisible() || !session().client()) {
        m_timer.stop();
    } else if (!m_timer.isActive() && m_asked == 0) {
        m_timer.start();
    }
}

void TasksPane::ask()
{
    ApiClient *client = session().client();
    if (!client || !isVisible()) {
        return;
    }
    if (window()->isMinimized()) {
        m_timer.start();
        return;
    }
    const QStringList ids = running().mid(0, mostFollowed);
    m_asked = static_cast<int>(ids.size());
    CallOptions options;
    options.owner = this;
    options.priority = Priority::Bulk;
    for (const QString &id : ids) {
        client->get<op::getBackgroundTask>(options, id)
            .then(this,
                  [this, on = session().generation()](const Result<BackgroundTaskOut> &result) {
                      if (on != session().generation()) {
                          return;
                      }
                      m_asked = std::max(0, m_asked - 1);
                      if (result.ok()) {
                          m_timer.setInterval(m_interval);
                          came(*result);
                      } else {
                          // Less and less often, but not never: it is said to be followed.
                          m_timer.setInterval(std::min(2 * m_timer.intervalAsDuration(), slowest));
                      }
                      follow();
                  });
    }
}

void TasksPane::came(const BackgroundTaskOut &task)
{
    if (m_model->find(task.id)) {
        m_model->upsert(task);
    }
    if (task.id == m_shown.id) {
        showTask(task);
    }
}

void TasksPane::showEvent(QShowEvent *event)
{
    ListPane::showEvent(event);
    follow();
}

void TasksPane::hideEvent(QHideEvent *event)
{
    ListPane::hideEvent(event);
    m_timer.stop();
}

} // namespace svix
