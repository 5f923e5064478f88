// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/forms/formbinder.h"
#include "widgets/forms/keyvalueedit.h"

#include <QLabel>
#include <QTableWidget>

namespace svix {

/// Makes `edit` the field for the metadata of a form: names and values, 4096 bytes as compact JSON
/// at most, which is what servers take. Its problem() is the form's to show.
template <typename T>
void bindMetadata(FormBinder<T> &binder, KeyValueEdit *edit, QLabel *label)
{
    constexpr int mostBytes = 4096;
    edit->setMaxBytes(mostBytes);
    edit->table()->setAccessibleName(label->text().remove(u'&'));
    label->setBuddy(edit->table());
    binder.bindCustom(
        edit, QStringLiteral("metadata"), &KeyValueEdit::changed,
        [edit](const T &from) { edit->setMap(from.metadata); },
        [edit] { return QVariant(edit->state()); },
        [edit](T &to) {
            to.metadata = edit->map();
            return edit->problem().isEmpty();
        });
}

} // namespace svix
