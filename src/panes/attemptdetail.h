// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"
#include "app/erased.h"
#include "core/result.h"
#include "panes/place.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;

namespace svix {

namespace Ui {
class AttemptDetail;
}

class CancelSource;
class Session;

/// One attempt: what was asked of which URL, and what the receiver answered, byte for byte.
class AttemptDetail : public QWidget
{
    Q_OBJECT
public:
    explicit AttemptDetail(Session &session, QWidget *parent = nullptr);
    ~AttemptDetail() override;

    /// Shows this attempt of a list; the answer's body is asked for a moment later.
    void showAttempt(const QString &appId, const AttemptOut &attempt, const QString &eventType);
    /// What it sent became known later.
    void setEventType(const QString &eventType);
    /// Asks for the answer anew.
    void refresh();
    void clear();
    const AttemptOut &attempt() const { return m_attempt; }
    /// There is a body to copy.
    bool hasResponse() const { return m_known && !isGone() && !m_attempt.response.isEmpty(); }
    /// The answer was erased.
    bool isGone() const;
    /// Buttons of the header, the first one the filled one.
    void setActions(const QList<QAction *> &actions);

Q_SIGNALS:
    void placeRequested(const svix::Place &place);
    /// The answer's body came.
    void loadedMore();
    void failed(const svix::Error &error, const QString &what);

private:
    void load();
    void came(const Result<AttemptOut> &result);
    void forget(const Erased &erased);
    void showFacts();
    void showResponse();

    Session &m_session;
    std::unique_ptr<Ui::AttemptDetail> m_ui;
    std::unique_ptr<CancelSource> m_cancel;
    QTimer m_delay;
    QString m_appId;
    AttemptOut m_attempt;
    QString m_eventType;
    bool m_known = false; // with its response
};

} // namespace svix
