// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QLoggingCategory>
#include <QString>
#include <QStringList>

#include <memory>

namespace svix {

// Warnings and worse by default; QT_LOGGING_RULES switches more on.
Q_DECLARE_LOGGING_CATEGORY(netLog)      // svix.net
Q_DECLARE_LOGGING_CATEGORY(keychainLog) // svix.keychain
Q_DECLARE_LOGGING_CATEGORY(modelLog)    // svix.model
Q_DECLARE_LOGGING_CATEGORY(uiLog)       // svix.ui
Q_DECLARE_LOGGING_CATEGORY(storeLog)    // svix.store

/// While it lives, every message of Qt and the console goes through it: secrets are taken out, the
/// last ones are kept for "copy diagnostics", and they go on to stderr (through the handler that
/// was there before) and, where asked for, into a file. One at a time, made by main().
class Log
{
public:
    explicit Log(int linesKept = 500);
    ~Log();
    Log(const Log &) = delete;
    Log &operator=(const Log &) = delete;

    /// Starts writing into a file (0600); at `maximumBytes` it is renamed to ".1", the older ones
    /// up to ".3". Storage when it cannot be opened.
    Result<Nothing> openFile(const QString &path, qint64 maximumBytes = 1 << 20);

    /// A secret that has no known look (any text can be a token) is hidden wherever it appears from
    /// now on; shorter than 6 bytes it is ignored, as it would hide ordinary words.
    void hide(const QByteArray &secret);

    /// The last lines, oldest first, without secrets.
    QStringList lines() const;
    /// The patterns of Redactor and the secrets given to hide().
    QString clean(const QString &text) const;

private:
    struct State;
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &text);
    std::unique_ptr<State> m_state;
};

} // namespace svix
