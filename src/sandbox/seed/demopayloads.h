// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/store/messagelog.h"

namespace svix::sandbox {

/// Payloads of the made-up company, by the area of the event type ("invoice.paid" is an invoice).
/// The same number always gives the same payload; members are sorted, as they are read back.
class DemoPayloads : public PayloadSource
{
public:
    /// `customer` is the short name in addresses, `firstNumber` that of row 0.
    DemoPayloads(QString customer, qint64 firstNumber)
        : m_customer(std::move(customer))
        , m_firstNumber(firstNumber)
    {
    }
    QByteArray payload(const QString &eventType, quint32 row, qint64 timeMs) const override;
    QString name() const override;
    static QByteArray make(const QString &eventType, const QString &customer, qint64 number,
                           qint64 timeMs);

private:
    QString m_customer;
    qint64 m_firstNumber;
};

/// The source of that PayloadSource::name(), or nullptr when none is called so.
std::shared_ptr<const PayloadSource> payloadSourceOf(const QString &name);

/// A JSON Schema (Draft 7) that fits an example, with the example in it.
QByteArray schemaFor(const QByteArray &example, const QString &title);

} // namespace svix::sandbox
