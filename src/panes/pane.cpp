// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/pane.h"

#include "core/settings.h"
#include "panes/detailscroll.h"
#include "panes/listside.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/views/tableview.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QTimer>

namespace svix {

namespace {

QString sectionKey(Section section)
{
    switch (section) {
    case Section::Applications:
        return QStringLiteral("applications");
    case Section::Endpoints:
        return QStringLiteral("endpoints");
    case Section::Messages:
        return QStringLiteral("messages");
    case Section::Attempts:
        return QStringLiteral("attempts");
    case Section::Integrations:
        return QStringLiteral("integrations");
    case Section::EventTypes:
        return QStringLiteral("eventTypes");
    case Section::BackgroundTasks:
        return QStringLiteral("backgroundTasks");
    case Section::Activity:
        return QStringLiteral("activity");
    }
    return {};
}

} // namespace

Pane::Pane(const PaneContext &context, Section section, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_section(section)
    , m_list(new ListSide(this))
    , m_splitter(new QSplitter(this))
{
    setObjectName(sectionKey(section) + QStringLiteral("Pane"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setObjectName(QStringLiteral("listAndDetail"));
    m_splitter->addWidget(m_list);
    m_splitter->setStretchFactor(0, 3);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connect(m_list, &ListSide::columnsChanged, this, &Pane::saveLayout);
    connect(m_splitter, &QSplitter::splitterMoved, this, &Pane::saveLayout);
}

Pane::~Pane() = default;

std::optional<Place> Pane::placeOfLoaded(const QString &) const
{
    return std::nullopt;
}

void Pane::setDetail(QWidget *detail)
{
    detail->setBackgroundRole(QPalette::Base);
    detail->setAutoFillBackground(true);
    m_splitter->addWidget(new DetailScroll(detail, this));
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({scaled(660), scaled(430)});
    adoptFont();
}

void Pane::setDetailSideShown(bool shown)
{
    if (QWidget *detail = m_splitter->widget(1)) {
        detail->setVisible(shown);
    }
}

// What either side cannot do without, in the size of the text that is in use.
void Pane::adoptFont()
{
    if (QWidget *detail = m_splitter->widget(1)) {
        detail->setMinimumWidth(scaled(280));
        detail->setMinimumHeight(scaled(130));
        m_list->setMinimumWidth(scaled(320));
    }
}

void Pane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        adoptFont();
    }
}

QAction *Pane::addAct(const QString &name, const QString &text, const QString &iconName,
                      const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    if (!iconName.isEmpty()) {
        action->setIcon(icon(iconName));
    }
    action->setShortcut(shortcut);
    // Wherever the focus is: a pane that is not shown hears nothing of it.
    action->setShortcutContext(Qt::WindowShortcut);
    m_actions.append(action);
    addAction(action);
    return action;
}

void Pane::setReason(QAction *action, const QString &reason)
{
    action->setEnabled(reason.isEmpty());
    action->setToolTip(reason);
}

QString Pane::reasonAgainstSeveral(const QString &one) const
{
    return m_list->table()->selectedKeys().size() > 1 ? one : QString();
}

void Pane::setTitle(const QString &title)
{
    if (title != m_title) {
        m_title = title;
        Q_EMIT titleChanged();
    }
}

void Pane::tellListFailed(const Error &error, const QString &what)
{
    if (m_list->showsFailure()) {
        Q_EMIT listFailed(error, what);
    } else {
        Q_EMIT failed(error, what);
    }
}

void Pane::setNarrow(bool narrow)
{
    if (narrow == m_narrow) {
        return;
    }
    m_narrow = narrow;
    m_splitter->setOrientation(narrow ? Qt::Vertical : Qt::Horizontal);
    restoreLayout();
    // When both sides have their new sizes: the row that the detail is about stays in sight.
    QTimer::singleShot(0, this,
                       [this] { m_list->table()->scrollTo(m_list->table()->currentIndex()); });
}

bool Pane::focusDetail()
{
    QWidget *detail = m_splitter->widget(1);
    return detail && detail->isVisible() && focusFirst(detail);
}

void Pane::restoreLayout()
{
    const QString key = sectionKey(m_section);
    m_list->restoreColumns(settings().viewState(key + QStringLiteral("/columns")));
    const QByteArray split = settings().viewState(
        key + (m_narrow ? QStringLiteral("/below") : QStringLiteral("/beside")));
    if (split.isEmpty() || !m_splitter->restoreState(split)) {
        m_splitter->setSizes(m_narrow ? QList<int>{scaled(320), scaled(300)}
                                      : QList<int>{scaled(660), scaled(430)});
    }
    m_splitter->setOrientation(m_narrow ? Qt::Vertical : Qt::Horizontal);
}

void Pane::saveLayout() const
{
    const QString key = sectionKey(m_section);
    settings().setViewState(key + QStringLiteral("/columns"), m_list->saveColumns());
    settings().setViewState(key + (m_narrow ? QStringLiteral("/below") : QStringLiteral("/beside")),
                            m_splitter->saveState());
}

} // namespace svix
