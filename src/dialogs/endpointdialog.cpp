// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/endpointdialog.h"

#include "core/ids.h"
#include "dialogs/endpointchecks.h"
#include "dialogs/metadatafield.h"
#include "ui_endpointdialog.h"
#include "widgets/forms/commaseparated.h"
#include "widgets/style/theme.h"
#include "widgets/visibletext.h"

#include <QCompleter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

EndpointDialog::EndpointDialog(Purpose purpose, QWidget *parent)
    : ConsoleDialog(parent)
    , m_purpose(purpose)
    , m_ui(std::make_unique<Ui::EndpointDialog>())
{
    m_ui->setupUi(form());
    adoptForm();
    setFormWidth(940);
    m_openExisting = addLeadingButton(tr("&Open the existing one"), u"openExistingButton"_s);
    m_openExisting->hide();
    m_save = addButton(purpose == Purpose::Edit ? tr("&Save endpoint") : tr("&Create endpoint"),
                       ButtonKind::Primary, u"saveButton"_s);
    setEnterButton(m_save);
    setUpFields();
    setApplication({});
    setLimits({});
    setEndpoint({});
}

EndpointDialog::~EndpointDialog() = default;

void EndpointDialog::setUpFields()
{
    Ui::EndpointDialog &ui = *m_ui;
    const bool create = m_purpose != Purpose::Edit;
    ui.applicationLabel->setVisible(m_purpose == Purpose::Duplicate);
    ui.application->setVisible(m_purpose == Purpose::Duplicate);
    ui.application->setInsertPolicy(QComboBox::NoInsert);
    ui.application->setMinimumContentsLength(12);
    ui.application->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    ui.application->completer()->setCompletionMode(QCompleter::PopupCompletion);
    ui.application->completer()->setFilterMode(Qt::MatchContains);
    ui.secretLabel->setVisible(create);
    ui.secret->setVisible(create);
    ui.secret->setPlaceholderText(tr("the server makes one; or your own whsec_…"));
    ui.throttleRate->setSpecialValueText(tr("not limited"));
    ui.version->setSpecialValueText(tr("not set"));
    ui.eventTypes->setWords(tr("Event types"), tr("Filter event types"));
    ui.eventTypes->setNoneText(tr("None chosen: the endpoint takes all event types."));
    ui.eventTypes->setSomeText(
        [](int count) { return tr("Takes only %n event type(s).", nullptr, count); });
    ui.channelsHint->setHint(tr("None: messages of all channels, and those without one."));

    m_binder.bind(ui.url, &EndpointIn::url, u"url"_s);
    m_binder.bind(ui.description, &EndpointIn::description, u"description"_s);
    m_binder.bind(ui.uid, &EndpointIn::uid, u"uid"_s);
    m_binder.bind(ui.throttleRate, &EndpointIn::throttleRate, u"throttleRate"_s);
    m_binder.bind(ui.disabled, &EndpointIn::disabled, u"disabled"_s);
    m_binder.bind(ui.version, &EndpointIn::version, u"version"_s);
    m_binder.bind(ui.secret, &EndpointIn::secret, u"secret"_s);
    // Both lists are unordered, and an empty one is never meant.
    const auto asList = [](const QStringList &list) {
        return list.isEmpty() ? std::nullopt : std::optional(list);
    };
    m_binder.bindCustom(
        ui.channels, u"channels"_s, &QLineEdit::textChanged,
        [&ui](const EndpointIn &from) {
            ui.channels->setText(from.channels.value_or(QStringList()).join(u", "_s));
        },
        [&ui] { return QVariant(commaSeparated(ui.channels->text())); },
        [&ui, asList](EndpointIn &to) {
            to.channels = asList(commaSeparated(ui.channels->text()));
            return true;
        });
    m_binder.bindCustom(
        ui.eventTypes, u"eventTypes"_s, &NameTree::chosenChanged,
        [&ui](const EndpointIn &from) {
            ui.eventTypes->setChosen(from.eventTypes.value_or(QStringList()));
        },
        [&ui] { return QVariant(ui.eventTypes->chosen()); },
        [&ui, asList](EndpointIn &to) {
            to.eventTypes = asList(ui.eventTypes->chosen());
            return true;
        });
    bindMetadata(m_binder, ui.metadata, ui.metadataLabel);
    m_binder.onChanged([this] { refreshButtons(); });

    const QList<std::pair<QString, QWidget *>> fields{{u"application"_s, ui.application},
                                                      {u"url"_s, ui.url},
                                                      {u"description"_s, ui.description},
                                                      {u"eventTypes"_s, ui.eventTypes},
                                                      {u"filterTypes"_s, ui.eventTypes},
                                                      {u"channels"_s, ui.channels},
                                                      {u"throttleRate"_s, ui.throttleRate},
                                                      {u"rateLimit"_s, ui.throttleRate},
                                                      {u"uid"_s, ui.uid},
                                                      {u"metadata"_s, ui.metadata},
                                                      {u"version"_s, ui.version},
                                                      {u"secret"_s, ui.secret},
                                                      {u"key"_s, ui.secret},
                                                      {u"disabled"_s, ui.disabled}};
    for (const auto &[name, widget] : fields) {
        fieldErrors().add(name, widget);
    }
    connect(ui.url, &QLineEdit::textChanged, this, &EndpointDialog::urlEdited);
    connect(ui.uid, &QLineEdit::textChanged, m_openExisting, &QWidget::hide);
    connect(ui.application, &QComboBox::currentTextChanged, m_openExisting, &QWidget::hide);
    connect(m_save, &QPushButton::clicked, this, &EndpointDialog::save);
    connect(m_openExisting, &QPushButton::clicked, this,
            [this] { Q_EMIT openExistingRequested(m_taken, application()); });
}

void EndpointDialog::setApplication(const ApplicationChoice &application)
{
    m_application = application;
    const QString name = application.name.isEmpty() ? tr("this application") : application.name;
    switch (m_purpose) {
    case Purpose::Create:
        setTitle(application.name.isEmpty() ? tr("New endpoint")
                                            : tr("New endpoint of %1").arg(name));
        setIntro(tr("Where messages sent to %1 are delivered.").arg(name));
        break;
    case Purpose::Edit:
        setIntro(tr("Only what you change here is changed."));
        break;
    case Purpose::Duplicate:
        setIntro(tr("The copy gets a signing secret of its own, and none of the headers."));
        setApplications({application});
        break;
    }
}

void EndpointDialog::setApplications(const QList<ApplicationChoice> &applications)
{
    QComboBox *box = m_ui->application;
    const bool chosen = isApplicationChosen();
    const QString before = chosen ? box->currentData().toString() : box->currentText();
    QList<ApplicationChoice> choices = applications;
    const auto isOwn = [this](const auto &choice) { return choice.id == m_application.id; };
    if (std::none_of(choices.cbegin(), choices.cend(), isOwn)) {
        choices.prepend(m_application); // where there are more than are offered
    }
    const QSignalBlocker quiet(box);
    box->clear();
    for (const ApplicationChoice &choice : std::as_const(choices)) {
        const auto namesakes =
            std::count_if(choices.cbegin(), choices.cend(), [&choice](const auto &other) {
                return other.name == choice.name && other.uid.isEmpty();
            });
        // Names need not be unique.
        const QString more = choice.uid.isEmpty() && namesakes > 1 ? choice.id : choice.uid;
        const QString name = visibleText(choice.name);
        box->addItem(more.isEmpty() ? name : tr("%1 (%2)").arg(name, more), choice.id);
    }
    const int at = box->findData(chosen ? before : m_application.id);
    if (!chosen && !before.isEmpty()) {
        box->setCurrentIndex(-1);
        box->setEditText(before); // typed meanwhile
    } else {
        box->setCurrentIndex(at >= 0 ? at : box->findData(m_application.id));
    }
}

bool EndpointDialog::isApplicationChosen() const
{
    const QComboBox *box = m_ui->application;
    return box->currentIndex() >= 0 && box->currentText() == box->itemText(box->currentIndex());
}

void EndpointDialog::setLimits(const EndpointLimits &limits)
{
    m_limits = limits;
    m_ui->versionLabel->setVisible(limits.version);
    m_ui->version->setVisible(limits.version);
}

void EndpointDialog::setEventTypes(const QList<EventTypeChoice> &types)
{
    QList<NameTree::Name> names;
    for (const EventTypeChoice &type : types) {
        QString note = type.description;
        if (type.archived) {
            note = tr("archived");
        } else if (type.deprecated) {
            note = type.description.isEmpty() ? tr("deprecated")
                                              : tr("deprecated · %1").arg(type.description);
        }
        names.append({type.name, note,
                      type.archived ? tr("Servers refuse archived event types here.") : QString()});
    }
    m_ui->eventTypes->setNames(names);
}

void EndpointDialog::setEndpoint(const EndpointIn &endpoint)
{
    m_binder.load(endpoint);
    if (m_purpose == Purpose::Edit) {
        setTitle(tr("Edit endpoint %1").arg(endpoint.url));
    } else if (m_purpose == Purpose::Duplicate) {
        setTitle(tr("Duplicate endpoint %1").arg(endpoint.url));
    }
    urlEdited();
}

void EndpointDialog::rebase(const EndpointIn &now, const EndpointIn &typed)
{
    setEndpoint(now);
    m_binder.type(typed);
}

EndpointIn EndpointDialog::endpoint() const
{
    EndpointIn in = m_binder.value();
    in.url = in.url.trimmed();
    if (in.uid && in.uid->trimmed().isEmpty()) {
        in.uid.reset();
    }
    return in;
}

QString EndpointDialog::application() const
{
    if (m_purpose != Purpose::Duplicate) {
        return m_application.id;
    }
    const QComboBox *box = m_ui->application;
    if (isApplicationChosen()) {
        return box->currentData().toString();
    }
    const int at = box->findText(box->currentText());
    return at >= 0 ? box->itemData(at).toString() : box->currentText().trimmed();
}

void EndpointDialog::urlEdited()
{
    m_ui->urlHint->setHint(endpointUrlRemark(m_ui->url->text()), Tone::Warn);
}

void EndpointDialog::refreshButtons()
{
    const bool changed = m_purpose != Purpose::Edit || m_binder.isDirty();
    m_save->setEnabled(!isBusy() && changed);
    m_save->setToolTip(changed ? QString() : tr("Nothing was changed."));
}

QList<FieldError> EndpointDialog::problems() const
{
    const EndpointIn in = endpoint();
    const QStringList changed = m_binder.changedFields();
    QList<FieldError> wrong;
    const auto check = [&wrong](const QString &field, const QString &words) {
        if (!words.isEmpty()) {
            wrong.append({{u"body"_s, field}, words, {}});
        }
    };
    if (m_purpose == Purpose::Duplicate && !isSafePathId(application())) {
        check(u"application"_s, tr("Choose an application, or type its id or uid."));
    }
    // What was there already is the server's affair.
    if (m_purpose != Purpose::Edit || changed.contains(u"url"_s)) {
        check(u"url"_s, endpointUrlProblem(in.url));
    }
    if (changed.contains(u"channels"_s)) {
        check(u"channels"_s,
              channelsProblem(in.channels.value_or(QStringList()), m_limits.moreChannelMarks));
    }
    if (changed.contains(u"uid"_s)) {
        check(u"uid"_s,
              uidProblem(in.uid.value_or(QString()), prefixOf(IdKind::Endpoint).toString()));
    }
    if (in.secret && !in.secret->isEmpty()) {
        check(u"secret"_s, signingSecretProblem(*in.secret));
    }
    if (changed.contains(u"metadata"_s)) {
        check(u"metadata"_s, m_ui->metadata->problem());
    }
    return wrong;
}

void EndpointDialog::save()
{
    m_openExisting->hide();
    m_ui->metadata->commit();
    if (const QList<FieldError> wrong = problems(); !wrong.isEmpty()) {
        showFieldErrors(wrong);
        return;
    }
    fieldErrors().clear();
    clearMessage();
    setBusy(true);
    Q_EMIT saveRequested(endpoint(), application());
}

void EndpointDialog::showTaken(const QString &uid)
{
    setBusy(false);
    m_taken = uid;
    showFieldErrors({{{u"body"_s, u"uid"_s}, tr("Another endpoint has this uid already."), {}}});
    m_openExisting->show();
}

} // namespace svix
