// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/formscroll.h"

#include <QLayout>

namespace svix {

namespace {

/// A scroll area never makes its widget lower than this hint, and wrapped labels give one for
/// their narrowest width.
class FormContent : public QWidget
{
public:
    QSize minimumSizeHint() const override
    {
        if (!layout()) {
            return {};
        }
        const QSize least = layout()->totalMinimumSize();
        return layout()->hasHeightForWidth() ? QSize(least.width(), 0) : least;
    }
};

} // namespace

FormScroll::FormScroll(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("formScroll"));
    auto *content = new FormContent;
    content->setAutoFillBackground(false);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBarAllowed(false);
    viewport()->setAutoFillBackground(false);
    setWidget(content);
    content->setAutoFillBackground(false); // setWidget() switches it on
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FormScroll::setMaximumNeed(int height)
{
    if (m_maximumNeed != height) {
        m_maximumNeed = height;
        updateGeometry();
    }
}

void FormScroll::setBarAllowed(bool allowed)
{
    const auto policy = allowed ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff;
    if (verticalScrollBarPolicy() != policy) {
        setVerticalScrollBarPolicy(policy);
    }
}

int FormScroll::needForWidth(int width) const
{
    const QLayout *layout = form()->layout();
    if (!layout) {
        return 0;
    }
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                       : layout->totalSizeHint().height();
}

int FormScroll::heightForWidth(int width) const
{
    return qMin(needForWidth(width), m_maximumNeed);
}

QSize FormScroll::sizeHint() const
{
    const QLayout *layout = form()->layout();
    return layout ? layout->totalSizeHint() : QSize();
}

QSize FormScroll::minimumSizeHint() const
{
    const QLayout *layout = form()->layout();
    return {layout ? layout->totalMinimumSize().width() : 0, 0};
}

} // namespace svix
