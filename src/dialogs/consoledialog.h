// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"
#include "widgets/forms/formerrors.h"
#include "widgets/style/consolestyle.h"
#include "widgets/style/tokens.h"

#include <QDialog>
#include <QPointer>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace svix {

class ClassBand;
class FormScroll;
class ProgressLine;
class TintBox;
class TitleLabel;

/// Base of every dialog: title, one sentence, form, tinted message, hairline, buttons.
///
/// A dialog takes a struct, shows it and asks by a signal; whoever owns it does the work and
/// answers by setBusy(), showMessage(), showFieldErrors() or accept(). It is shown by open(), never
/// by a nested loop. Enter presses the focused button, else the one of setEnterButton(); Ctrl+Enter
/// the latter from anywhere; Esc and Cancel reject. What was typed stays until the dialog closes.
class ConsoleDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ConsoleDialog(QWidget *parent = nullptr);

    /// Names the object; also the window's title.
    void setTitle(const QString &title);
    QString title() const;
    void setIntro(const QString &sentence);
    /// Where a writing dialog writes to: "On Acme EU · PRODUCTION", with the band on production.
    void setConnection(const QString &name, svix::ConnectionClass kind);

    /// While busy the form and the buttons are disabled, so a second click sends nothing; Cancel
    /// and Esc emit cancelRequested() first and close when pressed again.
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    /// The button of setEnterButton() says "Try again" for as long as that is so: after an outcome
    /// that is not known, where trying again makes one act of both.
    void setTryAgain(bool again);
    bool isTryAgain() const { return !m_enterText.isEmpty(); }

    /// The tinted box under the form; `lead` stands before the text in bold. An empty text and lead
    /// hide it. Assistive technology hears it. `details` go behind a Details button.
    void showMessage(svix::Tone tone, const QString &text, const QString &lead = {},
                     const QString &details = {});
    /// Others have changed the same meanwhile, as `text` says: the button of setEnterButton() says
    /// "Overwrite", and another one offers what is there now, by theirsRequested(). Ends busy; goes
    /// with the message.
    void showClash(const QString &text, const QString &details);
    /// Beside the message that the server refused the token: a button that asks by tokenRequested()
    /// for another one. Goes with the message.
    void offerToken();
    void clearMessage() { showMessage(Tone::Info, {}); }
    QString messageText() const;
    /// That something secret is on the clipboard, and for how long; 0: until it is replaced.
    static QString copiedWords(int seconds);
    /// Ids within the message, monospaced.
    void setMessageMonoParts(const QStringList &parts);
    svix::Tone messageTone() const;

    /// What a 422 names goes under its fields (both spellings), the first gets the focus, and the
    /// rest stands in the message with `text`. Ends busy.
    void showFieldErrors(const QList<FieldError> &errors, const QString &text = {});
    /// Error words under one field; empty takes them away.
    void showFieldError(const QString &field, const QString &words);
    FormErrors &fieldErrors() { return m_errors; }

    void accept() override;
    void reject() override;

Q_SIGNALS:
    /// Cancel or Esc while busy: the owner cancels the request and answers as after any failure.
    void cancelRequested();
    /// After showClash(): the person takes what others wrote; the owner fills the form with it.
    void theirsRequested();
    /// After offerToken().
    void tokenRequested();

protected:
    /// What Ui::X::setupUi() takes; adoptForm() follows it.
    QWidget *form() const { return m_form; }
    /// Gives the form the measures of the drawings; also for widgets with the property `mono`.
    void adoptForm();
    /// Design pixels; the dialog is never narrower.
    void setFormWidth(int designPixels);
    /// The form takes the height that the person gives; `designPixels` at first.
    void setStretching(int designPixels);

    /// Appends a button at the right.
    QPushButton *addButton(const QString &text, ButtonKind kind, const QString &objectName);
    /// Appends a button at the left.
    QPushButton *addLeadingButton(const QString &text, const QString &objectName);
    QPushButton *cancelButton() const { return m_cancel; }
    /// Moves a button from the right end to the left of Cancel.
    void placeBeforeCancel(QPushButton *button);
    void setEnterButton(QPushButton *button);
    /// The button that acts where Enter does not press it: it says "Try again" then.
    void setActButton(QPushButton *button) { m_act = button; }
    QPushButton *enterButton() const { return m_enter; }
    /// Called before field errors are placed, to open what hides their fields.
    virtual void revealFields(const QStringList &fields) { Q_UNUSED(fields) }
    /// The tab order follows the form; for a form that has got other rows.
    void orderTabs();
    /// Buttons that a dialog enables by rules of its own; called at the end of busy.
    virtual void refreshButtons() {}

    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildHeader();
    void buildFooter();
    void applyMeasures();
    void refreshClassLine();
    void fit();
    QList<QPushButton *> footerButtons() const;
    /// Empty: its own again.
    void setEnterText(const QString &instead);

    FormErrors m_errors;
    ClassBand *m_band;
    QWidget *m_header = nullptr;
    TitleLabel *m_title = nullptr;
    QLabel *m_intro = nullptr;
    QWidget *m_classLine = nullptr;
    QLabel *m_classIcon = nullptr;
    TitleLabel *m_className = nullptr;
    FormScroll *m_scroll = nullptr;
    QWidget *m_form = nullptr;
    QWidget *m_messageRow = nullptr;
    TintBox *m_message = nullptr;
    QPushButton *m_details = nullptr;
    QPushButton *m_theirs = nullptr;
    QPushButton *m_token = nullptr;
    ProgressLine *m_progress = nullptr;
    QWidget *m_footer = nullptr;
    QBoxLayout *m_buttons = nullptr;
    QPushButton *m_cancel = nullptr;
    QPointer<QPushButton> m_enter;
    QPointer<QPushButton> m_act;
    QString m_enterText; // while it says "Try again" or "Overwrite"
    QPointer<QWidget> m_focusBefore;
    QString m_titleText;
    QString m_messageDetails;
    QString m_connectionName;
    int m_connectionClass = -1;
    int m_leading = 0;
    int m_formWidth = 560;
    int m_stretchHeight = 0;
    bool m_busy = false;
    bool m_cancelAsked = false;
    bool m_fitting = false;
    bool m_shown = false;
};

/// `text` with places where a label may break a long word (a URL, an id); only for showing.
QString breakable(const QString &text);

} // namespace svix
