// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/breadcrumbs.h"

#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/titlelabel.h"
#include "widgets/visibletext.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace svix {

namespace {

/// A step that can be clicked: muted text, underlined under the pointer.
class CrumbButton : public QAbstractButton
{
public:
    CrumbButton(const QString &text, QWidget *parent)
        : QAbstractButton(parent)
        , m_text(visibleText(text))
    {
        // Not its text: the "&" of a name would be a key.
        setAccessibleName(m_text);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setToolTip(plainTip(text));
    }
    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(m_text) + 1 + 2 * scaled(2), scaled(24)};
    }
    QSize minimumSizeHint() const override
    {
        return {qMin(sizeHint().width(), scaled(80)), scaled(24)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &t = Tokens::of(this);
        QFont drawn = font();
        drawn.setUnderline(underMouse());
        painter.setFont(drawn);
        painter.setPen(underMouse() ? t.text : t.muted);
        const QRect line = rect().adjusted(scaled(2), 0, -scaled(2), 0);
        painter.drawText(line, Qt::AlignCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_text, Qt::ElideMiddle, line.width()));
    }

private:
    QString m_text;
};

/// The sign between two steps; it points the way the language reads.
class CrumbArrow : public QWidget
{
public:
    explicit CrumbArrow(QWidget *parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {scaled(14), scaled(24)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QRect square(0, 0, scaled(10), scaled(10));
        square.moveCenter(rect().center());
        const bool rtl = layoutDirection() == Qt::RightToLeft;
        paintIcon(&painter, square, rtl ? u"chevron-left" : u"chevron-right",
                  Tokens::of(this).muted);
    }
};

} // namespace

Breadcrumbs::Breadcrumbs(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch();
    setAccessibleName(tr("Where you are"));
}

void Breadcrumbs::setCrumbs(const QList<Crumb> &crumbs)
{
    if (crumbs == m_crumbs) {
        return;
    }
    m_crumbs = crumbs;
    m_parts.clear();
    while (m_layout->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_layout->takeAt(0));
        if (QWidget *part = item->widget()) {
            part->hide();
            part->deleteLater(); // a step may be replaced from its own click
        }
    }
    // New steps would come last in the order of Tab.
    QWidget *before = previousInFocusChain();
    while (before != this && !(before->focusPolicy() & Qt::TabFocus)) {
        before = before->previousInFocusChain();
    }
    for (qsizetype i = 0; i < crumbs.size(); ++i) {
        if (i > 0) {
            m_layout->addWidget(new CrumbArrow(this));
        }
        QWidget *part = nullptr;
        if (i + 1 < crumbs.size()) {
            auto *button = new CrumbButton(crumbs[i].text, this);
            connect(button, &QAbstractButton::clicked, this,
                    [this, i] { Q_EMIT activated(int(i)); });
            button->installEventFilter(this);
            part = button;
            if (before != this) {
                setTabOrder(before, button);
            }
            before = button;
        } else {
            auto *label = new TitleLabel(visibleText(crumbs[i].text), TextRole::Bold, this);
            // Where one is stays readable; the way there gives room.
            label->setMinimumWidth(qMin(label->sizeHint().width(), scaled(160)));
            part = label;
        }
        m_parts.append(part);
        m_layout->addWidget(part);
    }
    m_layout->addStretch();
}

bool Breadcrumbs::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier &&
            (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right)) {
            const bool forward =
                (key->key() == Qt::Key_Right) == (layoutDirection() == Qt::LeftToRight);
            moveFocus(watched, forward ? 1 : -1);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (auto *button = qobject_cast<QAbstractButton *>(watched)) {
                button->click();
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Breadcrumbs::moveFocus(QObject *from, int step)
{
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        if (m_parts[i] == from) {
            const qsizetype next = i + step;
            if (next >= 0 && next < m_parts.size() && m_parts[next]->focusPolicy() != Qt::NoFocus) {
                m_parts[next]->setFocus(Qt::TabFocusReason);
            }
            return;
        }
    }
}

} // namespace svix
