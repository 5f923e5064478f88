// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/resenddialog.h"

#include "core/timeformat.h"
#include "dialogs/listrows.h"
#include "ui_resenddialog.h"
#include "widgets/style/icons.h"
#include "widgets/visibletext.h"

#include <QHeaderView>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

enum Column : int { UrlColumn, StateColumn, TimeColumn };

IconColor colourOf(StateKind state)
{
    switch (state) {
    case StateKind::Ok:
        return IconColor::Ok;
    case StateKind::Fail:
        return IconColor::Bad;
    case StateKind::Sending:
    case StateKind::Pending:
        return IconColor::Warn;
    default:
        return IconColor::Idle;
    }
}

/// Where the message has not arrived: it failed for good, or is still being tried.
bool hasNotArrived(const QTreeWidgetItem *row)
{
    const auto state = StateKind(row->data(StateColumn, StateRole).toInt());
    return (state == StateKind::Fail || state == StateKind::Sending) &&
           (row->flags() & Qt::ItemIsEnabled);
}

} // namespace

ResendDialog::ResendDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ResendDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(680);
    setStretching(360);
    QTreeWidget *list = m_ui->endpoints;
    ListRows::setUp(list, {tr("Endpoint"), tr("State"), tr("Last attempt")});
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(UrlColumn, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(TimeColumn, QHeaderView::ResizeToContents);
    m_failed = addLeadingButton(tr("Choose all not &delivered"), u"failedButton"_s);
    m_resend = addButton({}, ButtonKind::Primary, u"resendButton"_s);
    setEnterButton(m_resend);
    setIntro(tr("The same message goes out again, with the same id."));
    connect(list, &QTreeWidget::itemChanged, this, &ResendDialog::refreshButtons);
    connect(m_failed, &QPushButton::clicked, this, &ResendDialog::chooseNotArrived);
    connect(m_resend, &QPushButton::clicked, this, [this] {
        clearMessage();
        setBusy(true);
        Q_EMIT resendRequested(chosen());
    });
    setMessage({});
}

ResendDialog::~ResendDialog() = default;

void ResendDialog::setMessage(const QString &message, bool expired)
{
    m_expired = expired;
    setTitle(message.isEmpty() ? tr("Resend message") : tr("Resend %1").arg(message));
    if (expired) {
        showMessage(Tone::Warn,
                    tr("The payload of this message was deleted, so it cannot be sent again."));
    }
    refreshButtons();
}

void ResendDialog::setTargets(const QList<ResendTarget> &targets)
{
    QTreeWidget *list = m_ui->endpoints;
    const QSignalBlocker quiet(list);
    list->clear();
    // Where it failed; where nothing has failed for good, those that are still being tried.
    const bool anyFailed = std::any_of(targets.cbegin(), targets.cend(), [](const auto &target) {
        return target.state == StateKind::Fail && !target.disabled;
    });
    const StateKind wanted = anyFailed ? StateKind::Fail : StateKind::Sending;
    for (const ResendTarget &target : targets) {
        auto *row = new QTreeWidgetItem(list);
        row->setData(UrlColumn, KeyRole, target.endpointId);
        row->setText(UrlColumn, visibleText(target.url));
        row->setToolTip(UrlColumn, plainTip(target.url));
        row->setText(StateColumn, target.disabled ? tr("endpoint disabled") : target.stateText);
        row->setIcon(StateColumn,
                     icon(stateIconName(target.disabled ? StateKind::Paused : target.state),
                          colourOf(target.disabled ? StateKind::Paused : target.state)));
        row->setData(StateColumn, StateRole, int(target.state));
        row->setText(TimeColumn, TimeFormat::relative(target.lastAttemptMs,
                                                      QDateTime::currentMSecsSinceEpoch()));
        row->setToolTip(TimeColumn, TimeFormat::full(target.lastAttemptMs));
        const bool chosenAtFirst = target.state == wanted && !target.disabled;
        row->setCheckState(UrlColumn, chosenAtFirst ? Qt::Checked : Qt::Unchecked);
        if (target.disabled) {
            // svix-server answers such a resend with 202 and sends nothing.
            row->setFlags(row->flags() & ~Qt::ItemIsEnabled);
            row->setToolTip(UrlColumn, tr("Enable the endpoint first: nothing would be sent."));
        }
    }
    if (list->topLevelItemCount() > 0) {
        list->setCurrentItem(list->topLevelItem(0));
    }
    refreshButtons();
}

QStringList ResendDialog::chosen() const
{
    QStringList ids;
    for (int i = 0; i < m_ui->endpoints->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *row = m_ui->endpoints->topLevelItem(i);
        if (row->checkState(UrlColumn) == Qt::Checked && (row->flags() & Qt::ItemIsEnabled)) {
            ids += row->data(UrlColumn, KeyRole).toString();
        }
    }
    return ids;
}

void ResendDialog::chooseNotArrived()
{
    for (int i = 0; i < m_ui->endpoints->topLevelItemCount(); ++i) {
        QTreeWidgetItem *row = m_ui->endpoints->topLevelItem(i);
        row->setCheckState(UrlColumn, hasNotArrived(row) ? Qt::Checked : Qt::Unchecked);
    }
}

void ResendDialog::refreshButtons()
{
    const int count = int(chosen().size());
    m_resend->setText(count == 0 ? tr("&Resend") : tr("&Resend to %n endpoint(s)", nullptr, count));
    m_resend->setEnabled(count > 0 && !isBusy() && !m_expired);
    bool any = false;
    for (int i = 0; i < m_ui->endpoints->topLevelItemCount(); ++i) {
        any |= hasNotArrived(m_ui->endpoints->topLevelItem(i));
    }
    m_failed->setVisible(any);
    m_failed->setEnabled(!isBusy());
}

} // namespace svix
