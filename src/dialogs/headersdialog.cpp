// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/headersdialog.h"

#include "dialogs/endpointchecks.h"
#include "dialogs/headerrow.h"
#include "ui_headersdialog.h"

#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

QString nameField(const HeaderRow *row)
{
    return u"name%1"_s.arg(row->number());
}

QString valueField(const HeaderRow *row)
{
    return u"value%1"_s.arg(row->number());
}

} // namespace

HeadersDialog::HeadersDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::HeadersDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(680);
    m_add = addLeadingButton(tr("&Add header"), u"addButton"_s);
    m_replaceAll = addLeadingButton(tr("&Replace all…"), u"replaceAllButton"_s);
    m_save = addButton(tr("&Save headers"), ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    setIntro(tr("Sent with every message. Only what you change here is changed."));
    connect(m_add, &QPushButton::clicked, this, &HeadersDialog::addEmptyRow);
    connect(m_save, &QPushButton::clicked, this, &HeadersDialog::save);
    connect(m_replaceAll, &QPushButton::clicked, this, &HeadersDialog::replaceAll);
    setEndpoint({});
    setBusy(true);
}

HeadersDialog::~HeadersDialog() = default;

void HeadersDialog::setEndpoint(const QString &url)
{
    setTitle(url.isEmpty() ? tr("Headers") : tr("Headers of %1").arg(url));
}

void HeadersDialog::setHeaders(const EndpointHeadersOut &headers)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (auto it = headers.headers.cbegin(); it != headers.headers.cend(); ++it) {
        addRow(int(HeaderRow::Kind::Visible), it.key(), it.value());
    }
    QStringList hidden = headers.sensitive;
    hidden.sort(Qt::CaseInsensitive);
    for (const QString &name : hidden) {
        addRow(int(HeaderRow::Kind::Hidden), name);
    }
    m_read = true;
    setBusy(false);
    refreshButtons();
    orderTabs();
    QWidget *first = m_add;
    if (!m_rows.isEmpty() && m_rows.first()->hasValue()) {
        first = m_rows.first()->valueEdit();
    }
    first->setFocus(Qt::OtherFocusReason);
}

void HeadersDialog::setUnread(const QString &title, const QString &text, const QString &details)
{
    setBusy(false);
    showMessage(Tone::Bad, text, title, details);
}

void HeadersDialog::setReasons(const QString &againstSaving, const QString &againstReplacing)
{
    m_againstSaving = againstSaving;
    m_againstReplacing = againstReplacing;
    refreshButtons();
}

HeaderRow *HeadersDialog::addRow(int kind, const QString &name, const QString &value)
{
    auto *row = new HeaderRow(HeaderRow::Kind(kind), name, value, m_numbers++, form());
    m_ui->rows->addWidget(row);
    m_rows.append(row);
    fieldErrors().add(nameField(row), row->nameEdit());
    fieldErrors().add(valueField(row), row->valueEdit());
    connect(row, &HeaderRow::changed, this, [this, row] {
        fieldErrors().setError(nameField(row), {}); // it may have been about another row
        clearMessage();
        refreshButtons();
    });
    connect(row, &HeaderRow::dropped, this, [this, row] {
        fieldErrors().setError(nameField(row), {});
        fieldErrors().setError(valueField(row), {});
        m_rows.removeOne(row);
        row->hide();
        row->deleteLater();
        refreshButtons();
        m_add->setFocus(Qt::OtherFocusReason);
    });
    return row;
}

void HeadersDialog::addEmptyRow()
{
    HeaderRow *row = addRow(int(HeaderRow::Kind::New));
    row->show();
    refreshButtons();
    orderTabs();
    row->nameEdit()->setFocus(Qt::OtherFocusReason);
}

HeadersChange HeadersDialog::change() const
{
    HeadersChange change;
    for (const HeaderRow *row : m_rows) {
        if (row->isRemoved()) {
            change.remove.append(row->name());
        } else if (row->isChanged()) {
            change.set.insert(row->name(), row->value());
        }
    }
    return change;
}

void HeadersDialog::refreshButtons()
{
    const bool ready = m_read && !isBusy();
    const bool changed = !change().isEmpty();
    m_ui->none->setVisible(m_read && m_rows.isEmpty());
    m_add->setEnabled(ready && m_againstSaving.isEmpty());
    m_save->setEnabled(ready && changed && m_againstSaving.isEmpty());
    m_save->setToolTip(!m_againstSaving.isEmpty() ? m_againstSaving
                       : changed                  ? QString()
                                                  : tr("Nothing was changed."));
    m_replaceAll->setEnabled(ready && m_againstReplacing.isEmpty());
    m_replaceAll->setToolTip(
        m_againstReplacing.isEmpty()
            ? tr("Makes what is shown here all there is: hidden headers go, unless replaced.")
            : m_againstReplacing);
}

QString HeadersDialog::problemOfName(const HeaderRow *row) const
{
    if (row->kind() != HeaderRow::Kind::New) {
        return {};
    }
    if (const QString problem = headerNameProblem(row->name()); !problem.isEmpty()) {
        return problem;
    }
    for (const HeaderRow *other : m_rows) {
        // svix-server keeps two spellings as two headers, and sends both.
        if (other != row && other->name().compare(row->name(), Qt::CaseInsensitive) == 0) {
            return tr("%1 is in the list already.").arg(other->name());
        }
    }
    return {};
}

/// Bad values of unchanged rows too: a whole set is refused for one of them.
bool HeadersDialog::check()
{
    fieldErrors().clear();
    QList<FieldError> wrong;
    for (const HeaderRow *row : std::as_const(m_rows)) {
        if (!row->hasValue() || (row->kind() == HeaderRow::Kind::New && !row->isChanged())) {
            continue;
        }
        if (const QString problem = problemOfName(row); !problem.isEmpty()) {
            wrong.append({{u"body"_s, nameField(row)}, problem, {}});
        }
        const bool nothing = row->kind() == HeaderRow::Kind::Hidden && row->value().isEmpty();
        if (const QString problem =
                nothing ? tr("Type the new value, or press Keep: the one that is there cannot be "
                             "brought back.")
                        : headerValueProblem(row->value());
            !problem.isEmpty()) {
            wrong.append({{u"body"_s, valueField(row)}, problem, {}});
        }
    }
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
        return false;
    }
    for (const HeaderRow *row : std::as_const(m_rows)) {
        // As a server names it where it refuses one all the same.
        const QString field = u"headers."_s + row->name();
        if (fieldErrors().widget(field) != row->valueEdit()) {
            fieldErrors().add(field, row->valueEdit());
        }
    }
    return true;
}

void HeadersDialog::save()
{
    if (!check()) {
        return;
    }
    clearMessage();
    const HeadersChange wanted = change();
    setBusy(true);
    Q_EMIT saveRequested(wanted);
}

void HeadersDialog::replaceAll()
{
    if (!check()) {
        return;
    }
    clearMessage();
    QMap<QString, QString> all;
    QStringList lost;
    for (const HeaderRow *row : std::as_const(m_rows)) {
        if (row->hasValue() && !row->name().isEmpty()) {
            all.insert(row->name(), row->value());
        } else if (row->kind() == HeaderRow::Kind::Hidden) {
            lost.append(row->name());
        }
    }
    setBusy(true);
    Q_EMIT replaceAllRequested(all, lost);
}

} // namespace svix
