// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/delivery/receiver.h"

#include "sandbox/delivery/webhookpost.h"

#include <QHostAddress>
#include <QStringDecoder>
#include <QTimer>

#include <array>

namespace svix::sandbox {

namespace {

constexpr qsizetype keptBytes = 20000;

// Ranges that svix-server refuses to send to.
bool isReserved(const QHostAddress &address)
{
    static const std::array ranges{
        "0.0.0.0/8",       "10.0.0.0/8",     "100.64.0.0/10", "127.0.0.0/8",    "169.254.0.0/16",
        "172.16.0.0/12",   "192.0.0.0/24",   "192.0.2.0/24",  "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",   "240.0.0.0/4",    "::/128",
        "::1/128",         "fc00::/7",       "fe80::/10",     "ff00::/8",       "2001:db8::/32"};
    return std::any_of(ranges.begin(), ranges.end(), [&](const char *range) {
        return address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(range)));
    });
}

// FNV-1a with a final mix: the same everywhere, unlike qHash.
quint64 hashOf(const QString &text, quint64 salt)
{
    quint64 hash = 14695981039346656037ULL ^ salt;
    for (const char c : text.toUtf8()) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

struct Rule
{
    const char *word; ///< in the host or the path
    int status;       ///< 0: no answer in time
    int failPercent;
};

// First match wins. The words are what a person would type to try a case.
constexpr std::array rules{Rule{"timeout", 0, 100},
                           Rule{"flaky", 503, 40},
                           Rule{"unauth", 401, 100},
                           Rule{"forbidden", 403, 100},
                           Rule{"notfound", 404, 100},
                           Rule{"missing", 404, 100},
                           Rule{"gone", 410, 100},
                           Rule{"ratelimit", 429, 100},
                           Rule{"busy", 429, 100},
                           Rule{"fail", 500, 100},
                           Rule{"down", 503, 100},
                           Rule{"hooks.acme.example", 503, 39},
                           Rule{"old.acme.example", 410, 100}};

QString bodyFor(int status, quint64 hash)
{
    switch (status) {
    case 200:
        return hash % 3 == 0 ? QStringLiteral("ok") : QStringLiteral("{\"received\":true}");
    case 202:
        return QStringLiteral("{\"status\":\"queued\"}");
    case 204:
        return {};
    case 401:
        return QStringLiteral("{\"error\":\"invalid signature\"}");
    case 403:
        return QStringLiteral("{\"error\":\"forbidden\"}");
    case 404:
        return QStringLiteral("<html><body><h1>404 Not Found</h1></body></html>");
    case 410:
        return QStringLiteral("{\"error\":\"this hook was removed\"}");
    case 429:
        return QStringLiteral("{\"error\":\"too many requests\"}");
    case 503:
        return QStringLiteral("{\"error\":\"upstream timed out\"}");
    default:
        return QStringLiteral("Internal Server Error");
    }
}

} // namespace

QString ReceiverAnswer::keptText(const QByteArray &body)
{
    const QByteArray kept = body.first(std::min(body.size(), keptBytes));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder.decode(kept);
    // A character that the cap cuts in two makes it no text, too.
    return decoder.hasError() || text.toUtf8() != kept ? QString::fromLatin1(kept.toBase64())
                                                       : text;
}

Destination destinationOf(const QUrl &url)
{
    const QString host = url.host().toLower();
    QHostAddress address;
    if (address.setAddress(host)) {
        // An IPv4 address in IPv6's clothes is reached as what it is.
        bool mapped = false;
        if (const quint32 inner = address.toIPv4Address(&mapped); mapped) {
            address = QHostAddress(inner);
        }
        if (address == QHostAddress(QHostAddress::LocalHost) ||
            address == QHostAddress(QHostAddress::LocalHostIPv6)) {
            return Destination::Loopback;
        }
        return isReserved(address) ? Destination::Blocked : Destination::Simulated;
    }
    if (host == QLatin1String("localhost")) {
        return Destination::Loopback;
    }
    const bool unknown =
        !host.contains(QLatin1Char('.')) || host.endsWith(QLatin1String(".invalid"));
    return unknown ? Destination::Unresolvable : Destination::Simulated;
}

Receiver::Receiver(int timeoutMs, QObject *parent)
    : QObject(parent)
    , m_timeoutMs(timeoutMs)
{
}

ReceiverAnswer Receiver::unreachable(Destination destination)
{
    return {
        0,
        destination == Destination::Blocked
            ? QStringLiteral("requests to this IP range are blocked (see the server configuration)")
            : QStringLiteral("error making request: client error (Connect)"),
        0, -1};
}

ReceiverAnswer Receiver::simulated(const QUrl &url, quint64 salt) const
{
    const QString place = url.host() + url.path();
    const quint64 fixed = hashOf(place, 0);
    const quint64 varying = hashOf(place, salt);
    ReceiverAnswer answer;
    answer.durationMs = 25 + static_cast<qint64>(fixed % 180 + varying % 220);

    const int percent = static_cast<int>(varying / 1000 % 100);
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule &r) {
        return place.contains(QLatin1String(r.word), Qt::CaseInsensitive);
    });
    // A path such as /status/418 names its answer, as well-known test receivers have it.
    const qsizetype named = url.path().indexOf(QLatin1String("/status/"));
    if (named >= 0) {
        answer.status = std::clamp(url.path().mid(named + 8, 3).toInt(), 200, 599);
    } else if (rule != rules.end() && percent < rule->failPercent) {
        // Something that fails now and then also hangs now and then.
        const bool hangs = rule->failPercent < 100 && varying % 4 == 0;
        answer.status = hangs ? 0 : rule->status;
    } else if (rule == rules.end() && varying / 7 % 1000 < 4) {
        answer.status = 500; // nothing is perfect
    } else {
        static constexpr std::array usual{200, 200, 200, 204, 202, 200};
        answer.status = usual[fixed % usual.size()];
    }
    if (answer.status == 0) {
        answer.text = ReceiverAnswer::timeoutText();
        answer.durationMs = m_timeoutMs;
        return answer;
    }
    answer.text = bodyFor(answer.status, varying);
    answer.retryAfterSeconds = answer.status == 429 ? 2 : -1;
    return answer;
}

void Receiver::post(const QByteArray &method, const QUrl &url, const HeaderList &headers,
                    const QByteArray &body, quint64 salt, QObject *context, const Done &done)
{
    const Destination destination = destinationOf(url);
    if (destination == Destination::Loopback) {
        // Deletes itself; a context that has gone takes it along.
        auto *post = new WebhookPost(method, url, headers, body, m_timeoutMs, context);
        connect(post, &WebhookPost::finished, context, done);
        return;
    }
    const ReceiverAnswer answer =
        destination == Destination::Simulated ? simulated(url, salt) : unreachable(destination);
    QTimer::singleShot(static_cast<int>(answer.durationMs), context,
                       [done, answer] { done(answer); });
}

} // namespace svix::sandbox
