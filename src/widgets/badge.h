// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QWidget>

namespace svix {

using BadgeKind = Tone;

/// A small pill with an icon and a word: the state of the object that a title names.
class Badge : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText)
public:
    explicit Badge(QWidget *parent = nullptr);
    Badge(const QString &text, BadgeKind kind, QWidget *parent = nullptr);
    Badge(const QString &text, StateKind state, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    /// Colours and the icon of a tone.
    void setKind(BadgeKind kind);
    /// Colours and the icon of a state.
    void setState(StateKind state);
    /// The rectangular tag of a connection's class, in capitals and without an icon.
    void setConnectionClass(ConnectionClass kind);
    /// Another icon of the set; empty for none.
    void setIconName(const QString &name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Tint tint() const;
    void refresh();

    QString m_text;
    QString m_icon;
    Tone m_tone = Tone::Idle;
    int m_class = -1;
};

} // namespace svix
