// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/redactor.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

// Each pattern keeps in \1 what may be seen. Order matters: whole headers before their parts.
const std::array<Rule, 8> &rules()
{
    constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption;
    static const std::array<Rule, 8> all{
        // Header lines, also as JSON members and in a shell command.
        Rule{QRegularExpression(
                 u"((?:proxy-)?authorization|svix-signature|webhook-signature|(?:set-)?cookie"
                 "|x-api-key)(\\\\?[\"']?\\s*[:=]\\s*+\\\\?+[\"']?+)"
                 "(?!\\[hidden\\])[^\\r\\n\"'\\\\]+"_s,
                 anyCase),
             u"\\1\\2[hidden]"_s},
        Rule{QRegularExpression(
                 u"\\b(Bearer|Basic)(?:\\s++|%20)(?!\\[hidden\\])[^\\s\"',;&\\\\]+"_s, anyCase),
             u"\\1 [hidden]"_s},
        Rule{
            QRegularExpression(
                u"(?<![A-Za-z0-9])((?:test)?(?:app|integ)?sk_|whsec_|whsk\\d*_)[A-Za-z0-9+/=._~-]+"_s),
            u"\\1[hidden]"_s},
        Rule{QRegularExpression(u"()eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?"_s),
             u"[hidden]"_s},
        Rule{QRegularExpression(u"\\b(v1a?,)[A-Za-z0-9+/_-]{20,}={0,2}"_s), u"\\1[hidden]"_s},
        Rule{QRegularExpression(u"([a-z][a-z0-9+.-]*://)[^/?#\\s\"'<>]*@"_s, anyCase),
             u"\\1[hidden]@"_s},
        Rule{QRegularExpression(
                 u"([?&;](?:[a-z]+[_-])?(?:token|key|secret|password|passwd|signature|"
                 "apikey|auth|code)=)[^&#\\s\"'<>]+"_s,
                 anyCase),
             u"\\1[hidden]"_s},
        Rule{
            QRegularExpression(u"(#(?:[^\\s\"'<>]*[&?])?(?:key|token|access_token|one_time_token)=)"
                               "[^&\\s\"'<>]+"_s,
                               anyCase),
            u"\\1[hidden]"_s},
    };
    return all;
}

} // namespace

QString Redactor::clean(const QString &text)
{
    QString cleaned = text;
    for (const Rule &rule : rules()) {
        cleaned.replace(rule.pattern, rule.replacement);
    }
    return cleaned;
}

QByteArray Redactor::clean(const QByteArray &bytes)
{
    // Latin-1 maps every byte to one character and back, whatever the real encoding.
    return clean(QString::fromLatin1(bytes)).toLatin1();
}

} // namespace svix
