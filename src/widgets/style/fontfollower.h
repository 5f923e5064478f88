// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QApplication;

namespace svix {

/// Makes every widget measure again when the application's font changes, as after a restart.
///
/// Qt tells only widgets without a font of their own, and buttons, tabs and headers keep the sizes
/// they remember; here what was set with scaled() is brought to the new size, and each widget gets
/// a StyleChange, at which our own widgets derive their fonts anew.
class FontFollower : public QObject
{
    Q_OBJECT
public:
    explicit FontFollower(QApplication &app);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tellAll();

    bool m_told = true;
    int m_measure; // scaled, as the widgets have it
};

} // namespace svix
