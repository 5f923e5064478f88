// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "models/columninfo.h"
#include "models/wordfilter.h"

#include <QAbstractTableModel>
#include <QSet>

#include <optional>

namespace svix {

class CancelSource;

/// What a model asks its fetch function for.
struct PageRequest
{
    std::optional<QString> iterator; ///< nothing: the first page
    int limit = 0;
    CancelSource *cancel = nullptr; ///< ends with the reload that asked; for CallOptions
    bool walks = false;             ///< one of many that are asked for one after the other
};

/// The half of a paged model that does not depend on the row: when to ask for which page, what to
/// do with late, repeated and broken answers, and what to tell the pane. See PagedModel.
class PagedModelBase : public QAbstractTableModel, public WordSearchable
{
    Q_OBJECT
public:
    enum class State {
        Idle,     ///< nothing under way; more can be loaded, or nothing was asked for yet
        Loading,  ///< rows are waited for; the ones that are there stay
        Failed,   ///< see error(); the rows that are there stay
        Complete, ///< every row of the list is loaded
    };
    Q_ENUM(State)

    explicit PagedModelBase(QList<ColumnInfo> columns, QObject *parent = nullptr);
    ~PagedModelBase() override;

    State state() const { return m_state; }
    /// Only when state() is Failed.
    const Error &error() const { return m_error; }
    /// Failed, and the rows that are there are those of before: it was to be loaded anew.
    bool hasFailedToReload() const { return m_state == State::Failed && m_retryReloads; }
    bool isComplete() const { return m_state == State::Complete; }
    /// At least one answer came for the present query, so an empty list means that there is none.
    bool hasLoaded() const { return m_loadedOnce; }
    /// Something can be asked for: a client and an object are set.
    bool hasSource() const { return m_hasSource; }

    /// Asks again from the first page. Rows stay until the answer comes and are then merged by key,
    /// so that selection and scroll position survive. Answers of before are dropped.
    void reload();
    /// After a failure: goes on where it failed.
    void retry();
    /// Loads the next page, as fetchMore() does for views.
    void loadMore() { fetchMore({}); }
    /// Goes on until the end of the list, or until `rows` are loaded (0: no such limit).
    void loadAll(int rows = 0);
    /// Ends what is under way; the rows stay. Idle afterwards.
    void stop();
    /// Drops all rows and what is under way.
    void clear();

    /// Rows a page, 1 to 250; from the next request on.
    void setPageSize(int rows) { m_pageSize = rows; }
    int pageSize() const { return m_pageSize; }

    const QList<ColumnInfo> &columns() const { return m_columns; }
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// Row of a key, -1 when it is not loaded.
    virtual int rowOfKey(const QString &key) const = 0;
    /// Drops the row with this key; false when there is none.
    virtual bool removeKey(const QString &key) = 0;
    /// The rows on screen: a model that asks for more about them does so for these.
    virtual void setVisibleRows(const QList<int> &rows) { Q_UNUSED(rows) }

    bool rowMatches(int row, const WordFilter &filter) const override;

Q_SIGNALS:
    void stateChanged(svix::PagedModelBase::State state);
    /// After each page, reload, upsert and removal.
    void loadedChanged(int rows, bool complete);
    /// The first rows of a list, or those of a reload, are in place.
    void refreshed();

protected:
    /// What a page says beside its rows.
    struct PageHead
    {
        std::optional<QString> iterator;
        bool done = false;
        int rows = 0;
    };

    quint64 generation() const { return m_generation; }
    /// A reload is under way, whose rows are not in place yet.
    bool isStaging() const { return m_staging; }
    /// Where the list goes on below its last row; nothing at its end.
    const std::optional<QString> &nextPage() const { return m_next; }
    /// The rows of before belong to another query: reload() replaces them, and they go when it
    /// fails.
    void queryChanged() { m_otherQuery = true; }
    void setHasSource(bool has) { m_hasSource = has; }
    /// svix-server says done on full pages of attempted destinations: only an empty or a short page
    /// ends those.
    void setDoneIsTrusted(bool trusted) { m_doneIsTrusted = trusted; }
    /// After a change of single rows.
    void rowsTouched();
    /// Before the first page of a walk is asked for.
    virtual void beginWalk() {}
    /// Rows of a reload are in place.
    virtual void reloaded() {}

    void pageArrived(const PageHead &head);
    void pageFailed(const Error &error);

    // What the typed half does.
    virtual void ask(const PageRequest &request) = 0;
    virtual int appendArrived() = 0; ///< to the rows; how many were new
    virtual int stageArrived() = 0;  ///< to the stage; how many were new
    virtual void dropArrived() = 0;
    virtual int stagedRows() const = 0;
    virtual void dropStage() = 0;
    /// The stage becomes the head of the rows; with `keepTail` the rows below its last one stay
    /// where that one is found again. Whether it was.
    virtual bool commitStage(bool keepTail) = 0;
    virtual void resetRows() = 0;

private:
    void begin();
    void request(const std::optional<QString> &iterator, bool wanted);
    void cancelRequest();
    bool nextIterator(const PageHead &head, std::optional<QString> &next);
    void countNew(int rows);
    void finishStage();
    void settle();
    void fail(const Error &error);
    void stopWalking(const QString &why);
    bool walksOn() const;
    void setState(State state);

    QList<ColumnInfo> m_columns;
    State m_state = State::Idle;
    Error m_error;
    CancelSource *m_cancel = nullptr;
    quint64 m_generation = 0;
    int m_pageSize = 100;
    bool m_hasSource = false;
    bool m_doneIsTrusted = true;
    bool m_loadedOnce = false;
    bool m_otherQuery = false;
    bool m_retryReloads = false; // the failure was that of a reload

    bool m_inFlight = false;
    bool m_wanted = false;  // someone waits for the page under way; else it is fetched ahead
    bool m_held = false;    // a page fetched ahead lies ready
    bool m_staging = false; // the page under way belongs to a reload
    bool m_walking = false;
    int m_walkGoal = 0;
    int m_stageGoal = 0;
    int m_lastLimit = 0;
    PageHead m_heldHead;

    std::optional<QString> m_next; // leads on from the last row; nothing: no more
    bool m_more = false;
    std::optional<QString> m_stageNext;
    QSet<QString> m_seen; // iterators of this walk
    int m_pages = 0;
    int m_pagesWithoutNews = 0;
    QString m_stopped; // why the walk ended though the server says that there is more
};

} // namespace svix
