// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace svix {

class ElidedLabel;

/// An id, uid or URL: monospaced, shortened in the middle, with a button that copies the whole.
class IdLabel : public QWidget
{
    Q_OBJECT
public:
    explicit IdLabel(QWidget *parent = nullptr);

    /// An empty id hides the button.
    void setId(const QString &id);
    QString id() const;
    /// What the id is of, for the copy button's name: "message id" gives "Copy message id".
    void setIdName(const QString &name);

Q_SIGNALS:
    /// The id went to the clipboard.
    void copied(const QString &id);

private:
    void copy();

    QString m_id; ///< as it is; the label shows hidden characters
    ElidedLabel *m_label = nullptr;
    QToolButton *m_copy = nullptr;
};

} // namespace svix
