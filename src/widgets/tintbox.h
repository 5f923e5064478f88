// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QFrame>

class QLabel;

namespace svix {

/// A tinted box with an icon and wrapped text: consequences in a dialog, the result of a test.
class TintBox : public QFrame
{
    Q_OBJECT
public:
    explicit TintBox(QWidget *parent = nullptr);
    explicit TintBox(Tone tone, const QString &text = {}, QWidget *parent = nullptr);

    void setTone(Tone tone);
    Tone tone() const { return m_tone; }
    /// Plain text; markup in it is shown as it is. An optional \a lead stands before it in bold.
    void setText(const QString &text, const QString &lead = {});
    /// Parts of the text that are drawn bold or monospaced wherever they occur (names, ids).
    void setBoldParts(const QStringList &parts);
    void setMonoParts(const QStringList &parts);
    /// The whole as plain text.
    QString plainText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Tone m_tone = Tone::Info;
    QString m_text;
    QString m_lead;
    QStringList m_bold;
    QStringList m_mono;
    QLabel *m_label = nullptr;
};

} // namespace svix
