// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QWidget>

class QLabel;

namespace svix {

/// A line in small type under a field: what was read from it, or what to mind. Empty takes no room.
class FieldHint : public QWidget
{
    Q_OBJECT
public:
    explicit FieldHint(QWidget *parent = nullptr);

    /// Plain text; Idle is muted and has no icon, the other tones have theirs.
    void setHint(const QString &text, svix::Tone tone = Tone::Idle);
    QString text() const;
    Tone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Tone m_tone = Tone::Idle;
    QLabel *m_icon;
    QLabel *m_text;
};

} // namespace svix
