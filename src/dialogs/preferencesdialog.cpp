// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/preferencesdialog.h"

#include "ui_preferencesdialog.h"

#include <QCompleter>
#include <QPushButton>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace svix {

PreferencesDialog::PreferencesDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::PreferencesDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setTitle(tr("Preferences"));
    setIntro(tr("For the whole console. Each change applies at once."));
    QPushButton *defaults = addLeadingButton(tr("&Restore defaults"), u"defaultsButton"_s);
    connect(defaults, &QPushButton::clicked, this, [this] {
        setPreferences({});
        edited();
    });
    cancelButton()->setText(tr("Close"));
    setEnterButton(cancelButton());
    setUpFields();
    setPreferences({});
}

PreferencesDialog::~PreferencesDialog() = default;

void PreferencesDialog::setUpFields()
{
    Ui::PreferencesDialog &ui = *m_ui;
    ui.theme->addSegment(tr("System"), int(Theme::System));
    ui.theme->addSegment(tr("Light"), int(Theme::Light));
    ui.theme->addSegment(tr("Dark"), int(Theme::Dark));
    ui.theme->setFocusPolicy(Qt::StrongFocus);
    setLanguages({});
    fillTimeZones();
    for (const int percent : {75, 90, 100, 110, 125, 150, 175, 200, 250, 300}) {
        ui.textSize->addItem(tr("%1 %").arg(percent), percent);
    }
    ui.autoRefresh->addItem(tr("Off"), 0);
    for (const int seconds : {10, 30, 60, 300}) {
        ui.autoRefresh->addItem(seconds < 60 ? tr("Every %n second(s)", nullptr, seconds)
                                             : tr("Every %n minute(s)", nullptr, seconds / 60),
                                seconds);
    }
    ui.clipboard->setSpecialValueText(tr("never"));
    ui.clipboardHint->setHint(tr("Then a copied secret goes; also when you disconnect or quit."));
    ui.auditHint->setHint(tr("How long the log of what you changed is kept on this computer."));
    connect(ui.theme, &SegmentedControl::currentChanged, this, &PreferencesDialog::edited);
    for (QComboBox *box : {ui.language, ui.timeZone, ui.textSize, ui.autoRefresh}) {
        connect(box, &QComboBox::currentIndexChanged, this, &PreferencesDialog::edited);
    }
    for (QSpinBox *box : {ui.clipboard, ui.auditDays}) {
        connect(box, &QSpinBox::valueChanged, this, &PreferencesDialog::edited);
        // By its own letters: "90 days" must not become "days 90" in a right-to-left window.
        if (isRightToLeft() && !box->suffix().isRightToLeft()) {
            constexpr char16_t leftToRightMark = 0x200e;
            box->setPrefix(QString(QChar(leftToRightMark)));
        }
    }
    connect(ui.http1Only, &QCheckBox::toggled, this, &PreferencesDialog::edited);
}

void PreferencesDialog::fillTimeZones()
{
    QComboBox *box = m_ui->timeZone;
    box->addItem(
        tr("As the system says (%1)").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())),
        QString());
    box->addItem(u"UTC"_s, u"UTC"_s);
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds()) {
        // Links such as "EST5EDT" and "Etc/GMT+5" confuse more than they serve.
        if (id.contains('/') && !id.startsWith("Etc/")) {
            box->addItem(QString::fromLatin1(id), QString::fromLatin1(id));
        }
    }
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMaxVisibleItems(14);
    // Text that is no zone goes back to the one in force.
    connect(box->lineEdit(), &QLineEdit::editingFinished, this, [box] {
        const int at = box->findText(box->currentText(), Qt::MatchFixedString);
        box->setCurrentIndex(at >= 0 ? at : box->currentIndex());
        box->setEditText(box->itemText(box->currentIndex()));
    });
}

void PreferencesDialog::setLanguages(const QList<LanguageChoice> &languages)
{
    const QSignalBlocker quiet(m_ui->language);
    m_ui->language->clear();
    m_ui->language->addItem(tr("As the system says"), QString());
    for (const LanguageChoice &language : languages) {
        m_ui->language->addItem(language.label, language.code);
    }
    const int at = m_ui->language->findData(m_loaded.language);
    m_ui->language->setCurrentIndex(qMax(0, at));
}

void PreferencesDialog::setPreferences(const Preferences &preferences)
{
    Ui::PreferencesDialog &ui = *m_ui;
    m_filling = true;
    m_loaded = preferences;
    ui.theme->setCurrentId(int(preferences.theme));
    // A value that no entry has (from another version) gets one, so that it is kept.
    const auto choose = [](QComboBox *box, const QVariant &value, const QString &label) {
        if (box->findData(value) < 0) {
            box->addItem(label, value);
        }
        box->setCurrentIndex(box->findData(value));
    };
    choose(ui.language, preferences.language, preferences.language);
    choose(ui.timeZone, preferences.timeZone, preferences.timeZone);
    choose(ui.textSize, preferences.textSize, tr("%1 %").arg(preferences.textSize));
    choose(ui.autoRefresh, preferences.autoRefreshSeconds,
           tr("Every %n second(s)", nullptr, preferences.autoRefreshSeconds));
    ui.clipboard->setValue(preferences.clipboardSeconds);
    ui.auditDays->setValue(preferences.auditDays);
    ui.http1Only->setChecked(preferences.http1Only);
    m_filling = false;
}

Preferences PreferencesDialog::preferences() const
{
    const Ui::PreferencesDialog &ui = *m_ui;
    Preferences result = m_loaded;
    result.theme = Theme(ui.theme->currentId());
    result.language = ui.language->currentData().toString();
    result.timeZone = ui.timeZone->currentData().toString();
    result.textSize = ui.textSize->currentData().toInt();
    result.autoRefreshSeconds = ui.autoRefresh->currentData().toInt();
    result.clipboardSeconds = ui.clipboard->value();
    result.auditDays = ui.auditDays->value();
    result.http1Only = ui.http1Only->isChecked();
    return result;
}

void PreferencesDialog::edited()
{
    if (m_filling) {
        return;
    }
    const Preferences now = preferences();
    m_ui->languageHint->setHint(now.language == m_loaded.language
                                    ? QString()
                                    : tr("The language changes at the next start."));
    Q_EMIT preferencesChanged(now);
}

} // namespace svix
