// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/place.h"

#include <QListView>

namespace svix {

class NavigationModel;

/// The column at the left: where one can go. One press goes there; it can shrink to its icons.
class NavigationView : public QListView
{
    Q_OBJECT
public:
    explicit NavigationView(QWidget *parent = nullptr);

    NavigationModel *navigation() const { return m_model; }
    /// Marks the page that is shown; no signal.
    void showPage(Section section);
    /// Only icons, with the names in the tool tips; the first letter stands for an application.
    bool isCompact() const { return m_compact; }
    void setCompact(bool compact);
    /// What it needs then, at the present size of the text.
    static int compactWidth();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const svix::Place &place);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    NavigationModel *m_model;
    Section m_page = Section::Applications;
    bool m_quiet = false;
    bool m_compact = false;
};

} // namespace svix
