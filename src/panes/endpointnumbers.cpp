// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/endpointnumbers.h"

#include "models/statewords.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

#include <numeric>

namespace svix {

namespace {

constexpr double gap = 26;

int iconRoom()
{
    return iconSize() + scaled(6);
}

} // namespace

EndpointNumbers::EndpointNumbers(QWidget *parent)
    : QWidget(parent)
{
    clear();
}

void EndpointNumbers::clear()
{
    const QString none = StateWords::none();
    set({{none, tr("delivered"), int(StateKind::Ok)},
         {none, tr("failed"), int(StateKind::Fail)},
         {none, tr("pending"), int(StateKind::Pending)},
         {none, tr("being retried"), int(StateKind::Sending)}});
}

void EndpointNumbers::setStats(const EndpointStatsOut &stats)
{
    const auto text = [this](qint64 number) { return locale().toString(number); };
    QList<Number> numbers{{text(stats.success), tr("delivered"), int(StateKind::Ok)},
                          {text(stats.fail), tr("failed"), int(StateKind::Fail)},
                          {text(stats.pending), tr("pending"), int(StateKind::Pending)},
                          {text(stats.sending), tr("being retried"), int(StateKind::Sending)}};
    if (stats.canceled.value_or(0) > 0) {
        numbers.append({text(*stats.canceled), tr("canceled"), int(StateKind::Canceled)});
    }
    set(numbers);
}

void EndpointNumbers::set(const QList<Number> &numbers)
{
    m_numbers = numbers;
    QStringList words;
    for (const Number &number : numbers) {
        words.append(number.value + u' ' + number.word);
    }
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int EndpointNumbers::widthOf(const Number &number) const
{
    return std::max(QFontMetrics(titleFont()).horizontalAdvance(number.value),
                    iconRoom() + fontMetrics().horizontalAdvance(number.word));
}

QSize EndpointNumbers::sizeHint() const
{
    const int width = std::accumulate(
        m_numbers.cbegin(), m_numbers.cend(), 0,
        [this](int sum, const Number &number) { return sum + widthOf(number) + scaled(gap); });
    return {width - scaled(gap),
            QFontMetrics(titleFont()).height() + fontMetrics().height() + scaled(2)};
}

QSize EndpointNumbers::minimumSizeHint() const
{
    return {scaled(200), sizeHint().height()};
}

void EndpointNumbers::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
}

void EndpointNumbers::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = Tokens::of(this);
    const int first = QFontMetrics(titleFont()).height();
    // In a narrow detail the gaps give way before the words do.
    const int spare = std::max(0, sizeHint().width() - width());
    const int shrink = m_numbers.size() > 1 ? spare / (int(m_numbers.size()) - 1) : 0;
    const int between = std::max(scaled(8), scaled(gap) - shrink);
    int x = 0;
    for (const Number &number : std::as_const(m_numbers)) {
        const int room = widthOf(number);
        const auto placed = [&](int left, int top, int w, int h) {
            return QStyle::visualRect(layoutDirection(), rect(), QRect(left, top, w, h));
        };
        const int flags =
            int(Qt::AlignVCenter | (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft)) |
            Qt::TextSingleLine;
        painter.setFont(titleFont());
        painter.setPen(tokens.text);
        painter.drawText(placed(x, 0, room, first), flags, number.value);
        const auto kind = static_cast<StateKind>(number.kind);
        const int below = first + scaled(2);
        const int high = height() - below;
        paintIcon(&painter, placed(x, below + (high - iconSize()) / 2, iconSize(), iconSize()),
                  stateIconName(kind), tokens.state(kind));
        painter.setFont(font());
        painter.setPen(tokens.state(kind));
        painter.drawText(placed(x + iconRoom(), below, room - iconRoom() + 2, high), flags,
                         number.word);
        x += room + between;
    }
}

} // namespace svix
