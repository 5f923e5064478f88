// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/endpointchecks.h"

#include "api/signing.h"
#include "core/serverurl.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace svix {

namespace {

class EndpointChecksText
{
    Q_DECLARE_TR_FUNCTIONS(EndpointChecks)
};

constexpr qsizetype longestUrl = 65536;
constexpr qsizetype longestHeader = 4096; // bytes
constexpr qsizetype mostChannels = 10;

QUrl asUrl(const QString &text)
{
    return QUrl(text.trimmed(), QUrl::StrictMode);
}

bool isOneOf(const QString &text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const char *word) { return text == QLatin1String(word); });
}

/// Networks that only a neighbour of the server can reach; servers refuse to deliver there unless
/// they are told otherwise.
bool isPrivate(const QHostAddress &address)
{
    static const QList<QPair<QHostAddress, int>> networks{
        QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"172.16.0.0/12"_s),
        QHostAddress::parseSubnet(u"192.168.0.0/16"_s),
        QHostAddress::parseSubnet(u"100.64.0.0/10"_s),
        QHostAddress::parseSubnet(u"169.254.0.0/16"_s),
        QHostAddress::parseSubnet(u"0.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"fc00::/7"_s),
        QHostAddress::parseSubnet(u"fe80::/10"_s)};
    return std::any_of(networks.cbegin(), networks.cend(),
                       [&](const auto &network) { return address.isInSubnet(network); });
}

QString addressRemark(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyDecoded).toLower();
    const QHostAddress address(host);
    if (host == u"169.254.169.254" || host == u"fd00:ec2::254" ||
        host == u"metadata.google.internal") {
        return EndpointChecksText::tr(
            "This is where cloud machines keep their credentials. A server that "
            "delivers there gives its own away.");
    }
    if (isLoopback(url) || host.endsWith(u".localhost") || address.isLoopback()) {
        return EndpointChecksText::tr(
            "This is the Svix server's own computer, not yours. Most servers refuse "
            "to deliver there.");
    }
    if (!address.isNull() && isPrivate(address)) {
        return EndpointChecksText::tr(
            "This address is in a private network. Most servers refuse to deliver "
            "there.");
    }
    if (address.isNull() && !host.contains(u'.')) {
        return EndpointChecksText::tr("A host without a dot is known in a local network only.");
    }
    return {};
}

} // namespace

QString endpointUrlProblem(const QString &text)
{
    const QString typed = text.trimmed();
    const QUrl url = asUrl(typed);
    const QString scheme = url.scheme().toLower();
    if (typed.isEmpty()) {
        return EndpointChecksText::tr("Say where the messages go.");
    }
    if (typed.size() > longestUrl) {
        return EndpointChecksText::tr("A URL has at most %1 characters.").arg(longestUrl);
    }
    if ((scheme != u"https" && scheme != u"http") || !typed.mid(scheme.size()).startsWith(u"://")) {
        return EndpointChecksText::tr("A URL begins with https:// or http://.");
    }
    if (!url.isValid()) {
        return EndpointChecksText::tr("This is not a URL.");
    }
    return url.host().isEmpty() ? EndpointChecksText::tr("The URL has no host.") : QString();
}

QString endpointUrlRemark(const QString &text)
{
    const QUrl url = asUrl(text);
    if (!endpointUrlProblem(text).isEmpty()) {
        return {};
    }
    QStringList remarks;
    if (!url.userInfo().isEmpty()) {
        remarks += EndpointChecksText::tr(
            "Everybody who sees this endpoint sees the user name and password in "
            "its URL. A header Authorization keeps them hidden.");
    }
    if (const QString remark = addressRemark(url); !remark.isEmpty()) {
        remarks += remark;
    } else if (const QString host = hostRemark(url); !host.isEmpty()) {
        remarks += host;
    }
    if (url.scheme().toLower() == u"http") {
        remarks += EndpointChecksText::tr("Not https: anyone on the way can read the messages.");
    }
    if (url.hasFragment()) {
        remarks += EndpointChecksText::tr("What stands behind the \"#\" is not sent.");
    }
    return remarks.join(u'\n');
}

QString channelsProblem(const QStringList &channels, bool moreMarks)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9\\-_.]{1,128}\\z"_s);
    static const QRegularExpression more(u"\\A[A-Za-z0-9\\-_.:+]{1,128}\\z"_s);
    if (channels.size() > mostChannels) {
        return EndpointChecksText::tr("At most %1 channels.").arg(mostChannels);
    }
    for (const QString &channel : channels) {
        if (!(moreMarks ? more : plain).match(channel).hasMatch()) {
            return EndpointChecksText::tr(
                       "\"%1\" cannot be a channel: up to 128 letters, digits and %2.")
                .arg(channel.left(60), moreMarks ? u"- _ . : +"_s : u"- _ ."_s);
        }
    }
    return {};
}

QString uidProblem(const QString &uid, const QString &prefix)
{
    static const QRegularExpression rule(u"\\A[A-Za-z0-9\\-_.]{1,256}\\z"_s);
    if (!uid.isEmpty() && !rule.match(uid).hasMatch()) {
        return EndpointChecksText::tr("A uid has up to 256 letters, digits and - _ .");
    }
    return uid.startsWith(prefix)
               ? EndpointChecksText::tr("A uid must not begin with \"%1\".").arg(prefix)
               : QString();
}

QString signingSecretProblem(const QString &secret)
{
    constexpr qsizetype edKey = 64; // private and public half
    if (secret.startsWith(u"whsk_")) {
        const auto key = QByteArray::fromBase64Encoding(secret.mid(5).toUtf8(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
        return key.decodingStatus == QByteArray::Base64DecodingStatus::Ok &&
                       key.decoded.size() == edKey
                   ? QString()
                   : EndpointChecksText::tr(
                         "After \"whsk_\" comes an ed25519 key of 64 bytes in base64.");
    }
    if (!secret.startsWith(u"whsec_")) {
        return EndpointChecksText::tr("A secret begins with \"whsec_\".");
    }
    const QString base64 = secret.mid(6);
    // Servers want the padding, which Qt does without.
    if (base64.size() % 4 != 0 || !signingKey(secret)) {
        return EndpointChecksText::tr(
            "After \"whsec_\" come 24 to 75 bytes in base64: 32 to 100 characters, "
            "with \"=\" at the end where they are due.");
    }
    return {};
}

QString headerNameProblem(const QString &name)
{
    static const QRegularExpression token(u"\\A[A-Za-z0-9!#$%&'*+\\-.^_`|~]{1,256}\\z"_s);
    if (name.isEmpty()) {
        return EndpointChecksText::tr("The header has no name.");
    }
    if (!token.match(name).hasMatch()) {
        return EndpointChecksText::tr(
            "A header's name has letters, digits and - _ . only, and no spaces.");
    }
    const QString lower = name.toLower();
    if (isOneOf(lower, {"user-agent", "content-length", "content-type", "content-encoding",
                        "content-language", "content-location"})) {
        return EndpointChecksText::tr("%1 cannot be set: Svix sends its own.").arg(name);
    }
    const bool refused =
        isOneOf(lower, {"keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailers",
                        "transfer-encoding", "upgrade", "age", "cache-control", "clear-site-data",
                        "expires", "pragma", "warning"});
    if (refused) {
        return EndpointChecksText::tr("%1 cannot be set: the server refuses it.").arg(name);
    }
    for (const char *prefix : {"x-amz-", "x-amzn-", "x-google", "x-goog-", "x-gfe", "x-azure-",
                               "x-fd-", "x-svix-", "svix-"}) {
        if (lower.startsWith(QLatin1String(prefix))) {
            return EndpointChecksText::tr(
                       "%1 cannot be set: the server refuses names that begin with \"%2\".")
                .arg(name, QLatin1String(prefix));
        }
    }
    return {};
}

QString headerValueProblem(const QString &value)
{
    const bool control = std::any_of(value.cbegin(), value.cend(), [](QChar c) {
        return c.unicode() < 0x20 || c.unicode() == 0x7f || c.unicode() == 0x2028 ||
               c.unicode() == 0x2029;
    });
    if (control) {
        return EndpointChecksText::tr(
            "A value has one line, without tabs and other control characters.");
    }
    if (value.toUtf8().size() > longestHeader) {
        return EndpointChecksText::tr("A value has at most %1 bytes; this one has %2.")
            .arg(longestHeader)
            .arg(value.toUtf8().size());
    }
    return {};
}

QString headerValueRemark(const QString &value)
{
    const bool ascii =
        std::all_of(value.cbegin(), value.cend(), [](QChar c) { return c.unicode() < 0x80; });
    return ascii ? QString()
                 : EndpointChecksText::tr(
                       "svix-server keeps a value with other letters than those of ASCII, "
                       "and does not send it.");
}

} // namespace svix
