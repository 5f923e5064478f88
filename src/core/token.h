// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace svix {

/// What a token says about itself. Nothing of it is verified: only the server knows the truth.
struct TokenInfo
{
    enum class Kind {
        Unknown,         ///< no known look; servers accept any text
        ApiKey,          ///< sk_… or testsk_…, in Svix cloud of an environment
        PortalKey,       ///< appsk_…, in Svix cloud of one application
        IntegrationKey,  ///< integsk_… or testintegsk_…
        OrganisationJwt, ///< made by a self-hosted server for an organisation
        ApplicationJwt,  ///< made by a self-hosted server for one application (portal)
        OtherJwt         ///< a JWT about something else, such as a user of a login service
    };

    Kind kind = Kind::Unknown;
    QString organisation; ///< org_… of a JWT, may be empty
    QString application;  ///< app_… of a portal JWT
    QDateTime expires;    ///< UTC; null when the token names no end
    QDateTime issuedAt;   ///< UTC, may be null
    QString region;       ///< code of a region of Svix cloud, see cloudRegions(); may be empty

    bool isJwt() const
    {
        return kind == Kind::OrganisationJwt || kind == Kind::ApplicationJwt ||
               kind == Kind::OtherJwt;
    }
};

/// What was typed or pasted as a token, as the bytes for "Authorization: Bearer …": surrounding
/// space, quotes and a "Bearer " in front are taken off; then it is 1 to 16,384 visible ASCII
/// characters. InvalidInput says what is wrong, or what the text is instead of a token.
Result<QByteArray> cleanToken(const QString &text);

/// Reads a token locally; it is never sent anywhere and its signature is not checked.
TokenInfo inspectToken(const QByteArray &token);

/// The kind in one sentence for people; for a JWT it says that this is the token's own word.
QString describeToken(const TokenInfo &info);

/// Has the unmistakable look of a token (known prefix or JWT), for text in the wrong field.
bool looksLikeToken(const QString &text);
/// A link to the application portal with its one-time key in the fragment.
bool isPortalLink(const QString &text);

/// Takes a secret out of the environment: afterwards neither this process nor its children
/// (browser, editor, sandbox) have the variable.
QByteArray takeFromEnvironment(const char *variable);

} // namespace svix
