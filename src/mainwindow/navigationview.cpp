// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/navigationview.h"

#include "mainwindow/navigationmodel.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/visibletext.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace svix {

namespace {

using Kind = NavigationModel::Kind;

/// What stands for an application where there is no room for its name.
QString initialOf(const QString &name)
{
    const QList<uint> characters = visibleText(name).toUcs4();
    const auto letter = std::find_if(characters.cbegin(), characters.cend(),
                                     [](uint c) { return QChar::isLetterOrNumber(c); });
    const char32_t shown = letter == characters.cend() ? U'?' : QChar::toUpper(*letter);
    return QString::fromUcs4(&shown, 1);
}

class NavigationDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto kind = static_cast<Kind>(index.data(NavigationModel::KindRole).toInt());
        const int height = option.fontMetrics.height() + scaled(11);
        if (isCompact(option)) {
            return {scaled(24), kind == Kind::Caption ? 4 * unit() : height};
        }
        return {scaled(100), kind == Kind::Caption ? height + 4 * unit() : height};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Tokens &tokens = Tokens::of(option.palette);
        const auto kind = static_cast<Kind>(index.data(NavigationModel::KindRole).toInt());
        const bool chosen = option.state & QStyle::State_Selected;
        const bool hovered = (option.state & QStyle::State_MouseOver) && kind != Kind::Caption;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect row = option.rect.adjusted(scaled(6), 0, -scaled(6), 0);
        if (chosen || hovered) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(chosen ? tokens.selection : tokens.hover(tokens.window));
            painter->drawRoundedRect(row, scaled(4), scaled(4));
        }
        if (chosen) {
            const QRect bar(QStyle::visualRect(
                option.direction, row, QRect(row.left(), row.top(), scaled(3), row.height())));
            painter->setBrush(tokens.accent);
            painter->setClipRect(bar);
            painter->drawRoundedRect(row, scaled(4), scaled(4));
            painter->setClipping(false);
        }
        if (option.state & QStyle::State_HasFocus &&
            option.state & QStyle::State_KeyboardFocusChange) {
            painter->setPen(QPen(tokens.accent, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), scaled(4), scaled(4));
        }
        if (isCompact(option)) {
            paintSign(painter, option.rect, index, tokens, kind);
        } else {
            paintText(painter, option, index, tokens, kind, chosen);
        }
        painter->restore();
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        const auto kind = static_cast<Kind>(index.data(NavigationModel::KindRole).toInt());
        if (event->type() != QEvent::ToolTip || !isCompact(option) || kind == Kind::Caption) {
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        }
        QToolTip::showText(event->globalPos(),
                           plainTip(index.data(Qt::AccessibleTextRole).toString()), view,
                           option.rect);
        return true;
    }

private:
    static bool isCompact(const QStyleOptionViewItem &option)
    {
        const auto *view = qobject_cast<const NavigationView *>(option.widget);
        return view && view->isCompact();
    }

    static void paintSign(QPainter *painter, const QRect &rect, const QModelIndex &index,
                          const Tokens &tokens, Kind kind)
    {
        if (kind == Kind::Caption) {
            painter->setPen(tokens.hairline);
            painter->drawLine(rect.left() + 2 * unit(), rect.center().y(),
                              rect.right() - 2 * unit(), rect.center().y());
            return;
        }
        const QString iconName = index.data(NavigationModel::IconRole).toString();
        if (!iconName.isEmpty()) {
            paintIcon(painter, rect, iconName, iconSize(), tokens.text);
            return;
        }
        QRect tile(0, 0, scaled(20), scaled(20));
        tile.moveCenter(rect.center());
        const bool recent = kind == Kind::Recent;
        painter->setPen(recent ? tokens.controlBorder : tokens.text);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), scaled(4), scaled(4));
        painter->setPen(recent ? tokens.muted : tokens.text);
        painter->setFont(recent ? captionFont() : boldFont());
        painter->drawText(tile, Qt::AlignCenter, initialOf(index.data().toString()));
    }

    static void paintIcon(QPainter *painter, const QRect &rect, const QString &name, int size,
                          const QColor &color)
    {
        QRect square(0, 0, size, size);
        square.moveCenter(rect.center());
        svix::paintIcon(painter, square, name, color);
    }

    static int indent(Kind kind)
    {
        switch (kind) {
        case Kind::Application:
            return scaled(20);
        case Kind::Page:
        case Kind::ChildPage:
            return scaled(36);
        default:
            return scaled(14);
        }
    }

    static void paintText(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index, const Tokens &tokens, Kind kind, bool chosen)
    {
        const auto placed = [&](const QRect &rect) {
            return QStyle::visualRect(option.direction, option.rect, rect);
        };
        const QRect row = option.rect;
        const QString iconName = index.data(NavigationModel::IconRole).toString();
        if (!iconName.isEmpty() && kind == Kind::Page) {
            const int size = iconSize();
            const QRect rect(row.left() + scaled(13), row.top() + (row.height() - size) / 2, size,
                             size);
            svix::paintIcon(painter, placed(rect), iconName, tokens.text);
        }
        QFont font = option.font;
        if (kind == Kind::Application || chosen) {
            font = boldFont();
        } else if (kind == Kind::Caption) {
            font = captionFont();
        }
        const QFontMetrics metrics(font);
        QRect text = row.adjusted(indent(kind), 0, -scaled(14), 0);
        if (kind == Kind::Caption) {
            text.setTop(text.top() + 4 * unit());
        }
        const QString count = index.data(NavigationModel::CountRole).toString();
        if (!count.isEmpty()) {
            const QFont small = chosen ? boldFont() : captionFont();
            const int width = QFontMetrics(small).horizontalAdvance(count);
            QRect rect = text;
            rect.setLeft(rect.right() - width);
            text.setRight(rect.left() - unit());
            painter->setFont(small);
            painter->setPen(chosen ? tokens.text : tokens.muted);
            painter->drawText(placed(rect), Qt::AlignVCenter | Qt::AlignRight | Qt::AlignAbsolute,
                              count);
        }
        painter->setFont(font);
        const bool muted = kind == Kind::Caption || kind == Kind::Recent;
        painter->setPen(muted ? tokens.muted : tokens.text);
        const QString shown =
            metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width());
        const auto side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(placed(text),
                          static_cast<int>(Qt::AlignVCenter | side | Qt::AlignAbsolute), shown);
    }
};

} // namespace

NavigationView::NavigationView(QWidget *parent)
    : QListView(parent)
    , m_model(new NavigationModel(this))
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Navigation"));
    setModel(m_model);
    setItemDelegate(new NavigationDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setViewportMargins(0, scaled(8), 0, 0);
    viewport()->setAutoFillBackground(false);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { showPage(m_page); });
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        // Pressing the page that is current already goes back to it, from a row of another one.
        if (static_cast<Kind>(index.data(NavigationModel::KindRole).toInt()) != Kind::Caption) {
            Q_EMIT chosen(m_model->place(index));
        }
    });
}

void NavigationView::showPage(Section section)
{
    m_page = section;
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    setCurrentIndex(m_model->indexOf(section));
}

void NavigationView::setCompact(bool compact)
{
    if (compact == m_compact) {
        return;
    }
    m_compact = compact;
    // A bar would cover the icons; the wheel and the keyboard scroll without one.
    setVerticalScrollBarPolicy(compact ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    scheduleDelayedItemsLayout();
    updateGeometry();
    viewport()->update();
}

int NavigationView::compactWidth()
{
    return scaled(44);
}

void NavigationView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    // By keyboard each step to a page goes there at once, as in a mail program; a click has its own
    // signal. What is more than a page waits for Enter: going there would move the current row, and
    // nobody could step past it.
    const auto kind = static_cast<Kind>(current.data(NavigationModel::KindRole).toInt());
    const bool page = kind == Kind::Page || kind == Kind::ChildPage;
    if (!m_quiet && current.isValid() && page &&
        !(QGuiApplication::mouseButtons() & Qt::LeftButton)) {
        Q_EMIT chosen(m_model->place(current));
    }
}

void NavigationView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid() && !event->isAutoRepeat()) {
        event->accept();
        Q_EMIT chosen(m_model->place(currentIndex()));
        return;
    }
    QListView::keyPressEvent(event);
}

void NavigationView::focusOutEvent(QFocusEvent *event)
{
    QListView::focusOutEvent(event);
    showPage(m_page); // a row that was only stepped on is not where one is
}

void NavigationView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        scheduleDelayedItemsLayout();
        updateGeometry();
    }
}

QSize NavigationView::sizeHint() const
{
    return {scaled(190), scaled(400)};
}

QSize NavigationView::minimumSizeHint() const
{
    return {compactWidth(), scaled(80)};
}

} // namespace svix
