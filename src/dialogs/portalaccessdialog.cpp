// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/portalaccessdialog.h"

#include "dialogs/applicationdialog.h"
#include "ui_portalaccessdialog.h"
#include "widgets/forms/commaseparated.h"

#include <QHostAddress>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qsizetype mostFlags = 25;
const QString viewBase = u"ViewBase"_s;

bool fits(const QString &pattern, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

} // namespace

bool isSafeToOpen(const QUrl &url)
{
    const QString host = url.host();
    const bool here = host == u"localhost" || QHostAddress(host).isLoopback();
    // A name before the "@" can look like the host.
    return url.isValid() && !host.isEmpty() && url.userInfo().isEmpty() &&
           (url.scheme() == u"https" || (url.scheme() == u"http" && here));
}

PortalAccessDialog::PortalAccessDialog(QWidget *parent)
    : ConsoleDialog(parent)
    , m_ui(std::make_unique<Ui::PortalAccessDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(620);
    m_expire = addLeadingButton(tr("E&xpire all portal access…"), u"expireAllButton"_s);
    m_make = addButton(tr("M&ake link"), ButtonKind::Primary, u"makeButton"_s);
    cancelButton()->setText(tr("Close"));
    setEnterButton(m_make);
    setUpFields();
    setApplication({});
    setLimitedBecause({});
    refreshButtons();
}

PortalAccessDialog::~PortalAccessDialog() = default;

void PortalAccessDialog::setUpFields()
{
    Ui::PortalAccessDialog &ui = *m_ui;
    addCapability(viewBase, tr("See endpoints, messages and attempts"), true);
    addCapability(u"ViewEndpointSecret"_s, tr("See signing secrets"));
    addCapability(u"ManageEndpointSecret"_s, tr("Rotate signing secrets"));
    addCapability(u"ManageTransformations"_s, tr("Change transformations"));
    addCapability(u"CreateAttempts"_s, tr("Resend and replay messages"));
    addCapability(u"ManageEndpoint"_s, tr("Create, change and delete endpoints"));
    ui.capabilities->setAccessibleName(tr("What the holder may do"));
    ui.expiry->addItem(tr("1 hour"), 3600);
    ui.expiry->addItem(tr("8 hours"), 8 * 3600);
    ui.expiry->addItem(tr("1 day"), 86400);
    ui.expiry->addItem(tr("3 days"), 3 * 86400);
    ui.expiry->addItem(tr("7 days"), 7 * 86400);
    ui.expiry->setCurrentIndex(ui.expiry->count() - 1);
    ui.url->setReadOnly(true);
    ui.token->setReadOnly(true);
    showAccessRows(false);
    fieldErrors().add(u"capabilities"_s, ui.capabilities);
    fieldErrors().add(u"featureFlags"_s, ui.featureFlags);
    fieldErrors().add(u"expiry"_s, ui.expiry);
    fieldErrors().add(u"sessionId"_s, ui.sessionId);
    fieldErrors().add(u"readOnly"_s, ui.readOnly);
    fieldErrors().add(u"application"_s, ui.application);
    ui.featureFlagsHint->setHint(
        tr("Separated by commas. The holder sees the event types of these flags too."));
    connect(ui.capabilities, &QListWidget::itemChanged, this, [this] {
        showFieldError(u"capabilities"_s, {});
        refreshSummary();
    });
    connect(ui.expiry, &QComboBox::currentIndexChanged, this, &PortalAccessDialog::refreshSummary);
    connect(ui.featureFlags, &QLineEdit::textChanged, this, &PortalAccessDialog::refreshSummary);
    connect(ui.readOnly, &QCheckBox::toggled, this, [this](bool readOnly) {
        m_ui->capabilities->setEnabled(m_limited.isEmpty() && !readOnly);
        refreshSummary();
    });
    connect(ui.copyUrl, &QPushButton::clicked, this,
            [this] { copy(tr("The link"), m_ui->url->secret()); });
    connect(ui.copyToken, &QPushButton::clicked, this,
            [this] { copy(tr("The token"), m_ui->token->secret()); });
    connect(ui.url, &SecretEdit::copyRequested, this,
            [this](const QString &part) { copy(tr("The link"), part); });
    connect(ui.token, &SecretEdit::copyRequested, this,
            [this](const QString &part) { copy(tr("The token"), part); });
    connect(ui.openUrl, &QPushButton::clicked, this,
            [this] { Q_EMIT openRequested(m_ui->url->secret()); });
    connect(m_expire, &QPushButton::clicked, this, &PortalAccessDialog::expireAllRequested);
    connect(m_make, &QPushButton::clicked, this, &PortalAccessDialog::make);
}

void PortalAccessDialog::addCapability(const QString &name, const QString &words, bool fixed)
{
    auto *item = new QListWidgetItem(words, m_ui->capabilities);
    item->setData(Qt::UserRole, name);
    item->setCheckState(Qt::Checked);
    // Every link can do this, so there is nothing to choose.
    item->setFlags(fixed ? Qt::ItemIsSelectable : item->flags() | Qt::ItemIsUserCheckable);
}

void PortalAccessDialog::setApplication(const ApplicationOut &application)
{
    m_application = application;
    const QString &name = application.name;
    setTitle(name.isEmpty() ? tr("Portal access") : tr("Portal access to %1").arg(name));
    refreshIntro();
    setLimitedBecause(m_limited);
}

void PortalAccessDialog::setWithoutPortal()
{
    m_hasPortal = false;
    refreshIntro();
    refreshSummary();
}

void PortalAccessDialog::refreshIntro()
{
    QStringList words;
    if (m_old) {
        words << tr("Deprecated: the old form of portal access, without any options. Servers that "
                    "know the new one are better asked by it.");
    }
    if (!m_hasPortal) {
        words << tr("This server has no portal: its link leads to a page that explains that. The "
                    "token is real, and works with the API of this application alone.");
    } else if (!m_old) {
        words << tr("Whoever has the link opens the portal of this application, without an "
                    "account.");
    }
    setIntro(words.join(u' '));
}

void PortalAccessDialog::setLimitedBecause(const QString &reason)
{
    m_limited = reason;
    Ui::PortalAccessDialog &ui = *m_ui;
    for (QWidget *field :
         {static_cast<QWidget *>(ui.capabilities), static_cast<QWidget *>(ui.expiry),
          static_cast<QWidget *>(ui.sessionId), static_cast<QWidget *>(ui.readOnly)}) {
        field->setEnabled(reason.isEmpty());
        field->setToolTip(reason);
    }
    const bool named = !m_application.uid.value_or(QString()).isEmpty();
    ui.application->setEnabled(reason.isEmpty() && named);
    ui.application->setToolTip(!reason.isEmpty() ? reason
                               : named           ? QString()
                                       : tr("Only an application with a uid can be made anew."));
    ui.limitedHint->setHint(reason);
    refreshSummary();
}

void PortalAccessDialog::setOld()
{
    m_old = true;
    refreshIntro();
    setLimitedBecause(tr("The old form takes no options."));
    m_ui->featureFlags->setEnabled(false);
    m_ui->featureFlags->setToolTip(m_limited);
}

void PortalAccessDialog::setExpireAll(const QString &reason)
{
    m_noExpiry = reason;
    m_expire->setToolTip(reason);
    refreshButtons();
}

QStringList PortalAccessDialog::capabilities() const
{
    QStringList names;
    for (int row = 0; row < m_ui->capabilities->count(); ++row) {
        const QListWidgetItem *item = m_ui->capabilities->item(row);
        if (item->checkState() == Qt::Checked) {
            names.append(item->data(Qt::UserRole).toString());
        }
    }
    return names;
}

bool PortalAccessDialog::holdsAll() const
{
    return capabilities().size() == m_ui->capabilities->count();
}

QStringList PortalAccessDialog::flags() const
{
    return commaSeparated(m_ui->featureFlags->text());
}

AppPortalAccessIn PortalAccessDialog::value() const
{
    AppPortalAccessIn in;
    if (m_old) {
        return in;
    }
    if (const QStringList chosen = flags(); !chosen.isEmpty()) {
        in.featureFlags = chosen;
    }
    if (!m_limited.isEmpty()) {
        return in;
    }
    in.expiry = m_ui->expiry->currentData().toInt();
    if (const QString session = m_ui->sessionId->text().trimmed(); !session.isEmpty()) {
        in.sessionId = session;
    }
    if (m_ui->readOnly->isChecked()) {
        in.readOnly = true;
    } else if (!holdsAll()) {
        in.capabilities = capabilities();
    }
    if (m_ui->application->isEnabled() && m_ui->application->isChecked()) {
        in.application = applicationIn(m_application);
    }
    return in;
}

QString PortalAccessDialog::lifetime() const
{
    if (!m_hasPortal) {
        return tr("How long the token works is the server's choice: 28 days on svix-server, where "
                  "it cannot be taken back.");
    }
    return m_limited.isEmpty() ? tr("The link works for %1.").arg(m_ui->expiry->currentText())
                               : tr("How long the link works is the server's choice.");
}

QString PortalAccessDialog::summary() const
{
    QStringList words;
    if (m_limited.isEmpty() && m_ui->readOnly->isChecked()) {
        words << tr("The holder may look at everything and change nothing.");
    } else if (!m_limited.isEmpty() || holdsAll()) {
        words << tr("The holder may do everything in this application: change and delete "
                    "endpoints, see and rotate secrets, resend messages.");
    } else {
        QStringList may;
        QStringList mayNot;
        for (int row = 0; row < m_ui->capabilities->count(); ++row) {
            const QListWidgetItem *item = m_ui->capabilities->item(row);
            (item->checkState() == Qt::Checked ? may : mayNot).append(item->text());
        }
        words << tr("The holder may: %1.").arg(may.join(u"; "_s))
              << tr("Not: %1.").arg(mayNot.join(u"; "_s));
    }
    if (!m_old && !flags().isEmpty()) {
        words << tr("Event types of %n feature flag(s) are shown too.", nullptr,
                    static_cast<int>(flags().size()));
    }
    words << lifetime();
    return words.join(u' ');
}

void PortalAccessDialog::refreshSummary()
{
    const QString words = summary();
    const bool another = !m_made.isEmpty() && words != m_made;
    m_ui->summary->setTone(Tone::Info);
    m_ui->summary->setText(words, another ? tr("Another link:") : QString());
    refreshAccessHint();
}

void PortalAccessDialog::copy(const QString &what, const QString &secret)
{
    Q_EMIT copyRequested(secret);
    m_copied = what + u": "_s + copiedWords(m_clipboardSeconds);
    refreshAccessHint();
}

void PortalAccessDialog::refreshAccessHint()
{
    if (m_made.isEmpty()) {
        return;
    }
    const bool another = summary() != m_made;
    QStringList words{tr("Shown here only, and not kept.")};
    if (!m_copied.isEmpty()) {
        words.prepend(m_copied);
    }
    if (!m_hasPortal) {
        words << tr("The link opens no portal; the token is what can be used.");
    }
    if (another) {
        words << tr("Made before the changes above: %1").arg(m_made);
    }
    m_ui->accessHint->setHint(words.join(u' '), another              ? Tone::Warn
                                                : m_copied.isEmpty() ? Tone::Idle
                                                                     : Tone::Ok);
}

void PortalAccessDialog::showAccessRows(bool shown)
{
    QFormLayout *rows = m_ui->rows;
    rows->setRowVisible(m_ui->urlLayout, shown);
    rows->setRowVisible(m_ui->tokenColumn, shown);
}

void PortalAccessDialog::showAccess(const PortalAccessOut &access)
{
    setBusy(false);
    Ui::PortalAccessDialog &ui = *m_ui;
    ui.url->setSecret(access.url);
    ui.token->setSecret(access.token);
    const bool safe = isSafeToOpen(QUrl(access.url));
    ui.openUrl->setEnabled(safe && m_hasPortal);
    ui.openUrl->setToolTip(!m_hasPortal ? tr("This server has no portal to open.")
                           : safe       ? QString()
                                        : tr("Only https addresses, or those of this computer."));
    m_made = summary();
    m_copied.clear();
    refreshSummary();
    showAccessRows(true);
    m_make->setText(tr("M&ake another link"));
    (m_hasPortal ? ui.copyUrl : ui.copyToken)->setFocus();
    adjustSize();
}

void PortalAccessDialog::refreshButtons()
{
    m_make->setEnabled(!isBusy());
    m_expire->setEnabled(!isBusy() && m_noExpiry.isEmpty());
}

void PortalAccessDialog::make()
{
    const AppPortalAccessIn in = value();
    QList<FieldError> wrong;
    const QStringList chosen = in.featureFlags.value_or(QStringList());
    if (chosen.size() > mostFlags) {
        wrong.append({{u"body"_s, u"featureFlags"_s}, tr("At most 25 flags."), {}});
    }
    for (const QString &flag : chosen) {
        if (!fits(u"[a-zA-Z0-9\\-_.]{1,256}"_s, flag)) {
            wrong.append({{u"body"_s, u"featureFlags"_s},
                          tr("\"%1\" cannot be a feature flag.").arg(flag),
                          {}});
            break;
        }
    }
    if (in.sessionId && !fits(u"[a-zA-Z0-9@_\\-]{1,64}"_s, *in.sessionId)) {
        wrong.append({{u"body"_s, u"sessionId"_s},
                      tr("Letters, digits, @, hyphen and underscore only; at most 64."),
                      {}});
    }
    if (!wrong.isEmpty()) {
        showFieldErrors(wrong);
        return;
    }
    clearMessage();
    setBusy(true);
    Q_EMIT accessRequested(in);
}

} // namespace svix
