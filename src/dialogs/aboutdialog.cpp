// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/aboutdialog.h"

#include "core/versions.h"
#include "dialogs/listrows.h"
#include "ui_aboutdialog.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace svix {

AboutDialog::AboutDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::AboutDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(520);
    setTitle(tr("About Svix Console"));
    setIntro(tr("Administers any Svix server: Svix cloud, and the one that you host yourself."));
    const int side = scaled(48);
    m_ui->icon->setPixmap(applicationIcon().pixmap(QSize(side, side), devicePixelRatioF()));
    m_ui->version->setText(tr("Version %1").arg(QStringLiteral(SVIX_VERSION)));
    m_ui->version->setFont(boldFont(m_ui->version));
    listLibraries();
    QPushButton *copy = addLeadingButton(tr("&Copy diagnostics"), u"copyButton"_s);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(diagnostics()); });
    cancelButton()->setText(tr("Close"));
    setEnterButton(cancelButton());
}

AboutDialog::~AboutDialog() = default;

void AboutDialog::listLibraries()
{
    QTreeWidget *list = m_ui->libraries;
    ListRows::setUp(list, {tr("Library"), tr("Version"), tr("Licence")});
    list->setSelectionMode(QAbstractItemView::NoSelection);
    const auto add = [list](const QString &name, const QString &version, const QString &licence) {
        new QTreeWidgetItem(list, {name, version, licence});
    };
    add(u"Qt"_s, QString::fromLatin1(qVersion()), u"LGPL-3.0"_s);
    add(u"QScintilla"_s, QStringLiteral(SVIX_QSCINTILLA_VERSION), u"GPL-3.0"_s);
    add(u"QtKeychain"_s, QStringLiteral(SVIX_QTKEYCHAIN_VERSION), u"BSD-3-Clause"_s);
    add(u"simdjson"_s, QStringLiteral(SVIX_SIMDJSON_VERSION), u"Apache-2.0"_s);
    add(u"OpenSSL"_s, tlsLibraryVersion(), u"Apache-2.0"_s);
    list->setCurrentItem(list->topLevelItem(0));
    const int rows = list->topLevelItemCount();
    list->setMinimumHeight(rows * rowHeight() + list->header()->sizeHint().height() +
                           2 * list->frameWidth());
}

QString AboutDialog::diagnostics() const
{
    // In English whatever the language: it goes into reports.
    const QStringList lines{
        u"Svix Console "_s + QStringLiteral(SVIX_VERSION),
        u"Qt "_s + QString::fromLatin1(qVersion()) + u" (built with "_s +
            QStringLiteral(QT_VERSION_STR) + u')',
        u"System: "_s + QSysInfo::prettyProductName() + u", "_s +
            QSysInfo::currentCpuArchitecture(),
        u"Platform: "_s + QGuiApplication::platformName(),
        u"Locale: "_s + QLocale().name(),
        u"TLS: "_s + tlsLibraryVersion(),
    };
    QString text = lines.join(u'\n');
    if (!m_diagnostics.isEmpty()) {
        text += u"\n\n"_s + m_diagnostics;
    }
    return text;
}

} // namespace svix
