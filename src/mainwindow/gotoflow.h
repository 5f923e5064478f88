// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/objectfinder.h"
#include "mainwindow/commandpalette.h"
#include "panes/pane.h"

namespace svix {

class MainWindow;

/// Going to a pasted id, uid or event id: looks for it in what is loaded, then on the server, and
/// says where it was looked when it is not there.
class GotoFlow : public QObject
{
    Q_OBJECT
public:
    /// Where a loaded row is; nothing when none has this id.
    using Loaded = std::function<std::optional<Place>(const QString &text)>;

    GotoFlow(Session &session, Loaded loaded, QObject *parent);

    /// What the palette offers for a typed text.
    QList<PaletteItem> paletteItems(const QString &text);
    void find(const QString &text);
    void cancel();

Q_SIGNALS:
    /// What was said of a search before is no longer true.
    void started();
    void placeFound(const svix::Place &place);
    void notice(const svix::Notice &notice);
    void failed(const svix::Error &error, const QString &what);
    /// While all applications are looked in.
    void progress(int applications);
    void ended();

private:
    void foundNowhere(bool elsewhere);
    void openOnItsPage(IdKind kind);
    /// Of what stands in an application, while the one of a portal token is not open.
    bool isInUnopened(const QString &text) const;

    Session &m_session;
    Loaded m_loaded;
    ObjectFinder m_finder;
    QAction *m_everywhere;
    QString m_text;
};

} // namespace svix
