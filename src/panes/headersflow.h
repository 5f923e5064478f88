// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/endpoints.h"
#include "dialogs/headersdialog.h"
#include "panes/pane.h"

#include <QPointer>

#include <optional>

namespace svix {

class DialogAct;
class Undo;

/// The headers of an endpoint: reads them, changes those that were changed, or replaces all of
/// them after a question.
class HeadersFlow : public QObject
{
    Q_OBJECT
public:
    HeadersFlow(const PaneContext &context, Pane *pane);

    void open(const QString &appId, const EndpointOut &endpoint);

Q_SIGNALS:
    /// They are others now.
    void changed();

private:
    void read(const QString &appId, const EndpointOut &endpoint, DialogAct *act);
    void save(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
              const HeadersChange &change);
    void write(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
               const EndpointHeadersOut &before, const HeadersChange &change);
    void replace(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                 const QMap<QString, QString> &headers, const QStringList &lost);
    /// True when of these headers, or of any, somebody has changed one since they were read: that
    /// is told, and the next time they are known.
    bool tellsOfOthers(ConsoleDialog &dialog, const EndpointHeadersOut &now,
                       const std::optional<QStringList> &names);
    void replaceAll(DialogAct *act, const QString &appId, const EndpointOut &endpoint,
                    const QMap<QString, QString> &headers, const QStringList &lost);
    EndpointHeadersPatch bodyOf(const HeadersChange &change) const;
    QAction *undoOf(const QString &appId, const EndpointOut &endpoint, const HeadersChange &done,
                    const HeadersChange &back);

    PaneContext m_context;
    Pane *m_pane;
    QPointer<HeadersDialog> m_dialog;
    Undo *m_undo;
    std::optional<EndpointHeadersOut> m_known; // as they were read last
};

} // namespace svix
