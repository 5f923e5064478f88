// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

class QSplitter;

namespace svix {

class NavigationView;

/// Folds the navigation to a strip of icons and opens it again: asked to, or when the splitter is
/// drawn narrow or wide.
class NavigationFold : public QObject
{
    Q_OBJECT
public:
    /// `navigation` is the first part of `columns`; both must outlive this.
    NavigationFold(QSplitter &columns, NavigationView &navigation, QObject *parent);

    bool isFolded() const;
    void setFolded(bool folded);

    /// Folded or not, and how wide it is when it is not, whatever the size of the text.
    QByteArray saveState() const;
    /// What saveState() gave; anything else leaves it as it is.
    void restoreState(const QByteArray &state);

Q_SIGNALS:
    void foldedChanged(bool folded);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void dragged();
    void setWidth(int width);

    QSplitter &m_columns;
    NavigationView &m_navigation;
    int m_openWidth; // as in the drawings: see scaled()
};

} // namespace svix
