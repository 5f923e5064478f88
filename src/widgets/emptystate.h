// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QTimer;

namespace svix {

/// What stands in a list's place while it has no rows: loading, could not load, nothing matches,
/// nothing yet.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    enum class Mode : int { None, Loading, Failed, NothingMatches, NothingYet, Other };
    Q_ENUM(Mode)

    explicit EmptyState(QWidget *parent = nullptr);

    /// Shown at once, but blank for 150 ms so that a quick answer shows no flicker.
    void showLoading(const QString &title = {});
    /// \a text says what happened and what to do; with a Retry button (objectName retryButton) and
    /// further ways out. \a details are kept behind a Details button. Announced to assistive
    /// technology, as a message would be.
    void showFailed(const QString &title, const QString &text, const QString &details = {},
                    const QList<QAction *> &actions = {});
    /// With a button (objectName clearFiltersButton) that says \a button, or Clear filters, and
    /// further ways behind it.
    void showNothingMatches(const QString &title = {}, const QString &text = {},
                            const QString &button = {}, const QList<QAction *> &actions = {});
    /// \a text says what will appear; the first action becomes the primary button. Actions stay the
    /// caller's.
    void showNothingYet(const QString &iconName, const QString &title, const QString &text,
                        const QList<QAction *> &actions = {});
    /// Anything else that takes the place of a list, like "Choose a message".
    void showOther(const QString &iconName, const QString &title, const QString &text = {},
                   const QList<QAction *> &actions = {});
    /// A muted line below the buttons, like "or paste a URL here · Ctrl+V"; empty hides it.
    void setHint(const QString &hint);

    Mode mode() const { return m_mode; }
    QString title() const;
    QString text() const;

Q_SIGNALS:
    void retryRequested();
    void clearFiltersRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void present(Mode mode, const QString &iconName, const QString &title, const QString &text);
    void addActions(const QList<QAction *> &actions, int position = 1);
    void addDetails(const QString &details);

    Mode m_mode = Mode::None;
    QWidget *m_icon = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_hint = nullptr;
    QBoxLayout *m_buttons = nullptr;
    QPlainTextEdit *m_details = nullptr;
    QList<QAction *> m_shownActions; // of a failure; compared only
    QTimer *m_delay = nullptr;
};

} // namespace svix
