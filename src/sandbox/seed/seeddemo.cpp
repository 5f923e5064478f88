// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/delivery.h"
#include "sandbox/seed/demodata.h"
#include "sandbox/seed/demopayloads.h"
#include "sandbox/seed/eventtypes.h"
#include "sandbox/seed/seed.h"

#include <algorithm>

namespace svix::sandbox {

namespace {

constexpr qint64 secondMicros = 1000LL * 1000;
constexpr qint64 minuteMicros = 60 * secondMicros;
constexpr qint64 dayMicros = 24 * 60 * minuteMicros;
// The waits of a server as it comes, so that the record looks as it does there.
constexpr std::array<qint64, 7> waitSeconds{5, 300, 1800, 7200, 18000, 36000, 36000};
constexpr qint64 lastEventNumber = 90418;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

std::optional<QStringList> listOf(const char *joined)
{
    return *joined ? std::optional(text(joined).split(QLatin1Char(','))) : std::nullopt;
}

Timestamp ago(const Timestamp &now, qint64 micros)
{
    return Timestamp(now.microseconds() - micros);
}

class DemoSeed
{
public:
    DemoSeed(Environment &environment, Delivery &delivery, const Timestamp &now)
        : m_environment(environment)
        , m_delivery(delivery)
        , m_now(now)
    {
    }

    void run()
    {
        addDemoEventTypes(m_environment, ago(m_now, 700 * dayMicros));
        // Oldest first, so that ids and ages agree.
        for (const DemoCustomer &customer : demoCustomers) {
            add(customer, &customer == &demoCustomers.front());
        }
    }

private:
    void add(const DemoCustomer &customer, bool first)
    {
        ApplicationOut out;
        out.name = text(customer.name);
        out.uid = text(customer.uid);
        out.metadata = {{QStringLiteral("plan"), text(customer.plan)},
                        {QStringLiteral("region"), QStringLiteral("eu")}};
        out.createdAt = ago(m_now, customer.ageDays * dayMicros + customer.messages * minuteMicros);
        out.updatedAt = out.createdAt;
        const auto application = m_environment.addApplication(out);
        for (const DemoEndpoint &endpoint : customer.endpoints) {
            if (endpoint.url) {
                add(*application, endpoint, customer.ageDays);
            }
        }
        addMessages(*application, customer, first);
        addAttempts(application, customer, first);
    }

    void add(Application &application, const DemoEndpoint &from, int ageDays)
    {
        EndpointOut out;
        out.url = text(from.url);
        out.description = text(from.description);
        out.eventTypes = listOf(from.types);
        out.channels = listOf(from.channels);
        out.disabled = from.disabledDays >= 0;
        out.version = 1;
        if (*from.uid) {
            out.uid = text(from.uid);
        }
        if (from.rate > 0) {
            out.throttleRate = from.rate;
        }
        // Some hours apart, younger than the application.
        const qint64 age = ageDays * dayMicros -
                           static_cast<qint64>(application.endpoints.size()) * 300 * minuteMicros;
        out.createdAt = ago(m_now, std::max(age, dayMicros));
        out.updatedAt =
            from.disabledDays >= 0 ? ago(m_now, from.disabledDays * dayMicros) : out.createdAt;
        Endpoint &endpoint = m_environment.addEndpoint(application, out);
        if (from.rate > 0) {
            endpoint.headers = {{QStringLiteral("X-Team"), QStringLiteral("finance")},
                                {QStringLiteral("Authorization"), QStringLiteral("Bearer demo")}};
        }
    }

    // A type by weight. Nights are quiet: times are drawn again when they fall into one.
    QString randomType()
    {
        int total = 0;
        for (const DemoEventType &type : demoEventTypes) {
            total += type.weight;
        }
        int pick = static_cast<int>(m_environment.random().bounded(total));
        for (const DemoEventType &type : demoEventTypes) {
            pick -= type.weight;
            if (pick < 0) {
                return text(type.name);
            }
        }
        return text(demoEventTypes.front().name);
    }

    qint64 randomAge(qint64 youngest)
    {
        QRandomGenerator &random = m_environment.random();
        for (;;) {
            const auto age =
                youngest + static_cast<qint64>(random.generateDouble() *
                                               static_cast<double>(30 * dayMicros - youngest));
            const qint64 hour = ago(m_now, age).microseconds() / (60 * minuteMicros) % 24;
            if ((hour >= 6 && hour < 19) || random.bounded(5) == 0) {
                return age;
            }
        }
    }

    void addMessages(Application &application, const DemoCustomer &customer, bool first)
    {
        std::vector<std::pair<qint64, QString>> planned; // age, type
        if (first) {
            for (const DemoRecent &recent : demoRecent) {
                planned.emplace_back(recent.minutesAgo * minuteMicros, text(recent.type));
            }
        }
        const qint64 youngest = (first ? 190 : 3) * minuteMicros;
        while (planned.size() < static_cast<std::size_t>(customer.messages)) {
            planned.emplace_back(randomAge(youngest), randomType());
        }
        std::sort(planned.begin(), planned.end(),
                  [](const auto &a, const auto &b) { return a.first > b.first; });
        MessageLog &log = application.log;
        const qint64 base =
            first ? lastEventNumber - customer.messages + 1 : 20000 + customer.ageDays * 100LL;
        log.setEventNumberBase(base);
        log.setPayloadSource(std::make_shared<DemoPayloads>(text(customer.uid), base));
        for (const auto &[age, type] : planned) {
            MessageDraft draft;
            draft.time = ago(m_now, age);
            draft.eventType = type;
            draft.numberedEvent = true;
            if (type.startsWith(QLatin1String("invoice.")) ||
                type.startsWith(QLatin1String("payment."))) {
                draft.channels = QStringList{QStringLiteral("billing")};
            }
            log.appendMessage(draft, m_environment.random());
        }
    }

    static bool takes(const MessageLog &log, quint32 row, const EndpointOut &endpoint)
    {
        const QString &type = log.text(log.message(row).type);
        if (endpoint.eventTypes && !endpoint.eventTypes->contains(type)) {
            return false;
        }
        return !endpoint.channels || log.hasChannel(row, endpoint.channels->constFirst());
    }

    // What the drawings of the console show of the first customer's last messages.
    static std::optional<ReceiverAnswer> staged(qint64 eventNumber, int endpoint)
    {
        const ReceiverAnswer refused{503, QStringLiteral("{\"error\":\"upstream timed out\"}"), 312,
                                     -1};
        const ReceiverAnswer late{0, QStringLiteral("request timed out"), 3000, -1};
        const ReceiverAnswer good{200, QStringLiteral("ok"), 88, -1};
        switch (eventNumber) {
        case 90417:
            return endpoint == 1 ? refused : good;
        case 90416:
            return endpoint == 0 ? refused : good;
        case 90413:
            return endpoint == 1 ? late : refused;
        case 90405:
            return endpoint == 1 ? late : good;
        case 90418:
        case 90415:
        case 90412:
        case 90410:
        case 90409:
            return good;
        default:
            return std::nullopt;
        }
    }

    void addAttempts(const std::shared_ptr<Application> &application, const DemoCustomer &customer,
                     bool first)
    {
        MessageLog &log = application->log;
        std::vector<AttemptDraft> drafts;
        for (quint32 row = 0; row < log.messageCount(); ++row) {
            for (const auto &endpoint : application->endpoints) {
                if (!takes(log, row, endpoint->out)) {
                    continue;
                }
                const DemoEndpoint &from =
                    customer.endpoints[static_cast<std::size_t>(endpoint->number)];
                addTries(application, row, *endpoint, from, first, drafts);
            }
        }
        std::sort(drafts.begin(), drafts.end(),
                  [](const AttemptDraft &a, const AttemptDraft &b) { return a.time < b.time; });
        for (const AttemptDraft &draft : drafts) {
            log.appendAttempt(draft, m_environment.random());
        }
    }

    ReceiverAnswer answerOf(const QUrl &url, const DemoEndpoint &from, quint64 salt,
                            qint64 at) const
    {
        const Destination destination = destinationOf(url);
        if (destination != Destination::Simulated) {
            return Receiver::unreachable(destination);
        }
        const qint64 days = (m_now.microseconds() - at) / dayMicros;
        if (from.failsSinceDays >= 0 && days >= from.failsSinceDays) {
            return m_delivery.receiver().simulated(
                QUrl(QStringLiteral("https://was.fine.example/")), salt);
        }
        return m_delivery.receiver().simulated(url, salt);
    }

    void addTries(const std::shared_ptr<Application> &application, quint32 row,
                  const Endpoint &endpoint, const DemoEndpoint &from, bool first,
                  std::vector<AttemptDraft> &drafts)
    {
        const MessageLog &log = application->log;
        const QUrl url(endpoint.out.url);
        const qint64 end = from.disabledDays >= 0
                               ? ago(m_now, from.disabledDays * dayMicros).microseconds()
                               : m_now.microseconds();
        qint64 at = millisecondsOfId(log.message(row).id) * 1000 + 40 * 1000;
        for (std::size_t tries = 0;; ++tries) {
            const quint64 salt = (quint64(row) << 8) + tries;
            const auto fixed =
                first ? staged(log.eventNumberBase() + row, endpoint.number) : std::nullopt;
            const ReceiverAnswer answer = fixed ? *fixed : answerOf(url, from, salt, at);
            AttemptDraft draft;
            draft.time = Timestamp(at);
            draft.message = row;
            draft.endpoint = endpoint.number;
            draft.url = endpoint.out.url;
            draft.response = answer.text;
            draft.statusCode = answer.status;
            draft.durationMs = answer.durationMs;
            draft.success = answer.success();
            if (at >= end) {
                // Not yet: planned when the endpoint still takes messages.
                if (tries > 0 && from.disabledDays < 0) {
                    m_delivery.schedule(application, row, endpoint.number, static_cast<int>(tries),
                                        Timestamp(at));
                }
                return;
            }
            drafts.push_back(draft);
            if (answer.success() || tries == waitSeconds.size()) {
                return;
            }
            at += waitSeconds[tries] * secondMicros + answer.durationMs * 1000;
        }
    }

    Environment &m_environment;
    Delivery &m_delivery;
    Timestamp m_now;
};

} // namespace

void addDemoEventTypes(Environment &environment, const Timestamp &since)
{
    for (const DemoEventType &type : demoEventTypes) {
        EventTypeOut out;
        out.name = text(type.name);
        out.description = text(type.description);
        out.deprecated = type.deprecated;
        out.createdAt = since;
        out.updatedAt = since;
        const QByteArray example =
            DemoPayloads::make(out.name, QStringLiteral("example"), 1001, 1700000000000);
        out.schemas.text = "{\"1\":" + schemaFor(example, out.name) + '}';
        environment.eventTypes.emplace(out.name, out);
    }
}

void seedDemo(Environment &environment, Delivery &delivery, const Timestamp &now)
{
    DemoSeed(environment, delivery, now).run();
}

} // namespace svix::sandbox
