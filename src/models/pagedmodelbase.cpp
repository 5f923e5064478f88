// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pagedmodelbase.h"

#include "api/apiclient.h"

namespace svix {

namespace {

constexpr int largestPage = 250;   // the most that servers give
constexpr int refreshedRows = 500; // a reload asks for these anew; what is below is joined on
constexpr int mostPages = 40'000;
constexpr int mostPagesWithoutNews = 3;

} // namespace

PagedModelBase::PagedModelBase(QList<ColumnInfo> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

PagedModelBase::~PagedModelBase() = default;

int PagedModelBase::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PagedModelBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size()) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    const ColumnInfo &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return int((column.kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case CellKindRole:
        return int(column.kind);
    default:
        return {};
    }
}

bool PagedModelBase::rowMatches(int row, const WordFilter &filter) const
{
    QStringList texts;
    for (int column = 0; column < columnCount(); ++column) {
        texts.append(index(row, column).data().toString());
    }
    texts.append(index(row, 0).data(KeyRole).toString());
    texts.append(index(row, 0).data(UidRole).toString());
    const QList<QStringView> views(texts.cbegin(), texts.cend());
    return filter.matches(std::span(views.constData(), static_cast<std::size_t>(views.size())));
}

void PagedModelBase::setState(State state)
{
    if (state != m_state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    }
}

void PagedModelBase::cancelRequest()
{
    // Whatever still comes belongs to an older generation and is dropped.
    ++m_generation;
    m_inFlight = false;
    m_held = false;
    m_staging = false;
    dropArrived();
    dropStage();
    if (m_cancel) {
        CancelSource *old = m_cancel;
        m_cancel = nullptr;
        old->deleteLater();
        old->cancel();
    }
}

void PagedModelBase::reload()
{
    if (!m_hasSource) {
        return;
    }
    m_walking = false;
    cancelRequest();
    begin();
}

void PagedModelBase::begin()
{
    m_error = {};
    m_stopped.clear();
    m_seen.clear();
    m_pages = 0;
    m_pagesWithoutNews = 0;
    m_stageNext.reset();
    m_retryReloads = false;
    m_staging = true;
    m_stageGoal = m_otherQuery ? 1 : std::min(rowCount(), refreshedRows);
    beginWalk();
    request({}, true);
}

void PagedModelBase::retry()
{
    if (m_state != State::Failed) {
        return;
    }
    if (m_retryReloads || !m_more || !m_next) {
        reload();
        return;
    }
    m_error = {};
    m_stopped.clear();
    m_seen.clear();
    m_pagesWithoutNews = 0;
    request(m_next, true);
}

void PagedModelBase::loadAll(int rows)
{
    m_walking = true;
    m_walkGoal = rows;
    if (m_inFlight) {
        m_wanted = true;
        setState(State::Loading);
    } else if (m_state == State::Failed) {
        retry();
    } else if (!m_loadedOnce && m_hasSource) {
        cancelRequest();
        begin();
    } else {
        fetchMore({});
    }
}

void PagedModelBase::stop()
{
    m_walking = false;
    if (m_staging && !m_loadedOnce) {
        return; // the first page is wanted all the same
    }
    cancelRequest();
    if (m_state == State::Loading) {
        setState(m_loadedOnce && !m_more ? State::Complete : State::Idle);
    }
}

void PagedModelBase::clear()
{
    m_walking = false;
    cancelRequest();
    m_error = {};
    m_next.reset();
    m_more = false;
    m_loadedOnce = false;
    m_otherQuery = false;
    if (rowCount() > 0) {
        resetRows();
    }
    setState(State::Idle);
    Q_EMIT loadedChanged(0, false);
}

bool PagedModelBase::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more && m_state == State::Idle && !m_staging;
}

void PagedModelBase::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    if (m_held) {
        m_held = false;
        m_wanted = true;
        pageArrived(m_heldHead);
    } else if (m_inFlight) {
        m_wanted = true;
        setState(State::Loading);
    } else {
        request(m_next, true);
    }
}

void PagedModelBase::request(const std::optional<QString> &iterator, bool wanted)
{
    m_inFlight = true;
    m_wanted = wanted;
    if (wanted) {
        setState(State::Loading);
    }
    if (!m_cancel) {
        m_cancel = new CancelSource(this);
    }
    const bool many = m_walking || (m_staging && m_stageGoal > m_pageSize);
    m_lastLimit = many ? largestPage : m_pageSize;
    if (iterator) {
        m_seen.insert(*iterator);
    }
    ask({iterator, m_lastLimit, m_cancel, m_walking});
}

bool PagedModelBase::nextIterator(const PageHead &head, std::optional<QString> &next)
{
    ++m_pages;
    next.reset();
    const bool fullPage = head.rows >= m_lastLimit;
    if (head.done && (m_doneIsTrusted || !fullPage)) {
        return false;
    }
    if (!m_doneIsTrusted && head.rows == 0) {
        return false;
    }
    if (!head.iterator || head.iterator->isEmpty()) {
        m_stopped = tr("The server says that there is more, but not how to get it.");
        return false;
    }
    if (m_seen.contains(*head.iterator)) {
        m_stopped = tr("The server leads in a circle: it gave the same page mark twice.");
        return false;
    }
    if (m_pages >= mostPages) {
        m_stopped = tr("Stopped after %n page(s).", nullptr, m_pages);
        return false;
    }
    next = head.iterator;
    return true;
}

void PagedModelBase::countNew(int rows)
{
    m_pagesWithoutNews = rows > 0 ? 0 : m_pagesWithoutNews + 1;
    if (m_pagesWithoutNews >= mostPagesWithoutNews && m_stopped.isEmpty()) {
        m_stopped = tr("The server says that there is more, but sent %n page(s) without a new row.",
                       nullptr, m_pagesWithoutNews);
    }
}

bool PagedModelBase::walksOn() const
{
    return m_walking && (m_walkGoal == 0 || rowCount() < m_walkGoal);
}

void PagedModelBase::pageArrived(const PageHead &head)
{
    m_inFlight = false;
    if (m_staging) {
        const int fresh = stageArrived();
        const bool more = nextIterator(head, m_stageNext);
        if (more) {
            countNew(fresh);
        }
        if (more && m_stopped.isEmpty() && stagedRows() < std::max(1, m_stageGoal)) {
            request(m_stageNext, true);
            return;
        }
        finishStage();
        return;
    }
    if (!m_wanted) {
        m_held = true;
        m_heldHead = head;
        return;
    }
    std::optional<QString> next;
    const bool more = nextIterator(head, next);
    const bool on = more && m_walking && (m_walkGoal == 0 || rowCount() + head.rows < m_walkGoal);
    m_next = more ? next : m_next;
    m_more = more || !m_stopped.isEmpty();
    if (on) {
        request(next, true); // the server works on it while the rows of this one are put in
    }
    const int fresh = appendArrived();
    if (more) {
        countNew(fresh);
    }
    if (!m_stopped.isEmpty()) {
        cancelRequest();
        settle();
    } else if (on) {
        Q_EMIT loadedChanged(rowCount(), false);
    } else {
        settle();
    }
}

void PagedModelBase::finishStage()
{
    m_staging = false;
    const bool more = m_stageNext.has_value();
    const bool tail = commitStage(more && !m_otherQuery && m_loadedOnce);
    if (!tail) {
        m_next = m_stageNext;
        m_more = more || !m_stopped.isEmpty();
    } else {
        m_seen.clear();
    }
    m_otherQuery = false;
    m_loadedOnce = true;
    reloaded();
    Q_EMIT refreshed();
    if (m_stopped.isEmpty() && m_more && walksOn()) {
        request(m_next, true);
        Q_EMIT loadedChanged(rowCount(), false);
        return;
    }
    settle();
}

void PagedModelBase::settle()
{
    if (!m_stopped.isEmpty()) {
        stopWalking(m_stopped);
        return;
    }
    if (!m_more || !walksOn()) {
        m_walking = false;
    }
    m_wanted = false;
    setState(m_more ? State::Idle : State::Complete);
    Q_EMIT loadedChanged(rowCount(), !m_more);
    // Who scrolled once goes on scrolling: have the next page ready.
    if (m_state == State::Idle && m_more && m_pages > 1 && !m_inFlight && !m_held && m_next) {
        request(m_next, false);
    }
}

void PagedModelBase::stopWalking(const QString &why)
{
    m_seen.clear();
    fail(makeError(ErrorKind::BadAnswer, why));
}

void PagedModelBase::pageFailed(const Error &error)
{
    m_inFlight = false;
    if (!m_staging && !m_wanted) {
        return; // fetched ahead for nobody; asked again when it is wanted
    }
    fail(error);
}

void PagedModelBase::fail(const Error &error)
{
    m_walking = false;
    m_wanted = false;
    if (m_staging) {
        m_staging = false;
        dropStage();
        if (m_otherQuery && rowCount() > 0) {
            // Rows of another query under this one's name would be a lie.
            resetRows();
        }
        if (m_otherQuery) {
            m_loadedOnce = false;
            m_more = false;
            m_next.reset();
        }
        m_retryReloads = true;
    }
    m_error = error;
    setState(State::Failed);
    Q_EMIT loadedChanged(rowCount(), false);
}

void PagedModelBase::rowsTouched()
{
    Q_EMIT loadedChanged(rowCount(), isComplete());
}

} // namespace svix
