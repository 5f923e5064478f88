// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QApplication;
class QFocusFrame;
class QWidget;

namespace svix {

/// Moves the one focus ring of the application to the widget that has the focus.
/// Lists, tabs and menus draw their own.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QApplication &app);
    ~FocusRing() override;

private:
    void follow(QWidget *now);

    QPointer<QFocusFrame> m_frame;
};

} // namespace svix
