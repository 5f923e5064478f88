// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/applications.h"

#include <QWidget>

#include <memory>

class QAction;

namespace svix {

namespace Ui {
class ApplicationDetail;
}

/// An application: its name and ids, how fast it may send, its metadata, and the ways into it.
class ApplicationDetail : public QWidget
{
    Q_OBJECT
public:
    explicit ApplicationDetail(QWidget *parent = nullptr);
    ~ApplicationDetail() override;

    /// The list has all of it, so nothing is asked for.
    void showApplication(const ApplicationOut &application);
    void clear();
    const ApplicationOut &application() const { return m_application; }
    /// Buttons of the header, the first one the filled one.
    void setActions(const QList<QAction *> &actions);
    /// Entries of the menu beside the buttons; the last one, which deletes, stands apart.
    void setMore(const QList<QAction *> &actions);

private:
    std::unique_ptr<Ui::ApplicationDetail> m_ui;
    ApplicationOut m_application;
};

} // namespace svix
