// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/taborder.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QAccessible>
#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// The same action may have a button with its mnemonic beside this: two would share the key.
QString withoutMnemonic(QString text)
{
    static const QRegularExpression mark(QStringLiteral("(&&)|&"));
    return text.replace(mark, QStringLiteral("\\1"));
}

/// The big muted icon on top.
class BigIcon : public QWidget
{
public:
    explicit BigIcon(QWidget *parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    void setName(const QString &name)
    {
        m_name = name;
        setVisible(!name.isEmpty());
        update();
    }
    QSize sizeHint() const override { return {scaled(36), scaled(36)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(&painter, rect(), m_name, Tokens::of(this).muted);
    }

private:
    QString m_name;
};

TitleLabel *centred(TextRole role, bool muted, QWidget *parent)
{
    auto *label = new TitleLabel({}, role, parent);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setMuted(muted);
    label->setWordWrap(true);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new BigIcon(this))
    , m_title(centred(TextRole::Section, false, this))
    , m_text(centred(TextRole::Body, true, this))
    , m_hint(centred(TextRole::Caption, true, this))
    , m_details(new QPlainTextEdit(this))
    , m_delay(new QTimer(this))
{
    m_title->setObjectName(u"emptyTitle"_s);
    m_text->setObjectName(u"emptyText"_s);
    m_hint->hide();
    m_details->setObjectName(u"emptyDetails"_s);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("Details"));
    m_details->setTabChangesFocus(true);
    m_details->hide();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(scaled(24), scaled(24), scaled(24), scaled(24));
    outer->setSpacing(scaled(8));
    outer->addStretch(1);
    outer->addWidget(m_icon);
    outer->addSpacing(scaled(4));
    outer->addWidget(m_title);
    auto *text = new QHBoxLayout;
    text->addStretch(1);
    text->addWidget(m_text, 8);
    text->addStretch(1);
    outer->addLayout(text);
    m_text->setMaximumWidth(scaled(420));
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(scaled(8));
    outer->addSpacing(scaled(4));
    outer->addLayout(m_buttons);
    outer->addWidget(m_details);
    outer->addWidget(m_hint);
    outer->addStretch(2);
    m_delay->setSingleShot(true);
    m_delay->setInterval(150);
    connect(m_delay, &QTimer::timeout, this, [this] { m_title->show(); });
}

void EmptyState::showLoading(const QString &title)
{
    present(Mode::Loading, {}, title.isEmpty() ? tr("Loading…") : title, {});
    m_title->hide();
    m_delay->start();
}

void EmptyState::showFailed(const QString &title, const QString &text, const QString &details,
                            const QList<QAction *> &actions)
{
    const bool known = m_mode == Mode::Failed && title == m_title->text() &&
                       text == m_text->text() && details == m_details->toPlainText();
    if (known && m_shownActions == actions) {
        return; // what is open or has the focus stays
    }
    present(Mode::Failed, u"warning"_s, title, text);
    auto *retry = new QPushButton(tr("Retry"), this);
    retry->setObjectName(u"retryButton"_s);
    connect(retry, &QPushButton::clicked, this, &EmptyState::retryRequested);
    m_buttons->insertWidget(1, retry);
    retry->show();
    m_shownActions = actions;
    addActions(actions, 2);
    addDetails(details);
    chainTabs(this, tabStops(m_buttons) + QList<QWidget *>{m_details});
    for (const QAccessible::Event type : {QAccessible::Alert, QAccessible::NameChanged}) {
        QAccessibleEvent event(this, type);
        QAccessible::updateAccessibility(&event);
    }
}

void EmptyState::addDetails(const QString &details)
{
    m_details->setPlainText(details);
    if (details.isEmpty()) {
        return;
    }
    m_details->setFont(monoFont(m_details));
    m_details->setFixedHeight(m_details->fontMetrics().height() * 6 + scaled(12));
    auto *button = new QPushButton(tr("Details"), this);
    button->setObjectName(u"emptyDetailsButton"_s);
    button->setCheckable(true);
    setKind(button, ButtonKind::Flat);
    connect(button, &QPushButton::toggled, m_details, [this, button](bool shown) {
        m_details->setVisible(shown);
        button->setText(shown ? tr("Hide details") : tr("Details"));
    });
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    button->show();
}

void EmptyState::showNothingMatches(const QString &title, const QString &text,
                                    const QString &button, const QList<QAction *> &actions)
{
    present(Mode::NothingMatches, u"search"_s, title.isEmpty() ? tr("Nothing matches") : title,
            text);
    auto *clear = new QPushButton(button.isEmpty() ? tr("Clear filters") : button, this);
    clear->setObjectName(u"clearFiltersButton"_s);
    connect(clear, &QPushButton::clicked, this, &EmptyState::clearFiltersRequested);
    m_buttons->insertWidget(1, clear);
    clear->show();
    addActions(actions, 2);
}

void EmptyState::showNothingYet(const QString &iconName, const QString &title, const QString &text,
                                const QList<QAction *> &actions)
{
    present(Mode::NothingYet, iconName, title, text);
    addActions(actions);
}

void EmptyState::showOther(const QString &iconName, const QString &title, const QString &text,
                           const QList<QAction *> &actions)
{
    present(Mode::Other, iconName, title, text);
    addActions(actions);
}

void EmptyState::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

QString EmptyState::title() const
{
    return m_title->text();
}

QString EmptyState::text() const
{
    return m_text->text();
}

void EmptyState::present(Mode mode, const QString &iconName, const QString &title,
                         const QString &text)
{
    m_mode = mode;
    m_delay->stop();
    m_details->hide();
    m_shownActions.clear();
    static_cast<BigIcon *>(m_icon)->setName(iconName);
    m_title->setText(visibleText(title));
    m_title->show();
    m_text->setText(visibleText(text, LineBreaks::Keep));
    m_text->setVisible(!text.isEmpty());
    setHint({});
    setAccessibleName(text.isEmpty() ? title : title + u". "_s + text);
    while (m_buttons->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_buttons->takeAt(0));
        if (QWidget *button = item->widget()) {
            button->hide();
            button->setObjectName({}); // a late one must not be found in place of the next
            button->deleteLater();     // it may be the one whose click brought us here
        }
    }
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
}

void EmptyState::addActions(const QList<QAction *> &actions, int position)
{
    for (QAction *action : actions) {
        auto *button = new QPushButton(withoutMnemonic(action->text()), this);
        button->setObjectName(action->objectName());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->isEnabled() ? QString() : action->toolTip());
        if (position == 1) {
            setKind(button, ButtonKind::Primary);
        }
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [action, button] {
            button->setEnabled(action->isEnabled());
            button->setText(withoutMnemonic(action->text()));
        });
        connect(action, &QObject::destroyed, button, &QObject::deleteLater);
        m_buttons->insertWidget(position, button);
        button->show(); // or it would appear one turn of the event loop later
        ++position;
    }
    chainTabs(this, tabStops(m_buttons));
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Tokens::of(this).base);
}

} // namespace svix
