// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointspane.h"

#include "api/apiclient.h"
#include "app/operationrunner.h"
#include "app/session.h"
#include "dialogs/sendexampledialog.h"
#include "models/endpointmodel.h"
#include "panes/dialogact.h"
#include "panes/endpointacts.h"
#include "panes/endpointdetail.h"
#include "panes/eventtypenames.h"
#include "panes/headersflow.h"
#include "panes/listside.h"
#include "panes/replayflow.h"
#include "panes/secretflow.h"
#include "panes/transformationflow.h"
#include "widgets/searchfield.h"
#include "widgets/style/icons.h"
#include "widgets/views/tableview.h"

#include <QClipboard>
#include <QGuiApplication>

namespace svix {

EndpointsPane::EndpointsPane(const PaneContext &context, EventTypeNames &eventTypes,
                             QWidget *parent)
    : ListPane(context, Section::Endpoints, parent)
    , m_eventTypes(eventTypes)
    , m_model(new EndpointModel(this))
    , m_detail(new EndpointDetail(context.session, this))
    , m_replay(new ReplayFlow(context, this))
    , m_acts(new EndpointActs(context, eventTypes, this))
    , m_headers(new HeadersFlow(context, this))
    , m_secret(new SecretFlow(context, this))
    , m_transformations(new TransformationFlow(context, eventTypes, this))
{
    setTitle(tr("Endpoints"));
    buildActs();
    setModel(m_model, QStringLiteral("endpoints"), tr("Endpoints not loaded."));
    list()->filterField()->setPlaceholder(tr("Filter by URL, description, uid"));
    list()->addMenuButton(tr("Columns"), list()->table()->columnsMenu());
    list()->addButton(m_new, true);
    list()->table()->setAccessibleName(tr("Endpoints"));
    list()->table()->setServerOrder(EndpointModel::Created, Qt::DescendingOrder);
    list()->table()->addRowActions({m_showAttempts, m_showMessages, m_sendExample, m_edit, m_toggle,
                                    m_editHeaders, m_showSecret, m_transformation, m_recoverFailed,
                                    m_replayMissing, m_copyUrl, m_duplicate, m_delete});
    list()->table()->setCopyUrlOffered(false);
    setDetail(m_detail, QStringLiteral("endpoint"), tr("No endpoint chosen"),
              tr("Choose one in the list to see how it does."));
    m_detail->setActions({m_showAttempts, m_sendExample, m_edit, m_toggle});
    m_detail->setMore({m_recoverFailed, m_replayMissing, m_editHeaders, m_showSecret,
                       m_transformation, m_copyUrl, m_duplicate, m_delete});
    m_detail->setPartActions(m_editHeaders, m_showSecret, m_transformation);

    connect(list()->filterField(), &QLineEdit::returnPressed, list(), &ListSide::goToOnlyRow);
    connect(list()->table(), &TableView::opened, this, &EndpointsPane::showAttempts);
    connect(m_model, &PagedModelBase::loadedChanged, this, [this] {
        if (const EndpointOut *row = m_model->find(m_detail->endpoint().id)) {
            m_detail->updateEndpoint(*row);
            refreshActs(); // it may have been disabled meanwhile
        }
    });
    connect(m_detail, &EndpointDetail::placeRequested, this, &Pane::placeRequested);
    connect(m_detail, &EndpointDetail::statsKnown, m_model, &EndpointModel::setStats);
    connect(m_detail, &EndpointDetail::failed, this, &Pane::failed);
    connect(m_replay, &ReplayFlow::notice, this, &Pane::notice);
    connect(m_replay, &ReplayFlow::started, m_detail, &EndpointDetail::refresh);
    refreshActs();
}

EndpointsPane::~EndpointsPane() = default;

void EndpointsPane::buildActs()
{
    m_new = addAct(QStringLiteral("newEndpoint"), tr("&New endpoint"), QStringLiteral("plus"),
                   QKeySequence::New);
    m_showAttempts =
        addAct(QStringLiteral("showAttempts"), tr("Show &attempts"), QStringLiteral("activity"));
    m_showMessages =
        addAct(QStringLiteral("showMessages"), tr("Show &messages"), QStringLiteral("message"));
    connect(m_showMessages, &QAction::triggered, this, [this] {
        Q_EMIT placeRequested({Section::Messages, m_appId, {}, m_detail->endpoint().id, {}});
    });
    m_sendExample =
        addAct(QStringLiteral("sendExample"), tr("&Send example…"), QStringLiteral("send"));
    m_recoverFailed =
        addAct(QStringLiteral("recoverFailed"), tr("Reco&ver failed…"), QStringLiteral("retry"));
    m_replayMissing =
        addAct(QStringLiteral("replayMissing"), tr("Replay &missing…"), QStringLiteral("retry"));
    m_transformation = addAct(QStringLiteral("editTransformation"), tr("&Transformation…"),
                              QStringLiteral("terminal"));
    m_copyUrl = addAct(QStringLiteral("copyUrl"), tr("Copy &URL"), QStringLiteral("copy"),
                       QKeySequence(QStringLiteral("Ctrl+Alt+U")));
    connect(m_showAttempts, &QAction::triggered, this,
            [this] { showAttempts(m_detail->endpoint().id); });
    connect(m_sendExample, &QAction::triggered, this, &EndpointsPane::sendExample);
    connect(m_recoverFailed, &QAction::triggered, this,
            [this] { m_replay->open(m_appId, m_detail->endpoint(), ReplayChoice::Kind::Failed); });
    connect(m_replayMissing, &QAction::triggered, this,
            [this] { m_replay->open(m_appId, m_detail->endpoint(), ReplayChoice::Kind::Missing); });
    connect(m_transformation, &QAction::triggered, this,
            [this] { m_transformations->start(m_appId, m_detail->endpoint()); });
    connect(m_copyUrl, &QAction::triggered, this, &EndpointsPane::copyUrls);
    connect(m_new, &QAction::triggered, this, [this] { m_acts->create(m_appId); });
    buildChanges();
}

void EndpointsPane::buildChanges()
{
    m_edit = addAct(QStringLiteral("editEndpoint"), tr("&Edit endpoint…"), QStringLiteral("edit"),
                    QKeySequence(Qt::Key_F2));
    m_toggle = addAct(QStringLiteral("toggleEndpoint"), tr("Disa&ble endpoint"),
                      QStringLiteral("pause-circle"));
    m_editHeaders =
        addAct(QStringLiteral("editHeaders"), tr("&Headers…"), QStringLiteral("settings"));
    m_showSecret =
        addAct(QStringLiteral("showSecret"), tr("Si&gning secret…"), QStringLiteral("key"));
    m_duplicate = addAct(QStringLiteral("duplicateEndpoint"), tr("D&uplicate endpoint…"),
                         QStringLiteral("endpoint"));
    m_delete = addAct(QStringLiteral("deleteEndpoint"), tr("&Delete endpoint…"),
                      QStringLiteral("trash"), QKeySequence::Delete);
    connect(m_edit, &QAction::triggered, this,
            [this] { m_acts->edit(m_appId, m_detail->endpoint()); });
    connect(m_toggle, &QAction::triggered, this, [this] {
        const EndpointOut &endpoint = m_detail->endpoint();
        m_acts->setDisabled(m_appId, endpoint, !endpoint.disabled);
    });
    connect(m_editHeaders, &QAction::triggered, this,
            [this] { m_headers->open(m_appId, m_detail->endpoint()); });
    connect(m_showSecret, &QAction::triggered, this,
            [this] { m_secret->open(m_appId, m_detail->endpoint()); });
    connect(m_duplicate, &QAction::triggered, this,
            [this] { m_acts->duplicate(m_appId, m_detail->endpoint()); });
    connect(m_delete, &QAction::triggered, this,
            [this] { m_acts->remove(m_appId, m_detail->endpoint()); });

    connect(m_headers, &HeadersFlow::changed, m_detail, &EndpointDetail::refreshParts);
    connect(m_transformations, &TransformationFlow::changed, m_detail,
            &EndpointDetail::refreshParts);
    connect(m_acts, &EndpointActs::created, this, [this](const EndpointOut &endpoint) {
        list()->filterField()->clear();
        m_model->upsert(endpoint);
        list()->table()->selectKey(endpoint.id);
    });
    connect(m_acts, &EndpointActs::changed, this, [this](const EndpointOut &endpoint) {
        if (m_model->find(endpoint.id)) {
            m_model->upsert(endpoint);
        }
        if (m_detail->endpoint().id == endpoint.id) {
            m_detail->updateEndpoint(endpoint);
        }
        refreshActs();
    });
    connect(m_acts, &EndpointActs::removed, this, [this](const QString &endpointId) {
        m_model->removeKey(endpointId);
        if (m_detail->endpoint().id == endpointId) {
            leaveDetail(); // it was shown without being in the list
        }
    });
}

void EndpointsPane::showAttempts(const QString &endpointId)
{
    if (!endpointId.isEmpty()) {
        Q_EMIT placeRequested({Section::Attempts, m_appId, {}, endpointId, {}});
    }
}

void EndpointsPane::copyUrls()
{
    QStringList urls;
    const QStringList keys = list()->table()->selectedKeys();
    for (const QString &key : keys) {
        if (const EndpointOut *endpoint = m_model->find(key)) {
            urls.append(endpoint->url);
        }
    }
    if (urls.isEmpty()) {
        urls.append(m_detail->endpoint().url); // shown without being in the list
    }
    QGuiApplication::clipboard()->setText(urls.join(u'\n'));
    Q_EMIT notice(
        {Tone::Info, tr("%n URL(s) copied", nullptr, static_cast<int>(urls.size())), {}, {}, {}});
}

void EndpointsPane::refreshActs()
{
    const QString none =
        m_detail->endpoint().id.isEmpty() ? tr("Choose an endpoint first.") : QString();
    QString why = runner().reasonAgainst(op::sendExample);
    if (why.isEmpty()) {
        why = none;
    }
    if (why.isEmpty() && m_detail->endpoint().disabled) {
        why = tr("The endpoint is disabled: nothing would be sent.");
    }
    const QString many = reasonAgainstSeveral(tr("Choose one endpoint only."));
    setReason(m_sendExample, why.isEmpty() ? many : why);
    setReason(m_showAttempts, none.isEmpty() ? many : none);
    const auto replay = [this, &many](ReplayChoice::Kind kind) {
        const QString reason = m_replay->reasonAgainst(kind, m_detail->endpoint());
        return reason.isEmpty() ? many : reason;
    };
    setReason(m_recoverFailed, replay(ReplayChoice::Kind::Failed));
    setReason(m_replayMissing, replay(ReplayChoice::Kind::Missing));
    const QString whyNone = m_transformations->reason();
    setReason(m_transformation, !whyNone.isEmpty() ? whyNone : none.isEmpty() ? many : none);
    setReason(m_showMessages, none.isEmpty() ? many : none);
    setReason(m_copyUrl, none);
    setReason(m_new, runner().reasonAgainst(op::createEndpoint));
    refreshChanges(none, many);
}

void EndpointsPane::refreshChanges(const QString &none, const QString &many)
{
    const auto refuse = [&](QAction *action, const QString &reason) {
        setReason(action, !reason.isEmpty() ? reason : !none.isEmpty() ? none : many);
    };
    const bool disabled = m_detail->endpoint().disabled;
    m_toggle->setText(disabled ? tr("Ena&ble endpoint") : tr("Disa&ble endpoint"));
    m_toggle->setIcon(icon(disabled ? u"play" : u"pause-circle"));
    refuse(m_edit, m_acts->reasonAgainstChanging());
    refuse(m_toggle, m_acts->reasonAgainstChanging());
    refuse(m_duplicate, runner().reasonAgainst(op::createEndpoint));
    refuse(m_delete, runner().reasonAgainst(op::deleteEndpoint));
    refuse(m_editHeaders, runner().reasonAgainst(op::getEndpointHeaders));
    refuse(m_showSecret, runner().reasonAgainst(op::getEndpointSecret));
}

void EndpointsPane::go(const Place &place)
{
    setWanted(place.object);
    ApiClient *client = session().client();
    if (place.application != m_appId || !m_model->hasSource()) {
        m_appId = place.application;
        leaveDetail();
        m_model->setSource(client, m_appId);
        const QString name = session().applicationName();
        list()->setNothingYet(
            QStringLiteral("endpoint"), tr("No endpoints yet"),
            name.isEmpty() ? tr("Messages go nowhere until one exists.")
                           : tr("Messages sent to %1 go nowhere until one exists.").arg(name),
            {m_new});
        m_model->reload();
    }
    chooseWanted();
}

Place EndpointsPane::place() const
{
    return {Section::Endpoints, m_appId, m_detail->endpoint().id, {}, {}};
}

std::optional<Place> EndpointsPane::placeOfLoaded(const QString &text) const
{
    const bool chosen = m_appId == session().applicationId();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const EndpointOut &endpoint = m_model->rowAt(row);
        if (endpoint.id == text || (chosen && endpoint.uid == text)) {
            return Place{Section::Endpoints, m_appId, endpoint.id, {}, {}};
        }
    }
    return std::nullopt;
}

void EndpointsPane::refresh()
{
    m_model->reload();
    m_detail->refresh();
}

void EndpointsPane::reset()
{
    m_appId.clear();
    setWanted({});
    m_model->setSource(nullptr, {});
    list()->filterField()->clear();
    leaveDetail();
}

void EndpointsPane::showRow(const QString &key)
{
    m_detail->showEndpoint(m_appId, *m_model->find(key));
}

void EndpointsPane::clearDetail()
{
    m_detail->clear();
}

void EndpointsPane::askWanted()
{
    if (ApiClient *client = session().client()) {
        showWanted(
            client->get<op::getEndpoint>({this}, m_appId, wanted()), tr("Endpoint not found."),
            [this](const EndpointOut &endpoint) { m_detail->showEndpoint(m_appId, endpoint); });
    }
}

void EndpointsPane::sendExample()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const EndpointOut endpoint = m_detail->endpoint();
    auto *dialog = new SendExampleDialog(window());
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setConnection(session().profile().name, session().profile().connectionClass);
    dialog->setEndpoint(endpoint.url, !endpoint.eventTypes, endpoint.channels.has_value());
    const auto fill = [this, dialog, taken = endpoint.eventTypes] {
        dialog->setEventTypes(m_eventTypes.choices(taken));
    };
    fill();
    connect(&m_eventTypes, &EventTypeNames::changed, dialog, fill);
    auto *act = new DialogAct(context(), this, dialog, tr("The example was not sent."));
    connect(dialog, &SendExampleDialog::sendRequested, act,
            [this, act, endpoint, app = m_appId](const QString &eventType) {
                ConfirmationRequest confirm;
                confirm.title = tr("Send an example to %1").arg(endpoint.url);
                confirm.consequence =
                    tr("The receiver gets one message of the type %1.").arg(eventType);
                confirm.verb = tr("Send example");
                SendExampleIn body;
                body.eventType = eventType;
                act->run<op::sendExample>(
                    confirm,
                    [this, url = endpoint.url, eventType](const MessageOut &message) {
                        Q_EMIT notice(
                            {Tone::Ok,
                             tr("Example sent"),
                             tr("%1 is on its way to %2 as %3.").arg(eventType, url, message.id),
                             {},
                             {}});
                        m_detail->refresh();
                    },
                    app, endpoint.id, body);
            });
    dialog->open();
}

} // namespace svix
