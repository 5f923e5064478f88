// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/json/jsonwalk.h"

#include <QByteArray>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace svix {

class JsonView;
class RawView;
class SegmentedControl;

/// Any bytes, as a JSON tree where they are JSON, as text or in hexadecimal: payloads and the
/// answers of receivers.
class PayloadView : public QWidget
{
    Q_OBJECT
public:
    enum class Mode { Tree, Text, Hex };

    explicit PayloadView(QWidget *parent = nullptr);

    /// Shows these bytes in the mode last chosen by the person, or as text with the reason when
    /// they are not JSON. `contentType` may be empty; it is shown and never trusted.
    void setBytes(const QByteArray &bytes, const QString &contentType = {});
    QByteArray bytes() const { return m_bytes; }
    /// What the bytes are of, so that copies of them can be found: see contentclipboard.h.
    void setOrigin(const QString &origin);
    /// Shows nothing, with words that say why ("Payload was deleted.").
    void setNothing(const QString &why);
    /// Forgets the bytes.
    void clear() { setNothing({}); }

    void setMode(svix::PayloadView::Mode mode);
    /// What is on screen now; text or hex when the bytes are not JSON.
    Mode mode() const { return m_shown; }
    /// Without its bar the owner drives the mode by itself (tabs).
    void setBarVisible(bool visible);
    JsonView *tree() const { return m_tree; }
    RawView *raw() const { return m_raw; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void modeChanged(svix::PayloadView::Mode mode);

private:
    void showAs(Mode mode);
    void tellAbout();

    QByteArray m_bytes;
    QString m_origin;
    QString m_contentType;
    JsonFault m_fault;
    Mode m_wanted = Mode::Tree;
    Mode m_shown = Mode::Tree;
    QWidget *m_bar;
    SegmentedControl *m_switch;
    QLabel *m_about;
    QToolButton *m_copy;
    QStackedWidget *m_stack;
    JsonView *m_tree;
    RawView *m_raw;
    QLabel *m_nothing;
};

} // namespace svix
