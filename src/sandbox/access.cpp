// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/access.h"

namespace svix::sandbox {

std::optional<Access> accessOf(const HttpRequest &request, const Tokens &tokens, const Store &store,
                               const Timestamp &now)
{
    const QByteArray *header = request.header("authorization");
    if (auto access = tokens.check(header, now)) {
        return access;
    }
    if (!header || !header->startsWith("Bearer integsk_")) {
        return std::nullopt;
    }
    const auto found = store.findIntegrationKey(header->sliced(7).trimmed());
    if (!found) {
        return std::nullopt;
    }
    Access access;
    access.organisation = found->organisation;
    access.application = found->application;
    access.featureFlags = found->integration->out.featureFlags.value_or(QStringList());
    return access;
}

} // namespace svix::sandbox
