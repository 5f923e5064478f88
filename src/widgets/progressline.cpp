// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/progressline.h"

#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"

#include <QPainter>
#include <QStyle>
#include <QTimer>

#include <cmath>

namespace svix {

namespace {

constexpr int delayMs = 150;
constexpr int frameMs = 33;
constexpr double frameStep = 0.02; ///< share of the way the bar moves in a frame

} // namespace

ProgressLine::ProgressLine(QWidget *parent)
    : QWidget(parent)
    , m_delay(new QTimer(this))
    , m_motion(new QTimer(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Loading"));
    m_delay->setSingleShot(true);
    m_delay->setInterval(delayMs);
    m_motion->setInterval(frameMs);
    connect(m_delay, &QTimer::timeout, this, [this] {
        m_shown = true;
        startMotion();
        update();
    });
    connect(m_motion, &QTimer::timeout, this, [this] {
        m_phase = std::fmod(m_phase + frameStep, 1.0);
        update();
    });
}

void ProgressLine::setBusy(bool busy)
{
    if (busy == m_busy) {
        return;
    }
    m_busy = busy;
    m_share = -1;
    m_phase = 0;
    if (busy) {
        m_delay->start();
    } else {
        m_delay->stop();
        m_motion->stop();
        m_shown = false;
        update();
    }
}

void ProgressLine::setShare(double share)
{
    m_share = qMin(share, 1.0);
    update();
}

QSize ProgressLine::sizeHint() const
{
    return {0, scaled(2)};
}

void ProgressLine::startMotion()
{
    const bool still = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
    if (m_shown && isVisible() && !still) {
        m_motion->start();
    }
}

void ProgressLine::hideEvent(QHideEvent *event)
{
    m_motion->stop();
    QWidget::hideEvent(event);
}

void ProgressLine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    startMotion();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    if (!m_shown) {
        return;
    }
    QPainter painter(this);
    const Tokens &t = Tokens::of(this);
    painter.fillRect(rect(), t.hairline);
    QRect done = rect();
    if (m_share >= 0) {
        done.setWidth(int(width() * m_share));
    } else {
        // Without a known share a third of the line wanders; it enters and leaves at the ends.
        const int part = width() / 3;
        const int way = width() + part;
        done = QRect(m_motion->isActive() ? int(way * m_phase) - part : part, 0, part, height());
    }
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), done), t.accent);
}

} // namespace svix
