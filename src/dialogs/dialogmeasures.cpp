// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/consoledialog.h"

#include "dialogs/formscroll.h"
#include "widgets/style/theme.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>

// The measures of a dialog: margins, widths, height from the content, and the tab order.

namespace svix {

namespace {

bool isStop(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() &&
           !widget->objectName().startsWith(QLatin1String("qt_"));
}

void collectStops(QWidget *widget, QList<QWidget *> &stops);

/// What takes the focus, in the order in which the layout places it.
void collectStops(QLayout *layout, QList<QWidget *> &stops)
{
    const auto take = [&stops](QLayoutItem *item) {
        if (item && item->widget()) {
            collectStops(item->widget(), stops);
        } else if (item && item->layout()) {
            collectStops(item->layout(), stops);
        }
    };
    if (auto *rows = qobject_cast<QFormLayout *>(layout)) {
        for (int row = 0; row < rows->rowCount(); ++row) {
            for (const auto role : {QFormLayout::LabelRole, QFormLayout::FieldRole}) {
                take(rows->itemAt(row, role));
            }
            // A spanning item is not found by its place in a column.
            if (!rows->itemAt(row, QFormLayout::FieldRole)) {
                take(rows->itemAt(row, QFormLayout::SpanningRole));
            }
        }
        return;
    }
    for (int i = 0; layout && i < layout->count(); ++i) {
        take(layout->itemAt(i));
    }
}

void collectStops(QWidget *widget, QList<QWidget *> &stops)
{
    if (isStop(widget)) {
        stops += widget;
        // Such as the button inside an edit; what a list scrolls is its own affair.
        const auto inner = widget->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        std::copy_if(inner.begin(), inner.end(), std::back_inserter(stops), isStop);
        return;
    }
    collectStops(widget->layout(), stops);
}

} // namespace

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
    m_scroll->setMaximumNeed(QWIDGETSIZE_MAX);
    int tall = layout()->totalHeightForWidth(wide);
    if (tall > room.height()) {
        // Too small a screen: the form scrolls, title and buttons stay.
        m_scroll->setMaximumNeed(m_scroll->heightForWidth(wide) - (tall - room.height()));
        tall = room.height();
    }
    if (m_stretchHeight > 0) {
        const int wished = qMin(scaled(m_stretchHeight), room.height());
        tall = qMax(tall, isVisible() ? height() : wished);
    }
    resize(wide, tall);
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

void ConsoleDialog::chainTabs()
{
    // Created is not placed: segments, error words and the base's own buttons come in any order.
    QList<QWidget *> order;
    collectStops(m_form->layout(), order);
    for (QPushButton *button : footerButtons()) {
        order += button;
    }
    // setTabOrder() leaves alone what follows already, all around the ring: as a stop of its own
    // the dialog marks where the ring begins.
    setFocusPolicy(Qt::TabFocus);
    for (qsizetype i = 1; i < order.size(); ++i) {
        setTabOrder(order.at(i - 1), order.at(i));
    }
    setFocusPolicy(Qt::NoFocus);
}

void ConsoleDialog::showEvent(QShowEvent *event)
{
    chainTabs();
    fit();
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
