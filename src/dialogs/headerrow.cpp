// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/headerrow.h"

#include "widgets/badge.h"
#include "widgets/forms/secretedit.h"
#include "widgets/style/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace svix {

HeaderRow::HeaderRow(Kind kind, const QString &name, const QString &value, int number,
                     QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_number(number)
    , m_before(value)
    , m_name(new QLineEdit(name, this))
    , m_value(new QLineEdit(value, this))
    , m_secret(new SecretEdit(this))
    , m_kept(new QWidget(this))
    , m_badge(new Badge(m_kept))
    , m_replace(new QPushButton(tr("Replace"), m_kept))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    const QString suffix = QString::number(number);
    m_name->setObjectName(QStringLiteral("name") + suffix);
    m_value->setObjectName(QStringLiteral("value") + suffix);
    m_secret->setObjectName(QStringLiteral("secretValue") + suffix);
    m_replace->setObjectName(QStringLiteral("replaceHeader") + suffix);
    m_remove->setObjectName(QStringLiteral("removeHeader") + suffix);
    for (QLineEdit *edit : {m_name, m_value}) {
        edit->setFont(monoFont(edit));
        edit->setLayoutDirection(Qt::LeftToRight);
    }
    m_name->setMinimumWidth(m_name->fontMetrics().averageCharWidth() * 14);
    m_name->setReadOnly(kind != Kind::New);
    m_name->setPlaceholderText(tr("name"));
    m_value->setPlaceholderText(tr("value"));
    m_secret->setPlaceholderText(tr("new value"));
    m_name->setAccessibleName(tr("Name of the header"));
    auto *kept = new QHBoxLayout(m_kept);
    kept->setContentsMargins(0, 0, 0, 0);
    kept->addWidget(m_badge);
    kept->addStretch(1);
    kept->addWidget(m_replace);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * unit());
    layout->addWidget(m_name, 2);
    // One of the three is shown. Not in a stack, which asks for the room of the widest.
    for (QWidget *part :
         {static_cast<QWidget *>(m_value), static_cast<QWidget *>(m_secret), m_kept}) {
        part->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        layout->addWidget(part, 3);
    }
    layout->addWidget(m_remove);
    // One column of buttons, whatever they say.
    const QString said = m_remove->text();
    const int remove = m_remove->sizeHint().width();
    m_remove->setText(tr("Keep"));
    m_remove->setMinimumWidth(std::max(remove, m_remove->sizeHint().width()));
    m_remove->setText(said);
    for (QPushButton *button : {m_replace, m_remove}) {
        button->setAutoDefault(false);
    }
    connect(m_name, &QLineEdit::textChanged, this, &HeaderRow::refresh);
    connect(m_value, &QLineEdit::textChanged, this, &HeaderRow::changed);
    connect(m_secret, &QLineEdit::textChanged, this, &HeaderRow::changed);
    connect(m_replace, &QPushButton::clicked, this, &HeaderRow::replace);
    connect(m_remove, &QPushButton::clicked, this, &HeaderRow::remove);
    refresh();
}

QString HeaderRow::name() const
{
    // One that is there already is spelt as the server spells it.
    return m_kind == Kind::New ? m_name->text().trimmed() : m_name->text();
}

QLineEdit *HeaderRow::valueEdit() const
{
    return m_kind == Kind::Hidden ? m_secret : m_value;
}

QString HeaderRow::value() const
{
    return valueEdit()->text();
}

bool HeaderRow::isChanged() const
{
    switch (m_kind) {
    case Kind::Visible:
        return m_removed || m_value->text() != m_before;
    case Kind::Hidden:
        return m_removed || m_replaced;
    case Kind::New:
        break;
    }
    return !name().isEmpty() || !value().isEmpty();
}

void HeaderRow::remove()
{
    if (m_kind == Kind::New) {
        Q_EMIT dropped();
        return;
    }
    if (m_replaced) {
        m_replaced = false;
        m_secret->setSecret({});
    } else {
        m_removed = !m_removed;
    }
    refresh();
}

void HeaderRow::replace()
{
    m_replaced = true;
    refresh();
    m_secret->setFocus(Qt::OtherFocusReason);
}

void HeaderRow::refresh()
{
    const bool kept = m_removed || (m_kind == Kind::Hidden && !m_replaced);
    m_kept->setVisible(kept);
    m_value->setVisible(!kept && m_kind != Kind::Hidden);
    m_secret->setVisible(!kept && m_kind == Kind::Hidden);
    m_badge->setKind(m_removed ? Tone::Warn : Tone::Idle);
    m_badge->setText(m_removed ? tr("goes when you save") : tr("kept, hidden"));
    m_badge->setToolTip(m_removed ? QString()
                                  : tr("The server keeps the value and shows it to nobody."));
    m_badge->setIconName(m_removed ? QStringLiteral("trash") : QStringLiteral("lock"));
    m_replace->setVisible(!m_removed);
    m_remove->setText(m_removed || m_replaced ? tr("Keep") : tr("Remove"));
    const QString named = name();
    m_value->setAccessibleName(tr("Value of %1").arg(named));
    m_secret->setAccessibleName(tr("New value of %1").arg(named));
    m_replace->setAccessibleName(tr("Replace %1").arg(named));
    m_remove->setAccessibleName(m_removed || m_replaced ? tr("Keep %1").arg(named)
                                                        : tr("Remove %1").arg(named));
    Q_EMIT changed();
}

} // namespace svix
