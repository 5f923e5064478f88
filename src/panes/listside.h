// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QAction>
#include <QList>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QAbstractItemModel;
class QMenu;
class QPushButton;

namespace svix {

namespace Ui {
class ListSide;
}

class EmptyState;
class FilterProxy;
class PagedModelBase;
class SearchField;
class TableView;
class WrapLayout;
struct ColumnInfo;

/// The left half of a pane: filters, the table or one of the four empty states, and how much is
/// loaded. It drives a PagedModel and knows nothing of what the rows are.
class ListSide : public QWidget
{
    Q_OBJECT
public:
    explicit ListSide(QWidget *parent = nullptr);
    ~ListSide() override;

    TableView *table() const;
    SearchField *filterField() const;
    FilterProxy *proxy() const { return m_proxy; }

    /// Shows this model (not owned) through a local filter. `name` is the key under which columns
    /// are remembered; to be called once.
    void setModel(PagedModelBase *model, const QString &name);
    /// The same for a model that is complete at any time.
    void setPlainModel(QAbstractItemModel *model, const QList<ColumnInfo> &columns,
                       const QString &name);
    /// A drop-down or any other filter, in front of the filter field.
    void addFilter(QWidget *filter);
    /// A button behind the filter field; `primary` makes it the filled one.
    QPushButton *addButton(QAction *action, bool primary);
    QPushButton *addMenuButton(const QString &text, QMenu *menu);

    /// No loaded row is hidden any more.
    void clearLocalFilters();

    /// Chooses the row where the filter has left one and none is chosen; the table gets the focus
    /// where a row is chosen then.
    void goToOnlyRow();

    /// What an empty list will hold, and the way to it.
    void setNothingYet(const QString &icon, const QString &title, const QString &text,
                       const QList<QAction *> &actions = {});
    /// An empty list while a filter of the server is on; an empty text stands for the usual one.
    struct NoMatch
    {
        QString title;
        QString text;
        QString button; ///< takes the filters away
    };
    /// Nothing while no filter of the server is on: an empty list then means that there is nothing.
    void setFiltered(std::function<std::optional<NoMatch>()> filtered)
    {
        m_filtered = std::move(filtered);
    }
    /// The way to older rows, offered while it is enabled where the filter field matches no loaded
    /// row. The action stays the caller's.
    void setLookBack(QAction *action) { m_lookBack = action; }
    /// Says in one's own place why there is no list (choose an endpoint first); empty ends it.
    void setInstead(const QString &icon, const QString &title, const QString &text);
    /// The same because of what failed before rows could be asked for.
    void setFailedInstead(const Error &error, const QString &title);
    /// What failed, as a title for its words ("Messages not loaded.").
    void setFailedTitle(const QString &title) { m_failedTitle = title; }
    QString failedTitle() const { return m_failedTitle; }
    /// Ways out beside Retry, from whoever has them; the actions stay the caller's.
    void setErrorActions(std::function<QList<QAction *>(const Error &)> actions)
    {
        m_errorActions = std::move(actions);
    }
    /// A person sees here that it failed, and why.
    bool showsFailure() const;
    /// Loaded rows of which a filter of the pane does not know whether they match: not yet, while
    /// they are `asked` about.
    void setPending(int rows, bool asked);
    /// Added to the footer, such as what the order or the window is.
    void setFooterNote(const QString &note);

    /// When these rows were read from the server, in milliseconds since the epoch; 0 while there
    /// are none, and for a model that is complete at any time.
    qint64 refreshedAt() const;

    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray &state);
    QString name() const { return m_name; }

Q_SIGNALS:
    void clearFiltersRequested();
    /// A filter of the pane that hides loaded rows is to end.
    void localFiltersCleared();
    void retryRequested();
    /// No loaded row has this text: it is wanted from the server.
    void findRequested(const QString &text);
    void columnsChanged();
    /// refreshedAt() is now: after a first load as after any other.
    void refreshed();

protected:
    bool event(QEvent *event) override;

private:
    void adoptFont();
    void keepBarWhole();
    void refresh();
    void showFailure(const Error &error, const QString &title);
    void refreshFooter();
    void showNoMatch(bool complete, int loaded);

    std::unique_ptr<Ui::ListSide> m_ui;
    FilterProxy *m_proxy;
    QAbstractItemModel *m_model = nullptr;
    PagedModelBase *m_paged = nullptr; // the same, where it loads pages
    QString m_name;
    WrapLayout *m_bar = nullptr; // filters, the field, buttons
    int m_filters = 0;
    QAction *m_lookBack = nullptr;
    QAction *m_find;
    QPushButton *m_more = nullptr; // loads more while a local filter keeps scrolling from it
    QString m_footerNote;
    int m_pending = 0;
    bool m_pendingAsked = false;
    qint64 m_refreshedAt = 0;
    std::function<std::optional<NoMatch>()> m_filtered;
    std::function<QList<QAction *>(const Error &)> m_errorActions;
    QString m_failedTitle;
    struct Words
    {
        QString icon;
        QString title;
        QString text;
        QList<QAction *> actions;
    };
    Words m_nothingYet;
    Words m_instead;
    struct Failure
    {
        Error error;
        QString title;
    };
    std::optional<Failure> m_failedInstead;
};

} // namespace svix
