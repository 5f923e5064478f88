// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filterbutton.h"

#include "widgets/style/consolestyle.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QActionGroup>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace svix {

FilterButton::FilterButton(QWidget *parent)
    : FilterButton({}, parent)
{
}

FilterButton::FilterButton(const QString &label, QWidget *parent)
    : QPushButton(parent)
    , m_label(label)
    , m_menu(new QMenu(this))
{
    setMenu(m_menu);
    // Only afterwards is the button's own part in it over.
    connect(m_menu, &QMenu::aboutToHide, this, &FilterButton::menuClosed, Qt::QueuedConnection);
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    refresh();
}

void FilterButton::setLabel(const QString &label)
{
    m_label = label;
    refresh();
}

void FilterButton::setValueText(const QString &value, bool narrows)
{
    m_value = value;
    m_narrows = narrows;
    refresh();
}

QActionGroup *FilterButton::emptyMenu()
{
    m_menu->clear();
    // Neither of these goes with its action.
    qDeleteAll(m_menu->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly));
    delete m_group;
    m_group = new QActionGroup(m_menu);
    return m_group;
}

void FilterButton::refresh()
{
    //: a drop-down of a filter bar, like "Type: any"
    const QString whole = m_label.isEmpty()   ? m_value
                          : m_value.isEmpty() ? m_label
                                              : tr("%1: %2").arg(m_label, m_value);
    // "any" is what one expects of a filter that is not set; the room is for those that are.
    QString shown = m_narrows || m_label.isEmpty() ? whole : m_label;
    constexpr qsizetype longest = 32;
    setToolTip(shown.size() > longest ? plainTip(shown) : QString());
    setAccessibleName(whole);
    if (shown.size() > longest) {
        shown = shown.left(longest - 1) + u'…';
    }
    // A value may hold an ampersand; it is no mnemonic.
    setText(shown.replace(u'&', u"&&"_s));
    setProperty(narrowsProperty, m_narrows);
    updateGeometry();
    update();
}

/// A menu takes the pointer's leaving from the button below it, which would look hovered for good.
void FilterButton::menuClosed()
{
    setDown(false);
    setAttribute(Qt::WA_UnderMouse, rect().contains(mapFromGlobal(QCursor::pos())));
    update();
}

} // namespace svix
