// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/consoledialog.h"

#include "core/profile.h"
#include "dialogs/detailsdialog.h"
#include "dialogs/formscroll.h"
#include "widgets/classband.h"
#include "widgets/hairline.h"
#include "widgets/progressline.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/tintbox.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QFormLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace svix {

QString breakable(const QString &text)
{
    const QChar pause(0x200B); // zero-width space
    QString result;
    int run = 0;
    for (const QChar c : visibleText(text)) {
        result += c;
        run = c.isSpace() ? 0 : run + 1;
        // A label breaks at spaces only, and a URL has none.
        if (run >= 12 && (c == u'/' || c == u'.' || c == u'-' || c == u'_' || run % 24 == 0)) {
            result += pause;
        }
    }
    return result;
}

ConsoleDialog::ConsoleDialog(QWidget *parent)
    : QDialog(parent)
    , m_band(new ClassBand(this))
{
    setSizeGripEnabled(false);
    auto *root = new QVBoxLayout(this);
    root->setContentsMargins(0, 0, 0, 0);
    root->setSpacing(0);
    m_band->hide();
    root->addWidget(m_band);
    buildHeader();
    root->addWidget(m_header);
    m_scroll = new FormScroll(this);
    m_form = m_scroll->form();
    m_form->installEventFilter(this);
    root->addWidget(m_scroll, 1);
    m_messageRow = new QWidget(this);
    m_message = new TintBox(m_messageRow);
    m_message->setObjectName(u"message"_s);
    auto *row = new QVBoxLayout(m_messageRow);
    row->addWidget(m_message);
    m_messageRow->hide();
    root->addWidget(m_messageRow);
    buildFooter();
    root->addWidget(m_footer);
    applyMeasures();
}

void ConsoleDialog::buildHeader()
{
    m_header = new QWidget(this);
    m_title = new TitleLabel({}, TextRole::Section, m_header);
    m_title->setObjectName(u"title"_s);
    m_title->setWordWrap(true);
    m_intro = new QLabel(m_header);
    m_intro->setObjectName(u"intro"_s);
    m_intro->setTextFormat(Qt::PlainText);
    m_intro->setWordWrap(true);
    m_intro->setForegroundRole(QPalette::PlaceholderText);
    m_intro->hide();
    m_classLine = new QWidget(m_header);
    auto *on = new QLabel(tr("On", "followed by the name of the connection"), m_classLine);
    on->setForegroundRole(QPalette::PlaceholderText);
    m_classIcon = new QLabel(m_classLine);
    m_className = new TitleLabel({}, TextRole::Bold, m_classLine);
    m_className->setObjectName(u"connectionLine"_s);
    m_className->setWordWrap(true);
    auto *line = new QHBoxLayout(m_classLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(on);
    line->addWidget(m_classIcon);
    line->addWidget(m_className, 1);
    m_classLine->hide();
    auto *layout = new QVBoxLayout(m_header);
    layout->addWidget(m_title);
    layout->addWidget(m_intro);
    layout->addWidget(m_classLine);
}

void ConsoleDialog::buildFooter()
{
    m_footer = new QWidget(this);
    auto *layout = new QVBoxLayout(m_footer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_progress = new ProgressLine(m_footer);
    layout->addWidget(m_progress);
    layout->addWidget(new Hairline(m_footer));
    m_buttons = new QHBoxLayout;
    m_buttons->addStretch(1);
    layout->addLayout(m_buttons);
    m_details = addLeadingButton(tr("&Details"), u"detailsButton"_s);
    m_details->hide();
    connect(m_details, &QPushButton::clicked, this, [this] {
        auto *details = new DetailsDialog(this);
        details->setAttribute(Qt::WA_DeleteOnClose);
        details->setDetails(tr("Details"), m_messageDetails);
        details->open();
    });
    m_theirs = addLeadingButton(tr("Take &what is there"), u"theirsButton"_s);
    m_theirs->hide();
    connect(m_theirs, &QPushButton::clicked, this, [this] {
        clearMessage();
        Q_EMIT theirsRequested();
    });
    m_token = addLeadingButton(tr("Repl&ace token…"), u"tokenButton"_s);
    m_token->hide();
    connect(m_token, &QPushButton::clicked, this, &ConsoleDialog::tokenRequested);
    m_cancel = addButton(tr("Cancel"), ButtonKind::Normal, u"cancelButton"_s);
    connect(m_cancel, &QPushButton::clicked, this, &ConsoleDialog::reject);
}

QPushButton *ConsoleDialog::addButton(const QString &text, ButtonKind kind,
                                      const QString &objectName)
{
    auto *button = new QPushButton(text, m_footer);
    button->setObjectName(objectName);
    // Enter is decided by keyPressEvent(): an automatic default would wander with the focus.
    button->setAutoDefault(false);
    setKind(button, kind);
    m_buttons->addWidget(button);
    return button;
}

QPushButton *ConsoleDialog::addLeadingButton(const QString &text, const QString &objectName)
{
    QPushButton *button = addButton(text, ButtonKind::Normal, objectName);
    m_buttons->removeWidget(button);
    m_buttons->insertWidget(m_leading++, button);
    return button;
}

void ConsoleDialog::placeBeforeCancel(QPushButton *button)
{
    m_buttons->removeWidget(button);
    m_buttons->insertWidget(m_buttons->indexOf(m_cancel), button);
}

void ConsoleDialog::setEnterButton(QPushButton *button)
{
    if (m_enter) {
        m_enter->setDefault(false);
    }
    m_enter = button;
    if (button) {
        button->setDefault(true);
    }
}

void ConsoleDialog::setTitle(const QString &title)
{
    // A name of thousands of letters would leave no room for what is asked.
    constexpr qsizetype most = 240;
    constexpr qsizetype atTheEnd = 60;
    m_titleText = visibleText(title);
    const bool isLong = m_titleText.size() > most;
    const QString shown =
        isLong ? m_titleText.first(most - atTheEnd) + u'…' + m_titleText.last(atTheEnd)
               : m_titleText;
    setWindowTitle(shown);
    m_title->setText(breakable(shown));
    m_title->setToolTip(isLong
                            ? plainTip(m_titleText.first(qMin<qsizetype>(m_titleText.size(), 2000)))
                            : QString());
    m_title->setAccessibleName(shown);
}

QString ConsoleDialog::title() const
{
    return m_titleText;
}

void ConsoleDialog::setIntro(const QString &sentence)
{
    m_intro->setText(breakable(sentence));
    m_intro->setAccessibleName(sentence);
    m_intro->setVisible(!sentence.isEmpty());
    setAccessibleDescription(sentence);
}

void ConsoleDialog::setConnection(const QString &name, ConnectionClass kind)
{
    m_connectionName = name;
    m_connectionClass = int(kind);
    m_band->setConnectionClass(kind);
    m_band->setVisible(kind == ConnectionClass::Production);
    m_classLine->show();
    refreshClassLine();
}

void ConsoleDialog::refreshClassLine()
{
    if (m_connectionClass < 0) {
        return;
    }
    const auto kind = ConnectionClass(m_connectionClass);
    const QColor color = Tokens::of(this).connectionText(kind);
    const QString word = connectionClassName(kind);
    const bool production = kind == ConnectionClass::Production;
    const QString text = m_connectionName + u" · "_s + (production ? word.toUpper() : word);
    m_className->setText(breakable(text));
    m_className->setAccessibleName(text);
    QPalette own = m_className->palette();
    if (own.color(QPalette::WindowText) != color) {
        own.setColor(QPalette::WindowText, color);
        m_className->setPalette(own);
    }
    m_classIcon->setPixmap(
        iconPixmap(connectionIconName(kind), color, scaled(12), devicePixelRatioF()));
}

void ConsoleDialog::setTryAgain(bool again)
{
    setEnterText(again ? tr("&Try again") : QString());
}

void ConsoleDialog::setEnterText(const QString &instead)
{
    QPushButton *act = m_act ? m_act : m_enter;
    if (!act) {
        return;
    }
    if (m_enterText.isEmpty()) {
        m_enterText = act->text();
    }
    act->setText(instead.isEmpty() ? std::exchange(m_enterText, QString()) : instead);
}

void ConsoleDialog::showClash(const QString &text, const QString &details)
{
    setBusy(false);
    showMessage(Tone::Warn, text, {}, details);
    setEnterText(tr("Overwri&te"));
    m_theirs->show();
}

void ConsoleDialog::offerToken()
{
    m_token->show();
}

void ConsoleDialog::setBusy(bool busy)
{
    if (busy == m_busy) {
        return;
    }
    m_busy = busy;
    m_cancelAsked = false;
    if (busy) {
        m_focusBefore = focusWidget();
    }
    m_form->setEnabled(!busy);
    for (QPushButton *button : footerButtons()) {
        button->setEnabled(!busy || button == m_cancel);
    }
    m_progress->setBusy(busy);
    if (!busy) {
        refreshButtons();
        if (m_focusBefore && m_focusBefore->isEnabled()) {
            m_focusBefore->setFocus(Qt::OtherFocusReason);
        }
    }
}

void ConsoleDialog::showMessage(Tone tone, const QString &text, const QString &lead,
                                const QString &details)
{
    const bool shown = !text.isEmpty() || !lead.isEmpty();
    m_message->setTone(tone);
    m_message->setText(visibleText(text, LineBreaks::Keep), lead);
    m_messageRow->setVisible(shown);
    m_messageDetails = details;
    m_details->setVisible(!details.isEmpty());
    m_token->hide();
    if (m_theirs->isVisibleTo(this)) {
        m_theirs->hide();
        setEnterText({});
    }
    if (shown && isVisible()) {
        QAccessibleEvent said(m_message, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
}

void ConsoleDialog::setMessageMonoParts(const QStringList &parts)
{
    m_message->setMonoParts(parts);
}

QString ConsoleDialog::copiedWords(int seconds)
{
    return seconds > 0 ? tr("Copied. It leaves the clipboard after %n second(s).", nullptr, seconds)
                       : tr("Copied.");
}

QString ConsoleDialog::messageText() const
{
    return m_messageRow->isHidden() ? QString() : m_message->plainText();
}

Tone ConsoleDialog::messageTone() const
{
    return m_message->tone();
}

void ConsoleDialog::showFieldErrors(const QList<FieldError> &errors, const QString &text)
{
    setBusy(false);
    QStringList fields;
    for (const FieldError &error : errors) {
        fields += FormErrors::fieldOf(error.loc);
    }
    revealFields(fields);
    QStringList lines;
    if (!text.isEmpty()) {
        lines += text;
    }
    for (const FieldError &error : m_errors.showErrors(errors)) {
        const QString field = FormErrors::fieldOf(error.loc);
        const QString words = visibleText(error.message.left(500));
        lines += field.isEmpty() ? words : tr("%1: %2").arg(visibleText(field), words);
    }
    showMessage(Tone::Bad, lines.join(u'\n'));
}

void ConsoleDialog::showFieldError(const QString &field, const QString &words)
{
    if (!words.isEmpty()) {
        revealFields({field});
    }
    m_errors.setError(field, words);
}

void ConsoleDialog::accept()
{
    setBusy(false);
    QDialog::accept();
}

void ConsoleDialog::reject()
{
    if (m_busy && !m_cancelAsked) {
        m_cancelAsked = true;
        Q_EMIT cancelRequested();
        return;
    }
    QDialog::reject();
}

void ConsoleDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
        return;
    }
    event->accept();
    if (event->isAutoRepeat()) {
        return; // a held key is one press
    }
    QAbstractButton *focused = qobject_cast<QPushButton *>(focusWidget());
    if (!focused) {
        focused = qobject_cast<QToolButton *>(focusWidget());
    }
    const bool anywhere = event->modifiers() & Qt::ControlModifier;
    if (focused && !anywhere) {
        focused->click();
    } else if (m_enter && m_enter->isEnabled() && m_enter->isVisible()) {
        m_enter->click();
    }
}

} // namespace svix
