// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/attempts.h"

#include <QList>
#include <QObject>

#include <optional>

namespace svix {

class FilterButton;

/// Fills a FilterButton's menu with "any" and the states that a server is asked for.
class StatusMenu : public QObject
{
    Q_OBJECT
public:
    explicit StatusMenu(FilterButton *button);

    std::optional<MessageStatus> status() const { return m_status; }
    /// Without a signal; nothing for any.
    void setStatus(std::optional<MessageStatus> status);
    /// States that this server never has in the list: shown, and disabled with the reason.
    void setNever(const QList<MessageStatus> &never, const QString &reason);

Q_SIGNALS:
    void chosen();

private:
    void fill();

    FilterButton *m_button;
    QList<MessageStatus> m_never;
    QString m_reason;
    std::optional<MessageStatus> m_status;
};

} // namespace svix
