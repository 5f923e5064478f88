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
constexpr double leastGap = 10;

int iconRoom()
{
    return iconSize() + scaled(6);
}

} // namespace

EndpointNumbers::EndpointNumbers(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
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

int EndpointNumbers::rowHeight() const
{
    return QFontMetrics(titleFont()).height() + fontMetrics().height() + scaled(2);
}

QList<QRect> EndpointNumbers::places(int width) const
{
    QList<QRect> result;
    const int whole = sizeHint().width();
    // The gaps give way before the numbers go to a second row.
    const int gaps = std::max(1, int(m_numbers.size()) - 1);
    const int between = std::max(scaled(leastGap), scaled(gap) - std::max(0, whole - width) / gaps);
    const int high = rowHeight();
    int x = 0;
    int y = 0;
    // One row or columns: below each other they must line up.
    int column = 0;
    for (const Number &number : m_numbers) {
        column = std::max(column, widthOf(number));
    }
    const int need = whole - (gaps * (scaled(gap) - between));
    const bool wraps = m_numbers.size() > 1 && need > width;
    for (const Number &number : m_numbers) {
        const int wide = wraps ? column : widthOf(number);
        if (wraps && x > 0 && x + wide > width) {
            x = 0;
            y += high + scaled(10);
        }
        result.append({x, y, wide, high});
        x += wide + (wraps ? scaled(gap) : between);
    }
    return result;
}

int EndpointNumbers::heightForWidth(int width) const
{
    return m_numbers.isEmpty() ? 0 : places(width).last().bottom() + 1;
}

QSize EndpointNumbers::sizeHint() const
{
    const int width = std::accumulate(
        m_numbers.cbegin(), m_numbers.cend(), 0,
        [this](int sum, const Number &number) { return sum + widthOf(number) + scaled(gap); });
    return {width - scaled(gap), rowHeight()};
}

QSize EndpointNumbers::minimumSizeHint() const
{
    int widest = 0;
    for (const Number &number : m_numbers) {
        widest = std::max(widest, widthOf(number));
    }
    return {widest, rowHeight()};
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
    const int flags = int(Qt::AlignVCenter | Qt::AlignAbsolute |
                          (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft)) |
                      Qt::TextSingleLine;
    const QList<QRect> all = places(width());
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Number &number = m_numbers.at(i);
        const QRect room = all.at(i);
        const auto placed = [&](int left, int top, int w, int h) {
            return QStyle::visualRect(layoutDirection(), rect(),
                                      QRect(room.left() + left, room.top() + top, w, h));
        };
        painter.setFont(titleFont());
        painter.setPen(tokens.text);
        painter.drawText(placed(0, 0, room.width(), first), flags, number.value);
        const auto kind = static_cast<StateKind>(number.kind);
        const int below = first + scaled(2);
        const int high = room.height() - below;
        paintIcon(&painter, placed(0, below + (high - iconSize()) / 2, iconSize(), iconSize()),
                  stateIconName(kind), tokens.state(kind));
        painter.setFont(font());
        painter.setPen(tokens.state(kind));
        painter.drawText(placed(iconRoom(), below, room.width() - iconRoom() + 2, high), flags,
                         number.word);
    }
}

} // namespace svix
