// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QBoxLayout;

namespace svix {

/// One step of the way to the shown page; the id means something to the caller only.
struct Crumb
{
    QString text;
    QString id;

    friend bool operator==(const Crumb &, const Crumb &) = default;
};

/// The way to the shown page; every step but the last (bold) can be clicked, Left and Right move.
class Breadcrumbs : public QWidget
{
    Q_OBJECT
public:
    explicit Breadcrumbs(QWidget *parent = nullptr);

    void setCrumbs(const QList<Crumb> &crumbs);
    const QList<Crumb> &crumbs() const { return m_crumbs; }

Q_SIGNALS:
    /// A step was chosen; \a index counts from the start of the way.
    void activated(int index);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void moveFocus(QObject *from, int step);

    QList<Crumb> m_crumbs;
    QList<QWidget *> m_parts; ///< a widget for each crumb
    QBoxLayout *m_layout = nullptr;
};

} // namespace svix
