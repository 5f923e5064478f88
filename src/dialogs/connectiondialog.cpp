// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/connectiondialog.h"

#include "core/token.h"
#include "ui_connectiondialog.h"
#include "widgets/style/icons.h"
#include "widgets/tintbox.h"

#include <QFileDialog>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// Entries of the server list beside the regions, whose data is their URL.
const QString selfHosted = u"self"_s;
const QString sandboxServer = u"sandbox"_s;

} // namespace

ConnectionDialog::ConnectionDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::ConnectionDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(560);
    m_more = addLeadingButton(tr("&More: proxy, certificates…"), u"moreButton"_s);
    // Cancel stands between, as in every dialog where a test precedes the act.
    m_test = addButton(tr("&Test"), ButtonKind::Normal, u"testButton"_s);
    m_save = addButton(tr("&Save connection"), ButtonKind::Primary, u"saveButton"_s);
    placeBeforeCancel(m_test);
    setEnterButton(m_save);
    setTitle(tr("New connection"));
    setKeyringAvailable(true);
    setUpFields();
    Profile fresh;
    fresh.id = makeProfileId();
    fill(fresh);
    showMore(false);
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::setUpFields()
{
    Ui::ConnectionDialog &ui = *m_ui;
    for (const CloudRegion &region : cloudRegions()) {
        ui.server->addItem(region.label, region.url);
    }
    ui.server->addItem(tr("Self-hosted server"), selfHosted);
    for (const auto kind :
         {ConnectionClass::Development, ConnectionClass::Test, ConnectionClass::Production}) {
        ui.usedFor->addSegment(connectionClassName(kind), int(kind), connectionIconName(kind),
                               kind == ConnectionClass::Production ? IconColor::Bad
                                                                   : IconColor::Text);
    }
    ui.usedFor->setFocusPolicy(Qt::StrongFocus); // or its label's mnemonic leads nowhere
    ui.proxy->addItem(tr("As the system says"), int(ProxySettings::Kind::System));
    ui.proxy->addItem(tr("None"), int(ProxySettings::Kind::None));
    ui.proxy->addItem(tr("HTTP proxy"), int(ProxySettings::Kind::Http));
    ui.proxy->addItem(tr("SOCKS5 proxy"), int(ProxySettings::Kind::Socks5));
    fieldErrors().add(u"name"_s, ui.name);
    fieldErrors().add(u"url"_s, ui.url);
    fieldErrors().add(u"token"_s, ui.token);
    fieldErrors().add(u"proxyHost"_s, ui.proxyHost);
    fieldErrors().add(u"proxyUser"_s, ui.proxyUser);
    fieldErrors().add(u"proxyPassword"_s, ui.proxyPassword);
    fieldErrors().add(u"caFile"_s, ui.caFile);

    connect(ui.server, &QComboBox::activated, this, &ConnectionDialog::serverChosen);
    connect(ui.url, &QLineEdit::textEdited, this, [this] { m_urlByHand = true; });
    connect(ui.url, &QLineEdit::textChanged, this, &ConnectionDialog::urlEdited);
    connect(ui.token, &QLineEdit::textChanged, this, &ConnectionDialog::tokenEdited);
    connect(ui.proxy, &QComboBox::currentIndexChanged, this, &ConnectionDialog::proxyChosen);
    connect(ui.browse, &QPushButton::clicked, this, &ConnectionDialog::browseForCaFile);
    connect(ui.allowPlainHttp, &QCheckBox::toggled, this, &ConnectionDialog::urlEdited);
    for (QLineEdit *edit : {ui.caFile, ui.proxyHost, ui.proxyUser}) {
        connect(edit, &QLineEdit::textChanged, this, &ConnectionDialog::edited);
    }
    connect(ui.proxyPassword, &QLineEdit::textChanged, this, &ConnectionDialog::edited);
    connect(ui.proxyPort, &QSpinBox::valueChanged, this, &ConnectionDialog::edited);
    connect(ui.usedFor, &SegmentedControl::currentChanged, this, &ConnectionDialog::edited);
    connect(ui.http1Only, &QCheckBox::toggled, this, &ConnectionDialog::edited);
    connect(m_more, &QPushButton::clicked, this, [this] { showMore(m_ui->more->isHidden()); });
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_save, &QPushButton::clicked, this, &ConnectionDialog::save);
}

void ConnectionDialog::setKeyringAvailable(bool available, const QString &why)
{
    QString sentence = tr("Where the server is, and who you are to it.") + u' ';
    if (available) {
        sentence += tr("The token goes to the keyring only.");
    } else {
        sentence += why.isEmpty() ? tr("There is no keyring: the token is kept for this session.")
                                  : tr("The token is kept for this session only: %1").arg(why);
    }
    setIntro(sentence);
}

void ConnectionDialog::setSandboxOffered(bool offered)
{
    const int at = m_ui->server->findData(sandboxServer);
    if (offered && at < 0) {
        m_ui->server->addItem(tr("Built-in sandbox"), sandboxServer);
    } else if (!offered && at >= 0) {
        m_ui->server->removeItem(at);
    }
}

void ConnectionDialog::setProfile(const Profile &profile, bool tokenStored)
{
    m_isNew = false;
    m_tokenStored = tokenStored;
    setTitle(tr("Edit connection %1").arg(profile.name));
    m_ui->token->setPlaceholderText(tokenStored ? tr("kept; type to replace it") : QString());
    m_ui->proxyPassword->setPlaceholderText(tr("kept; type to replace it"));
    m_urlByHand = true;
    fill(profile);
}

void ConnectionDialog::setTemplate(const Profile &profile)
{
    Profile copy = profile;
    copy.id = makeProfileId();
    m_urlByHand = !profile.url.isEmpty();
    fill(copy);
}

void ConnectionDialog::fill(const Profile &profile)
{
    Ui::ConnectionDialog &ui = *m_ui;
    m_filling = true;
    m_loaded = profile;
    ui.name->setText(profile.name);
    ui.url->setText(profile.url.toString());
    ui.token->setSecret({});
    ui.usedFor->setCurrentId(int(profile.connectionClass));
    ui.readOnly->setChecked(profile.readOnly);
    ui.proxy->setCurrentIndex(ui.proxy->findData(int(profile.proxy.kind)));
    ui.proxyHost->setText(profile.proxy.host);
    ui.proxyPort->setValue(profile.proxy.port > 0 ? profile.proxy.port : 3128);
    ui.proxyUser->setText(profile.proxy.user);
    ui.proxyPassword->setSecret({});
    ui.caFile->setText(profile.caFile);
    ui.allowPlainHttp->setChecked(profile.allowPlainHttp);
    ui.http1Only->setChecked(profile.http1Only);
    if (m_isNew && profile.url.isEmpty()) {
        ui.server->setCurrentIndex(0);
        serverChosen(0);
    }
    m_filling = false;
    m_tested.reset();
    proxyChosen();
    urlEdited();
}

bool ConnectionDialog::isSandbox() const
{
    return m_ui->server->currentData() == sandboxServer;
}

QUrl ConnectionDialog::typedUrl() const
{
    const auto url = normalisedServerUrl(m_ui->url->text());
    return url ? *url : QUrl();
}

void ConnectionDialog::serverChosen(int index)
{
    const QVariant server = m_ui->server->itemData(index);
    if (server.metaType().id() == QMetaType::QUrl) {
        m_urlByHand = true;
        m_ui->url->setText(server.toUrl().toString());
        m_urlByHand = !m_filling;
    } else if (server == selfHosted && cloudRegionOf(typedUrl())) {
        m_ui->url->clear();
        m_ui->url->setFocus(Qt::OtherFocusReason);
    }
    edited();
    urlEdited();
}

void ConnectionDialog::urlEdited()
{
    followUrl();
    if (m_ui->allowPlainHttp->isChecked() && isPlainHttpToOthers(typedUrl())) {
        fieldErrors().setError(u"url"_s, {}); // it said that this is not allowed
    }
    refreshUrlHint();
    m_ui->name->setPlaceholderText(typedUrl().host());
    tokenEdited();
}

void ConnectionDialog::refreshUrlHint()
{
    const QUrl url = typedUrl();
    const bool plain = url.isValid() && isPlainHttpToOthers(url);
    QString hint;
    if (isSandbox() || !fieldErrors().error(u"url"_s).isEmpty()) {
        // An error of the address takes the place of what is remarked about it.
    } else if (!plain) {
        hint = hostRemark(url);
    } else if (m_ui->allowPlainHttp->isChecked()) {
        hint = tr("Without https anyone on the way can read the token.");
    } else {
        hint = tr("Not https: the token would travel unprotected. Allow it under More if it must "
                  "be.");
    }
    m_ui->urlHint->setHint(hint, Tone::Warn);
}

/// The list of servers says what the address is.
void ConnectionDialog::followUrl()
{
    Ui::ConnectionDialog &ui = *m_ui;
    const bool sandbox = isSandbox();
    if (!sandbox) {
        const auto region = cloudRegionOf(typedUrl());
        const int at = ui.server->findData(region ? QVariant(region->url) : QVariant(selfHosted));
        if (at != ui.server->currentIndex() && (region || !ui.url->text().isEmpty())) {
            ui.server->setCurrentIndex(at);
        }
    }
    ui.url->setEnabled(!sandbox);
    ui.token->setEnabled(!sandbox);
}

void ConnectionDialog::tokenEdited()
{
    Ui::ConnectionDialog &ui = *m_ui;
    const auto token = cleanToken(ui.token->text());
    const QUrl home = token ? cloudUrlForToken(QString::fromLatin1(*token)) : QUrl();
    if (!home.isEmpty() && !m_urlByHand && m_isNew && typedUrl() != home) {
        ui.url->setText(home.toString()); // comes back here
        return;
    }
    const TokenRemark remark = remarkOnToken(ui.token->text(), typedUrl());
    if (isSandbox()) {
        ui.tokenHint->setHint(
            tr("The console starts the sandbox and knows its address and token."));
    } else {
        ui.tokenHint->setHint(remark.text, remark.isWarning ? Tone::Warn : Tone::Idle);
    }
    edited();
}

void ConnectionDialog::edited()
{
    if (m_filling || isBusy()) {
        return;
    }
    // What a test said is about what stood here then.
    if (!messageText().isEmpty() && !isAsTested()) {
        clearMessage();
    }
    refreshButtons();
}

void ConnectionDialog::refreshButtons()
{
    const bool tested = isAsTested();
    m_test->setText(tested ? tr("&Test again") : tr("&Test"));
    m_test->setEnabled(!isBusy() && !isSandbox());
    m_save->setText(tested && !m_testOk ? tr("&Save anyway") : tr("&Save connection"));
}

void ConnectionDialog::proxyChosen()
{
    const auto kind = ProxySettings::Kind(m_ui->proxy->currentData().toInt());
    const bool own = kind == ProxySettings::Kind::Http || kind == ProxySettings::Kind::Socks5;
    m_ui->proxyFields->setVisible(own);
    edited();
}

void ConnectionDialog::showMore(bool shown)
{
    m_ui->more->setVisible(shown);
    m_more->setText(shown ? tr("Fewer settin&gs") : tr("&More: proxy, certificates…"));
}

void ConnectionDialog::revealFields(const QStringList &fields)
{
    for (const QString &field : fields) {
        if (field.startsWith(u"proxy") || field == u"caFile") {
            showMore(true);
        }
    }
}

void ConnectionDialog::browseForCaFile()
{
    auto *files = new QFileDialog(this, tr("CA file"), m_ui->caFile->text(),
                                  tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    connect(files, &QFileDialog::fileSelected, m_ui->caFile, &QLineEdit::setText);
    files->open();
}

} // namespace svix
