// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/segmentedcontrol.h"

#include "widgets/style/styleparts.h"
#include "widgets/style/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QFocusEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>

namespace svix {

namespace {

/// A radio button that looks like one part of a joined row.
class Segment : public QRadioButton
{
public:
    Segment(const QString &text, QWidget *parent)
        : QRadioButton(text, parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(boldFont(this)); // or the row would move with the choice
        const int mark = icon().isNull() ? 0 : scaled(14) + scaled(6);
        return {metrics.size(Qt::TextShowMnemonic, text()).width() + mark + 2 * scaled(9),
                parts::controlHeight()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &t = Tokens::of(this);
        const bool over = underMouse() && isEnabled();
        const QRect inner = rect().adjusted(0, 1, 0, -1);
        if (isChecked() || over) {
            QPainterPath clip;
            const QRectF frame = QRectF(parentWidget()->rect()).translated(-pos());
            clip.addRoundedRect(frame.adjusted(1, 1, -1, -1), parts::radius() - 1,
                                parts::radius() - 1);
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setClipPath(clip);
            painter.fillRect(inner, isChecked() ? t.selection : t.hover(t.base));
            painter.restore();
        }
        painter.setFont(isChecked() ? boldFont(this) : font());
        QColor color = isEnabled() ? t.text : Tokens::mixed(t.text, t.base, 0.5);
        const QFontMetrics metrics(painter.font());
        const int words = metrics.size(Qt::TextShowMnemonic, text()).width();
        const int mark = icon().isNull() ? 0 : scaled(14);
        const int gap = mark ? scaled(6) : 0;
        QRect line(0, 0, words + mark + gap, height());
        line.moveCenter(rect().center());
        if (mark) {
            const QRect square = QStyle::alignedRect(
                layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter, QSize(mark, mark), line);
            icon().paint(&painter, square, Qt::AlignCenter,
                         isEnabled() ? QIcon::Normal : QIcon::Disabled);
        }
        const QRect label =
            QStyle::visualRect(layoutDirection(), line, line.adjusted(mark + gap, 0, 0, 0));
        painter.setPen(color);
        painter.drawText(label, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                         text());
    }

    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::StyleChange) {
            updateGeometry();
        }
        QRadioButton::changeEvent(event);
    }
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(1, 0, 1, 0);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on) {
            Q_EMIT currentChanged(id);
        }
    });
}

void SegmentedControl::addSegment(const QString &text, int id, const QString &iconName,
                                  IconColor iconColor)
{
    auto *segment = new Segment(text, this);
    if (!iconName.isEmpty()) {
        segment->setIcon(icon(iconName, iconColor));
    }
    m_group->addButton(segment, id);
    m_layout->addWidget(segment);
    if (m_group->buttons().size() == 1) {
        setFocusProxy(segment);
        segment->setChecked(true);
    }
}

void SegmentedControl::setSegmentText(int id, const QString &text)
{
    if (QAbstractButton *segment = m_group->button(id)) {
        segment->setText(text);
    }
}

void SegmentedControl::setSegmentEnabled(int id, bool enabled, const QString &reason)
{
    if (QAbstractButton *segment = m_group->button(id)) {
        segment->setEnabled(enabled);
        segment->setToolTip(enabled ? QString() : reason);
    }
}

int SegmentedControl::currentId() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrentId(int id)
{
    if (QAbstractButton *segment = m_group->button(id)) {
        segment->setChecked(true);
        // Tab enters a group at its first button until it had the focus: the proxy leads to the
        // choice.
        setFocusProxy(segment);
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = Tokens::of(this);
    parts::box(&painter, rect(), parts::radius(), t.base, t.controlBorder);
}

void SegmentedControl::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (QAbstractButton *segment = m_group->checkedButton()) {
        segment->setFocus(event->reason());
    }
}

} // namespace svix
