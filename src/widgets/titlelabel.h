// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace svix {

/// What a label is on its page; size and weight follow from it and from the application's font.
enum class TextRole : int { Title, Section, Bold, Body, Caption, Mono };

/// The font of a role, from the application's.
QFont roleFont(TextRole role, const QWidget *widget);

/// A plain-text label of one role; it follows a change of the application's font and palette.
class TitleLabel : public QLabel
{
    Q_OBJECT
public:
    explicit TitleLabel(QWidget *parent = nullptr);
    explicit TitleLabel(const QString &text, TextRole role = TextRole::Title,
                        QWidget *parent = nullptr);

    void setRole(TextRole role);
    /// Drawn in the muted colour.
    void setMuted(bool muted);
    /// The text can be selected and copied with mouse and keyboard.
    void setSelectable(bool selectable);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptDirection();
    void refresh();

    TextRole m_role = TextRole::Title;
    bool m_leading = false; // the alignment is ours
};

} // namespace svix
