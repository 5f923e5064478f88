// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/windowmenu.h"

#include "panes/times.h"
#include "widgets/filterbutton.h"
#include "widgets/style/theme.h"

#include <QActionGroup>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QMenu>
#include <QPushButton>

namespace svix {

using Preset = TimeWindow::Preset;

WindowMenu::WindowMenu(FilterButton *button, const TimeWindow &initial)
    : QObject(button)
    , m_button(button)
    , m_initial(initial)
    , m_widening(new QAction(tr("Look further back"), this))
{
    m_widening->setObjectName(QStringLiteral("lookFurtherBack"));
    connect(m_widening, &QAction::triggered, this, [this] {
        setWindow({});
        Q_EMIT chosen();
    });
    button->setLabel({});
    setWindow(initial);
    connect(button->filterMenu(), &QMenu::aboutToShow, this, &WindowMenu::fill);
}

QString WindowMenu::words(const TimeWindow &window)
{
    switch (window.preset) {
    case Preset::Hour:
        return tr("1 hour");
    case Preset::Day:
        return tr("24 hours");
    case Preset::Today:
        return tr("Today");
    case Preset::Yesterday:
        return tr("Yesterday");
    case Preset::Week:
        return tr("7 days");
    case Preset::Month:
        return tr("30 days");
    case Preset::Quarter:
        return tr("90 days");
    case Preset::Custom:
        break;
    }
    const auto text = [](const std::optional<Timestamp> &time) {
        return time ? TimeFormat::local(time->milliseconds()).left(16) : QStringLiteral("…");
    };
    return text(window.after) + QStringLiteral(" – ") + text(window.before);
}

void WindowMenu::setWindow(const TimeWindow &window)
{
    m_window = window;
    m_widening->setEnabled(window != TimeWindow());
    m_button->setValueText(words(window), window != m_initial);
    m_button->setAccessibleName(tr("Time: %1").arg(words(window)));
}

void WindowMenu::fill()
{
    QMenu *menu = m_button->filterMenu();
    QActionGroup *group = m_button->emptyMenu();
    for (const Preset preset : {Preset::Hour, Preset::Day, Preset::Today, Preset::Yesterday,
                                Preset::Week, Preset::Month, Preset::Quarter}) {
        TimeWindow window;
        window.preset = preset;
        QAction *action = menu->addAction(words(window));
        action->setCheckable(true);
        action->setChecked(m_window == window);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, window] {
            setWindow(window);
            Q_EMIT chosen();
        });
    }
    menu->addSeparator();
    QAction *custom = menu->addAction(tr("From … to …"));
    custom->setCheckable(true);
    custom->setChecked(m_window.preset == Preset::Custom);
    connect(custom, &QAction::triggered, this, &WindowMenu::askCustom);
}

void WindowMenu::askCustom()
{
    auto *dialog = new QDialog(m_button->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("windowDialog"));
    dialog->setWindowTitle(tr("Time window"));
    auto *form = new QFormLayout(dialog);
    form->setContentsMargins(5 * unit(), 5 * unit(), 5 * unit(), 4 * unit());
    const auto edit = [&](const QString &label, const QString &name, const QDateTime &value) {
        auto *field = new QDateTimeEdit(value, dialog);
        field->setObjectName(name);
        field->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
        field->setCalendarPopup(true);
        form->addRow(label, field);
        return field;
    };
    const QDateTime now = QDateTime::currentDateTime();
    QDateTime from = now.addDays(-1);
    QDateTime to = now;
    if (m_window.preset == Preset::Custom) {
        from = m_window.after ? m_window.after->toDateTime().toLocalTime() : from;
        to = m_window.before ? m_window.before->toDateTime().toLocalTime() : to;
    }
    QDateTimeEdit *after = edit(tr("&From"), QStringLiteral("afterEdit"), from);
    QDateTimeEdit *before = edit(tr("&To"), QStringLiteral("beforeEdit"), to);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    QPushButton *show = buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole);
    show->setProperty("kind", QStringLiteral("primary"));
    show->setDefault(true);
    form->addRow(buttons);
    // A window that ends before it begins shows nothing and looks like an error of the server.
    const auto check = [=] { show->setEnabled(after->dateTime() < before->dateTime()); };
    connect(after, &QDateTimeEdit::dateTimeChanged, dialog, check);
    connect(before, &QDateTimeEdit::dateTimeChanged, dialog, check);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, after, before] {
        TimeWindow window;
        window.preset = Preset::Custom;
        window.after = Timestamp::fromDateTime(after->dateTime());
        window.before = Timestamp::fromDateTime(before->dateTime());
        setWindow(window);
        Q_EMIT chosen();
    });
    dialog->open();
}

} // namespace svix
