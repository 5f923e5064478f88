// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/messagebar.h"

#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/tinttext.h"
#include "widgets/titlelabel.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

constexpr qsizetype mostMessages = 5;
constexpr qsizetype mostWarnings = 20;

QString plain(const QString &title, const QString &text)
{
    return title.isEmpty() ? text : text.isEmpty() ? title : title + u' ' + text;
}

/// To assistive technology the bar is an alert, read out when it appears.
class MessageBarInterface : public QAccessibleWidget
{
public:
    explicit MessageBarInterface(QWidget *bar)
        : QAccessibleWidget(bar, QAccessible::AlertMessage)
    {
    }
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    auto *bar = qobject_cast<MessageBar *>(object);
    return bar && className == QLatin1String(MessageBar::staticMetaObject.className())
               ? new MessageBarInterface(bar)
               : nullptr;
}

/// A title of a word or two does not run into the sentence behind it.
QString ended(const QString &title, const QString &text)
{
    const bool open = !title.isEmpty() && title.back().isLetterOrNumber();
    return open && !text.isEmpty() ? title + u'.' : title;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
    , m_more(new TitleLabel({}, TextRole::Caption, this))
    , m_details(new QPushButton(this))
    , m_dismiss(new QPushButton(this))
    , m_detailsText(new QPlainTextEdit(this))
{
    QAccessible::installFactory(makeInterface); // once; a second time is ignored
    setObjectName(u"messageBar"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_label->setObjectName(u"messageText"_s);
    m_label->setTextFormat(Qt::RichText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setFocusPolicy(Qt::NoFocus);
    m_label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_details->setText(tr("Details"));
    m_details->setObjectName(u"messageDetailsButton"_s);
    m_details->setCheckable(true);
    m_dismiss->setText(tr("Dismiss"));
    m_dismiss->setObjectName(u"messageDismissButton"_s);
    setKind(m_details, ButtonKind::Flat);
    setKind(m_dismiss, ButtonKind::Flat);
    m_detailsText->setObjectName(u"messageDetails"_s);
    m_detailsText->setReadOnly(true);
    m_detailsText->setAccessibleName(tr("Details"));
    m_detailsText->setTabChangesFocus(true);
    m_detailsText->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(scaled(8));
    line->addWidget(m_label, 1);
    line->addWidget(m_more);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(scaled(8));
    line->addLayout(m_buttons);
    line->addWidget(m_details);
    line->addWidget(m_dismiss);
    auto *outer = new QVBoxLayout(this);
    outer->setSpacing(scaled(8));
    outer->addLayout(line);
    outer->addWidget(m_detailsText);

    connect(m_dismiss, &QPushButton::clicked, this, &MessageBar::dismissCurrent);
    connect(m_details, &QPushButton::toggled, this, &MessageBar::toggleDetails);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *old, const QWidget *now) {
        if (now && isAncestorOf(now) && old && !isAncestorOf(old) && old->window() == window()) {
            m_before = old;
        }
    });
    refresh();
}

int MessageBar::showMessage(MessageKind kind, const QString &title, const QString &text,
                            const QList<QAction *> &actions, const QString &details)
{
    m_messages.removeIf([&](const Message &m) {
        return m.title == title && m.text == text && m.details == details;
    });
    Message message{++m_lastId, kind, title, text, details, {}};
    for (QAction *action : actions) {
        message.actions.append(action);
    }
    m_messages.prepend(message);
    dropOld();
    refresh();
    announce();
    return m_lastId;
}

// A warning that nobody has read goes last, when there are far too many.
void MessageBar::dropOld()
{
    QList<int> dropped;
    for (qsizetype i = m_messages.size() - 1; i > 0 && m_messages.size() > mostMessages; --i) {
        const Tone kind = m_messages.at(i).kind;
        if ((kind != Tone::Warn && kind != Tone::Bad) || m_messages.size() > mostWarnings) {
            dropped.append(m_messages.takeAt(i).id);
        }
    }
    for (const int id : dropped) {
        Q_EMIT dismissed(id);
    }
}

void MessageBar::dismiss(int id)
{
    const bool shown = currentId() == id;
    const qsizetype removed = m_messages.removeIf([id](const Message &m) { return m.id == id; });
    if (removed == 0) {
        return;
    }
    if (shown) {
        refresh();
    } else {
        refreshMore(); // what is being read, and the focus in it, stay
    }
    Q_EMIT dismissed(id);
}

void MessageBar::refreshMore()
{
    m_more->setVisible(m_messages.size() > 1);
    m_more->setText(tr("%1 more").arg(m_messages.size() - 1));
}

void MessageBar::dismissCurrent()
{
    if (!m_messages.isEmpty()) {
        dismiss(m_messages.first().id);
    }
}

void MessageBar::dismissAll(const QList<int> &except)
{
    const QList<Message> all = m_messages;
    for (const Message &message : all) {
        if (!except.contains(message.id)) {
            dismiss(message.id);
        }
    }
}

QString MessageBar::currentTitle() const
{
    return m_messages.isEmpty() ? QString() : m_messages.first().title;
}

QString MessageBar::currentText() const
{
    return m_messages.isEmpty() ? QString() : m_messages.first().text;
}

int MessageBar::currentId() const
{
    return m_messages.isEmpty() ? 0 : m_messages.first().id;
}

void MessageBar::giveFocusBack()
{
    // Hidden with the focus, Qt would give it to whatever is next: the first thing in the window.
    const QWidget *focus = window()->focusWidget();
    if (!focus || !isAncestorOf(focus) || (focus == m_dismiss && !m_messages.isEmpty())) {
        return;
    }
    if (m_before && m_before->isVisible() && m_before->isEnabled()) {
        m_before->setFocus(Qt::OtherFocusReason);
    } else {
        Q_EMIT focusLost();
    }
}

void MessageBar::refresh()
{
    giveFocusBack();
    while (m_buttons->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_buttons->takeAt(0));
        if (QWidget *button = item->widget()) {
            button->hide();
            button->deleteLater(); // it may be the one whose click brought us here
        }
    }
    setVisible(!m_messages.isEmpty());
    if (m_messages.isEmpty()) {
        return;
    }
    const Message &message = m_messages.first();
    for (const QPointer<QAction> &action : message.actions) {
        if (!action) {
            continue;
        }
        auto *button = new QPushButton(action->text(), this);
        button->setEnabled(action->isEnabled());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [button, action] { button->setEnabled(action && action->isEnabled()); });
        connect(action, &QObject::destroyed, button, &QObject::deleteLater);
        m_buttons->addWidget(button);
        button->show(); // or it would appear one turn of the event loop later
    }
    chainTabs(this, tabStops(layout()));
    m_details->setVisible(!message.details.isEmpty());
    m_details->setChecked(false);
    m_detailsText->setPlainText(message.details);
    refreshMore();
    const QString title = ended(message.title, message.text);
    setTintText(m_label, tintMarkup(title, message.text), plain(title, message.text));
    setAccessibleName(plain(title, message.text));
    refreshColours();
}

void MessageBar::refreshColours()
{
    const Tone tone = m_messages.isEmpty() ? Tone::Idle : m_messages.first().kind;
    const QColor color = Tokens::of(this).tint(tone).text;
    setTintColor(m_label, color);
    setTintColor(m_more, color);
    m_detailsText->setFont(monoFont(m_detailsText));
    m_detailsText->setFixedHeight(m_detailsText->fontMetrics().height() * 6 + scaled(12));
    const int icon = scaled(12) + iconSize() + scaled(8);
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    layout()->setContentsMargins(rtl ? scaled(12) : icon, scaled(8), rtl ? icon : scaled(12),
                                 scaled(8));
    update();
}

void MessageBar::announce()
{
    // Not every bridge passes an alert on; a new name of a shown alert is passed on by all.
    for (const QAccessible::Event type : {QAccessible::Alert, QAccessible::NameChanged}) {
        QAccessibleEvent event(this, type);
        QAccessible::updateAccessibility(&event);
    }
}

void MessageBar::toggleDetails(bool shown)
{
    m_detailsText->setVisible(shown);
    m_details->setText(shown ? tr("Hide details") : tr("Details"));
}

void MessageBar::paintEvent(QPaintEvent *)
{
    if (m_messages.isEmpty()) {
        return;
    }
    QPainter painter(this);
    const Tokens &t = Tokens::of(this);
    const Tone tone = m_messages.first().kind;
    const Tint colors = t.tint(tone);
    painter.fillRect(rect(), colors.background);
    parts::hairline(&painter, rect(), Qt::TopEdge, t.hairline);
    const QRect line(scaled(12), m_label->y(), width() - 2 * scaled(12), m_label->height());
    const QRect square = QStyle::alignedRect(layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter,
                                             QSize(iconSize(), iconSize()), line);
    paintIcon(&painter, square, toneIconName(tone), colors.text);
}

void MessageBar::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::LayoutDirectionChange:
    case QEvent::StyleChange:
        refreshColours();
        break;
    default:
        break;
    }
    QFrame::changeEvent(event);
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        dismissCurrent();
        event->accept();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace svix
