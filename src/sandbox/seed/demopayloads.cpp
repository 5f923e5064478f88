// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/seed/demopayloads.h"

#include "api/jsonstring.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <charconv>

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

/// Writes members one after the other. They are to come sorted, as payloads are read back. A page
/// makes fifty payloads, and QJsonObject takes twenty times as long over one.
class Members
{
public:
    Members() { m_out.reserve(600); }
    QByteArray take() { return std::move(m_out); }

    void open(const char *name = nullptr)
    {
        begin(name);
        m_out += '{';
    }
    void close() { m_out += '}'; }
    void openList(const char *name)
    {
        begin(name);
        m_out += '[';
    }
    void closeList() { m_out += ']'; }
    void number(const char *name, qint64 value)
    {
        begin(name);
        put(value);
    }
    void truth(const char *name, bool value)
    {
        begin(name);
        m_out += value ? "true" : "false";
    }
    /// A text put together from words and numbers, none of which has anything to escape.
    template <typename... Parts>
    void text(const char *name, const Parts &...parts)
    {
        begin(name);
        m_out += '"';
        (put(parts), ...);
        m_out += '"';
    }

private:
    void begin(const char *name)
    {
        const char last = m_out.isEmpty() ? '{' : m_out.back();
        if (last != '{' && last != '[') {
            m_out += ',';
        }
        if (name) {
            m_out += '"';
            m_out += name;
            m_out += "\":";
        }
    }
    void put(const char *word) { m_out += word; }
    void put(const QByteArray &word) { m_out += word; }
    void put(qint64 number)
    {
        std::array<char, 20> digits;
        const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
        m_out.append(digits.data(), end - digits.data());
    }

    QByteArray m_out;
};

template <std::size_t N>
const char *oneOf(const std::array<const char *, N> &words, qint64 number, quint64 salt)
{
    return words[mixed(number, salt) % N];
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

QByteArray timeText(qint64 timeMs)
{
    return Timestamp(timeMs / 1000 * 1000000).toText().toLatin1();
}

void customerOf(Members &out, const QByteArray &customer, qint64 number)
{
    out.open("customer");
    out.text("email", "billing@", customer, ".example");
    out.text("id", "cus_", between(number, 1, 101, 189));
    out.close();
}

qint64 linesOf(Members &out, const char *name, qint64 number)
{
    qint64 total = 0;
    out.openList(name);
    const qint64 count = between(number, 2, 1, 4);
    for (qint64 i = 0; i < count; ++i) {
        const qint64 price = between(number, 10 + static_cast<quint64>(i), 19, 899) * 100;
        const qint64 quantity = between(number, 20 + static_cast<quint64>(i), 1, 5);
        out.open();
        out.number("amount", price * quantity);
        out.text("description", oneOf(products, number, 30 + static_cast<quint64>(i)));
        out.number("quantity", quantity);
        out.close();
        total += price * quantity;
    }
    out.closeList();
    return total;
}

void invoice(Members &out, const QByteArray &customer, qint64 number, QStringView verb)
{
    out.text("currency", oneOf(currencies, number, 3));
    customerOf(out, customer, number);
    if (verb == u"payment_failed"_s) {
        out.open("failure");
        out.text("code", "card_declined");
        out.text("message", "The card was declined.");
        out.close();
    }
    out.text("id", "in_", number);
    const qint64 total = linesOf(out, "lines", number);
    out.truth("paid", verb == u"paid"_s);
    out.number("total", total);
}

void user(Members &out, const QByteArray &customer, qint64 number)
{
    out.text("email", "user", number, "@", customer, ".example");
    out.text("id", "usr_", number);
    out.text("locale", number % 3 == 0 ? "en-GB" : "de-DE");
    out.text("name", oneOf(firstNames, number, 4), " ", oneOf(lastNames, number, 5));
    out.text("role", number % 7 == 0 ? "admin" : "member");
}

void order(Members &out, const QByteArray &customer, qint64 number, QStringView verb)
{
    customerOf(out, customer, number);
    out.text("id", "ord_", number);
    const qint64 total = linesOf(out, "items", number);
    out.open("shipTo");
    out.text("city", oneOf(cities, number, 6));
    out.text("postcode", between(number, 7, 10000, 99999));
    out.close();
    out.number("total", total);
    if (verb == u"shipped"_s || verb == u"delivered"_s) {
        out.open("tracking");
        out.text("carrier", oneOf(carriers, number, 8));
        out.text("number", "00", between(number, 9, 340000000000, 349999999999));
        out.close();
    }
}

void subscription(Members &out, const QByteArray &customer, qint64 number, qint64 timeMs)
{
    customerOf(out, customer, number);
    out.text("id", "sub_", number);
    out.text("plan", oneOf(plans, number, 11));
    out.text("renewsAt", timeText(timeMs + 30 * 24 * 3600 * 1000LL));
    out.number("seats", between(number, 12, 1, 120));
}

void payment(Members &out, const QByteArray &customer, qint64 number)
{
    out.number("amount", between(number, 13, 900, 250000));
    out.text("currency", oneOf(currencies, number, 3));
    customerOf(out, customer, number);
    out.text("id", "pay_", number);
    out.open("method");
    out.text("last4", between(number, 14, 1000, 9999));
    out.text("type", "card");
    out.close();
}

void stock(Members &out, qint64 number)
{
    out.number("available", between(number, 17, 0, 240));
    out.text("product", oneOf(products, number, 16));
    out.text("sku", "SKU-", between(number, 15, 1000, 1999));
    out.text("warehouse", oneOf(cities, number, 18));
}

void file(Members &out, const QByteArray &customer, qint64 number)
{
    out.text("id", "exp_", number);
    out.number("rows", between(number, 19, 100, 90000));
    out.text("url", "https://files.", customer, ".example/exports/", number, ".csv");
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
    const auto area = QStringView(eventType).left(dot < 0 ? eventType.size() : dot);
    const auto verb = QStringView(eventType).mid(dot + 1);
    QByteArray name;
    appendJsonString(name, customer);
    name = name.sliced(1, name.size() - 2); // it stands within texts
    Members out;
    out.open();
    if (area == u"invoice"_s) {
        invoice(out, name, number, verb);
    } else if (area == u"user"_s) {
        user(out, name, number);
    } else if (area == u"order"_s) {
        order(out, name, number, verb);
    } else if (area == u"subscription"_s) {
        subscription(out, name, number, timeMs);
    } else if (area == u"payment"_s) {
        payment(out, name, number);
    } else if (area == u"stock"_s) {
        stock(out, number);
    } else {
        file(out, name, number);
    }
    out.close();
    return out.take();
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
