// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/detailscroll.h"

#include <QBoxLayout>
#include <QEvent>
#include <QStackedWidget>

namespace svix {

namespace {

int leastHeight(const QWidget *widget, int width)
{
    if (const auto *stack = qobject_cast<const QStackedWidget *>(widget)) {
        // A stack would ask for the room of the page that needs most.
        widget = stack->currentWidget();
    }
    const auto *layout = widget ? qobject_cast<const QBoxLayout *>(widget->layout()) : nullptr;
    if (!layout || !layout->hasHeightForWidth()) {
        return widget ? widget->minimumSizeHint().height() : 0;
    }
    // As a box layout places them: what wraps is never lower than it wishes to be, though the
    // layout's own minimum says otherwise.
    const QMargins margins = layout->contentsMargins();
    int height = margins.top() + margins.bottom();
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (!item->isEmpty()) {
            height += item->hasHeightForWidth() ? item->heightForWidth(width)
                                                : item->minimumSize().height();
        }
    }
    return height;
}

/// A layout would give the wish of what wraps, for its narrowest width, in place of its need.
class Content : public QWidget
{
public:
    explicit Content(QWidget *detail)
        : m_detail(detail)
    {
        detail->setParent(this);
    }
    QSize minimumSizeHint() const override
    {
        return {m_detail->minimumSizeHint().width(), leastHeight(m_detail, width())};
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QWidget::resizeEvent(event);
        m_detail->setGeometry(rect());
        updateGeometry(); // what wraps needs another height now
    }
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest) {
            updateGeometry();
        }
        return QWidget::event(event);
    }

private:
    QWidget *m_detail;
};

} // namespace

DetailScroll::DetailScroll(QWidget *detail, QWidget *parent)
    : QScrollArea(parent)
    , m_detail(detail)
{
    auto *content = new Content(detail);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    for (QWidget *widget : {static_cast<QWidget *>(content), viewport()}) {
        widget->setBackgroundRole(QPalette::Base);
    }
    if (auto *stack = qobject_cast<QStackedWidget *>(detail)) {
        connect(stack, &QStackedWidget::currentChanged, content, &QWidget::updateGeometry);
    }
}

QSize DetailScroll::minimumSizeHint() const
{
    return {m_detail->minimumSizeHint().width(), 0};
}

} // namespace svix
