// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QHash>
#include <QLabel>
#include <QPointer>
#include <QWidget>

namespace svix {

/// The words under a field that was refused: an icon and red text, also told to screen readers.
class FieldErrorLabel : public QWidget
{
    Q_OBJECT
public:
    explicit FieldErrorLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const;

    /// As high as the text needs at the width it has; the base guesses a narrow column.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refreshColours();

    QLabel *m_icon;
    QLabel *m_text;
};

/// Knows which widget shows which field of a request, and puts errors under them.
class FormErrors : public QObject
{
    Q_OBJECT
public:
    explicit FormErrors(QObject *parent = nullptr);

    /// `field` is the JSON name (throttleRate); nested ones are written with dots (a.b).
    void add(const QString &field, QWidget *widget);
    /// Words of the program itself under a field; empty takes them away.
    void setError(const QString &field, const QString &message);
    /// Marks what a 422 names and focuses the first in the order of the form; returns what no
    /// widget shows, for a message above the form. Both spellings of a name are understood.
    QList<FieldError> showErrors(const QList<FieldError> &errors);
    void clear();
    bool hasErrors() const;
    QString error(const QString &field) const;
    QWidget *widget(const QString &field) const;

    /// {"body", "filter_types", "[0]"} becomes "filterTypes"; empty when no field is named.
    static QString fieldOf(const QStringList &loc);
    /// The same with names as they came: those of headers and variables are a person's own.
    static QString fieldAsSent(const QStringList &loc) { return nameOf(loc, false); }

private Q_SLOTS:
    void userEdited();

private:
    static QString nameOf(const QStringList &loc, bool camelCase);
    struct Field
    {
        QString name;
        QPointer<QWidget> widget;
        QPointer<FieldErrorLabel> label;
        QString message;
        QString description; ///< the widget's accessible description before the error
    };

    Field *find(const QString &name);
    void mark(Field &field, const QString &message);
    void unmark(Field &field);
    void watch(QWidget *widget, const QString &field);

    QList<Field> m_fields;
};

} // namespace svix
