// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/consoledialog.h"

#include <QPushButton>
#include <QTest>

namespace svix::test {

// How a test of a dialog finds its parts and types into them, as a person would.

template <class W>
W *child(QWidget *parent, const char *name)
{
    W *found = parent->findChild<W *>(QLatin1String(name));
    if (!found) {
        qFatal("no child named %s", name);
    }
    return found;
}

inline QPushButton *button(QWidget *parent, const char *name)
{
    return child<QPushButton>(parent, name);
}

inline void show(QDialog &dialog)
{
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QCoreApplication::processEvents();
}

/// A person types at the field that has the focus.
inline void type(QWidget *dialog, const char *name, const QString &text)
{
    auto *edit = child<QWidget>(dialog, name);
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(edit, text);
}

inline QString fieldError(ConsoleDialog &dialog, const QString &field)
{
    return dialog.fieldErrors().error(field);
}

} // namespace svix::test
