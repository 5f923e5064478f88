// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/choicemenu.h"

#include "widgets/filterbutton.h"
#include "widgets/forms/commaseparated.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

namespace svix {

namespace {
constexpr qsizetype mostListed = 40; // more than fits; the field is for the rest
const QString fieldName = QStringLiteral("otherValue");
} // namespace

ChoiceMenu::ChoiceMenu(FilterButton *button, const QString &any, const QString &typed,
                       std::function<QStringList()> values)
    : QObject(button)
    , m_button(button)
    , m_any(any)
    , m_typed(typed)
    , m_values(std::move(values))
{
    m_button->setValueText(any);
    connect(m_button->filterMenu(), &QMenu::aboutToShow, this, &ChoiceMenu::fill);
}

void ChoiceMenu::setValue(const QString &value)
{
    m_value = value;
    const QStringList chosen = values();
    m_button->setValueText(value.isEmpty() ? m_any
                           : chosen.size() == 1
                               ? value
                               : tr("%1 and %2 more").arg(chosen.first()).arg(chosen.size() - 1),
                           !value.isEmpty());
    m_button->setToolTip(chosen.size() > 1 ? plainTip(chosen.join(u'\n')) : QString());
}

QStringList ChoiceMenu::values() const
{
    if (!m_several) {
        return m_value.isEmpty() ? QStringList() : QStringList(m_value);
    }
    return m_value.split(u',', Qt::SkipEmptyParts);
}

void ChoiceMenu::refresh()
{
    QMenu *menu = m_button->filterMenu();
    if (!menu->isVisible()) {
        return;
    }
    // What is being typed stays.
    const auto *before = menu->findChild<QLineEdit *>(fieldName);
    const QString text = before ? before->text() : QString();
    const bool focused = before && before->hasFocus();
    fill();
    auto *now = menu->findChild<QLineEdit *>(fieldName);
    now->setText(text);
    if (focused) {
        now->setFocus();
    }
}

/// The others, to be chosen as well.
void ChoiceMenu::addAdding(const QStringList &known)
{
    const QStringList chosen = values();
    QMenu *adding = m_button->filterMenu()->addMenu(tr("Add another"));
    adding->setObjectName(QStringLiteral("addAnother"));
    for (const QString &value : known) {
        if (!chosen.contains(value)) {
            QAction *action =
                adding->addAction(visibleText(QString(value).replace(u'&', QStringLiteral("&&"))));
            connect(
                action, &QAction::triggered, this,
                [this, all = QStringList(chosen + QStringList(value)).join(u',')] { choose(all); });
        }
    }
    adding->setEnabled(!adding->isEmpty());
}

void ChoiceMenu::choose(const QString &value)
{
    if (value == m_value) {
        return;
    }
    setValue(value);
    Q_EMIT chosen(value);
}

void ChoiceMenu::fill()
{
    QMenu *menu = m_button->filterMenu();
    QActionGroup *group = m_button->emptyMenu();
    const auto add = [&](const QString &text, const QString &value) {
        QAction *action = menu->addAction(visibleText(text));
        action->setCheckable(true);
        action->setChecked(value.isEmpty() ? m_value.isEmpty() : values().contains(value));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, value] { choose(value); });
    };
    add(m_any, {});
    menu->addSeparator();
    QStringList known = m_values();
    const QStringList chosen = values();
    for (const QString &value : chosen) {
        if (!known.contains(value)) {
            known.prepend(value);
        }
    }
    group->setExclusive(chosen.size() < 2);
    for (const QString &value : known.first(std::min(known.size(), mostListed))) {
        // A name may hold "&", which a menu would take for a mnemonic.
        add(QString(value).replace(u'&', QStringLiteral("&&")), value);
    }
    if (m_several && !chosen.isEmpty()) {
        menu->addSeparator();
        addAdding(known.first(std::min(known.size(), mostListed)));
    }
    menu->addSeparator();
    auto *holder = new QWidget(menu);
    auto *layout = new QHBoxLayout(holder);
    layout->setContentsMargins(3 * unit(), unit(), 3 * unit(), unit());
    auto *edit = new QLineEdit(holder);
    edit->setPlaceholderText(m_typed);
    edit->setAccessibleName(m_typed);
    edit->setObjectName(fieldName);
    layout->addWidget(edit);
    auto *field = new QWidgetAction(menu);
    field->setDefaultWidget(holder);
    menu->addAction(field);
    connect(edit, &QLineEdit::returnPressed, this, [this, edit, menu] {
        QString value = edit->text().trimmed();
        if (m_several) {
            value = commaSeparated(value).join(u',');
        }
        menu->close();
        if (!value.isEmpty()) {
            choose(value);
        }
    });
}

} // namespace svix
