// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QPushButton>

namespace svix {

/// The connection switcher: shape of the class, name, tag of the class, and a menu.
class ConnectionButton : public QPushButton
{
    Q_OBJECT
public:
    explicit ConnectionButton(QWidget *parent = nullptr);

    void setConnection(const QString &name, ConnectionClass kind, bool readOnly = false);
    /// No connection: shows "No connection" without a class.
    void clearConnection();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString shownName() const;
    int contentWidth(int nameWidth) const;
    void refresh();

    QString m_name;
    int m_class = -1; ///< ConnectionClass, -1 for none
    bool m_readOnly = false;
};

} // namespace svix
