// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/icons.h"

#include <QWidget>

class QButtonGroup;
class QBoxLayout;

namespace svix {

/// A choice of a few as one row of joined buttons; radio buttons to keyboard and screen reader.
class SegmentedControl : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(int currentId READ currentId WRITE setCurrentId NOTIFY currentChanged USER true)
public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// Appends a segment; \a id is not negative and unique. The first becomes current.
    void addSegment(const QString &text, int id, const QString &iconName = {},
                    IconColor iconColor = IconColor::Text);
    void setSegmentText(int id, const QString &text);
    void setSegmentEnabled(int id, bool enabled, const QString &reason = {});
    /// -1 when there is no segment.
    int currentId() const;
    /// An unknown id changes nothing.
    void setCurrentId(int id);

Q_SIGNALS:
    void currentChanged(int id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QButtonGroup *m_group = nullptr;
    QBoxLayout *m_layout = nullptr;
};

} // namespace svix
