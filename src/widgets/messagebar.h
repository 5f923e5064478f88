// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/style/tokens.h"

#include <QFrame>
#include <QList>
#include <QPointer>

class QAction;
class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace svix {

using MessageKind = Tone;

/// The strip over the status bar that says what happened and offers what to do next.
/// The latest message is shown; dismissing it shows the one before. It takes no focus by itself.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// Shows a message in front of older ones (of which a few are kept) and announces it to
    /// assistive technology. Title and text are plain. The actions stay the caller's; one that is
    /// destroyed takes its button along. \a details is kept behind a "Details" button. Returns an
    /// id for dismiss(). A message with the same title, text and details as a kept one replaces it.
    int showMessage(MessageKind kind, const QString &title, const QString &text,
                    const QList<QAction *> &actions = {}, const QString &details = {});
    /// Takes one message away, shown or waiting; an unknown id is ignored.
    void dismiss(int id);
    void dismissCurrent();
    /// All but these.
    void dismissAll(const QList<int> &except = {});

    int count() const { return int(m_messages.size()); }
    QString currentTitle() const;
    QString currentText() const;
    int currentId() const;

Q_SIGNALS:
    void dismissed(int id);
    /// What had the focus here is gone, and so is what had it before.
    void focusLost();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Message
    {
        int id = 0;
        Tone kind = Tone::Info;
        QString title;
        QString text;
        QString details;
        QList<QPointer<QAction>> actions;
    };
    void dropOld();
    void refresh();
    void refreshMore();
    void refreshColours();
    void giveFocusBack();
    void announce();
    void toggleDetails(bool shown);

    QList<Message> m_messages;  ///< latest first
    QPointer<QWidget> m_before; ///< had the focus before a part of the bar took it
    int m_lastId = 0;
    QLabel *m_label = nullptr;
    QLabel *m_more = nullptr;
    QBoxLayout *m_buttons = nullptr;
    QPushButton *m_details = nullptr;
    QPushButton *m_dismiss = nullptr;
    QPlainTextEdit *m_detailsText = nullptr;
};

} // namespace svix
