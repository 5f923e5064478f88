// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

namespace svix {

/// Pages of which the highest does not make the dialog higher: it wishes for its minimum and grows
/// with what is there.
class LowStack : public QStackedWidget
{
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;

    QSize sizeHint() const override
    {
        return {QStackedWidget::sizeHint().width(), minimumHeight()};
    }
};

} // namespace svix
