// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/json/jsonview.h"

#include "widgets/json/contentclipboard.h"
#include "widgets/json/jsontreemodel.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/visibletext.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

/// An object or array with more than this stays folded at first.
constexpr int bigCount = 50;
constexpr int mostExpanded = 20000;
/// The name column is measured over this many of the rows that are open.
constexpr int measuredRows = 200;

bool isContainer(const QModelIndex &index)
{
    const int token = index.data(JsonTreeModel::TokenRole).toInt();
    return token == int(JsonToken::ObjectBegin) || token == int(JsonToken::ArrayBegin);
}

/// Colours by the type of the value; one line a row, so that rows are uniform.
class JsonDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Tokens &tokens = Tokens::of(option.palette);
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, tokens.selection);
        }
        const bool name = index.column() == JsonTreeModel::NameColumn;
        const int pad = unit();
        const QRect place = option.rect.adjusted(name ? 0 : pad, 0, -pad, 0);
        QString text = index.data().toString();
        QColor colour = name ? tokens.jsonKey : valueColour(tokens, index);
        if (!name && isContainer(index)) {
            const auto *view = qobject_cast<const QTreeView *>(option.widget);
            if (view && view->isExpanded(index.siblingAtColumn(0))) {
                text.clear();
            }
        }
        painter->setFont(option.font);
        painter->setPen(colour);
        painter->drawText(place,
                          int(Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute) |
                              Qt::TextSingleLine | Qt::TextForceLeftToRight,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, place.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * unit(),
                option.fontMetrics.height() + 1};
    }

private:
    static QColor valueColour(const Tokens &tokens, const QModelIndex &index)
    {
        switch (static_cast<JsonToken>(index.data(JsonTreeModel::TokenRole).toInt())) {
        case JsonToken::String:
            return tokens.jsonString;
        case JsonToken::Number:
        case JsonToken::True:
        case JsonToken::False:
        case JsonToken::Null:
            return tokens.jsonNumber;
        default:
            return tokens.muted;
        }
    }
};

} // namespace

JsonView::JsonView(QWidget *parent)
    : QTreeView(parent)
    , m_model(new JsonTreeModel(this))
{
    setModel(m_model);
    setItemDelegate(new JsonDelegate(this));
    setUniformRowHeights(true);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(true);
    setAccessibleName(tr("JSON"));
    setSelectionBehavior(SelectRows);
    setLayoutDirection(Qt::LeftToRight); // JSON is Latin in every language
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(4 * unit());
    addActions();
    adoptFont();
    connect(this, &QTreeView::expanded, this, &JsonView::fitNameColumn);
}

JsonFault JsonView::setJson(const QByteArray &json)
{
    const JsonFault fault = m_model->setJson(json);
    expandAtFirst();
    fitNameColumn();
    return fault;
}

QSize JsonView::sizeHint() const
{
    return {50 * unit(), 10 * (fontMetrics().height() + 1)};
}

void JsonView::expandAtFirst()
{
    for (int row = 0; row < std::min(bigCount, m_model->rowCount()); ++row) {
        const QModelIndex top = m_model->index(row, 0);
        const int count = top.data(JsonTreeModel::CountRole).toInt();
        // Arrays stay folded: "3 items" says more than three numbered rows.
        const bool object =
            top.data(JsonTreeModel::TokenRole).toInt() == int(JsonToken::ObjectBegin);
        if (object && count > 0 && count <= bigCount) {
            expand(top);
        }
    }
}

void JsonView::expandEverything()
{
    int expandedCount = 0;
    QList<QModelIndex> open{QModelIndex()};
    const QSignalBlocker quiet(this);
    // While a layout is due the view only notes what is open and lays all out once.
    scheduleDelayedItemsLayout();
    for (qsizetype i = 0; i < open.size() && expandedCount < mostExpanded; ++i) {
        const int rows = m_model->rowCount(open[i]);
        for (int row = 0; row < rows && expandedCount < mostExpanded; ++row) {
            const QModelIndex child = m_model->index(row, 0, open[i]);
            ++expandedCount;
            if (child.data(JsonTreeModel::CountRole).toInt() > 0) {
                setExpanded(child, true);
                open.append(child);
            }
        }
    }
    fitNameColumn();
}

/// As wide as the names that are open need, at most half of the view.
void JsonView::fitNameColumn()
{
    int widest = 6 * unit();
    int rows = 0;
    for (QModelIndex at = m_model->index(0, 0); at.isValid() && rows < measuredRows;
         at = indexBelow(at), ++rows) {
        int depth = 1;
        for (QModelIndex up = at.parent(); up.isValid(); up = up.parent()) {
            ++depth;
        }
        const int text = fontMetrics().horizontalAdvance(at.data().toString());
        widest = std::max(widest, depth * indentation() + text + 4 * unit());
    }
    setColumnWidth(0, std::min(widest, std::max(viewport()->width() / 2, 20 * unit())));
}

void JsonView::adoptFont()
{
    const QFont mono = monoFont(this);
    if (font() != mono) {
        setFont(mono);
    }
    setIndentation(4 * unit());
    fitNameColumn();
}

void JsonView::addActions()
{
    const auto add = [this](const QString &text, const QString &name, auto act,
                            const QKeySequence &shortcut = {}) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        m_actions.append(action);
    };
    add(tr("Expand all"), u"expandAll"_s, [this] { expandEverything(); });
    add(tr("Collapse all"), u"collapseAll"_s, [this] { collapseAll(); });
    add(
        tr("Copy value"), u"copyValue"_s,
        [this] {
            if (currentIndex().isValid()) {
                copyText(m_model->plainValue(currentIndex()));
            }
        },
        QKeySequence(QKeySequence::Copy));
    add(tr("Copy path"), u"copyPath"_s, [this] {
        if (currentIndex().isValid()) {
            copyText(m_model->path(currentIndex()));
        }
    });
    add(tr("Copy as JSON"), u"copySubtree"_s,
        [this] { copyText(exactUtf8(m_model->rawValue(currentIndex()))); });
}

void JsonView::copyText(const QString &text)
{
    copyContent(text, m_origin);
}

void JsonView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::ApplicationFontChange) {
        adoptFont();
    }
}

void JsonView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    menu->insertSeparator(m_actions.at(2));
    menu->popup(event->globalPos());
    event->accept();
}

void JsonView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (m_model->rowCount(index) == 0) {
        return;
    }
    // A small triangle in the text colour, without lines: the indentation says the rest.
    const double size = scaled(4);
    const QPointF middle(rect.right() - indentation() / 2.0 + 1, rect.center().y() + 0.5);
    QPolygonF triangle;
    if (isExpanded(index)) {
        triangle << middle + QPointF(-size / 2, -size / 4) << middle + QPointF(size / 2, -size / 4)
                 << middle + QPointF(0, size / 2);
    } else {
        triangle << middle + QPointF(-size / 4, -size / 2) << middle + QPointF(-size / 4, size / 2)
                 << middle + QPointF(size / 2, 0);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(Tokens::of(this).text);
    painter->drawPolygon(triangle);
    painter->restore();
}

void JsonView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitNameColumn();
}

} // namespace svix
