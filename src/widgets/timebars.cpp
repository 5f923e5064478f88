// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timebars.h"

#include "core/timeformat.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace svix {

namespace {

constexpr int bars = 24;
constexpr double barsHeight = 54;
constexpr double gap = 4;

} // namespace

TimeBars::TimeBars(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMoments(0, 0, {});
}

void TimeBars::setMoments(qint64 sinceMs, qint64 untilMs, const QList<qint64> &moments)
{
    m_since = sinceMs;
    m_until = std::max(untilMs, sinceMs + 1);
    m_counts = QList<int>(bars, 0);
    for (const qint64 moment : moments) {
        const qint64 place = (moment - m_since) * bars / (m_until - m_since);
        ++m_counts[std::clamp<qint64>(place, 0, bars - 1)];
    }
    const int most = *std::max_element(m_counts.cbegin(), m_counts.cend());
    const auto at = m_counts.indexOf(most);
    setAccessibleName(
        moments.isEmpty()
            ? tr("No messages between %1 and %2").arg(timeText(m_since), timeText(m_until))
            : tr("Messages between %1 and %2, most of them around %3")
                  .arg(timeText(m_since), timeText(m_until),
                       timeText(m_since + (m_until - m_since) * (2 * at + 1) / (2 * bars))));
    update();
}

QString TimeBars::timeText(qint64 ms) const
{
    return TimeFormat::local(ms).left(16); // minutes are enough
}

QSize TimeBars::sizeHint() const
{
    return {scaled(300), scaled(barsHeight) + QFontMetrics(captionFont(this)).height() + unit()};
}

QSize TimeBars::minimumSizeHint() const
{
    const QFontMetrics metrics(captionFont(this));
    return {2 * metrics.horizontalAdvance(timeText(m_since)) + 4 * unit(), sizeHint().height()};
}

void TimeBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = Tokens::of(this);
    const int base = scaled(barsHeight);
    const int most = std::max(1, *std::max_element(m_counts.cbegin(), m_counts.cend()));
    const double step = double(width()) / bars;
    for (int i = 0; i < bars; ++i) {
        if (m_counts.at(i) == 0) {
            continue;
        }
        // One among many is still to be seen.
        const int high = std::max(scaled(2), (base - scaled(2)) * m_counts.at(i) / most);
        const QRect bar(qRound(i * step), base - high, qRound(step) - scaled(gap), high);
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), bar), tokens.accent);
    }
    painter.fillRect(QRect(0, base, width(), 1), tokens.controlBorder);
    painter.setFont(captionFont(this));
    painter.setPen(tokens.muted);
    const QFontMetrics metrics(painter.font());
    const QRect line(0, base + unit(), width(), metrics.height());
    const bool rtl = isRightToLeft();
    const auto say = [&](qint64 ms, int flags) {
        painter.drawText(line, flags | int(Qt::AlignVCenter | Qt::AlignAbsolute), timeText(ms));
    };
    say(m_since, int(rtl ? Qt::AlignRight : Qt::AlignLeft));
    say(m_until, int(rtl ? Qt::AlignLeft : Qt::AlignRight));
    if (width() > 3 * metrics.horizontalAdvance(timeText(m_since)) + 8 * unit()) {
        say(m_since + (m_until - m_since) / 2, int(Qt::AlignHCenter));
    }
}

void TimeBars::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
}

} // namespace svix
