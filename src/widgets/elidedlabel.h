// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/titlelabel.h"

#include <QFrame>

namespace svix {

/// One line of plain text that is shortened to its width; the whole stands in the tool tip then.
class ElidedLabel : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText)
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    explicit ElidedLabel(const QString &text, Qt::TextElideMode mode = Qt::ElideRight,
                         QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setElideMode(Qt::TextElideMode mode);
    /// Drawn in the muted colour.
    void setMuted(bool muted);
    /// Title, section or another size than that of the body.
    void setRole(TextRole role);
    /// Monospaced, and left to right in any language: ids, URLs, code.
    void setCode(bool code);
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    TextRole m_role = TextRole::Body;
    bool m_muted = false;
    bool m_code = false;
};

} // namespace svix
