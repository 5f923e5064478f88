// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/handlers/validation.h"

#include <algorithm>
#include <array>

namespace svix::sandbox {

QString headerNameProblem(const QString &name)
{
    static constexpr std::array refusedNames{"user-agent",
                                             "keep-alive",
                                             "proxy-authenticate",
                                             "proxy-authorization",
                                             "te",
                                             "trailers",
                                             "transfer-encoding",
                                             "upgrade",
                                             "age",
                                             "cache-control",
                                             "clear-site-data",
                                             "expires",
                                             "pragma",
                                             "warning",
                                             "content-length",
                                             "content-type",
                                             "content-encoding",
                                             "content-language",
                                             "content-location"};
    static constexpr std::array refusedPrefixes{"x-amz-",  "x-amzn-", "x-google",
                                                "x-goog-", "x-gfe",   "x-azure-",
                                                "x-fd-",   "x-svix-", "svix-"};
    static const QString tokenMarks = QStringLiteral("!#$%&'*+-.^_`|~");
    const bool token = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || tokenMarks.contains(c);
    });
    if (!token) {
        return QStringLiteral("Invalid Header Name.");
    }
    const QString lower = name.toLower();
    const auto is = [&](const char *refused) { return lower == QLatin1String(refused); };
    const auto begins = [&](const char *prefix) { return lower.startsWith(QLatin1String(prefix)); };
    if (std::any_of(refusedNames.begin(), refusedNames.end(), is)) {
        return QStringLiteral("Header uses a forbidden key.");
    }
    if (std::any_of(refusedPrefixes.begin(), refusedPrefixes.end(), begins)) {
        return QStringLiteral("Header starts with a forbidden prefix.");
    }
    return {};
}

QString headerValueProblem(const QString &value)
{
    const QByteArray bytes = value.toUtf8();
    if (bytes.size() > 4096) {
        return QStringLiteral("Maximum header length is 4096 bytes");
    }
    const bool control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u < 0x20 && c != '\t') || u == 0x7f;
    });
    return control ? QStringLiteral("Invalid Header Value.") : QString();
}

} // namespace svix::sandbox
