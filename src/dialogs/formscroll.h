// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace svix {

/// The form part of a dialog: as tall as its content wants at its width, and scrolling only when
/// the screen is too small for that.
class FormScroll : public QScrollArea
{
    Q_OBJECT
public:
    explicit FormScroll(QWidget *parent = nullptr);

    QWidget *form() const { return widget(); }
    /// The height that the form wants at this width, whatever there is.
    int needForWidth(int width) const;
    /// In pixels; above this height the form scrolls.
    void setMaximumNeed(int height);
    /// Only where there is no room for all: a bar that comes before the dialog has grown takes
    /// width, what wraps gets higher, and then the bar has a reason to stay.
    void setBarAllowed(bool allowed);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    int m_maximumNeed = QWIDGETSIZE_MAX;
};

} // namespace svix
