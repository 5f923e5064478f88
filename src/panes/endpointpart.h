// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFuture>
#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;
class QBoxLayout;

namespace svix {

class ApiClient;
class CancelSource;
class FactList;
struct Fact;
class Session;
class TitleLabel;
struct CallOptions;

/// One part of an endpoint in its detail that is read when it is first looked at: words, facts, and
/// the act that changes it.
class EndpointPart : public QWidget
{
    Q_OBJECT
public:
    ~EndpointPart() override;

    /// The act that changes it, as a button.
    void setAction(QAction *action);
    /// Another endpoint; empty ids: none.
    void setEndpoint(const QString &appId, const QString &endpointId);
    /// What is shown may be out of date.
    void refresh();

protected:
    EndpointPart(Session &session, QWidget *parent);

    void showEvent(QShowEvent *event) override;

    Session &session() const { return m_session; }
    TitleLabel *note() const { return m_note; }
    void showFacts(const QList<Fact> &facts);
    /// Between the facts and the button.
    void addContent(QWidget *widget);
    /// Nothing is known yet.
    virtual void empty() = 0;
    /// Why there is nothing to ask here, in words; empty: there is.
    virtual QString reason() const { return {}; }
    /// Asks for it, and gives what came to answered().
    virtual void ask(ApiClient &client, const CallOptions &options, const QString &appId,
                     const QString &endpointId) = 0;
    /// Calls `show` with an answer that is still wanted; says what failed otherwise.
    template <typename T, typename Show>
    void answered(QFuture<Result<T>> answer, const QString &notLoaded, Show show)
    {
        answer.then(this, [this, notLoaded, show, run = m_run](const Result<T> &result) {
            if (run != m_run) {
                return;
            }
            if (result.ok()) {
                show(*result);
            } else {
                failed(result.error(), notLoaded);
            }
        });
    }

private:
    void load();
    void failed(const Error &error, const QString &notLoaded);

    Session &m_session;
    std::unique_ptr<CancelSource> m_cancel;
    QBoxLayout *m_layout;
    TitleLabel *m_note;
    FactList *m_facts;
    QTimer m_delay;
    QString m_appId;
    QString m_endpointId;
    quint64 m_run = 0; // tells the answers of one reading from those of another
    bool m_read = false;
};

} // namespace svix
