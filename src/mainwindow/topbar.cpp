// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/topbar.h"

#include "core/profile.h"
#include "widgets/breadcrumbs.h"
#include "widgets/classband.h"
#include "widgets/connectionbutton.h"
#include "widgets/searchfield.h"
#include "widgets/style/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace svix {

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_connection(new ConnectionButton(this))
    , m_back(new QToolButton(this))
    , m_forward(new QToolButton(this))
    , m_crumbs(new Breadcrumbs(this))
    , m_search(new SearchField(tr("Go to an object or do…"), this))
    , m_band(new ClassBand(this))
{
    setObjectName(QStringLiteral("topBar"));
    m_connection->setObjectName(QStringLiteral("connectionButton"));
    m_connection->clearConnection();
    m_crumbs->setObjectName(QStringLiteral("breadcrumbs"));
    m_back->setObjectName(QStringLiteral("backButton"));
    m_forward->setObjectName(QStringLiteral("forwardButton"));
    for (QToolButton *button : {m_back, m_forward}) {
        button->setAutoRaise(true);
        button->setMinimumSize(std::max(24, scaled(24)), std::max(24, scaled(24)));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    // It looks like a field because typing is what one does there; the typing happens in the
    // palette, which opens at the first key.
    m_search->setObjectName(QStringLiteral("paletteField"));
    m_search->setShortcutHint(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_search->setReadOnly(true);
    m_search->installEventFilter(this);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(3 * unit(), scaled(7), 3 * unit(), scaled(6));
    row->setSpacing(2 * unit());
    row->addWidget(m_connection);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    // The field is as wide as it may be, and gives way before the names on the way do.
    constexpr int first = 1000;
    row->addWidget(m_crumbs, 1);
    row->addWidget(m_search, first);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_band);
    adoptFont();
}

void TopBar::adoptFont()
{
    m_search->setMinimumWidth(scaled(120));
    m_search->setMaximumWidth(scaled(250));
}

void TopBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        adoptFont();
    }
}

void TopBar::setBackAction(QAction *action)
{
    m_back->setDefaultAction(action);
}

void TopBar::setForwardAction(QAction *action)
{
    m_forward->setDefaultAction(action);
}

bool TopBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search) {
        if (event->type() == QEvent::MouseButtonRelease) {
            Q_EMIT paletteRequested({});
            return true;
        }
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            const bool opens = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter ||
                               key->key() == Qt::Key_Down;
            const QString text = key->text();
            if (opens || (!text.isEmpty() && text.at(0).isPrint())) {
                Q_EMIT paletteRequested(opens ? QString() : text);
                return true;
            }
            if (key->matches(QKeySequence::Paste)) {
                Q_EMIT pasteRequested();
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace svix
