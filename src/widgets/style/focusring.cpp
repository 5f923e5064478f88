// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/focusring.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusFrame>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QVariant>

namespace svix {

namespace {

/// The widget around which the ring goes when \a widget has the focus; null for none.
QWidget *ringTarget(QWidget *widget)
{
    if (!widget || widget->property("noFocusRing").toBool()) {
        return nullptr;
    }
    QWidget *parent = widget->parentWidget();
    if (parent && (qobject_cast<QAbstractSpinBox *>(parent) || qobject_cast<QComboBox *>(parent)) &&
        qobject_cast<QLineEdit *>(widget)) {
        return parent;
    }
    const bool ringed =
        qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) ||
        qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget) ||
        qobject_cast<QTextEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget) ||
        widget->property("focusRing").toBool();
    return ringed ? widget : nullptr;
}

} // namespace

FocusRing::FocusRing(QApplication &app)
    : QObject(&app)
{
    connect(&app, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { follow(now); });
    follow(QApplication::focusWidget());
}

FocusRing::~FocusRing()
{
    // Without a parent it belongs to nobody else; with one, the window deletes it.
    if (m_frame && !m_frame->parentWidget()) {
        delete m_frame;
    }
}

void FocusRing::follow(QWidget *now)
{
    QWidget *target = ringTarget(now);
    if (!target) {
        if (m_frame) {
            m_frame->setWidget(nullptr);
        }
        return;
    }
    if (!m_frame) {
        m_frame = new QFocusFrame;
    }
    m_frame->setWidget(target);
}

} // namespace svix
