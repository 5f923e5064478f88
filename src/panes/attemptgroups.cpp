// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/attemptgroups.h"

#include "models/statewords.h"
#include "panes/answerbox.h"
#include "panes/times.h"
#include "widgets/hairline.h"
#include "widgets/minutetick.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/taborder.h"
#include "widgets/visibletext.h"

#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace svix {

QString attemptCodeText(const AttemptOut &attempt)
{
    if (attempt.responseStatusCode != 0) {
        return QString::number(attempt.responseStatusCode);
    }
    // Without an HTTP answer the server keeps the reason as the response's text.
    const QString reason = attempt.response;
    if (reason.contains(QLatin1String("timeout"), Qt::CaseInsensitive) ||
        reason.contains(QLatin1String("timed out"), Qt::CaseInsensitive)) {
        return AttemptGroups::tr("timeout");
    }
    return AttemptGroups::tr("no answer");
}

int attemptStateKind(const AttemptOut &attempt)
{
    switch (attempt.status) {
    case MessageStatus::Success:
        return static_cast<int>(StateKind::Ok);
    case MessageStatus::Pending:
        return static_cast<int>(StateKind::Pending);
    case MessageStatus::Sending:
        return static_cast<int>(StateKind::Sending);
    case MessageStatus::Canceled:
        return static_cast<int>(StateKind::Canceled);
    case MessageStatus::Fail:
        return static_cast<int>(StateKind::Fail);
    }
    return static_cast<int>(StateKind::Info);
}

QString attemptFacts(const AttemptOut &attempt)
{
    QStringList facts;
    if (attempt.responseDurationMs) {
        facts.append(StateWords::duration(attempt.responseDurationMs));
    }
    facts.append(attempt.triggerType == TriggerType::Manual ? AttemptGroups::tr("sent by hand")
                                                            : AttemptGroups::tr("scheduled"));
    return facts.join(QStringLiteral(" · "));
}

AttemptHead::AttemptHead(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    new MinuteTick(this, [this] {
        tellName();
        update();
    });
}

void AttemptHead::setAttempt(const AttemptOut &attempt)
{
    m_attempt = attempt;
    tellName();
    setToolTip(plainTip(attempt.url + u'\n' + TimeFormat::full(attempt.timestamp.milliseconds())));
    update();
}

void AttemptHead::setSubject(const QString &name, const QString &id)
{
    m_subject = visibleText(name);
    m_subjectId = visibleText(id);
    tellName();
    update();
}

void AttemptHead::tellName()
{
    const QString when = relativeTime(m_attempt.timestamp.milliseconds());
    const QString code = attemptCodeText(m_attempt);
    setAccessibleName(m_subject.isEmpty() && m_subjectId.isEmpty()
                          ? tr("%1 at %2, %3").arg(code, m_attempt.url, when)
                          : tr("%1, %2 %3, %4").arg(code, m_subject, m_subjectId, when));
}

void AttemptHead::paintSubject(QPainter &painter, const QRect &room, int flags)
{
    const Tokens &tokens = Tokens::of(this);
    const auto placed = [&](const QRect &r) {
        return QStyle::visualRect(layoutDirection(), rect(), r);
    };
    painter.setPen(tokens.text);
    const QString shown = fontMetrics().elidedText(m_subject, Qt::ElideRight, room.width());
    painter.drawText(placed(room), flags | Qt::TextForceLeftToRight, shown);
    QRect rest = room;
    rest.setLeft(room.left() + fontMetrics().horizontalAdvance(shown) + scaled(6));
    if (m_subjectId.isEmpty() || rest.width() < scaled(30)) {
        return;
    }
    painter.setFont(monoFont());
    painter.setPen(tokens.muted);
    painter.drawText(placed(rest), flags | Qt::TextForceLeftToRight,
                     painter.fontMetrics().elidedText(m_subjectId, Qt::ElideMiddle, rest.width()));
    painter.setFont(font());
}

QSize AttemptHead::sizeHint() const
{
    return {scaled(200), fontMetrics().height() + scaled(12)};
}

void AttemptHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = Tokens::of(this);
    if (underMouse() || isDown()) {
        painter.fillRect(rect(), tokens.hover(tokens.base));
    }
    const auto placed = [&](const QRect &r) {
        return QStyle::visualRect(layoutDirection(), rect(), r);
    };
    const auto near =
        static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute |
                         (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    // By its own letters: "2 min ago" must not become "min ago 2".
    const auto by = [](const QString &text) {
        return static_cast<int>(text.isRightToLeft() ? Qt::TextForceRightToLeft
                                                     : Qt::TextForceLeftToRight);
    };
    const auto kind = static_cast<StateKind>(attemptStateKind(m_attempt));
    const QColor color = tokens.state(kind);
    const int size = svix::iconSize();
    QRect row = rect().adjusted(3 * unit(), 0, -2 * unit(), 0);
    paintIcon(&painter, placed({row.left(), (height() - size) / 2, size, size}),
              stateIconName(kind), color);
    row.setLeft(row.left() + size + scaled(6));
    painter.setPen(color);
    const int codeWidth = std::max(
        scaled(60), fontMetrics().horizontalAdvance(attemptCodeText(m_attempt)) + 2 * unit());
    painter.drawText(placed({row.left(), 0, codeWidth, height()}), near,
                     attemptCodeText(m_attempt));
    row.setLeft(row.left() + codeWidth);
    const QString when = relativeTime(m_attempt.timestamp.milliseconds());
    const int whenWidth = fontMetrics().horizontalAdvance(when);
    painter.setPen(tokens.muted);
    painter.drawText(placed({row.right() - whenWidth, 0, whenWidth + 1, height()}), near | by(when),
                     when);
    row.setRight(row.right() - whenWidth - 2 * unit());
    if (m_subject.isEmpty() && m_subjectId.isEmpty()) {
        painter.setPen(tokens.text);
        painter.drawText(placed(row), near | Qt::TextForceLeftToRight,
                         fontMetrics().elidedText(m_attempt.url, Qt::ElideMiddle, row.width()));
    } else {
        paintSubject(painter, row, near);
    }
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), scaled(3), scaled(3));
    }
}

AttemptGroups::AttemptGroups(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void AttemptGroups::clear()
{
    m_open.clear();
    m_next.clear();
    setAttempts({});
}

void AttemptGroups::setAttempts(const QList<AttemptOut> &attempts)
{
    const auto alike = [](const AttemptOut &a, const AttemptOut &b) {
        return a.id == b.id && a.status == b.status && a.response == b.response;
    };
    if (!attempts.isEmpty() && std::equal(attempts.cbegin(), attempts.cend(), m_attempts.cbegin(),
                                          m_attempts.cend(), alike)) {
        return; // a refresh without news must not take focus and selection away
    }
    m_attempts = attempts;
    m_order.clear();
    for (const AttemptOut &attempt : attempts) {
        if (!m_order.contains(attempt.endpointId)) {
            m_order.append(attempt.endpointId);
            if (!m_open.contains(attempt.endpointId)) {
                // What failed is what a person came for.
                m_open.insert(attempt.endpointId, attempt.status == MessageStatus::Fail);
            }
        }
    }
    rebuild();
}

void AttemptGroups::setNextAttempts(const QHash<QString, qint64> &next)
{
    if (next == m_next) {
        return;
    }
    m_next = next;
    rebuild();
}

void AttemptGroups::rebuild()
{
    const int focused = [this] {
        const auto heads = findChildren<AttemptHead *>();
        for (qsizetype i = 0; i < heads.size(); ++i) {
            if (heads.at(i)->hasFocus()) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }();
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
            item->widget()->setParent(nullptr);
        }
        delete item;
    }
    int index = 0;
    for (const QString &endpointId : std::as_const(m_order)) {
        const auto latest =
            std::find_if(m_attempts.cbegin(), m_attempts.cend(), [&](const AttemptOut &attempt) {
                return attempt.endpointId == endpointId;
            });
        auto *head = new AttemptHead(this);
        head->setObjectName(QStringLiteral("attemptHead%1").arg(index));
        head->setAttempt(*latest);
        head->setChecked(m_open.value(endpointId));
        auto *below = new QWidget(this);
        auto *belowLayout = new QVBoxLayout(below);
        belowLayout->setContentsMargins(0, 0, 0, 0);
        below->setVisible(head->isChecked());
        if (head->isChecked()) {
            belowLayout->addWidget(body(endpointId));
        }
        connect(head, &QAbstractButton::toggled, this,
                [this, endpointId, below, belowLayout](bool open) {
                    m_open.insert(endpointId, open);
                    if (open && belowLayout->isEmpty()) {
                        belowLayout->addWidget(body(endpointId));
                        chainTabs(this, tabStops(m_layout));
                    }
                    below->setVisible(open);
                });
        m_layout->addWidget(head);
        m_layout->addWidget(new Hairline(this));
        m_layout->addWidget(below);
        if (index == focused) {
            head->setFocus();
        }
        ++index;
    }
    chainTabs(this, tabStops(m_layout));
}

QWidget *AttemptGroups::body(const QString &endpointId)
{
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(4 * unit(), 2 * unit(), 4 * unit(), 2 * unit());
    layout->setSpacing(2 * unit());
    for (const AttemptOut &attempt : std::as_const(m_attempts)) {
        if (attempt.endpointId != endpointId) {
            continue;
        }
        auto *box = new AnswerBox(widget);
        const bool latest = layout->isEmpty();
        box->setAttempt(attempt, latest ? m_next.value(endpointId) : 0, !latest);
        connect(box, &AnswerBox::opened, this,
                [this, endpointId, id = attempt.id] { Q_EMIT attemptOpened(endpointId, id); });
        layout->addWidget(box);
    }
    return widget;
}

} // namespace svix
