// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QGridLayout;

namespace svix {

/// One line of a FactList.
struct Fact
{
    QString label;
    QString value;     ///< plain text; empty is shown as a dash
    bool code = false; ///< an id or URL: monospaced, with a copy button
    QString toolTip;
};

/// Label and value in two columns: what an object is, in its detail.
class FactList : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    void setFacts(const QList<Fact> &facts);

private:
    QGridLayout *m_grid;
};

} // namespace svix
