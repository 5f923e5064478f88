// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/forms/formerrors.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QUrl>
#include <QVariant>

#include <concepts>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

namespace svix {

/// How a member type is written in a text field; specialise it for further types.
template <class M>
struct FormText;

template <>
struct FormText<QString>
{
    static QString write(const QString &value) { return value; }
    static std::optional<QString> read(const QString &text) { return text; }
};

template <>
struct FormText<QUrl>
{
    static QString write(const QUrl &value) { return value.toString(); }
    static std::optional<QUrl> read(const QString &text)
    {
        const QUrl url(text, QUrl::StrictMode);
        return url.isValid() || text.isEmpty() ? std::optional(url) : std::nullopt;
    }
};

template <std::integral M>
requires(!std::same_as<M, bool>) struct FormText<M>
{
    static QString write(M value) { return QString::number(value); }
    static std::optional<M> read(const QString &text)
    {
        bool ok = false;
        const qlonglong number = text.trimmed().toLongLong(&ok);
        const bool fits = ok && std::in_range<M>(number);
        return fits ? std::optional(static_cast<M>(number)) : std::nullopt;
    }
};

/// An empty field is an absent value.
template <class M>
struct FormText<std::optional<M>>
{
    static QString write(const std::optional<M> &value)
    {
        return value ? FormText<M>::write(*value) : QString();
    }
    static std::optional<std::optional<M>> read(const QString &text)
    {
        if (text.isEmpty()) {
            return std::optional<M>();
        }
        std::optional<M> value = FormText<M>::read(text);
        // An optional of an optional: absent means unreadable here, not empty.
        return value ? std::optional<std::optional<M>>(std::in_place, std::move(value))
                     : std::nullopt;
    }
};

/// Binds the widgets of a form to the members of a struct, one line each:
///
///     binder.bind(ui->url, &EndpointIn::url, u"url"_s);
///
/// value() starts from the loaded struct and writes only what the person changed, so members that
/// the form does not show, and text that a widget cannot show exactly, survive. The names are those
/// of the JSON fields; errors() finds the widget of a refused field by them. The binder is a member
/// of the dialog that owns the widgets.
template <class T>
class FormBinder
{
public:
    explicit FormBinder(T loaded = {})
        : m_loaded(std::move(loaded))
    {
    }
    Q_DISABLE_COPY_MOVE(FormBinder)

    template <class M>
    void bind(QLineEdit *edit, M T::*member, const QString &field)
    {
        bindText(
            edit, member, field, &QLineEdit::textChanged, [edit] { return edit->text(); },
            [edit](const QString &text) { edit->setText(text); });
    }

    template <class M>
    void bind(QPlainTextEdit *edit, M T::*member, const QString &field)
    {
        bindText(
            edit, member, field, &QPlainTextEdit::textChanged,
            [edit] { return edit->toPlainText(); },
            [edit](const QString &text) { edit->setPlainText(text); });
    }

    /// Check boxes and other checkable buttons; an absent optional shows as unchecked.
    template <class M>
    requires std::same_as<M, bool> || std::same_as<M, std::optional<bool>>
    void bind(QAbstractButton *button, M T::*member, const QString &field)
    {
        add(
            button, field, &QAbstractButton::toggled,
            [button](const T &from, auto m) {
                if constexpr (std::same_as<M, bool>) {
                    button->setChecked(from.*m);
                } else {
                    button->setChecked((from.*m).value_or(false));
                }
            },
            [button] { return QVariant(button->isChecked()); },
            [button](T &to, auto m) {
                to.*m = button->isChecked();
                return true;
            },
            member);
    }

    /// The lowest value of the box stands for "absent" when the member is optional (give the box a
    /// specialValueText).
    template <class M>
    void bind(QSpinBox *box, M T::*member, const QString &field)
    {
        add(
            box, field, &QSpinBox::valueChanged,
            [box](const T &from, auto m) {
                if constexpr (std::is_arithmetic_v<M>) {
                    box->setValue(int(from.*m));
                } else {
                    box->setValue((from.*m) ? int(*(from.*m)) : box->minimum());
                }
            },
            [box] { return QVariant(box->value()); },
            [box](T &to, auto m) {
                if constexpr (std::is_arithmetic_v<M>) {
                    to.*m = static_cast<M>(box->value());
                } else if (box->value() == box->minimum()) {
                    to.*m = std::nullopt;
                } else {
                    to.*m = static_cast<typename M::value_type>(box->value());
                }
                return true;
            },
            member);
    }

    /// By the data of the items (QVariant::fromValue of the member); a value that no item has is
    /// kept until the person chooses another.
    template <class M>
    void bind(QComboBox *box, M T::*member, const QString &field)
    {
        add(
            box, field, &QComboBox::currentIndexChanged,
            [box](const T &from, auto m) {
                box->setCurrentIndex(box->findData(QVariant::fromValue(from.*m)));
            },
            [box] { return QVariant(box->currentIndex()); },
            [box](T &to, auto m) {
                if (box->currentIndex() >= 0) {
                    to.*m = box->currentData().template value<M>();
                }
                return true;
            },
            member);
    }

    /// Any other widget: `signal` tells of a change, `load` shows the struct, `read` gives the
    /// widget's state for comparison, `store` writes it and returns false when it is not valid.
    template <class W, class Signal>
    void bindCustom(W *widget, const QString &field, Signal signal,
                    std::function<void(const T &)> load, std::function<QVariant()> read,
                    std::function<bool(T &)> store)
    {
        load(m_loaded);
        m_errors->add(field, widget);
        m_bindings.push_back({field, std::move(load), read, std::move(store), read()});
        // The errors object is the context: it goes with the binder, before the widgets do.
        QObject::connect(widget, signal, m_errors.get(), [this] {
            if (m_changed && !m_loading) {
                m_changed();
            }
        });
    }

    /// Shows another struct and forgets what was typed.
    void load(T loaded)
    {
        m_loaded = std::move(loaded);
        m_loading = true;
        for (Binding &binding : m_bindings) {
            binding.load(m_loaded);
            binding.initial = binding.read();
        }
        m_loading = false;
        m_errors->clear();
        if (m_changed) {
            m_changed();
        }
    }

    /// Shows `typed` over what was loaded, as if a person had typed it.
    void type(const T &typed)
    {
        for (Binding &binding : m_bindings) {
            binding.load(typed);
        }
    }

    /// The struct as the form says it; fields that cannot be read keep the loaded value.
    T value() const
    {
        T result = m_loaded;
        for (const Binding &binding : m_bindings) {
            if (binding.isDirty()) {
                binding.store(result);
            }
        }
        return result;
    }

    const T &loaded() const { return m_loaded; }

    /// Names of the fields whose widgets differ from what was loaded.
    QStringList changedFields() const
    {
        QStringList names;
        for (const Binding &binding : m_bindings) {
            if (binding.isDirty()) {
                names += binding.field;
            }
        }
        return names;
    }

    bool isDirty() const { return !changedFields().isEmpty(); }

    /// Fields whose text is not of the member's type, such as letters in a number.
    QStringList unreadableFields() const
    {
        QStringList names;
        T scratch = m_loaded;
        for (const Binding &binding : m_bindings) {
            if (binding.isDirty() && !binding.store(scratch)) {
                names += binding.field;
            }
        }
        return names;
    }

    /// Called after each change by the person and after load().
    void onChanged(std::function<void()> changed) { m_changed = std::move(changed); }

    FormErrors &errors() { return *m_errors; }
    /// As FormErrors::showErrors().
    QList<FieldError> showErrors(const QList<FieldError> &errors)
    {
        return m_errors->showErrors(errors);
    }

private:
    struct Binding
    {
        QString field;
        std::function<void(const T &)> load;
        std::function<QVariant()> read;
        std::function<bool(T &)> store;
        QVariant initial;

        bool isDirty() const { return read() != initial; }
    };

    template <class W, class Signal, class Load, class Read, class Store, class M>
    void add(W *widget, const QString &field, Signal signal, Load load, Read read, Store store,
             M T::*member)
    {
        bindCustom(
            widget, field, signal, [load, member](const T &from) { load(from, member); }, read,
            [store, member](T &to) { return store(to, member); });
    }

    template <class W, class M, class Signal, class Get, class Set>
    void bindText(W *edit, M T::*member, const QString &field, Signal signal, Get get, Set set)
    {
        add(
            edit, field, signal, [set](const T &from, auto m) { set(FormText<M>::write(from.*m)); },
            [get] { return QVariant(get()); },
            [get](T &to, auto m) {
                std::optional<M> read = FormText<M>::read(get());
                if (read) {
                    to.*m = std::move(*read);
                }
                return read.has_value();
            },
            member);
    }

    T m_loaded;
    std::vector<Binding> m_bindings;
    std::function<void()> m_changed;
    bool m_loading = false;
    std::unique_ptr<FormErrors> m_errors = std::make_unique<FormErrors>();
};

} // namespace svix
