// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace svix::sandbox {

/// Ends the event loop on SIGTERM and SIGINT, and, where asked for, when standard input closes.
class Stopper : public QObject
{
    Q_OBJECT
public:
    explicit Stopper(bool withStandardInput);
    ~Stopper() override;

private:
    void readInput();

    std::unique_ptr<QSocketNotifier> m_signal;
    std::unique_ptr<QSocketNotifier> m_input;
};

} // namespace svix::sandbox
