// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

class QAbstractItemView;
class QLabel;
class QListView;
class QStackedWidget;
class QTableView;

namespace svix {

class HexModel;
class LinesModel;
class RawTextView;

/// Bytes exactly as they came, as plain text or in hexadecimal; never interpreted. A long text is
/// shown as a list of lines that is built only where one looks, so that megabytes stay quick.
class RawView : public QWidget
{
    Q_OBJECT
public:
    enum class Mode { Text, Hex };

    explicit RawView(QWidget *parent = nullptr);

    /// Keeps a shared copy. `json` colours the text as JSON when it is short enough.
    void setBytes(const QByteArray &bytes, bool json = false);
    /// As PayloadView::setOrigin.
    void setOrigin(const QString &origin);
    const QByteArray &bytes() const { return m_bytes; }
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }

    /// Above this many bytes the text is not coloured.
    static constexpr qsizetype highlightLimit = 256 * 1024;
    /// Above this many bytes the text is a list of lines; chosen by row, not by letter.
    static constexpr qsizetype editorLimit = 1024 * 1024;
    /// Longer lines are broken for the screen only; copying joins them again.
    static constexpr int longestLine = 1000;

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void adoptFont();
    void setUpHex();
    void setUpLines();
    void copyRows(QAbstractItemView *view);

    QByteArray m_bytes;
    QString m_origin;
    bool m_json = false;
    Mode m_mode = Mode::Text;
    bool m_broken = false;
    bool m_textFilled = false;
    bool m_hexFilled = false;
    QStackedWidget *m_stack;
    RawTextView *m_text;
    QListView *m_lines;
    LinesModel *m_linesModel;
    QTableView *m_hex;
    HexModel *m_hexModel;
    QLabel *m_note;
};

} // namespace svix
