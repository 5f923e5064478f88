// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/commandpalette.h"

#include "mainwindow/palettedelegate.h"
#include "widgets/searchfield.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace svix {

namespace {
constexpr int mostShown = 60;
}

int paletteScore(QStringView typed, const QString &text)
{
    int score = 0;
    const auto words = typed.split(u' ', Qt::SkipEmptyParts);
    for (const QStringView word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0) {
            return -1;
        }
        const bool begins = at == 0 || !text.at(at - 1).isLetterOrNumber();
        score += at == 0 ? 4 : begins ? 3 : 1;
    }
    return score;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PaletteItem &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(item.title);
    case Qt::AccessibleTextRole:
        return QStringList{visibleText(item.title), item.group,
                           item.enabled ? item.hint : item.reason}
            .join(QStringLiteral(", "));
    case Qt::ToolTipRole:
        return item.reason;
    case GroupRole:
        return item.group;
    case HintRole:
        return item.enabled ? item.hint : item.reason;
    case IconRole:
        return item.icon;
    case EnabledRole:
        return item.enabled;
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    const auto always = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.isValid() && m_items.at(index.row()).enabled ? always | Qt::ItemIsEnabled : always;
}

void PaletteModel::setItems(QList<PaletteItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

CommandPalette::CommandPalette(std::function<QList<PaletteItem>()> items,
                               std::function<QList<PaletteItem>(const QString &)> find,
                               QWidget *parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_items(std::move(items))
    , m_find(std::move(find))
    , m_edit(new SearchField(tr("Go to an object or do…"), this))
    , m_list(new QListView(this))
    , m_note(new TitleLabel({}, TextRole::Caption, this))
    , m_model(new PaletteModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Go to an object or do"));
    m_edit->setObjectName(QStringLiteral("paletteEdit"));
    m_edit->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What can be done"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *note = qobject_cast<TitleLabel *>(m_note);
    note->setMuted(true);
    note->setObjectName(QStringLiteral("paletteNote"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
    layout->setSpacing(2 * unit());
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::start(const QString &text)
{
    m_all = m_items();
    m_edit->setText(text);
    m_edit->selectAll();
    refill(text);
    place();
    open();
    m_edit->setFocus();
}

void CommandPalette::place()
{
    const QWidget *window = parentWidget()->window();
    const int width = std::min(scaled(560), window->width() - 8 * unit());
    resize(width, std::min(scaled(420), window->height() - 20 * unit()));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, scaled(70))));
}

void CommandPalette::refill(const QString &typed)
{
    const QString text = typed.trimmed();
    QList<std::pair<int, const PaletteItem *>> found;
    for (const PaletteItem &item : std::as_const(m_all)) {
        const int score = text.isEmpty() ? 0 : paletteScore(text, item.title + u' ' + item.group);
        if (score >= 0) {
            // What cannot be done now stands below what can.
            found.append({item.enabled ? score : score - 100, &item});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<PaletteItem> items;
    for (const auto &[score, item] : std::as_const(found)) {
        if (items.size() >= mostShown) {
            break;
        }
        items.append(*item);
    }
    // A real id comes first; that a word may be a uid is the last thing to think of.
    const QList<PaletteItem> guesses = text.isEmpty() ? QList<PaletteItem>() : m_find(text);
    for (const PaletteItem &guess : guesses) {
        items.insert(guess.certain ? 0 : items.size(), guess);
    }
    m_model->setItems(items);
    m_note->setText(
        items.isEmpty()
            ? tr("Nothing here is called so.")
            : tr("Enter runs it, Esc closes. Paste an id, uid or event id to go there."));
    m_list->setCurrentIndex(m_model->index(0));
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const PaletteItem item = m_model->item(index.row());
    if (!item.enabled) {
        m_note->setText(item.reason);
        return;
    }
    accept(); // first: what runs may open a dialog of its own
    if (item.run) {
        item.run();
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const auto *key = static_cast<QKeyEvent *>(event);
    const int rows = m_model->rowCount();
    int row = m_list->currentIndex().row();
    switch (key->key()) {
    case Qt::Key_Down:
        row = std::min(row + 1, rows - 1);
        break;
    case Qt::Key_Up:
        row = std::max(row - 1, 0);
        break;
    case Qt::Key_PageDown:
        row = std::min(row + 8, rows - 1);
        break;
    case Qt::Key_PageUp:
        row = std::max(row - 8, 0);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape: // or the field would only clear itself
        reject();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
    m_list->setCurrentIndex(m_model->index(row));
    return true;
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = Tokens::of(this);
    painter.fillRect(rect(), tokens.window);
    painter.setPen(tokens.controlBorder);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace svix
