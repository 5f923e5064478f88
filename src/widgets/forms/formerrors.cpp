// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/formerrors.h"

#include "widgets/forms/fieldplacement.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/icons.h"
#include "widgets/style/theme.h"
#include "widgets/style/tokens.h"
#include "widgets/visibletext.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMetaMethod>
#include <QMetaProperty>
#include <QPlainTextEdit>
#include <QResizeEvent>

using namespace Qt::StringLiterals;

namespace svix {

// ---- FieldErrorLabel ----------------------------------------------------------------------------

FieldErrorLabel::FieldErrorLabel(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit() + unit() / 2);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    refreshColours();
}

void FieldErrorLabel::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(tr("Error: %1").arg(text));
}

QString FieldErrorLabel::text() const
{
    return m_text->text();
}

QSize FieldErrorLabel::sizeHint() const
{
    const QSize hint = QWidget::sizeHint();
    return isVisible() ? QSize(hint.width(), heightForWidth(width())) : hint;
}

QSize FieldErrorLabel::minimumSizeHint() const
{
    return {QWidget::minimumSizeHint().width(), sizeHint().height()};
}

void FieldErrorLabel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        updateGeometry();
    }
}

void FieldErrorLabel::refreshColours()
{
    // A pixmap and an own palette do not follow a switch between light and dark by themselves.
    const QColor bad = Tokens::of(this).bad;
    const int line = m_text->fontMetrics().height();
    m_icon->setPixmap(
        iconPixmap(stateIconName(StateKind::Fail), bad, iconSize(), devicePixelRatioF()));
    m_icon->setFixedHeight(std::max(line, iconSize()));
    if (m_text->palette().color(QPalette::WindowText) != bad) {
        QPalette red = m_text->palette();
        red.setColor(QPalette::WindowText, bad);
        m_text->setPalette(red);
    }
}

void FieldErrorLabel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        refreshColours();
    }
}

// ---- FormErrors ---------------------------------------------------------------------------------

FormErrors::FormErrors(QObject *parent)
    : QObject(parent)
{
}

void FormErrors::add(const QString &field, QWidget *widget)
{
    m_fields.append({field, widget, {}, {}, {}});
    watch(widget, field);
}

/// Editing a field takes its error away: it no longer tells about what stands there.
void FormErrors::watch(QWidget *widget, const QString &field)
{
    const auto edited = [this, field] { setError(field, {}); };
    if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        connect(line, &QLineEdit::textChanged, this, edited);
    } else if (auto *text = qobject_cast<QPlainTextEdit *>(widget)) {
        connect(text, &QPlainTextEdit::textChanged, this, edited);
    } else if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
        connect(button, &QAbstractButton::toggled, this, edited);
    } else if (auto *box = qobject_cast<QComboBox *>(widget)) {
        connect(box, &QComboBox::currentTextChanged, this, edited);
    } else if (auto *list = qobject_cast<QListWidget *>(widget)) {
        // Its USER property is the current row, which the focus alone changes.
        connect(list, &QListWidget::itemChanged, this, edited);
    } else if (const QMetaProperty user = widget->metaObject()->userProperty();
               user.hasNotifySignal()) {
        // Own widgets and spin boxes: the USER property is what a person edits.
        const QMetaObject &own = staticMetaObject;
        connect(widget, user.notifySignal(), this, own.method(own.indexOfSlot("userEdited()")));
    }
}

void FormErrors::userEdited()
{
    for (const Field &field : std::as_const(m_fields)) {
        if (field.widget == sender()) {
            setError(field.name, {}); // a server may know it by several names
        }
    }
}

FormErrors::Field *FormErrors::find(const QString &name)
{
    for (Field &field : m_fields) {
        if (field.name == name && field.widget) {
            return &field;
        }
    }
    return nullptr;
}

QString FormErrors::fieldOf(const QStringList &loc)
{
    return nameOf(loc, true);
}

QString FormErrors::nameOf(const QStringList &loc, bool camelCase)
{
    QStringList names;
    for (const QString &part : loc) {
        const bool place = part == "body"_L1 || part == "query"_L1 || part == "path"_L1 ||
                           part == "__all__"_L1 || part == "__root__"_L1;
        bool isNumber = false;
        part.toInt(&isNumber);
        QString name = part.section(u'[', 0, 0);
        if ((place && names.isEmpty()) || part.startsWith(u"__") || isNumber || name.isEmpty()) {
            continue;
        }
        for (qsizetype i = camelCase ? name.indexOf(u'_', 1) : -1; i > 0 && i + 1 < name.size();
             i = name.indexOf(u'_', i)) {
            name.remove(i, 1);
            name[i] = name.at(i).toUpper();
        }
        names.append(name);
    }
    return names.join(u'.');
}

void FormErrors::mark(Field &field, const QString &message)
{
    if (!field.label) {
        field.label = new FieldErrorLabel(field.widget->parentWidget());
        placeUnder(field.widget, field.label);
        field.description = field.widget->accessibleDescription();
    }
    field.message = message;
    field.label->setText(message);
    field.label->show();
    field.widget->setAccessibleDescription(tr("Error: %1").arg(message));
    setInvalid(field.widget, true);
}

void FormErrors::unmark(Field &field)
{
    if (field.message.isEmpty()) {
        return;
    }
    field.message.clear();
    if (field.label) {
        field.label->hide();
    }
    if (field.widget) {
        field.widget->setAccessibleDescription(field.description);
        setInvalid(field.widget, false);
    }
}

void FormErrors::setError(const QString &field, const QString &message)
{
    Field *found = find(field);
    if (!found) {
        return;
    }
    if (message.isEmpty()) {
        unmark(*found);
    } else {
        mark(*found, message);
    }
}

QList<FieldError> FormErrors::showErrors(const QList<FieldError> &errors)
{
    clear();
    QList<FieldError> elsewhere;
    for (const FieldError &error : errors) {
        QString name = fieldAsSent(error.loc);
        Field *field = find(name);
        if (!field) {
            name = fieldOf(error.loc);
            field = find(name);
        }
        // {"body", "channels", "0", "name"} belongs to the widget of "channels".
        while (!field && name.contains(u'.')) {
            name.truncate(name.lastIndexOf(u'.'));
            field = find(name);
        }
        if (!field || !field->widget->isVisibleTo(field->widget->window())) {
            elsewhere.append(error);
            continue;
        }
        const QString words = visibleText(error.message.left(2000));
        mark(*field, field->message.isEmpty() ? words : field->message + u'\n' + words);
    }
    for (const Field &field : std::as_const(m_fields)) {
        if (!field.message.isEmpty() && field.widget) {
            field.widget->setFocus(Qt::OtherFocusReason);
            break;
        }
    }
    return elsewhere;
}

void FormErrors::clear()
{
    for (Field &field : m_fields) {
        unmark(field);
    }
}

bool FormErrors::hasErrors() const
{
    return std::any_of(m_fields.cbegin(), m_fields.cend(),
                       [](const Field &field) { return !field.message.isEmpty(); });
}

QString FormErrors::error(const QString &field) const
{
    for (const Field &known : m_fields) {
        if (known.name == field) {
            return known.message;
        }
    }
    return {};
}

QWidget *FormErrors::widget(const QString &field) const
{
    for (const Field &known : m_fields) {
        if (known.name == field) {
            return known.widget;
        }
    }
    return nullptr;
}

} // namespace svix
