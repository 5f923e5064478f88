// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/connectiondialog.h"

#include "core/token.h"
#include "ui_connectiondialog.h"
#include "widgets/tintbox.h"

#include <QPushButton>

// Checking, testing and saving what stands in the form.

using namespace Qt::StringLiterals;

namespace svix {

void ConnectionDialog::readMore(Profile &profile) const
{
    const Ui::ConnectionDialog &ui = *m_ui;
    profile.caFile = ui.caFile->text().trimmed();
    profile.allowPlainHttp = ui.allowPlainHttp->isChecked();
    profile.http1Only = ui.http1Only->isChecked();
    profile.proxy = {};
    profile.proxy.kind = ProxySettings::Kind(ui.proxy->currentData().toInt());
    if (profile.proxy.kind == ProxySettings::Kind::Http ||
        profile.proxy.kind == ProxySettings::Kind::Socks5) {
        profile.proxy.host = ui.proxyHost->text().trimmed();
        profile.proxy.port = static_cast<quint16>(ui.proxyPort->value());
        profile.proxy.user = ui.proxyUser->text();
    }
}

ConnectionInput ConnectionDialog::read(QList<FieldError> &wrong) const
{
    const Ui::ConnectionDialog &ui = *m_ui;
    const auto refuse = [&wrong](const QString &field, const QString &words) {
        wrong.append({{u"body"_s, field}, words, {}});
    };
    ConnectionInput input;
    input.profile = m_loaded;
    input.sandbox = isSandbox();
    input.profile.connectionClass = ConnectionClass(ui.usedFor->currentId());
    input.profile.readOnly = ui.readOnly->isChecked();
    readMore(input.profile);
    const auto url = normalisedServerUrl(ui.url->text());
    if (input.sandbox) {
        input.profile.url = {};
    } else if (!url) {
        refuse(u"url"_s, url.error().detail);
    } else {
        input.profile.url = *url;
        if (const auto way = checkTransport(input.profile); !way) {
            refuse(u"url"_s, way.error().detail);
        }
    }
    if (!input.sandbox && !(ui.token->text().isEmpty() && m_tokenStored)) {
        const auto token = cleanToken(ui.token->text());
        if (token) {
            input.token = *token;
            input.tokenReplaced = true;
        } else {
            refuse(u"token"_s, token.error().detail);
        }
    }
    const ProxySettings &proxy = input.profile.proxy;
    const bool ownProxy =
        proxy.kind == ProxySettings::Kind::Http || proxy.kind == ProxySettings::Kind::Socks5;
    if (ownProxy && proxy.host.isEmpty()) {
        refuse(u"proxyHost"_s, tr("The name of the proxy is missing."));
    } else if (ownProxy && proxy.host.contains(u'/')) {
        refuse(u"proxyHost"_s, tr("Only the name: no \"http://\" and no path."));
    }
    input.proxyPassword = ownProxy ? ui.proxyPassword->secret() : QString();
    input.proxyPasswordReplaced = !input.proxyPassword.isEmpty();
    if (!input.profile.caFile.isEmpty()) {
        if (const QString problem = caFileProblem(input.profile.caFile); !problem.isEmpty()) {
            refuse(u"caFile"_s, problem);
        }
    }
    input.profile.name = ui.name->text().trimmed();
    if (input.profile.name.isEmpty()) {
        input.profile.name = input.sandbox ? tr("Sandbox") : input.profile.url.host();
    }
    input.tested = m_tested && m_testOk && m_tested->reachesLike(input);
    return input;
}

std::optional<ConnectionInput> ConnectionDialog::input()
{
    QList<FieldError> wrong;
    const ConnectionInput input = read(wrong);
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
        refreshUrlHint();
        return std::nullopt;
    }
    fieldErrors().clear();
    refreshUrlHint();
    return input;
}

bool ConnectionDialog::isAsTested() const
{
    QList<FieldError> wrong;
    return m_tested && m_tested->reachesLike(read(wrong)) && wrong.isEmpty();
}

/// A token that seems to be of another server, and any to a host that is not what it looks like,
/// leaves this computer only after a second look.
bool ConnectionDialog::warnedOfToken(const ConnectionInput &input)
{
    QString doubt = hostRemark(input.profile.url);
    if (doubt.isEmpty()) {
        doubt = regionMismatch(input.profile.url, QString::fromLatin1(input.token));
    }
    if (input.sandbox || doubt.isEmpty() || (m_warned && m_warned->reachesLike(input))) {
        return false;
    }
    m_warned = input;
    showMessage(Tone::Warn, doubt + u' ' + tr("Press again to use it there all the same."),
                tr("Nothing was sent."));
    return true;
}

bool ConnectionDialog::needsTest(const ConnectionInput &input) const
{
    if (input.sandbox) {
        return false; // it is started to be opened
    }
    if (m_tested && m_tested->reachesLike(input)) {
        return false; // it went well, or "Save anyway" was pressed
    }
    ConnectionInput before;
    before.profile = m_loaded;
    return m_isNew || !before.reachesLike(input);
}

void ConnectionDialog::test()
{
    const auto wanted = input();
    if (!wanted || warnedOfToken(*wanted)) {
        return;
    }
    m_asked = wanted;
    clearMessage();
    setBusy(true);
    Q_EMIT testRequested(*wanted);
}

void ConnectionDialog::save()
{
    const auto wanted = input();
    if (!wanted || warnedOfToken(*wanted)) {
        return;
    }
    if (needsTest(*wanted)) {
        m_saveAfterTest = true;
        test();
        return;
    }
    setBusy(true);
    Q_EMIT saveRequested(*wanted);
}

void ConnectionDialog::setTestResult(const ConnectionTestResult &result)
{
    const bool saving = m_saveAfterTest;
    m_saveAfterTest = false;
    setBusy(false);
    m_tested = result.asked ? m_asked : std::nullopt;
    m_asked.reset();
    m_testOk = result.ok;
    if (!result.fields.isEmpty()) {
        showFieldErrors(result.fields);
    }
    showTestWords(result, saving);
    refreshButtons();
    if (result.ok && saving) {
        save();
    }
}

void ConnectionDialog::showTestWords(const ConnectionTestResult &result, bool saving)
{
    QString text = result.text;
    if (!result.ok && saving) {
        text += u' ' + tr("Not saved.");
    }
    showMessage(result.ok ? Tone::Ok : Tone::Bad, text.trimmed(), result.title, result.details);
    setMessageMonoParts(result.monoParts);
}

} // namespace svix
