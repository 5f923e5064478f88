// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/seed/demodata.h"

namespace svix::sandbox {

// clang-format off
const std::array<DemoEventType, 25> demoEventTypes{{
    {"invoice.created", "An invoice was made", 14},
    {"invoice.paid", "An invoice was paid in full", 22},
    {"invoice.payment_failed", "A payment for an invoice did not go through", 5},
    {"invoice.refunded", "An invoice was paid back", 2},
    {"user.created", "A person got an account", 12},
    {"user.updated", "A person's account was changed", 9},
    {"user.deleted", "A person's account was removed", 2},
    {"user.invited", "A person was invited to a team", 4},
    {"order.placed", "An order came in", 16},
    {"order.shipped", "An order left the warehouse", 13},
    {"order.delivered", "An order arrived", 11},
    {"order.canceled", "An order was called off", 2},
    {"order.returned", "Goods came back", 2},
    {"subscription.created", "A subscription began", 3},
    {"subscription.renewed", "A subscription went on for another period", 6},
    {"subscription.canceled", "A subscription was ended", 1},
    {"subscription.trial_ending", "A trial ends in three days", 2},
    {"payment.authorized", "A payment was authorized", 8},
    {"payment.captured", "A payment was taken", 8},
    {"payment.disputed", "A payer contests a payment", 1},
    {"stock.changed", "The stock of a product changed", 10},
    {"stock.low", "A product is about to run out", 2},
    {"stock.sold_out", "A product has run out", 1, true},
    {"export.finished", "A file that was asked for is ready", 2},
    {"export.failed", "A file that was asked for could not be made", 1},
}};

const std::array<DemoCustomer, 12> demoCustomers{{
    {"Acme Corp", "acme", "business", 640, 1500, {{
        {"https://crm.acme.example/svix", "CRM of the sales team", "", "", -1, -1, "crm"},
        {"https://hooks.acme.example/billing", "Billing receiver of the finance team",
         "invoice.created,invoice.paid,invoice.payment_failed,invoice.refunded", "", -1, 6, "billing", 20},
        {"https://audit.acme.example/in", "Audit log", "", "", -1, -1, "audit"},
        {"https://old.acme.example/hook", "Replaced by the CRM", "user.created,user.deleted", "", 12, 14},
    }}},
    {"Northwind Traders", "northwind", "team", 512, 620, {{
        {"https://api.northwind.example/webhooks/orders", "Order import", "order.placed,order.shipped,order.delivered,order.canceled,order.returned", "", -1, -1, "orders"},
        {"https://flaky.northwind.example/stock", "Stock mirror, on old hardware", "stock.changed,stock.low", "", -1, -1},
        {"https://books.northwind.example/in", "Bookkeeping", "", "billing", -1, -1},
        {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Contoso Retail", "contoso", "business", 470, 540, {{
        {"https://events.contoso.example/svix", "Event bus", "", "", -1, -1, "bus", 50},
        {"https://events.contoso.example/unauth/legacy", "Legacy bus, its key was changed", "order.placed,order.shipped", "", -1, -1},
        {"https://partner.contoso.example/busy", "Partner feed", "stock.changed", "", -1, -1},
        {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Initech", "initech", "starter", 401, 380, {{
        {"https://initech.example/cgi-bin/hook.pl", "Reports", "", "", -1, -1},
        {"https://initech.example/gone/hook", "The old reports", "invoice.paid", "", -1, 20},
        {"https://10.20.0.15/hook", "Inside the office network", "user.created,user.updated", "", -1, -1},
        {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Blue Heron Books", "blueheron", "team", 365, 320, {{
        {"https://shop.blueheron.example/webhooks", "Shop", "order.placed,order.shipped,order.delivered,stock.low,stock.sold_out", "", -1, -1},
        {"https://mail.blueheron.example/send", "Mails to readers", "order.shipped,user.created", "", -1, -1},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Kestrel Energy", "kestrel", "business", 300, 300, {{
        {"https://integration.kestrel.example/in", "Integration platform", "", "", -1, -1},
        {"https://integration-test.kestrel.example/timeout", "Test system, often off", "", "", 9, -1},
        {"https://billing.kestrel.example/svix", "Billing", "invoice.created,invoice.paid,payment.captured", "billing", -1, -1},
        {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Lumen Clinics", "lumen", "team", 255, 240, {{
        {"https://hooks.lumen.example/subscriptions", "Subscriptions", "subscription.created,subscription.renewed,subscription.canceled,subscription.trial_ending", "", -1, -1},
        {"https://hooks.lumen.example/payments", "Payments", "payment.authorized,payment.captured,payment.disputed", "", -1, -1},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Orchard Foods", "orchard", "starter", 203, 260, {{
        {"https://warehouse.orchard.example/events", "Warehouse", "stock.changed,stock.low,stock.sold_out,order.placed", "", -1, -1},
        {"http://no-such-host.invalid/orchard", "Set up wrongly", "export.finished", "", -1, -1},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Pinecone Travel", "pinecone", "team", 150, 210, {{
        {"https://api.pinecone.example/v2/webhooks", "Bookings", "", "", -1, -1},
        {"https://status.pinecone.example/down", "Status page", "payment.disputed,invoice.payment_failed", "", -1, 3},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Quarry Insurance", "quarry", "business", 96, 180, {{
        {"https://esb.quarry.example/svix", "Service bus", "", "", -1, -1, "esb"},
        {"https://archive.quarry.example/notfound", "Archive, path mistyped", "invoice.paid", "", -1, 8},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Riverside Schools", "riverside", "starter", 44, 120, {{
        {"https://portal.riverside.example/hooks", "School portal", "user.created,user.updated,user.invited,user.deleted", "", -1, -1},
        {"https://fail.riverside.example/sync", "Timetable sync, broken since the update", "user.updated", "", 2, 11},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
    {"Tidewater Freight", "tidewater", "team", 12, 90, {{
        {"https://tms.tidewater.example/api/events", "Transport management", "order.placed,order.shipped,order.delivered", "", -1, -1},
        {"https://mail.tidewater.example/new-orders", "Mails to the dispatchers", "order.placed,order.canceled", "", -1, -1},
        {nullptr, nullptr, nullptr, nullptr}, {nullptr, nullptr, nullptr, nullptr},
    }}},
}};

const std::array<DemoRecent, 18> demoRecent{{
    {"invoice.paid", 2}, {"invoice.paid", 4}, {"user.created", 5}, {"user.created", 9},
    {"order.shipped", 11}, {"invoice.payment_failed", 18}, {"invoice.created", 26},
    {"subscription.renewed", 31}, {"invoice.paid", 40}, {"invoice.paid", 41},
    {"order.shipped", 52}, {"user.created", 61}, {"invoice.created", 73}, {"invoice.paid", 88},
    {"invoice.paid", 124}, {"user.deleted", 139}, {"order.shipped", 151}, {"invoice.paid", 184},
}};
// clang-format on

} // namespace svix::sandbox
