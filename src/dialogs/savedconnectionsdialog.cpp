// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/savedconnectionsdialog.h"

#include "dialogs/listrows.h"
#include "models/roles.h"
#include "ui_savedconnectionsdialog.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QFileDialog>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

SavedConnectionsDialog::SavedConnectionsDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::SavedConnectionsDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(720);
    setStretching(400);
    setTitle(tr("Connections"));
    setIntro(tr("An export holds addresses and settings, never a token."));
    m_import = addLeadingButton(tr("&Import…"), u"importButton"_s);
    m_export = addLeadingButton(tr("E&xport…"), u"exportButton"_s);
    m_open = addButton(tr("&Open"), ButtonKind::Primary, u"openButton"_s);
    cancelButton()->setText(tr("Close"));
    setEnterButton(m_open);
    setUpList();
    connect(m_import, &QPushButton::clicked, this, [this] { askForFile(false); });
    connect(m_export, &QPushButton::clicked, this, [this] { askForFile(true); });
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(currentId()); });
    const Ui::SavedConnectionsDialog &ui = *m_ui;
    connect(ui.add, &QPushButton::clicked, this, &SavedConnectionsDialog::newRequested);
    connect(ui.edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(currentId()); });
    connect(ui.duplicate, &QPushButton::clicked, this,
            [this] { Q_EMIT duplicateRequested(currentId()); });
    connect(ui.replaceToken, &QPushButton::clicked, this,
            [this] { Q_EMIT replaceTokenRequested(currentId()); });
    connect(ui.remove, &QPushButton::clicked, this,
            [this] { Q_EMIT removeRequested(currentId()); });
    refreshButtons();
}

SavedConnectionsDialog::~SavedConnectionsDialog() = default;

void SavedConnectionsDialog::setUpList()
{
    QTreeWidget *list = m_ui->connections;
    ListRows::setUp(list, {tr("Name"), tr("Used for"), tr("Server"), tr("Token")});
    connect(list, &QTreeWidget::currentItemChanged, this, &SavedConnectionsDialog::refreshButtons);
    connect(list, &QTreeWidget::itemDoubleClicked, m_open, &QPushButton::click);
}

void SavedConnectionsDialog::setProfiles(const QList<Profile> &profiles, const QString &openId,
                                         const QHash<QString, QString> &tokens)
{
    QTreeWidget *list = m_ui->connections;
    const QString chosen = currentId().isEmpty() ? openId : currentId();
    list->clear();
    QTreeWidgetItem *current = nullptr;
    for (const Profile &profile : profiles) {
        auto *row = new QTreeWidgetItem(list);
        row->setData(0, KeyRole, profile.id);
        row->setText(0, visibleText(profile.name));
        row->setText(1, connectionClassName(profile.connectionClass) +
                            (profile.readOnly ? u" · "_s + tr("read-only") : QString()));
        row->setIcon(1, icon(connectionIconName(profile.connectionClass),
                             profile.connectionClass == ConnectionClass::Production
                                 ? IconColor::Bad
                                 : IconColor::Text));
        row->setText(2, profile.url.toString());
        row->setToolTip(2, plainTip(profile.url.toString()));
        row->setText(3, tokens.value(profile.id));
        if (profile.id == openId) {
            row->setFont(0, boldFont(list));
            row->setToolTip(0, tr("in use"));
        }
        current = profile.id == chosen || !current ? row : current;
    }
    list->setCurrentItem(current);
    refreshButtons();
}

QString SavedConnectionsDialog::currentId() const
{
    const QTreeWidgetItem *row = m_ui->connections->currentItem();
    return row ? row->data(0, KeyRole).toString() : QString();
}

void SavedConnectionsDialog::refreshButtons()
{
    const bool chosen = !currentId().isEmpty() && !isBusy();
    const Ui::SavedConnectionsDialog &ui = *m_ui;
    for (QPushButton *button : {ui.edit, ui.duplicate, ui.replaceToken, ui.remove, m_open}) {
        button->setEnabled(chosen);
    }
    m_export->setEnabled(m_ui->connections->topLevelItemCount() > 0 && !isBusy());
}

void SavedConnectionsDialog::askForFile(bool saving)
{
    auto *files =
        new QFileDialog(this, saving ? tr("Export connections") : tr("Import connections"), {},
                        tr("Connections (*.json)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(saving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    files->setFileMode(saving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    files->setDefaultSuffix(u"json"_s);
    connect(files, &QFileDialog::fileSelected, this, [this, saving](const QString &file) {
        if (saving) {
            Q_EMIT exportRequested(file);
        } else {
            Q_EMIT importRequested(file);
        }
    });
    files->open();
}

} // namespace svix
