// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/formcheck.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QHash>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QToolButton>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace svix::test {

namespace {

QString nameOf(const QWidget *widget)
{
    QString text;
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        text = button->text();
    } else if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        text = label->text();
    }
    return u"%1 \"%2\" %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                 widget->objectName(), text.left(40));
}

QRect inWindow(const QWidget *widget, const QWidget *window)
{
    return {widget->mapTo(window, QPoint()), widget->size()};
}

/// The edit inside a combo or spin box and the like are parts of another control.
bool isPart(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QComboBox *>(parent) ||
           qobject_cast<const QAbstractSpinBox *>(parent) ||
           widget->inherits("QLineEditIconButton") || widget->objectName().startsWith("qt_"_L1);
}

bool takesTab(const QWidget *widget)
{
    const bool inEdit = widget->inherits("QLineEditIconButton");
    return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() &&
           (inEdit || !isPart(widget));
}

/// Whether a scroll area lies between, inside which things may be out of sight.
bool isScrolled(const QWidget *widget)
{
    for (const QWidget *up = widget->parentWidget(); up; up = up->parentWidget()) {
        if (const auto *area = qobject_cast<const QScrollArea *>(up)) {
            if (area->widget() && area->widget()->height() > area->viewport()->height() + 1) {
                return true; // one that does not scroll may lie inside one that does
            }
        }
    }
    return false;
}

QStringList unnamed(const QList<QWidget *> &widgets)
{
    QStringList problems;
    for (QWidget *widget : widgets) {
        if (!takesTab(widget)) {
            continue;
        }
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const QString name = face ? face->text(QAccessible::Name) : QString();
        if (name.trimmed().isEmpty()) {
            problems += u"no accessible name: "_s + nameOf(widget);
        } else if (name.contains(u'<') && name.contains(u"</"_s)) {
            problems += u"markup in the accessible name: "_s + nameOf(widget);
        }
    }
    return problems;
}

QStringList mnemonics(const QList<QWidget *> &widgets)
{
    QStringList problems;
    QHash<QString, QWidget *> owners;
    for (QWidget *widget : widgets) {
        QString text;
        if (const auto *label = qobject_cast<QLabel *>(widget)) {
            if (label->textFormat() == Qt::RichText) {
                continue;
            }
            const QKeySequence key = QKeySequence::mnemonic(label->text());
            QWidget *buddy = label->buddy();
            if (key.isEmpty() && buddy && label->text().isEmpty()) {
                problems += u"empty label of "_s + nameOf(buddy);
            } else if (!key.isEmpty() && !buddy) {
                problems += u"mnemonic without a buddy: "_s + nameOf(label);
            } else if (buddy && !key.isEmpty()) {
                if (!buddy->isVisible()) {
                    problems += u"mnemonic leads to what is not shown: "_s + nameOf(label);
                } else if (buddy->focusPolicy() == Qt::NoFocus) {
                    problems += u"mnemonic leads to what takes no focus: "_s + nameOf(label);
                }
                text = label->text();
            }
        } else if (const auto *button = qobject_cast<QAbstractButton *>(widget)) {
            text = button->text();
        }
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty()) {
            continue;
        }
        if (QWidget *other = owners.value(key.toString())) {
            problems +=
                key.toString() + u" is shared by "_s + nameOf(other) + u" and "_s + nameOf(widget);
        }
        owners.insert(key.toString(), widget);
    }
    return problems;
}

QStringList jumps(QWidget *window)
{
    QStringList problems;
    const QList<QWidget *> order = tabOrder(window);
    const bool rtl = window->layoutDirection() == Qt::RightToLeft;
    for (qsizetype i = 1; i < order.size(); ++i) {
        const QRect a = inWindow(order.at(i - 1), window);
        const QRect b = inWindow(order.at(i), window);
        if (a.contains(b) || isScrolled(order.at(i - 1)) != isScrolled(order.at(i))) {
            continue; // a button inside an edit; a form that is scrolled past the buttons
        }
        const bool sameRow = qMin(a.bottom(), b.bottom()) - qMax(a.top(), b.top()) >
                             qMin(a.height(), b.height()) / 2;
        const bool bBefore = rtl ? b.left() >= a.right() : b.right() <= a.left();
        const bool bAfter = rtl ? b.right() <= a.left() : b.left() >= a.right();
        // Up is right only into the next column.
        const bool up = b.bottom() <= a.top() && !bAfter;
        if ((sameRow && bBefore) || (!sameRow && up)) {
            problems += u"tab goes back from "_s + nameOf(order.at(i - 1)) + u" to "_s +
                        nameOf(order.at(i));
        }
    }
    return problems;
}

QString clipped(const QWidget *widget, const QWidget *window)
{
    const QSize hint = widget->sizeHint();
    const QSize size = widget->size();
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        if (label->wordWrap()) {
            return label->heightForWidth(size.width()) > size.height() + 1 ? u"cut text: "_s
                                                                           : QString();
        }
        return hint.width() > size.width() + 1 || hint.height() > size.height() + 1
                   ? u"cut text: "_s
                   : QString();
    }
    if (takesTab(widget) && !isScrolled(widget) && !widget->isWindow() && !isPart(widget) &&
        !widget->parentWidget()->rect().adjusted(-1, -1, 1, 1).contains(widget->geometry())) {
        return u"cut by what it stands in: "_s;
    }
    const bool isButton = qobject_cast<const QAbstractButton *>(widget) && !isPart(widget);
    // One that says it can be narrower shortens its text by itself; then the tool tip has to say
    // the whole.
    const bool shortens = isButton && widget->minimumSizeHint().width() < hint.width() &&
                          size.width() >= widget->minimumSizeHint().width() &&
                          !widget->toolTip().isEmpty();
    if (isButton &&
        ((hint.width() > size.width() + 1 && !shortens) || hint.height() > size.height() + 1)) {
        return u"cut button: "_s;
    }
    const bool isLine = qobject_cast<const QLineEdit *>(widget) ||
                        qobject_cast<const QComboBox *>(widget) ||
                        qobject_cast<const QAbstractSpinBox *>(widget);
    if (isLine && !isPart(widget) && hint.height() > size.height() + 1) {
        return u"cut field: "_s;
    }
    if (qobject_cast<const QAbstractSpinBox *>(widget) && hint.width() > size.width() + 1) {
        return u"cut field: "_s;
    }
    const bool isTarget = qobject_cast<const QPushButton *>(widget) ||
                          (qobject_cast<const QToolButton *>(widget) && !isPart(widget));
    if (isTarget && (size.width() < 24 || size.height() < 22)) {
        return u"too small to hit: "_s;
    }
    if (!isScrolled(widget) && !widget->isWindow() && takesTab(widget) &&
        !window->rect().adjusted(-1, 0, 1, 0).contains(inWindow(widget, window))) {
        // One pixel aside: QSplitter mirrors its parts with one too many.
        return u"outside of the window: "_s;
    }
    return {};
}

} // namespace

QList<QWidget *> tabOrder(QWidget *window)
{
    QList<QWidget *> order;
    QWidget *widget = window;
    do {
        if (widget->isVisible() && widget->isEnabled() && takesTab(widget) &&
            window->isAncestorOf(widget) && widget->window() == window) {
            order += widget;
        }
        widget = widget->nextInFocusChain();
    } while (widget && widget != window);
    return order;
}

QStringList formProblems(QWidget *window)
{
    QList<QWidget *> widgets;
    for (QWidget *widget : window->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == window) {
            widgets += widget;
        }
    }
    QStringList problems = unnamed(widgets) + mnemonics(widgets) + jumps(window);
    for (const QWidget *widget : widgets) {
        if (const QString what = clipped(widget, window); !what.isEmpty()) {
            const QSize hint = widget->sizeHint();
            problems += what + nameOf(widget) +
                        u" %1x%2 of %3x%4"_s.arg(widget->width())
                            .arg(widget->height())
                            .arg(hint.width())
                            .arg(hint.height());
        }
    }
    return problems;
}

} // namespace svix::test
