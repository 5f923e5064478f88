// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/consoledialog.h"

#include "dialogs/formscroll.h"
#include "widgets/onscreen.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>

// The measures of a dialog: margins, widths, height from the content, and the tab order.

namespace svix {

void ConsoleDialog::applyMeasures()
{
    const int side = scaled(20);
    m_header->layout()->setContentsMargins(side, scaled(16), side, 0);
    m_header->layout()->setSpacing(scaled(3));
    m_classLine->layout()->setSpacing(scaled(5));
    m_messageRow->layout()->setContentsMargins(side, 0, side, scaled(16));
    m_buttons->setContentsMargins(side, scaled(12), side, scaled(12));
    m_buttons->setSpacing(scaled(8));
    if (m_form->layout()) {
        adoptForm();
    }
}

void ConsoleDialog::adoptForm()
{
    QLayout *layout = m_form->layout();
    const int side = scaled(20);
    layout->setContentsMargins(side, scaled(16), side, scaled(16));
    const auto layouts = m_form->findChildren<QLayout *>();
    for (QLayout *inner : layouts) {
        auto *rows = qobject_cast<QFormLayout *>(inner);
        if (!rows) {
            inner->setSpacing(inner->property("tight").toBool() ? scaled(4) : scaled(8));
            continue;
        }
        rows->setHorizontalSpacing(scaled(12));
        rows->setVerticalSpacing(scaled(10));
        rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        for (int row = 0; row < rows->rowCount(); ++row) {
            const QLayoutItem *item = rows->itemAt(row, QFormLayout::LabelRole);
            if (auto *label = item ? qobject_cast<QLabel *>(item->widget()) : nullptr) {
                label->setMinimumWidth(scaled(100));
                label->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
                // Beside a tall field the label stands where it stands beside a line.
                label->setMaximumHeight(scaled(28));
            }
        }
    }
    const auto widgets = m_form->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->property("mono").toBool()) {
            widget->setFont(monoFont(widget));
        } else if (widget->property("muted").toBool()) {
            widget->setForegroundRole(QPalette::PlaceholderText);
        }
        if (auto *button = qobject_cast<QPushButton *>(widget)) {
            button->setAutoDefault(false);
        }
    }
}

void ConsoleDialog::setFormWidth(int designPixels)
{
    m_formWidth = designPixels;
}

void ConsoleDialog::setStretching(int designPixels)
{
    m_stretchHeight = designPixels;
}

void ConsoleDialog::fit()
{
    if (m_fitting) {
        return;
    }
    m_fitting = true;
    layout()->activate();
    const QSize room = screen()->availableSize() * 0.94;
    const int least =
        qMin(qMax(scaled(m_formWidth), layout()->totalMinimumSize().width()), room.width());
    const int wide = qMax(width(), least);
    setMinimumWidth(least);
    const int need = m_scroll->needForWidth(wide);
    int tall = layout()->totalHeightForWidth(wide) - m_scroll->heightForWidth(wide) + need;
    const bool scrolls = tall > room.height();
    // Too small a screen: the form scrolls, title and buttons stay. Set once: each change brings
    // another request to lay out, and that brings us here again.
    m_scroll->setMaximumNeed(scrolls ? need - (tall - room.height()) : QWIDGETSIZE_MAX);
    tall = qMin(tall, room.height());
    if (m_stretchHeight > 0) {
        const int wished = qMin(scaled(m_stretchHeight), room.height());
        tall = qMax(tall, m_shown ? height() : wished);
    }
    m_scroll->setBarAllowed(scrolls);
    resize(wide, tall);
    if (isVisible()) {
        keepOnScreen(this); // it may have grown under the eyes, by a bigger text
    }
    m_fitting = false;
}

QList<QPushButton *> ConsoleDialog::footerButtons() const
{
    QList<QPushButton *> buttons;
    for (int i = 0; i < m_buttons->count(); ++i) {
        if (auto *button = qobject_cast<QPushButton *>(m_buttons->itemAt(i)->widget())) {
            buttons += button;
        }
    }
    return buttons;
}

void ConsoleDialog::orderTabs()
{
    // Created is not placed: segments, error words and the base's own buttons come in any order.
    QList<QWidget *> order = tabStops(m_form->layout());
    for (QPushButton *button : footerButtons()) {
        order += button;
    }
    chainTabs(this, order);
}

void ConsoleDialog::showEvent(QShowEvent *event)
{
    orderTabs();
    fit();
    m_shown = true; // from here on the height is the person's
    QDialog::showEvent(event);
}

bool ConsoleDialog::event(QEvent *event)
{
    const bool taken = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible()) {
        fit();
    }
    return taken;
}

bool ConsoleDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_form && event->type() == QEvent::LayoutRequest) {
        m_scroll->updateGeometry(); // a scroll area keeps this to itself
    }
    return QDialog::eventFilter(watched, event);
}

void ConsoleDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
        refreshClassLine();
        break;
    case QEvent::ApplicationFontChange:
    case QEvent::StyleChange:
        applyMeasures();
        refreshClassLine();
        break;
    default:
        break;
    }
}

} // namespace svix
