// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/seed/demopayloads.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace svix::sandbox {

namespace {

// Well spread bits of a number; each field takes its own salt.
quint64 mixed(qint64 number, quint64 salt)
{
    quint64 x = static_cast<quint64>(number) * 0x9e3779b97f4a7c15ULL + salt * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

qint64 between(qint64 number, quint64 salt, qint64 low, qint64 high)
{
    return low + static_cast<qint64>(mixed(number, salt) % static_cast<quint64>(high - low + 1));
}

template <std::size_t N>
QString oneOf(const std::array<const char *, N> &words, qint64 number, quint64 salt)
{
    return QString::fromUtf8(words[mixed(number, salt) % N]);
}

constexpr std::array firstNames{"Ada",   "Bruno", "Chiara", "Dmitri", "Esra",  "Farid", "Greta",
                                "Hanna", "Ivo",   "Jonas",  "Keiko",  "Lucía", "Mateo", "Nadia"};
constexpr std::array lastNames{"Brandt", "Costa",  "Dahl",  "Eriksen", "Fischer", "García",
                               "Haddad", "Ivanov", "Keita", "Larsson", "Mancini", "Novák"};
constexpr std::array products{"Desk lamp",  "Standing desk", "Monitor arm", "Office chair",
                              "Whiteboard", "Cable tray",    "Headset",     "Footrest"};
constexpr std::array carriers{"DHL", "UPS", "DPD", "PostNord"};
constexpr std::array cities{"Hamburg", "Lyon", "Porto", "Gdańsk", "Malmö", "Turin", "Leeds"};
constexpr std::array plans{"starter", "team", "business"};
constexpr std::array currencies{"EUR", "EUR", "USD", "GBP"};

QString timeText(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ssZ");
}

QJsonObject customerOf(const QString &customer, qint64 number)
{
    return {{u"id"_s, u"cus_%1"_s.arg(between(number, 1, 101, 189))},
            {u"email"_s, u"billing@%1.example"_s.arg(customer)}};
}

QJsonArray linesOf(qint64 number, qint64 &total)
{
    QJsonArray lines;
    const qint64 count = between(number, 2, 1, 4);
    for (qint64 i = 0; i < count; ++i) {
        const qint64 price = between(number, 10 + static_cast<quint64>(i), 19, 899) * 100;
        const qint64 quantity = between(number, 20 + static_cast<quint64>(i), 1, 5);
        lines.append(
            QJsonObject{{u"description"_s, oneOf(products, number, 30 + static_cast<quint64>(i))},
                        {u"amount"_s, price * quantity},
                        {u"quantity"_s, quantity}});
        total += price * quantity;
    }
    return lines;
}

QJsonObject invoice(const QString &customer, qint64 number, const QString &verb)
{
    qint64 total = 0;
    const QJsonArray lines = linesOf(number, total);
    QJsonObject object{{u"id"_s, u"in_%1"_s.arg(number)},
                       {u"customer"_s, customerOf(customer, number)},
                       {u"currency"_s, oneOf(currencies, number, 3)},
                       {u"lines"_s, lines},
                       {u"total"_s, total},
                       {u"paid"_s, verb == u"paid"_s}};
    if (verb == u"payment_failed"_s) {
        object[u"failure"_s] = QJsonObject{{u"code"_s, u"card_declined"_s},
                                           {u"message"_s, u"The card was declined."_s}};
    }
    return object;
}

QJsonObject user(const QString &customer, qint64 number)
{
    const QString first = oneOf(firstNames, number, 4);
    const QString last = oneOf(lastNames, number, 5);
    return {{u"id"_s, u"usr_%1"_s.arg(number)},
            {u"name"_s, first + u' ' + last},
            {u"email"_s, u"user%1@%2.example"_s.arg(number).arg(customer)},
            {u"role"_s, number % 7 == 0 ? u"admin"_s : u"member"_s},
            {u"locale"_s, number % 3 == 0 ? u"en-GB"_s : u"de-DE"_s}};
}

QJsonObject order(const QString &customer, qint64 number, const QString &verb)
{
    qint64 total = 0;
    const QJsonArray lines = linesOf(number, total);
    QJsonObject object{
        {u"id"_s, u"ord_%1"_s.arg(number)},
        {u"customer"_s, customerOf(customer, number)},
        {u"items"_s, lines},
        {u"total"_s, total},
        {u"shipTo"_s,
         QJsonObject{{u"city"_s, oneOf(cities, number, 6)},
                     {u"postcode"_s, QString::number(between(number, 7, 10000, 99999))}}}};
    if (verb == u"shipped"_s || verb == u"delivered"_s) {
        object[u"tracking"_s] = QJsonObject{
            {u"carrier"_s, oneOf(carriers, number, 8)},
            {u"number"_s, u"00%1"_s.arg(between(number, 9, 340000000000, 349999999999))}};
    }
    return object;
}

QJsonObject subscription(const QString &customer, qint64 number, qint64 timeMs)
{
    return {{u"id"_s, u"sub_%1"_s.arg(number)},
            {u"customer"_s, customerOf(customer, number)},
            {u"plan"_s, oneOf(plans, number, 11)},
            {u"seats"_s, between(number, 12, 1, 120)},
            {u"renewsAt"_s, timeText(timeMs + 30 * 24 * 3600 * 1000LL)}};
}

QJsonObject payment(const QString &customer, qint64 number)
{
    return {
        {u"id"_s, u"pay_%1"_s.arg(number)},
        {u"customer"_s, customerOf(customer, number)},
        {u"amount"_s, between(number, 13, 900, 250000)},
        {u"currency"_s, oneOf(currencies, number, 3)},
        {u"method"_s, QJsonObject{{u"type"_s, u"card"_s},
                                  {u"last4"_s, QString::number(between(number, 14, 1000, 9999))}}}};
}

QJsonObject stock(qint64 number)
{
    return {{u"sku"_s, u"SKU-%1"_s.arg(between(number, 15, 1000, 1999))},
            {u"product"_s, oneOf(products, number, 16)},
            {u"available"_s, between(number, 17, 0, 240)},
            {u"warehouse"_s, oneOf(cities, number, 18)}};
}

QJsonObject file(const QString &customer, qint64 number)
{
    return {{u"id"_s, u"exp_%1"_s.arg(number)},
            {u"rows"_s, between(number, 19, 100, 90000)},
            {u"url"_s, u"https://files.%1.example/exports/%2.csv"_s.arg(customer).arg(number)}};
}

QJsonObject schemaOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object: {
        QJsonObject properties;
        QJsonArray required;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            properties[it.key()] = schemaOf(it.value());
            required.append(it.key());
        }
        return {{u"type"_s, u"object"_s}, {u"properties"_s, properties}, {u"required"_s, required}};
    }
    case QJsonValue::Array:
        return {{u"type"_s, u"array"_s}, {u"items"_s, schemaOf(value.toArray().first())}};
    case QJsonValue::Double:
        return {{u"type"_s, u"integer"_s}};
    case QJsonValue::Bool:
        return {{u"type"_s, u"boolean"_s}};
    default:
        return {{u"type"_s, u"string"_s}};
    }
}

} // namespace

QByteArray DemoPayloads::payload(const QString &eventType, quint32 row, qint64 timeMs) const
{
    return make(eventType, m_customer, m_firstNumber + row, timeMs);
}

QByteArray DemoPayloads::make(const QString &eventType, const QString &customer, qint64 number,
                              qint64 timeMs)
{
    const qsizetype dot = eventType.indexOf(u'.');
    const QString area = eventType.left(dot);
    const QString verb = eventType.mid(dot + 1);
    QJsonObject object;
    if (area == u"invoice"_s) {
        object = invoice(customer, number, verb);
    } else if (area == u"user"_s) {
        object = user(customer, number);
    } else if (area == u"order"_s) {
        object = order(customer, number, verb);
    } else if (area == u"subscription"_s) {
        object = subscription(customer, number, timeMs);
    } else if (area == u"payment"_s) {
        object = payment(customer, number);
    } else if (area == u"stock"_s) {
        object = stock(number);
    } else {
        object = file(customer, number);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

// The number in front is that of the made-up company: another one needs another name.
QString DemoPayloads::name() const
{
    return QStringLiteral("demo-1:%1:%2").arg(m_firstNumber).arg(m_customer);
}

std::shared_ptr<const PayloadSource> payloadSourceOf(const QString &name)
{
    bool ok = false;
    const qint64 first = name.section(QLatin1Char(':'), 1, 1).toLongLong(&ok);
    if (!ok || !name.startsWith(QLatin1String("demo-1:"))) {
        return nullptr;
    }
    return std::make_shared<DemoPayloads>(name.section(QLatin1Char(':'), 2), first);
}

QByteArray schemaFor(const QByteArray &example, const QString &title)
{
    const QJsonObject object = QJsonDocument::fromJson(example).object();
    QJsonObject schema = schemaOf(object);
    schema[u"$schema"_s] = u"http://json-schema.org/draft-07/schema#"_s;
    schema[u"title"_s] = title;
    schema[u"examples"_s] = QJsonArray{object};
    return QJsonDocument(schema).toJson(QJsonDocument::Compact);
}

} // namespace svix::sandbox
