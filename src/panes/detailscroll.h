// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace svix {

/// Keeps a detail as high as its header and parts need at least, and scrolls it as a whole where
/// there is less room than that: big text on a small screen.
class DetailScroll : public QScrollArea
{
    Q_OBJECT
public:
    /// Takes `detail` over.
    explicit DetailScroll(QWidget *detail, QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;

private:
    QWidget *m_detail;
};

} // namespace svix
