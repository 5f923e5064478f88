// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/listside.h"

#include "app/errorwords.h"
#include "app/objectfinder.h"
#include "models/filterproxy.h"
#include "models/pagedmodelbase.h"
#include "panes/detailheader.h"
#include "ui_listside.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/wraplayout.h"

#include <QDateTime>
#include <QEvent>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

namespace svix {

ListSide::ListSide(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ListSide>())
    , m_proxy(new FilterProxy(this))
    , m_find(new QAction(this))
{
    m_ui->setupUi(this);
    m_bar = new WrapLayout(m_ui->filterBar);
    m_bar->setContentsMargins(3 * unit(), 2 * unit(), 3 * unit(), 2 * unit());
    m_bar->setSpacing(2 * unit());
    m_bar->addWidget(m_ui->filterField);
    m_bar->setTogetherFrom(0);
    m_ui->footerLayout->setContentsMargins(3 * unit(), 0, 3 * unit(), 0);
    m_ui->filterBar->setBackgroundRole(QPalette::Window);
    m_ui->footer->setBackgroundRole(QPalette::Window);
    m_ui->filterBar->setAutoFillBackground(true);
    m_ui->footer->setAutoFillBackground(true);
    m_ui->filterField->setPlaceholder(tr("Filter loaded rows"));
    for (TitleLabel *label : {m_ui->loadedLabel, m_ui->selectedLabel}) {
        label->setRole(TextRole::Caption);
        label->setMuted(true);
    }
    m_ui->loadedLabel->setObjectName(QStringLiteral("loadedLabel"));
    m_ui->stack->widget(1)->setBackgroundRole(QPalette::Base);
    m_ui->stack->widget(1)->setAutoFillBackground(true);
    m_ui->empty->setBackgroundRole(QPalette::Base);

    m_more = new QPushButton(tr("Load more"), m_ui->footer); // the last one in the tab order
    m_more->setObjectName(QStringLiteral("loadMore"));
    m_more->setProperty("kind", QStringLiteral("link"));
    m_more->hide();
    m_ui->footerLayout->addWidget(m_more); // where counts do not move it
    adoptFont();

    connect(m_more, &QPushButton::clicked, this, [this] {
        if (m_paged->state() == PagedModelBase::State::Failed) {
            Q_EMIT retryRequested();
        } else {
            m_paged->loadMore(); // nothing while it loads
        }
    });
    connect(m_ui->filterField, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterText(text);
        refresh();
    });
    connect(m_ui->filterField, &SearchField::downPressed, m_ui->table,
            [this] { m_ui->table->setFocus(); });
    connect(m_ui->empty, &EmptyState::clearFiltersRequested, this, [this] {
        m_ui->filterField->clear();
        Q_EMIT clearFiltersRequested();
    });
    m_find->setObjectName(QStringLiteral("findOnServer"));
    connect(m_find, &QAction::triggered, this,
            [this] { Q_EMIT findRequested(m_ui->filterField->text().trimmed()); });
    connect(m_ui->empty, &EmptyState::retryRequested, this, &ListSide::retryRequested);
    connect(m_ui->table, &TableView::columnsChanged, this, &ListSide::columnsChanged);
    connect(m_ui->table, &TableView::selectedKeysChanged, this, &ListSide::refreshFooter);
    connect(m_ui->table, &TableView::visibleRowsChanged, m_proxy, &FilterProxy::setVisibleRows);
}

ListSide::~ListSide() = default;

TableView *ListSide::table() const
{
    return m_ui->table;
}

SearchField *ListSide::filterField() const
{
    return m_ui->filterField;
}

void ListSide::setModel(PagedModelBase *model, const QString &name)
{
    m_paged = model;
    setPlainModel(model, model->columns(), name);
    connect(model, &PagedModelBase::stateChanged, this, &ListSide::refresh);
    connect(model, &PagedModelBase::loadedChanged, this, &ListSide::refresh);
    connect(model, &PagedModelBase::refreshed, this, [this] {
        m_refreshedAt = QDateTime::currentMSecsSinceEpoch();
        Q_EMIT refreshed();
    });
    refresh();
}

void ListSide::setPlainModel(QAbstractItemModel *model, const QList<ColumnInfo> &infos,
                             const QString &name)
{
    m_model = model;
    m_name = name;
    m_proxy->setSourceModel(model);
    m_ui->table->setModel(m_proxy);
    QList<TableColumn> columns;
    for (const ColumnInfo &info : infos) {
        columns.append({info.id, info.width, info.minimum, info.hidden, info.stretch});
    }
    m_ui->table->setColumns(columns);
    connect(m_proxy, &FilterProxy::shownChanged, this, &ListSide::refresh);
    refresh();
}

void ListSide::addFilter(QWidget *filter)
{
    m_bar->insertWidget(m_filters++, filter);
    // The field and the buttons go to the next line together.
    m_bar->setTogetherFrom(m_filters);
    chainTabs(m_ui->filterBar, tabStops(m_bar));
}

QPushButton *ListSide::addButton(QAction *action, bool primary)
{
    QPushButton *button = buttonFor(action, primary, m_ui->filterBar);
    m_bar->addWidget(button);
    chainTabs(m_ui->filterBar, tabStops(m_bar));
    return button;
}

QPushButton *ListSide::addMenuButton(const QString &text, QMenu *menu)
{
    auto *button = new QPushButton(text, m_ui->filterBar);
    button->setMenu(menu);
    m_bar->addWidget(button);
    chainTabs(m_ui->filterBar, tabStops(m_bar));
    return button;
}

void ListSide::clearLocalFilters()
{
    m_ui->filterField->clear();
    Q_EMIT localFiltersCleared();
}

void ListSide::goToOnlyRow()
{
    if (m_proxy->rowCount() == 1) {
        m_ui->table->chooseFirst();
    }
    if (!m_ui->table->currentKey().isEmpty()) {
        m_ui->table->setFocus(Qt::ShortcutFocusReason);
    }
}

void ListSide::adoptFont()
{
    m_ui->footer->setFixedHeight(scaled(29));
    m_ui->filterField->setMinimumWidth(scaled(140));
    // A stack asks for the room of the page that needs most, also while another one is shown.
    m_ui->stack->setMinimumHeight(scaled(60));
}

bool ListSide::event(QEvent *event)
{
    const bool taken = QWidget::event(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        adoptFont();
        keepBarWhole();
    } else if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) {
        keepBarWhole();
    }
    return taken;
}

void ListSide::keepBarWhole()
{
    // A splitter does not know that the bar is higher where the list is narrow.
    const int around = m_bar->heightForWidth(width()) + m_ui->footer->height();
    int page = scaled(64);
    if (m_ui->stack->currentWidget() == m_ui->empty && parentWidget()) {
        // What is said in place of rows is read whole, as far as it leaves room for the detail.
        const int room = parentWidget()->height() - around - scaled(140);
        const int lines = scaled(4); // progress and hairlines
        page = std::max(
            page, std::min(m_ui->empty->layout()->totalHeightForWidth(width()) + lines, room));
    }
    if (minimumHeight() != around + page) {
        setMinimumHeight(around + page);
    }
}

void ListSide::setNothingYet(const QString &icon, const QString &title, const QString &text,
                             const QList<QAction *> &actions)
{
    m_nothingYet = {icon, title, text, actions};
    refresh();
}

void ListSide::setInstead(const QString &icon, const QString &title, const QString &text)
{
    m_instead = {icon, title, text, {}};
    m_failedInstead.reset();
    refresh();
}

void ListSide::setFailedInstead(const Error &error, const QString &title)
{
    m_failedInstead = {error, title};
    refresh();
}

void ListSide::showFailure(const Error &error, const QString &title)
{
    const ErrorWords words = ErrorReporter::describe(error, title);
    m_ui->empty->showFailed(words.title, words.text, words.details,
                            m_errorActions ? m_errorActions(error) : QList<QAction *>());
}

bool ListSide::showsFailure() const
{
    return m_ui->empty->isVisible() && m_ui->empty->mode() == EmptyState::Mode::Failed;
}

void ListSide::setPending(int rows, bool asked)
{
    if (m_pending != rows || m_pendingAsked != asked) {
        m_pending = rows;
        m_pendingAsked = asked;
        refresh();
    }
}

void ListSide::setFooterNote(const QString &note)
{
    m_footerNote = note;
    refreshFooter();
}

void ListSide::refresh()
{
    if (!m_model) {
        return;
    }
    using State = PagedModelBase::State;
    const State state = m_paged ? m_paged->state() : State::Complete;
    m_ui->progress->setBusy(state == State::Loading);
    const int loaded = m_model->rowCount();
    const std::optional<NoMatch> noMatch = m_filtered ? m_filtered() : std::nullopt;
    if (m_failedInstead) {
        showFailure(m_failedInstead->error, m_failedInstead->title);
    } else if (!m_instead.title.isEmpty()) {
        m_ui->empty->showOther(m_instead.icon, m_instead.title, m_instead.text);
    } else if (m_proxy->rowCount() > 0) {
        m_ui->stack->setCurrentWidget(m_ui->table);
        keepBarWhole();
        refreshFooter();
        return;
    } else if (loaded > 0 && m_pending > 0 && m_pendingAsked) {
        const QString looking = tr("Looking at %n message(s)", nullptr, m_pending);
        if (m_ui->empty->mode() != EmptyState::Mode::Loading || m_ui->empty->title() != looking) {
            m_ui->empty->showLoading(looking);
        }
    } else if (loaded > 0) {
        showNoMatch(state == State::Complete, loaded);
    } else if (state == State::Failed) {
        showFailure(m_paged->error(), m_failedTitle);
    } else if (m_paged && (state == State::Loading || !m_paged->hasLoaded())) {
        if (m_ui->empty->mode() != EmptyState::Mode::Loading) {
            m_ui->empty->showLoading();
        }
    } else if (noMatch) {
        m_ui->empty->showNothingMatches(noMatch->title, noMatch->text, noMatch->button);
    } else {
        m_ui->empty->showNothingYet(m_nothingYet.icon, m_nothingYet.title, m_nothingYet.text,
                                    m_nothingYet.actions);
    }
    m_ui->stack->setCurrentWidget(m_ui->empty);
    keepBarWhole();
    refreshFooter();
}

void ListSide::showNoMatch(bool complete, int loaded)
{
    QList<QAction *> actions;
    if (m_lookBack && m_lookBack->isEnabled() && m_lookBack->isVisible()) {
        actions.append(m_lookBack);
    }
    const QString text = m_ui->filterField->text().trimmed();
    // As the palette judges it.
    if (constexpr qsizetype shortest = 3;
        m_paged && text.size() >= shortest && !text.contains(u' ') && ObjectFinder::canBeId(text)) {
        m_find->setText(
            tr("Find \"%1\" on the server").arg(text.left(40).replace(u'&', QLatin1String("&&"))));
        actions.append(m_find);
    }
    m_ui->empty->showNothingMatches(
        tr("No loaded row matches"),
        complete
            ? tr("All rows of this list are loaded.")
            : tr("The filter looks only at the %n loaded row(s); there are more on the server.",
                 nullptr, loaded),
        {}, actions);
}

void ListSide::refreshFooter()
{
    if (!m_model) {
        return;
    }
    const int loaded = m_model->rowCount();
    const QString number = QLocale().toString(loaded);
    QStringList parts;
    if (!m_paged) {
        parts.append(tr("%1 kept").arg(number));
    } else if (m_paged->isComplete()) {
        if (loaded > 0) { // else the words in place of the rows say it
            parts.append(tr("all %1 loaded").arg(number));
        }
    } else if (loaded > 0) {
        parts.append(tr("%1 loaded").arg(number));
        switch (m_paged->state()) {
        case PagedModelBase::State::Failed:
            parts.append(m_paged->hasFailedToReload() ? tr("could not refresh")
                                                      : tr("could not load more"));
            break;
        case PagedModelBase::State::Loading:
            parts.append(tr("loading"));
            break;
        default:
            if (!m_proxy->isFiltering()) {
                parts.append(tr("more when you scroll"));
            }
            break;
        }
    }
    if (m_proxy->isFiltering()) {
        parts.append(tr("%n match(es)", nullptr, m_proxy->rowCount()));
    }
    if (m_pending > 0) {
        parts.append(m_pendingAsked ? tr("%n row(s) still looked at", nullptr, m_pending)
                                    : tr("%n row(s) not looked at", nullptr, m_pending));
    }
    if (!m_footerNote.isEmpty()) {
        parts.append(m_footerNote);
    }
    const bool instead = m_failedInstead || !m_instead.title.isEmpty();
    m_ui->loadedLabel->setText(instead ? QString() : parts.join(QStringLiteral(" · ")));
    m_more->setVisible(!instead && m_paged && loaded > 0 && m_proxy->isFiltering() &&
                       !m_paged->isComplete());
    m_more->setText(m_paged && m_paged->state() == PagedModelBase::State::Failed ? tr("Try again")
                                                                                 : tr("Load more"));
    const auto selected = m_ui->table->selectedKeys().size();
    m_ui->selectedLabel->setText(selected > 0 ? tr("%1 selected").arg(QLocale().toString(selected))
                                              : QString());
}

qint64 ListSide::refreshedAt() const
{
    return m_paged && m_paged->hasLoaded() ? m_refreshedAt : 0;
}

QByteArray ListSide::saveColumns() const
{
    return m_ui->table->saveColumns();
}

void ListSide::restoreColumns(const QByteArray &state)
{
    m_ui->table->restoreColumns(state);
}

} // namespace svix
