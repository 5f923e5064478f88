// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/factlist.h"

#include <QWidget>

#include <memory>

class QAction;

namespace svix {

namespace Ui {
class FactsDetail;
}

class DetailHeader;

/// A detail that is a header and one list of facts, all of which the list of the pane has read.
class FactsDetail : public QWidget
{
    Q_OBJECT
public:
    explicit FactsDetail(QWidget *parent = nullptr);
    ~FactsDetail() override;

    DetailHeader *header() const;
    void setFacts(const QList<Fact> &facts);
    /// Buttons of the header; the first one is the filled one if `primary`.
    void setActions(const QList<QAction *> &actions, bool primary);

private:
    std::unique_ptr<Ui::FactsDetail> m_ui;
};

/// A fact that is a time.
Fact timeFact(const QString &label, qint64 ms);

} // namespace svix
