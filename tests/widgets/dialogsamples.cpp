// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialogsamples.h"

#include "dialogs/aboutdialog.h"
#include "dialogs/applicationdialog.h"
#include "dialogs/composerdialog.h"
#include "dialogs/confirmdialog.h"
#include "dialogs/connectiondialog.h"
#include "dialogs/deletedcopiesdialog.h"
#include "dialogs/detailsdialog.h"
#include "dialogs/endpointdialog.h"
#include "dialogs/eventtypedialog.h"
#include "dialogs/expireaccessdialog.h"
#include "dialogs/headersdialog.h"
#include "dialogs/integrationdialog.h"
#include "dialogs/integrationkeydialog.h"
#include "dialogs/portalaccessdialog.h"
#include "dialogs/preferencesdialog.h"
#include "dialogs/replaydialog.h"
#include "dialogs/resenddialog.h"
#include "dialogs/resendmanydialog.h"
#include "dialogs/savedconnectionsdialog.h"
#include "dialogs/secretdialog.h"
#include "dialogs/sendexampledialog.h"
#include "dialogs/shortcutsdialog.h"
#include "dialogs/tokendialog.h"
#include "dialogs/transformationdialog.h"
#include "widgets/segmentedcontrol.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

Profile production()
{
    Profile profile;
    profile.id = u"2f6c3c54-6c47-4a0e-8f0a-111111111111"_s;
    profile.name = u"Acme EU"_s;
    profile.url = QUrl(u"https://api.eu.svix.com"_s);
    profile.connectionClass = ConnectionClass::Production;
    return profile;
}

Profile selfHosted()
{
    Profile profile;
    profile.id = u"2f6c3c54-6c47-4a0e-8f0a-222222222222"_s;
    profile.name = u"Staging"_s;
    profile.url = QUrl(u"https://svix.staging.acme.example:8071/webhooks"_s);
    profile.connectionClass = ConnectionClass::Test;
    profile.readOnly = true;
    return profile;
}

QLineEdit *edit(QWidget *dialog, const QString &name)
{
    return dialog->findChild<QLineEdit *>(name);
}

std::unique_ptr<ConnectionDialog> newConnection()
{
    auto dialog = std::make_unique<ConnectionDialog>();
    dialog->setSandboxOffered(true);
    edit(dialog.get(), u"name"_s)->setText(u"Acme EU"_s);
    edit(dialog.get(), u"token"_s)->setText(u"testsk_k2LbQwyUkm1A.eu"_s);
    dialog->findChild<SegmentedControl *>(u"usedFor"_s)
        ->setCurrentId(int(ConnectionClass::Production));
    dialog->findChild<QCheckBox *>(u"readOnly"_s)->setChecked(true);
    return dialog;
}

std::unique_ptr<ConsoleDialog> testedConnection(bool ok)
{
    auto dialog = newConnection();
    dialog->findChild<QPushButton *>(u"testButton"_s)->click();
    ConnectionTestResult result;
    result.ok = ok;
    if (ok) {
        result.title = u"Connected in 38 ms."_s;
        result.text = u"Svix cloud, region EU. The token is an API key of the environment "
                      "org_2Zm7tTx7Q."_s;
        result.monoParts = QStringList{u"org_2Zm7tTx7Q"_s};
    } else {
        result.title = u"Not connected."_s;
        result.text = u"The server does not know this token (401)."_s;
        result.details = u"GET /api/v1/health → 401"_s;
        result.fields = {{{u"body"_s, u"token"_s}, u"The server does not know this token."_s, {}}};
    }
    dialog->setTestResult(result);
    return dialog;
}

QList<EventTypeChoice> eventTypes()
{
    const QByteArray schemas =
        R"({"1":{"type":"object","title":"Invoice paid","properties":{"id":{"type":"string"},)"
        R"("amount":{"type":"integer","minimum":0},"currency":{"type":"string","enum":["EUR","USD"]}},)"
        R"("required":["id","amount"],"examples":[{"id":"in_1042","amount":1200,"currency":"EUR"}]}})";
    return {{u"invoice.paid"_s, u"An invoice was paid in full."_s, schemas},
            {u"invoice.payment_failed"_s, u"A payment was tried and refused."_s, schemas},
            {u"user.created"_s, u"Somebody signed up."_s, "{}", false, false, false},
            {u"user.gone"_s, u"Old."_s, "{}", true, false, false}};
}

std::unique_ptr<ComposerDialog> composer()
{
    auto dialog = std::make_unique<ComposerDialog>();
    dialog->setApplication(u"Acme Corp"_s);
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    ComposerLimits limits;
    limits.whyNoTags = u"not offered by this server"_s;
    dialog->setLimits(limits);
    dialog->setEventTypes(eventTypes());
    DraftContent draft;
    draft.eventType = u"invoice.paid"_s;
    draft.payload = "{\n  \"id\": \"in_1042\",\n  \"amount\": 1200,\n  \"currency\": \"EUR\"\n}";
    draft.eventId = u"evt-9"_s;
    draft.channels = QStringList{u"billing"_s};
    dialog->setDraft(draft);
    return dialog;
}

std::unique_ptr<ConsoleDialog> unknownOutcome()
{
    auto dialog = composer();
    dialog->findChild<QPushButton *>(u"sendButton"_s)->click();
    dialog->showUnknownOutcome(u"The connection was lost before the server answered."_s);
    return dialog;
}

std::unique_ptr<ComposerDialog> forgottenTry()
{
    auto dialog = composer();
    dialog->showRestored();
    dialog->showTriedBefore(dialog->draft(), QDateTime(QDate(2026, 5, 4), QTime(18, 20)), false);
    return dialog;
}

template <typename Dialog>
std::unique_ptr<ConsoleDialog> refusedToken(std::unique_ptr<Dialog> dialog)
{
    dialog->showMessage(Tone::Bad, u"Check the token."_s, u"Refused."_s, u"Status: 401"_s);
    dialog->offerToken();
    return dialog;
}

template <typename Dialog>
std::unique_ptr<ConsoleDialog> changedByOthers(std::unique_ptr<Dialog> dialog)
{
    dialog->showClash(u"It was changed elsewhere.\nX-Tenant is now: acme-eu — you typed: acme"_s,
                      u"X-Tenant\nNow: acme-eu\nTyped: acme"_s);
    return dialog;
}

std::unique_ptr<ConsoleDialog> sendExample()
{
    auto dialog = std::make_unique<SendExampleDialog>();
    dialog->setEndpoint(u"https://hooks.acme.example/billing"_s, false, false);
    dialog->setConnection(u"Staging"_s, ConnectionClass::Test);
    dialog->setEventTypes(eventTypes());
    dialog->findChild<QComboBox *>(u"eventType"_s)->setEditText(u"svix.ping"_s);
    return dialog;
}

std::unique_ptr<ReplayDialog> replay(ReplayChoice::Kind kind)
{
    auto dialog = std::make_unique<ReplayDialog>();
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    dialog->setEndpoint(u"https://hooks.acme.example/billing"_s, u"Acme Corp"_s);
    dialog->setKind(kind);
    // Counts as soon as it is shown; the answer comes at once.
    QObject::connect(dialog.get(), &ReplayDialog::countRequested, dialog.get(),
                     [shown = dialog.get()](const ReplayChoice &choice) {
                         ReplayTally tally;
                         tally.messages = 37;
                         tally.atLeast = choice.kind == ReplayChoice::Kind::Missing;
                         tally.types = {{u"invoice.paid"_s, 29}, {u"invoice.payment_failed"_s, 8}};
                         const qint64 hour = 3'600'000;
                         for (int i = 0; i < 37; ++i) {
                             tally.moments.append(choice.since.milliseconds() +
                                                  (i % 3 == 0 ? i * hour / 2 : 12 * hour));
                         }
                         shown->setTally(tally);
                     });
    return dialog;
}

std::unique_ptr<ConsoleDialog> replayOwnWindow()
{
    auto dialog = replay(ReplayChoice::Kind::Failed);
    dialog->setReason(ReplayChoice::Kind::Missing,
                      u"Not offered by this server: svix-server, 1.99 or newer."_s);
    dialog->disconnect(dialog.get());
    dialog->findChild<SegmentedControl *>(u"preset"_s)->setCurrentId(0);
    dialog->setProgress(3, 1200);
    return dialog;
}

std::unique_ptr<TransformationDialog> transformation()
{
    auto dialog = std::make_unique<TransformationDialog>();
    dialog->setEndpoint(u"https://hooks.acme.example/billing"_s);
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    EndpointTransformationOut now;
    now.code = u"// Tells cents as euros.\nfunction handler(webhook) {\n"
               "  const { amount, ...rest } = webhook.payload;\n"
               "  if (amount === 0) {\n    webhook.cancel = true;\n  }\n"
               "  webhook.payload = { ...rest, total: `${amount / 100} EUR` };\n"
               "  console.log(\"total\", webhook.payload.total);\n  return webhook;\n}\n"_s;
    now.enabled = true;
    now.variables = QMap<QString, QString>{{u"CURRENCY"_s, u"EUR"_s}};
    dialog->setTransformation(now);
    dialog->setEventTypes(eventTypes());
    return dialog;
}

std::unique_ptr<ConsoleDialog> triedTransformation(bool ok)
{
    auto dialog = transformation();
    dialog->findChild<QPushButton *>(u"runButton"_s)->click();
    ScriptOutcome outcome;
    outcome.milliseconds = 3;
    outcome.console = {{u"log"_s, u"total 12 EUR"_s}};
    if (ok) {
        outcome.kind = ScriptOutcome::Kind::Done;
        outcome.method = u"PUT"_s;
        outcome.url = u"https://other.acme.example/in"_s;
        outcome.payload = R"({"id":"in_1042","currency":"EUR","total":"12 EUR"})";
        outcome.headers = {{u"X-Tenant"_s, u"acme"_s}};
    } else {
        outcome.kind = ScriptOutcome::Kind::CodeError;
        outcome.message = u"TypeError: undefined is not an object"_s;
        outcome.line = 3;
        outcome.column = 11;
    }
    dialog->showOutcome(outcome, RunPlace::Here);
    return dialog;
}

std::unique_ptr<EventTypeDialog> eventType(bool cloud)
{
    auto dialog = std::make_unique<EventTypeDialog>();
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    dialog->setCloud(cloud, u"Not offered by this server: svix-server, 1.99 or newer."_s);
    EventTypeIn content;
    content.name = u"invoice.paid"_s;
    content.description = u"An invoice was paid in full."_s;
    content.featureFlag = u"beta-invoices"_s;
    content.featureFlags = QStringList{u"beta-invoices"_s, u"billing"_s};
    content.schemas.text = eventTypes().first().schemas;
    if (cloud) {
        dialog->setEventType(content);
    } else {
        dialog->setNew(content);
    }
    return dialog;
}

std::unique_ptr<ConsoleDialog> eventTypeTaken()
{
    auto dialog = eventType(false);
    dialog->showTaken(u"invoice.paid"_s);
    return dialog;
}

std::unique_ptr<ConsoleDialog> resend()
{
    auto dialog = std::make_unique<ResendDialog>();
    dialog->setMessage(u"invoice.paid · evt-9"_s);
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    dialog->setTargets(
        {{u"ep_1"_s, u"https://hooks.acme.example/billing"_s, StateKind::Fail, u"failed"_s,
          now - 120'000},
         {u"ep_2"_s, u"https://crm.acme.example/svix/in"_s, StateKind::Ok, u"delivered"_s,
          now - 240'000},
         {u"ep_3"_s, u"https://legacy.acme.example/a/very/long/path/that/never/ends/webhooks"_s,
          StateKind::Fail, u"failed"_s, now - 7'200'000},
         {u"ep_4"_s, u"https://old.acme.example/"_s, StateKind::Fail, u"failed"_s, 0, true}});
    return dialog;
}

ConfirmationRequest deletion(const QString &typed)
{
    ConfirmationRequest request;
    request.title = u"Delete endpoint https://hooks.acme.example/billing"_s;
    request.consequence =
        u"Acme Corp stops receiving invoice.paid and 3 other types here. Its signing secret and "
        "hidden headers cannot be brought back; everything else is kept as a copy on this "
        "computer."_s;
    request.verb = u"Delete endpoint"_s;
    request.typedName = typed;
    request.destructive = true;
    request.connection = u"Acme EU"_s;
    request.connectionClass = ConnectionClass::Production;
    request.mustType = true;
    return request;
}

EndpointIn billing()
{
    EndpointIn endpoint;
    endpoint.url = u"https://hooks.acme.example/billing"_s;
    endpoint.description = u"Billing receiver of the finance team"_s;
    endpoint.uid = u"billing"_s;
    endpoint.throttleRate = 50;
    endpoint.version = 1;
    endpoint.eventTypes = QStringList{u"invoice.paid"_s, u"user.gone"_s, u"order.placed"_s};
    endpoint.channels = QStringList{u"billing"_s, u"finance"_s};
    endpoint.metadata = {{u"team"_s, u"finance"_s}, {u"cost centre"_s, u"4711"_s}};
    return endpoint;
}

std::unique_ptr<EndpointDialog> endpoint(EndpointDialog::Purpose purpose, const EndpointIn &filled)
{
    auto dialog = std::make_unique<EndpointDialog>(purpose);
    dialog->setConnection(u"Staging"_s, ConnectionClass::Test);
    dialog->setLimits({false, filled.version.has_value()});
    dialog->setApplication({u"app_1"_s, u"Acme Corp"_s, u"acme"_s});
    dialog->setEventTypes(eventTypes());
    dialog->setEndpoint(filled);
    return dialog;
}

std::unique_ptr<ConsoleDialog> newEndpoint()
{
    EndpointIn filled;
    filled.url = u"http://user:password@169.254.169.254/in"_s;
    return endpoint(EndpointDialog::Purpose::Create, filled);
}

std::unique_ptr<ConsoleDialog> duplicateEndpoint()
{
    auto dialog = endpoint(EndpointDialog::Purpose::Duplicate, billing());
    dialog->setApplications(
        {{u"app_1"_s, u"Acme Corp"_s, u"acme"_s}, {u"app_2"_s, u"Northwind Traders"_s, {}}});
    return dialog;
}

std::unique_ptr<ConsoleDialog> takenEndpoint()
{
    auto dialog = endpoint(EndpointDialog::Purpose::Edit, billing());
    edit(dialog.get(), u"uid"_s)->setText(u"audit"_s);
    dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
    dialog->showTaken(u"audit"_s);
    return dialog;
}

std::unique_ptr<HeadersDialog> headers(bool refused)
{
    auto dialog = std::make_unique<HeadersDialog>();
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    dialog->setEndpoint(u"https://hooks.acme.example/billing"_s);
    dialog->setHeaders({{{u"X-Tenant"_s, u"acme"_s}, {u"X-Trace"_s, u"on"_s}},
                        {u"Authorization"_s, u"X-Api-Key"_s}});
    if (refused) {
        dialog->findChild<QPushButton *>(u"removeHeader1"_s)->click();
        dialog->findChild<QPushButton *>(u"replaceHeader3"_s)->click();
        dialog->findChild<QPushButton *>(u"addButton"_s)->click();
        edit(dialog.get(), u"name4"_s)->setText(u"Content-Type"_s);
        edit(dialog.get(), u"value4"_s)->setText(u"text/plain"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
    }
    return dialog;
}

std::unique_ptr<SecretDialog> secret()
{
    auto dialog = std::make_unique<SecretDialog>();
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    dialog->setEndpoint(u"https://hooks.acme.example/billing"_s);
    dialog->setSecret(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
    return dialog;
}

std::unique_ptr<ConsoleDialog> rotatedSecret()
{
    auto dialog = secret();
    dialog->setGraceOffered(false, u"svix-server, 1.90 to 1.96 does not let one choose."_s);
    dialog->showRotated({});
    return dialog;
}

std::unique_ptr<ConsoleDialog> shortcuts()
{
    auto dialog = std::make_unique<ShortcutsDialog>();
    dialog->setShortcuts({{u"View"_s, u"Refresh"_s, {QKeySequence(Qt::Key_F5)}},
                          {u"Go"_s, u"Go to or do…"_s, {QKeySequence(u"Ctrl+K"_s)}},
                          {u"Go"_s, u"Back"_s, {QKeySequence(u"Alt+Left"_s)}},
                          {u"File"_s, u"Send message…"_s, {QKeySequence(u"Ctrl+N"_s)}},
                          {u"File"_s, u"Nothing"_s, {}}});
    return dialog;
}

std::unique_ptr<ConsoleDialog> preferences()
{
    auto dialog = std::make_unique<PreferencesDialog>();
    dialog->setLanguages({{u"en"_s, u"English"_s}, {u"qps"_s, u"Pseudo"_s}});
    return dialog;
}

std::unique_ptr<ConsoleDialog> saved()
{
    auto dialog = std::make_unique<SavedConnectionsDialog>();
    dialog->setProfiles({production(), selfHosted()}, production().id);
    return dialog;
}

std::unique_ptr<ConsoleDialog> editConnection()
{
    auto dialog = std::make_unique<ConnectionDialog>();
    Profile profile = selfHosted();
    profile.proxy = {ProxySettings::Kind::Http, u"proxy.acme.example"_s, 3128, u"svix"_s};
    dialog->setProfile(profile, true);
    dialog->findChild<QPushButton *>(u"moreButton"_s)->click();
    return dialog;
}

std::unique_ptr<ConsoleDialog> application()
{
    auto dialog = std::make_unique<ApplicationDialog>();
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    ApplicationOut acme;
    acme.id = u"app_2Zm7tTx7Q"_s;
    acme.name = u"Acme Corp"_s;
    acme.uid = u"acme"_s;
    acme.throttleRate = 100;
    acme.metadata = {{u"plan"_s, u"gold"_s}, {u"region"_s, u"eu-west"_s}};
    dialog->setApplication(acme);
    return dialog;
}

std::unique_ptr<PortalAccessDialog> portal(const QString &limited)
{
    auto dialog = std::make_unique<PortalAccessDialog>();
    ApplicationOut acme;
    acme.name = u"Acme Corp"_s;
    acme.uid = u"acme"_s;
    dialog->setApplication(acme);
    if (!limited.isEmpty()) {
        dialog->setWithoutPortal();
    }
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    dialog->setLimitedBecause(limited);
    dialog->setExpireAll(limited);
    return dialog;
}

std::unique_ptr<ConsoleDialog> portalLink()
{
    auto dialog = portal({});
    dialog->showAccess({u"https://app.svix.com/login#key=made-up"_s, u"appsk_made-up"_s});
    return dialog;
}

/// The options were changed after the link was made.
std::unique_ptr<ConsoleDialog> portalChanged()
{
    auto dialog = portal({});
    dialog->showAccess({u"https://app.svix.com/login#key=made-up"_s, u"appsk_made-up"_s});
    dialog->findChild<QCheckBox *>(u"readOnly"_s)->setChecked(true);
    return dialog;
}

std::unique_ptr<ConsoleDialog> expireAccess()
{
    auto dialog = std::make_unique<ExpireAccessDialog>();
    dialog->setApplication(u"Acme Corp"_s);
    dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
    dialog->findChild<QLineEdit *>(u"sessionIds"_s)->setText(u"user-1, user-2"_s);
    return dialog;
}

std::unique_ptr<ConsoleDialog> deletedCopies()
{
    auto dialog = std::make_unique<DeletedCopiesDialog>();
    const QDateTime day = QDateTime::fromString(u"2026-01-31T12:00:00Z"_s, Qt::ISODate);
    dialog->setCopies({{u"1"_s, u"application"_s, u"Acme Corp"_s, u"Acme EU"_s, day},
                       {u"2"_s, u"eventType"_s, u"invoice.paid"_s, u"Staging"_s, day}});
    dialog->setJson("{\n    \"application\": {\n        \"name\": \"Acme Corp\"\n    }\n}");
    return dialog;
}

} // namespace

const QList<DialogSample> &dialogSamples()
{
    static const QList<DialogSample> samples{
        {"connection-new", [] { return newConnection(); }},
        {"connection-tested", [] { return testedConnection(true); }},
        {"connection-failed", [] { return testedConnection(false); }},
        {"connection-edit", [] { return editConnection(); }},
        {"application", [] { return application(); }},
        {"application-new", [] { return std::make_unique<ApplicationDialog>(); }},
        {"portal", [] { return portal({}); }},
        {"portal-limited", [] { return portal(u"Not offered by this server: svix-server."_s); }},
        {"portal-link", [] { return portalLink(); }},
        {"portal-changed", [] { return portalChanged(); }},
        {"expire-access", [] { return expireAccess(); }},
        {"deleted-copies", [] { return deletedCopies(); }},
        {"composer", [] { return composer(); }},
        {"composer-unknown", [] { return unknownOutcome(); }},
        {"composer-forgotten", [] { return forgottenTry(); }},
        {"composer-token", [] { return refusedToken(forgottenTry()); }},
        {"send-example", [] { return sendExample(); }},
        {"replay", [] { return replay(ReplayChoice::Kind::Failed); }},
        {"replay-missing", [] { return replay(ReplayChoice::Kind::Missing); }},
        {"replay-own", [] { return replayOwnWindow(); }},
        {"transformation", [] { return transformation(); }},
        {"transformation-redirected", [] { return triedTransformation(true); }},
        {"transformation-failed", [] { return triedTransformation(false); }},
        {"transformation-changed", [] { return changedByOthers(transformation()); }},
        {"event-type", [] { return eventType(true); }},
        {"event-type-new", [] { return eventType(false); }},
        {"event-type-taken", [] { return eventTypeTaken(); }},
        {"resend", [] { return resend(); }},
        {"resend-many",
         [] {
             auto dialog = std::make_unique<ResendManyDialog>();
             dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
             dialog->setCounts(4, {2, 3, 12});
             dialog->setNote(u"1 message left out: its endpoints could not be read."_s);
             return dialog;
         }},
        {"integration-new",
         [] {
             auto dialog = std::make_unique<IntegrationDialog>();
             dialog->setConnection(u"Staging"_s, ConnectionClass::Test);
             dialog->setApplication(u"Acme Corp"_s);
             return dialog;
         }},
        {"integration-edit",
         [] {
             auto dialog = std::make_unique<IntegrationDialog>();
             dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
             IntegrationOut integration;
             integration.name = u"Zapier"_s;
             integration.featureFlags = QStringList{u"beta"_s, u"billing v2"_s};
             dialog->setIntegration(integration);
             dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
             return dialog;
         }},
        {"integration-key",
         [] {
             auto dialog = std::make_unique<IntegrationKeyDialog>();
             dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
             dialog->setIntegration(u"Zapier"_s, u"Acme Corp"_s);
             return dialog;
         }},
        {"integration-key-new",
         [] {
             auto dialog = std::make_unique<IntegrationKeyDialog>();
             dialog->setConnection(u"Acme EU"_s, ConnectionClass::Production);
             dialog->setIntegration(u"Zapier"_s, u"Acme Corp"_s);
             dialog->setKey(u"integsk_0123456789ABCDEFGHIJKLMNOPQRSTUV"_s, true);
             return dialog;
         }},
        {"confirm", [] { return std::make_unique<ConfirmDialog>(deletion(u"billing"_s)); }},
        {"confirm-long",
         [] {
             return std::make_unique<ConfirmDialog>(
                 deletion(u"hooks.acme.example/a/long/path/to/billing"_s));
         }},
        {"endpoint-new", [] { return newEndpoint(); }},
        {"endpoint-edit", [] { return endpoint(EndpointDialog::Purpose::Edit, billing()); }},
        {"endpoint-taken", [] { return takenEndpoint(); }},
        {"endpoint-duplicate", [] { return duplicateEndpoint(); }},
        {"headers", [] { return headers(false); }},
        {"headers-refused", [] { return headers(true); }},
        {"headers-changed", [] { return changedByOthers(headers(false)); }},
        {"secret", [] { return secret(); }},
        {"secret-rotated", [] { return rotatedSecret(); }},
        {"preferences", [] { return preferences(); }},
        {"token",
         [] {
             auto dialog = std::make_unique<TokenDialog>(TokenDialog::Purpose::Ask, production());
             dialog->setReason(u"The keyring is locked."_s);
             return dialog;
         }},
        {"about", [] { return std::make_unique<AboutDialog>(); }},
        {"shortcuts", [] { return shortcuts(); }},
        {"details",
         [] {
             auto dialog = std::make_unique<DetailsDialog>();
             dialog->setDetails(u"Details"_s, u"GET /api/v1/app → 500\nsvix-req-id: 42\n"_s);
             return dialog;
         }},
        {"connections", [] { return saved(); }},
    };
    return samples;
}

} // namespace svix::test
