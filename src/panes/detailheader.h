// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QWidget>

#include <functional>

class QAction;
class QMenu;
class QPushButton;

namespace svix {

class Badge;
class ElidedLabel;
class IdLabel;
class TitleLabel;
class WrapLayout;

/// The top of every detail: the object's name big with its state, its id with a copy button, one
/// line of what matters, and the buttons.
class DetailHeader : public QWidget
{
    Q_OBJECT
public:
    explicit DetailHeader(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const;
    /// An empty text hides the badge.
    void setState(const QString &text, StateKind state);
    /// `name` is what the id is of ("message id"), for the copy button.
    void setId(const QString &id, const QString &name);
    void setFacts(const QStringList &facts);
    /// Facts with relative times: asked for now and each minute while the header is on screen, so
    /// what the function holds it must hold by value.
    void setFacts(std::function<QStringList()> facts);
    /// A button for each action, the first one the filled one if `primary`.
    void addButtons(const QList<QAction *> &actions, bool primary = true);
    QPushButton *addMenu(const QString &text, QMenu *menu);

private:
    void tellFacts(const QStringList &facts);

    ElidedLabel *m_title;
    Badge *m_badge;
    IdLabel *m_id;
    TitleLabel *m_facts;
    WrapLayout *m_buttons;
    std::function<QStringList()> m_factsNow; // those that age
};

/// A push button that follows an action: text, enabled state, and why it is not enabled.
QPushButton *buttonFor(QAction *action, bool primary, QWidget *parent);

} // namespace svix
