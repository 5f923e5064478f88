// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTimer;

namespace svix {

/// A thin line at the edge of a pane that appears when a request takes longer than 150 ms.
/// It keeps its place while invisible, so nothing jumps. With reduced motion it stands still.
class ProgressLine : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(QWidget *parent = nullptr);

    /// Starts waiting for the delay, or ends at once.
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    /// Whether the line is drawn now.
    bool isLineVisible() const { return m_shown; }
    /// A known share (0 to 1); a negative one means unknown.
    void setShare(double share);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void startMotion();

    bool m_busy = false;
    bool m_shown = false;
    double m_share = -1;
    double m_phase = 0;
    QTimer *m_delay = nullptr;
    QTimer *m_motion = nullptr;
};

} // namespace svix
