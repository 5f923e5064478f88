// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preferences.h"
#include "dialogs/consoledialog.h"

#include <memory>

namespace svix {

namespace Ui {
class PreferencesDialog;
}

/// A language that the program carries.
struct LanguageChoice
{
    QString code; ///< as in Preferences::language
    QString label;
};

/// What a person chooses for the whole console. Everything applies at once; Close only closes.
class PreferencesDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit PreferencesDialog(QWidget *parent = nullptr);
    ~PreferencesDialog() override;

    /// Besides "As the system says", which is always there.
    void setLanguages(const QList<LanguageChoice> &languages);
    void setPreferences(const Preferences &preferences);
    Preferences preferences() const;

Q_SIGNALS:
    /// At each change by the person.
    void preferencesChanged(const svix::Preferences &preferences);

private:
    void setUpFields();
    void fillTimeZones();
    void edited();

    std::unique_ptr<Ui::PreferencesDialog> m_ui;
    Preferences m_loaded;
    bool m_filling = false;
};

} // namespace svix
