// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/deletedcopiesdialog.h"

#include "dialogs/listrows.h"
#include "models/roles.h"
#include "ui_deletedcopiesdialog.h"
#include "widgets/visibletext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString kindWords(const QString &kind)
{
    if (kind == u"application") {
        return DeletedCopiesDialog::tr("Application");
    }
    if (kind == u"endpoint") {
        return DeletedCopiesDialog::tr("Endpoint");
    }
    if (kind == u"eventType") {
        return DeletedCopiesDialog::tr("Event type");
    }
    if (kind == u"integration") {
        return DeletedCopiesDialog::tr("Integration");
    }
    return kind;
}

} // namespace

DeletedCopiesDialog::DeletedCopiesDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::DeletedCopiesDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(720);
    setStretching(460);
    setTitle(tr("Deleted objects"));
    setIntro(tr("Copies of what was deleted from this computer, without secrets and messages. Each "
                "is kept for %n day(s).",
                nullptr, DeletedCopies::keptDays));
    m_copy = addLeadingButton(tr("Copy as &JSON"), u"copyButton"_s);
    m_remove = addLeadingButton(tr("&Delete this copy"), u"removeButton"_s);
    cancelButton()->setText(tr("Close"));
    setEnterButton(cancelButton());
    ListRows::setUp(m_ui->copies, {tr("Name"), tr("What"), tr("Connection"), tr("Deleted")});
    connect(m_ui->copies, &QTreeWidget::currentItemChanged, this, [this] {
        m_ui->json->clear();
        refreshButtons();
        if (!currentId().isEmpty()) {
            Q_EMIT chosen(currentId());
        }
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->json->toPlainText()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(currentId()); });
    setCopies({});
}

DeletedCopiesDialog::~DeletedCopiesDialog() = default;

void DeletedCopiesDialog::setCopies(const QList<DeletedCopy> &copies)
{
    QTreeWidget *list = m_ui->copies;
    const QString before = currentId();
    list->clear();
    QTreeWidgetItem *current = nullptr;
    for (const DeletedCopy &copy : copies) {
        auto *row = new QTreeWidgetItem(list);
        row->setData(0, KeyRole, copy.id);
        row->setText(0, visibleText(copy.name));
        row->setText(1, kindWords(copy.kind));
        row->setText(2, visibleText(copy.connection));
        row->setText(3, locale().toString(copy.deleted.toLocalTime(), QLocale::ShortFormat));
        current = copy.id == before || !current ? row : current;
    }
    list->setCurrentItem(current);
    m_ui->json->setPlaceholderText(copies.isEmpty() ? tr("No copies are kept now.") : QString());
    refreshButtons();
}

void DeletedCopiesDialog::setJson(const QByteArray &json)
{
    m_ui->json->setPlainText(QString::fromUtf8(json));
    refreshButtons();
}

QString DeletedCopiesDialog::currentId() const
{
    const QTreeWidgetItem *row = m_ui->copies->currentItem();
    return row ? row->data(0, KeyRole).toString() : QString();
}

void DeletedCopiesDialog::refreshButtons()
{
    m_remove->setEnabled(!currentId().isEmpty());
    m_copy->setEnabled(!m_ui->json->document()->isEmpty());
}

} // namespace svix
