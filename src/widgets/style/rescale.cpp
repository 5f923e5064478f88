// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/rescale.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QStyle>
#include <QVariant>

#include <optional>

namespace svix {

namespace {

constexpr int unitPixels = 4;
constexpr int leastTarget = 24; // a click target is not smaller, in any size of the text

/// Measures are kept as they would be at scale 1, so that going there and back ends where it began.
class Memory
{
public:
    Memory(QObject &object, const char *name, double from, double to)
        : m_object(object)
        , m_name(name)
        , m_from(from)
        , m_to(to)
        , m_before(object.property(name).toList())
    {
    }
    ~Memory() { m_object.setProperty(m_name, m_after); }
    Q_DISABLE_COPY_MOVE(Memory)

    /// A margin or spacing. To be asked for the same measures in the same order each time.
    int gap(int current)
    {
        const std::optional<double> left = asLeft(current);
        // Most are whole units, which are rounded one by one; kept with a minus.
        const int unit = qMax(1, qRound(unitPixels * m_from));
        const double design = left                  ? *left
                              : current % unit == 0 ? -current / unit
                                                    : current / m_from;
        return keep(design, design < 0 ? qRound(-design) * qRound(unitPixels * m_to)
                                       : qRound(design * m_to));
    }

    /// A least or fixed width or height.
    int size(int current)
    {
        const double design =
            current == leastTarget ? leastTarget : asLeft(current).value_or(current / m_from);
        return keep(design, qMax(qRound(design * m_to), qMin(current, leastTarget)));
    }

private:
    /// The design of a measure that nobody has changed since.
    std::optional<double> asLeft(int current) const
    {
        const qsizetype at = m_after.size();
        return at + 1 < m_before.size() && m_before.at(at + 1).toInt() == current
                   ? std::optional(m_before.at(at).toDouble())
                   : std::nullopt;
    }
    int keep(double design, int now)
    {
        m_after = m_after << design << now;
        return now;
    }

    QObject &m_object;
    const char *m_name;
    double m_from;
    double m_to;
    QVariantList m_before;
    QVariantList m_after;
};

/// A margin that the style gives has followed already and stays the style's: what -1 stands for.
/// Within another layout it stands for none, so what is there is the layout's own.
void rescaleMargins(QLayout &layout, const QWidget &widget, Memory &memory)
{
    const bool inner = &layout != widget.layout();
    const auto side = [&](int now, QStyle::PixelMetric which) {
        const int scaled = memory.gap(now);
        const bool ofStyle = now == widget.style()->pixelMetric(which, nullptr, &widget);
        return ofStyle && !inner ? -1 : scaled;
    };
    const QMargins now = layout.contentsMargins();
    const int left = side(now.left(), QStyle::PM_LayoutLeftMargin);
    const int top = side(now.top(), QStyle::PM_LayoutTopMargin);
    const int right = side(now.right(), QStyle::PM_LayoutRightMargin);
    const int bottom = side(now.bottom(), QStyle::PM_LayoutBottomMargin);
    layout.setContentsMargins(left, top, right, bottom);
}

void rescaleSpacing(QLayout &layout, const QWidget &widget, Memory &memory)
{
    const QStyle *style = widget.style();
    const int horizontal = style->pixelMetric(QStyle::PM_LayoutHorizontalSpacing, nullptr, &widget);
    const int vertical = style->pixelMetric(QStyle::PM_LayoutVerticalSpacing, nullptr, &widget);
    const auto differs = [](int spacing, int own) { return spacing > 0 && spacing != own; };
    if (auto *form = qobject_cast<QFormLayout *>(&layout)) {
        if (const int own = form->horizontalSpacing(); differs(own, horizontal)) {
            form->setHorizontalSpacing(memory.gap(own));
        }
        if (const int own = form->verticalSpacing(); differs(own, vertical)) {
            form->setVerticalSpacing(memory.gap(own));
        }
    } else if (auto *grid = qobject_cast<QGridLayout *>(&layout)) {
        if (const int own = grid->horizontalSpacing(); differs(own, horizontal)) {
            grid->setHorizontalSpacing(memory.gap(own));
        }
        if (const int own = grid->verticalSpacing(); differs(own, vertical)) {
            grid->setVerticalSpacing(memory.gap(own));
        }
    } else if (const int own = layout.spacing();
               differs(own, horizontal) && differs(own, vertical)) {
        layout.setSpacing(memory.gap(own));
    }
}

void rescaleLayout(QLayout &layout, const QWidget &widget, double from, double to)
{
    {
        Memory memory(layout, "svixMeasures", from, to);
        rescaleMargins(layout, widget, memory);
        rescaleSpacing(layout, widget, memory);
    }
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem *item = layout.itemAt(i);
        if (QLayout *inner = item->layout()) {
            rescaleLayout(*inner, widget, from, to);
        } else if (QSpacerItem *gap = item->spacerItem()) {
            const QSize size = gap->sizeHint();
            const QSizePolicy policy = gap->sizePolicy();
            gap->changeSize(qRound(size.width() * to / from), qRound(size.height() * to / from),
                            policy.horizontalPolicy(), policy.verticalPolicy());
        }
    }
    layout.invalidate();
}

void rescaleSizes(QWidget &widget, double from, double to)
{
    Memory memory(widget, "svixSizes", from, to);
    const auto sized = [&memory](int now) {
        return now <= 0 || now >= QWIDGETSIZE_MAX ? now : memory.size(now);
    };
    const QSize most(sized(widget.maximumWidth()), sized(widget.maximumHeight()));
    const QSize least(sized(widget.minimumWidth()), sized(widget.minimumHeight()));
    widget.setMaximumSize(most);
    widget.setMinimumSize(least);
}

} // namespace

void rescale(QWidget &widget, double from, double to)
{
    if (from <= 0 || to <= 0 || qFuzzyCompare(from, to)) {
        return;
    }
    if (QLayout *layout = widget.layout()) {
        rescaleLayout(*layout, widget, from, to);
    }
    // A window has its size from the screen and the person.
    if (!widget.isWindow()) {
        rescaleSizes(widget, from, to);
    }
    // The margins of other frames are their style's.
    const bool own = qobject_cast<QLabel *>(&widget) || !qobject_cast<QFrame *>(&widget);
    if (own && !widget.isWindow() && !widget.contentsMargins().isNull()) {
        Memory memory(widget, "svixMargins", from, to);
        const QMargins now = widget.contentsMargins();
        widget.setContentsMargins(memory.gap(now.left()), memory.gap(now.top()),
                                  memory.gap(now.right()), memory.gap(now.bottom()));
    }
}

} // namespace svix
