// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "panes/pane.h"

#include <QFuture>

class QStackedWidget;

namespace svix {

class PagedModelBase;

/// A page of objects that a server gives in pages: the list, and beside it the detail of the chosen
/// row or words in its place. A pane adds what a row is and how one is asked for.
class ListPane : public Pane
{
    Q_OBJECT
public:
    ListPane(const PaneContext &context, Section section, QWidget *parent = nullptr);
    ~ListPane() override;

protected:
    /// Shows this model (not owned) in the list, once. `name` is the key of its columns;
    /// `notLoaded` says in words that it could not be loaded.
    void setModel(PagedModelBase *model, const QString &name, const QString &notLoaded);
    /// Takes the detail, and what stands in its place while no row is chosen.
    void setDetail(QWidget *detail, const QString &icon, const QString &title, const QString &text);
    bool isDetailShown() const;

    /// The row to choose when it comes, by key, id or uid; set before the rows of a place are asked
    /// for, so that their going leaves the detail alone.
    const QString &wanted() const { return m_wanted; }
    void setWanted(const QString &id) { m_wanted = id; }
    /// Chooses the wanted row; asks for its object where it is not loaded.
    void chooseWanted();
    /// To be called when the detail has got something to show.
    void showDetail();
    /// Empties the detail.
    void leaveDetail();
    /// Whether an object that the server does not know is worth a word.
    enum class Missing { Say, Ignore };
    /// Shows an object that was asked for as the wanted one, unless another is wanted by then.
    /// `notFound` names the failure, whatever it is.
    template <typename T, typename Show>
    void showWanted(QFuture<Result<T>> answer, const QString &notFound, Show show,
                    Missing missing = Missing::Say)
    {
        answer.then(this, [this, id = m_wanted, notFound, show, missing](const Result<T> &result) {
            if (m_wanted != id) {
                return;
            }
            if (!result.ok()) {
                m_wanted.clear();
                if (missing == Missing::Say || result.error().kind != ErrorKind::NotFound) {
                    Q_EMIT failed(result.error(), notFound);
                }
                return;
            }
            // It may have been asked for by its uid: its row is found by its id.
            m_wanted = keyOf(*result);
            show(*result);
            showDetail();
            selectWanted();
        });
    }

    /// Gives the detail this row, which is loaded.
    virtual void showRow(const QString &key) = 0;
    virtual void clearDetail() = 0;
    /// Asks for the wanted object, which is not among the loaded rows; see showWanted().
    virtual void askWanted() = 0;
    virtual void refreshActs() = 0;

private:
    /// What rows of it are found by: an event type has no id but its name.
    template <typename T>
    static QString keyOf(const T &object)
    {
        if constexpr (requires { object.id; }) {
            return object.id;
        } else {
            return object.name;
        }
    }
    void rowChosen(const QString &key);
    void selectWanted();

    PagedModelBase *m_model = nullptr;
    QStackedWidget *m_right;
    QWidget *m_nothing = nullptr;
    QWidget *m_detail = nullptr;
    QString m_wanted;
};

} // namespace svix
