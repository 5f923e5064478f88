// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/idlabel.h"

#include "widgets/elidedlabel.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace svix {

IdLabel::IdLabel(QWidget *parent)
    : QWidget(parent)
    , m_label(new ElidedLabel({}, Qt::ElideMiddle, this))
    , m_copy(new QToolButton(this))
{
    m_label->setCode(true);
    m_label->setMuted(true);
    m_copy->setObjectName(u"copyButton"_s);
    m_copy->setIcon(icon(u"copy", IconColor::Muted));
    m_copy->setAutoRaise(true);
    m_copy->setMinimumSize(std::max(24, scaled(24)), std::max(24, scaled(24))); // to be hit
    m_copy->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaled(2));
    layout->addWidget(m_label, 0);
    layout->addWidget(m_copy, 0);
    layout->addStretch(1);
    setIdName(tr("id"));
    setId({});
    connect(m_copy, &QToolButton::clicked, this, &IdLabel::copy);
}

void IdLabel::setId(const QString &id)
{
    m_id = id;
    m_label->setText(visibleText(id));
    m_copy->setVisible(!id.isEmpty());
}

QString IdLabel::id() const
{
    return m_id;
}

void IdLabel::setIdName(const QString &name)
{
    const QString text = tr("Copy %1").arg(name);
    m_copy->setAccessibleName(text);
    m_copy->setToolTip(text);
}

void IdLabel::copy()
{
    QGuiApplication::clipboard()->setText(id());
    Q_EMIT copied(id());
}

} // namespace svix
