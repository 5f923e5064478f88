// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/activityentry.h"

#include <QWidget>

#include <memory>

class QAction;

namespace svix {

namespace Ui {
class ActivityDetail;
}

/// One request of the console: what it was, how it ended, and the body that was sent.
class ActivityDetail : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityDetail(QWidget *parent = nullptr);
    ~ActivityDetail() override;

    /// Also when the same entry went on.
    void showEntry(const QString &key, const ActivityEntry &entry);
    void clear();
    QString key() const { return m_key; }
    const ActivityEntry &entry() const { return m_entry; }
    /// Buttons of the header, the first one the filled one.
    void setActions(const QList<QAction *> &actions);

private:
    void showFacts();
    void showBody();

    std::unique_ptr<Ui::ActivityDetail> m_ui;
    QString m_key;
    ActivityEntry m_entry;
};

} // namespace svix
