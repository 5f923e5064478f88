// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/navigationfold.h"

#include "mainwindow/navigationview.h"
#include "widgets/style/theme.h"

#include <QEvent>
#include <QSplitter>
#include <QTimer>

#include <algorithm>
#include <numeric>

namespace svix {

namespace {

constexpr int usualWidth = 190;
constexpr int narrowest = 120; // below, names would only be dots
constexpr int widest = 600;

int designPixels(int pixels)
{
    return qRound(pixels * 100.0 / scaled(100));
}

} // namespace

NavigationFold::NavigationFold(QSplitter &columns, NavigationView &navigation, QObject *parent)
    : QObject(parent)
    , m_columns(columns)
    , m_navigation(navigation)
    , m_openWidth(usualWidth)
{
    m_columns.setCollapsible(0, false);
    connect(&m_columns, &QSplitter::splitterMoved, this, &NavigationFold::dragged);
    m_navigation.installEventFilter(this);
}

bool NavigationFold::isFolded() const
{
    return m_navigation.isCompact();
}

void NavigationFold::setFolded(bool folded)
{
    const bool changed = folded != isFolded();
    m_navigation.setCompact(folded);
    setWidth(folded ? NavigationView::compactWidth() : scaled(m_openWidth));
    if (changed) {
        Q_EMIT foldedChanged(folded);
    }
}

void NavigationFold::dragged()
{
    const int width = m_columns.sizes().constFirst();
    if (width < scaled(narrowest)) {
        setFolded(true); // also while it is: the strip has one width
        return;
    }
    m_openWidth = std::min(designPixels(width), widest);
    if (isFolded()) {
        setFolded(false);
    }
}

void NavigationFold::setWidth(int width)
{
    const QList<int> sizes = m_columns.sizes();
    const int all = std::accumulate(sizes.cbegin(), sizes.cend(), 0);
    // Before it is laid out there are no sizes yet.
    m_columns.setSizes({width, std::max(all, scaled(1280)) - width});
}

QByteArray NavigationFold::saveState() const
{
    return QByteArray(isFolded() ? "folded " : "open ") + QByteArray::number(m_openWidth);
}

void NavigationFold::restoreState(const QByteArray &state)
{
    const QList<QByteArray> parts = state.split(' ');
    bool number = false;
    const int width = parts.value(1).toInt(&number);
    if (parts.size() != 2 || !number || (parts.at(0) != "folded" && parts.at(0) != "open")) {
        return;
    }
    m_openWidth = std::clamp(width, narrowest, widest);
    setFolded(parts.at(0) == "folded");
}

bool NavigationFold::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        // When every part has the new size.
        QTimer::singleShot(0, this, [this] { setFolded(isFolded()); });
    }
    return QObject::eventFilter(watched, event);
}

} // namespace svix
