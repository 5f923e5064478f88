// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace svix {

class JsonHighlighter;

/// Read-only text made of bytes: what is invisible is written out, and lines that are too long for
/// a text layout are broken for the screen only.
class RawTextView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit RawTextView(QWidget *parent = nullptr);

    /// True when lines had to be broken.
    bool setBytes(const QByteArray &bytes, bool json);
    /// As PayloadView::setOrigin.
    void setOrigin(const QString &origin) { m_origin = origin; }

protected:
    void changeEvent(QEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void adoptFont();

    QString m_origin;
    JsonHighlighter *m_highlighter = nullptr;
};

} // namespace svix
