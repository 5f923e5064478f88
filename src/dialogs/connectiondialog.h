// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogs/connectioninput.h"
#include "dialogs/consoledialog.h"

#include <memory>
#include <optional>

namespace svix {

namespace Ui {
class ConnectionDialog;
}

/// Makes or edits a connection: where the server is, who one is to it, and how careful to be.
///
/// testRequested() and saveRequested() are answered by setTestResult() and by accept() or
/// showFieldErrors(). Saving what was not tested tests first; after a test that failed the button
/// becomes "Save anyway".
class ConnectionDialog : public ConsoleDialog
{
    Q_OBJECT
public:
    explicit ConnectionDialog(QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    /// Edits this one. With `tokenStored` an empty token field keeps the stored token.
    void setProfile(const Profile &profile, bool tokenStored);
    /// Starts a new connection from these values (a copy of another, an argument of the program).
    void setTemplate(const Profile &profile);
    /// Whether the token goes to a keyring or lasts for the session; said under the title.
    void setKeyringAvailable(bool available, const QString &why = {});
    /// Offers "Built-in sandbox" among the servers.
    void setSandboxOffered(bool offered);

    /// Whether the answer to testRequested() is still waited for.
    bool isTesting() const { return m_asked.has_value(); }
    /// The answer to testRequested().
    void setTestResult(const ConnectionTestResult &result);
    /// What stands in the form, checked; nothing when a field is refused (marked and focused).
    std::optional<ConnectionInput> input();

Q_SIGNALS:
    void testRequested(const svix::ConnectionInput &input);
    void saveRequested(const svix::ConnectionInput &input);

protected:
    void revealFields(const QStringList &fields) override;
    void refreshButtons() override;

private:
    void setUpFields();
    void fill(const Profile &profile);
    void serverChosen(int index);
    void urlEdited();
    void refreshUrlHint();
    void tokenEdited();
    void followUrl();
    void showMore(bool shown);
    void proxyChosen();
    void browseForCaFile();
    void edited();
    void test();
    void save();
    void showTestWords(const ConnectionTestResult &result, bool saving);
    bool warnedOfToken(const ConnectionInput &input);
    bool needsTest(const ConnectionInput &input) const;
    ConnectionInput read(QList<FieldError> &wrong) const;
    void readMore(Profile &profile) const;
    bool isAsTested() const;
    bool isSandbox() const;
    QUrl typedUrl() const;

    std::unique_ptr<Ui::ConnectionDialog> m_ui;
    QPushButton *m_more;
    QPushButton *m_test;
    QPushButton *m_save;
    Profile m_loaded;
    bool m_isNew = true;
    bool m_tokenStored = false;
    bool m_urlByHand = false;
    bool m_filling = false;
    bool m_saveAfterTest = false;
    std::optional<ConnectionInput> m_asked;  ///< under test now
    std::optional<ConnectionInput> m_tested; ///< last one tested
    bool m_testOk = false;
    std::optional<ConnectionInput> m_warned; ///< the token's region was pointed out for it
};

} // namespace svix
