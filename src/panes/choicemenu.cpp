// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/choicemenu.h"

#include "widgets/filterbutton.h"
#include "widgets/style/theme.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

namespace svix {

namespace {
constexpr qsizetype mostListed = 40; // more than fits; the field is for the rest
}

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
    m_button->setValueText(value.isEmpty() ? m_any : value, !value.isEmpty());
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
    menu->clear();
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, const QString &value) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(value == m_value);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, value] { choose(value); });
    };
    add(m_any, {});
    menu->addSeparator();
    QStringList values = m_values();
    if (!m_value.isEmpty() && !values.contains(m_value)) {
        values.prepend(m_value);
    }
    for (const QString &value : values.first(std::min(values.size(), mostListed))) {
        // A name may hold "&", which a menu would take for a mnemonic.
        add(QString(value).replace(u'&', QStringLiteral("&&")), value);
    }
    menu->addSeparator();
    auto *holder = new QWidget(menu);
    auto *layout = new QHBoxLayout(holder);
    layout->setContentsMargins(3 * unit(), unit(), 3 * unit(), unit());
    auto *edit = new QLineEdit(holder);
    edit->setPlaceholderText(m_typed);
    edit->setAccessibleName(m_typed);
    edit->setObjectName(QStringLiteral("otherValue"));
    layout->addWidget(edit);
    auto *field = new QWidgetAction(menu);
    field->setDefaultWidget(holder);
    menu->addAction(field);
    connect(edit, &QLineEdit::returnPressed, this, [this, edit, menu] {
        const QString value = edit->text().trimmed();
        menu->close();
        if (!value.isEmpty()) {
            choose(value);
        }
    });
}

} // namespace svix
