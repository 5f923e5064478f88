// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile.h"
#include "jwt.h"
#include "support/testmain.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace svix;
using namespace svix::test;

/// Cases 77, 78, 85 and 87: addresses, regions and the profile itself.
class TestProfile : public svix::test::TestObject
{
    Q_OBJECT
private Q_SLOTS:
    void normalises_data();
    void normalises();
    void refusesAddress_data();
    void refusesAddress();
    void loopback_data();
    void loopback();
    void plainHttp();
    void sameOrigin();
    void regions_data();
    void regions();
    void mismatch_data();
    void mismatch();
    void lookAlikeHosts_data();
    void lookAlikeHosts();
    void profileRoundTrip();
    void secretKeys();
    void profileFromDamagedJson();
};

// Case 87, the half that is put right.
void TestProfile::normalises_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    const auto row = [](const QString &text, const QString &url) {
        QTest::newRow(qPrintable(text)) << text << url;
    };
    row(u"https://api.svix.com"_s, u"https://api.svix.com"_s);
    row(u"  https://api.svix.com/  \n"_s, u"https://api.svix.com"_s);
    row(u"HTTPS://API.Svix.COM"_s, u"https://api.svix.com"_s);
    row(u"https://api.svix.com:443"_s, u"https://api.svix.com"_s);
    row(u"http://localhost:80/"_s, u"http://localhost"_s);
    row(u"https://example.org:8443///"_s, u"https://example.org:8443"_s);
    row(u"https://example.org/hooks"_s, u"https://example.org/hooks"_s);
    row(u"https://example.org/hooks//"_s, u"https://example.org/hooks"_s);
    row(u"https://example.org/api/v1"_s, u"https://example.org"_s);
    row(u"https://example.org/hooks/api/v1/"_s, u"https://example.org/hooks"_s);
    row(u"https://example.org/myapi/v1"_s, u"https://example.org/myapi/v1"_s);
    row(u"https://example.org/api/v1/app"_s, u"https://example.org/api/v1/app"_s);
    row(u"https://example.org/a%2Fb"_s, u"https://example.org/a%2Fb"_s);
    row(u"http://127.0.0.1:8071"_s, u"http://127.0.0.1:8071"_s);
    row(u"http://[::1]:8071/"_s, u"http://[::1]:8071"_s);
    row(u"https://[2001:DB8::1]"_s, u"https://[2001:db8::1]"_s);
    row(u"https://bücher.example"_s, u"https://xn--bcher-kva.example"_s);
    row(u"https://xn--bcher-kva.example"_s, u"https://xn--bcher-kva.example"_s);
    row(u"api.eu.svix.com"_s, u"https://api.eu.svix.com"_s);
    row(u"example.org:8443/hooks"_s, u"https://example.org:8443/hooks"_s);
    row(u"localhost:8071"_s, u"http://localhost:8071"_s);
    row(u"127.0.0.1:8071"_s, u"http://127.0.0.1:8071"_s);
    row(u"[::1]:8071"_s, u"http://[::1]:8071"_s);
    row(u"http://example.org:1"_s, u"http://example.org:1"_s);
    row(u"http://example.org:65535"_s, u"http://example.org:65535"_s);
}

void TestProfile::normalises()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const auto result = normalisedServerUrl(text);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(result->toString(QUrl::FullyEncoded), url);
    // Once normalised it stays.
    const auto again = normalisedServerUrl(url);
    QVERIFY(again);
    QCOMPARE(*again, *result);
}

// Case 87, the half that is refused, and the URL half of 77; the word says for which reason.
void TestProfile::refusesAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    const auto row = [](const QString &text, const QString &word) {
        QTest::newRow(qPrintable(text.left(60))) << text << word;
    };
    row(u""_s, u"empty"_s);
    row(u"   "_s, u"empty"_s);
    row(u"https://"_s, u"server name"_s);
    row(u"https:///path"_s, u"server name"_s);
    row(u"https:api.svix.com"_s, u"slashes"_s);
    row(u"https://me:secret@example.org"_s, u"user name"_s);
    row(u"https://me@example.org"_s, u"user name"_s);
    row(u"https://@example.org"_s, u"user name"_s);
    row(u"me@example.org"_s, u"user name"_s);
    row(u"https://example.org?x=1"_s, u"\"?\""_s);
    row(u"https://example.org/?"_s, u"\"?\""_s);
    row(u"https://example.org#top"_s, u"\"#\""_s);
    row(u"https://app.svix.com/login#key=eyJhcHBJZCI6ImFwcF8xIn0"_s, u"portal link"_s);
    row(u"https://example.org:0"_s, u"65535"_s);
    row(u"https://example.org:65536"_s, u"65535"_s);
    row(u"https://example.org:99999/x"_s, u"65535"_s);
    row(u"https://example.org:-1"_s, u"65535"_s);
    row(u"https://example.org:80a"_s, u"65535"_s);
    row(u"javascript:alert(1)"_s, u"javascript"_s);
    row(u"file:///etc/passwd"_s, u"file"_s);
    row(u"ftp://example.org"_s, u"ftp"_s);
    row(u"data:text/html,x"_s, u"data"_s);
    row(u"https://exa mple.org"_s, u"spaces"_s);
    row(u"https://example.org\r\nHost: evil"_s, u"spaces"_s);
    row(u"https://example.org\\@evil.org"_s, u"backslashes"_s);
    row(u"https://example\u200b.org"_s, u"hidden"_s);
    row(u"https://example.org/../x"_s, u"/../"_s);
    row(u"https://example.org/a/./b"_s, u"/./"_s);
    row(u"https://example.org/%2e%2e/x"_s, u"/../"_s);
    row(u"https://[::1"_s, u"usable"_s);
    row(u"https://[:::1]"_s, u"usable"_s);
    row(u"testsk_abcdefghijkl.eu"_s, u"token"_s);
    row(u"Bearer sk_abcdefghijkl"_s, u"token"_s);
    row(QString::fromLatin1(jwt(R"({"sub":"org_1"})")), u"token"_s);
    row(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, u"token"_s);
    row(u"https://"_s + QString(3000, u'a'), u"long"_s);
}

void TestProfile::refusesAddress()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    const auto result = normalisedServerUrl(text);
    QVERIFY2(!result, qPrintable(result ? result->toString() : QString()));
    QCOMPARE(result.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(result.error().detail.contains(word), qPrintable(result.error().detail));
}

void TestProfile::loopback_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("loopback");
    const auto row = [](const char *url, bool loopback) {
        QTest::newRow(url) << QString::fromLatin1(url) << loopback;
    };
    row("http://localhost:1", true);
    row("http://LOCALHOST", true);
    row("http://127.0.0.1", true);
    row("http://127.8.9.10:80", true);
    row("http://[::1]", true);
    row("http://localhost.example.org", false);
    row("http://127.0.0.1.example.org", false);
    row("http://0.0.0.0", false);
    row("http://10.0.0.1", false);
    row("http://128.0.0.1", false);
    row("http://[::2]", false);
    row("http://example.org", false);
}

void TestProfile::loopback()
{
    QFETCH(QString, url);
    QFETCH(bool, loopback);
    QCOMPARE(isLoopback(QUrl(url)), loopback);
}

// Case 85.
void TestProfile::plainHttp()
{
    Profile profile;
    profile.id = makeProfileId();
    profile.url = QUrl(u"http://hooks.example.org"_s);
    const auto refused = checkTransport(profile);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(refused.error().detail.contains(u"hooks.example.org"));
    profile.allowPlainHttp = true;
    QVERIFY(checkTransport(profile));
    QVERIFY(isPlainHttpToOthers(profile.url)); // still to be shown in red
    profile.allowPlainHttp = false;
    for (const auto &url : {u"https://hooks.example.org"_s, u"http://localhost:8071"_s}) {
        profile.url = QUrl(url);
        QVERIFY(checkTransport(profile));
        QVERIFY(!isPlainHttpToOthers(profile.url));
    }
}

void TestProfile::sameOrigin()
{
    const auto same = [](const char *a, const char *b) {
        return isSameOrigin(QUrl(QString::fromLatin1(a)), QUrl(QString::fromLatin1(b)));
    };
    QVERIFY(same("https://a.example/x", "https://A.example:443/y"));
    QVERIFY(!same("https://a.example", "https://a.example:8443"));
    QVERIFY(!same("https://a.example", "http://a.example"));
    QVERIFY(!same("https://a.example", "https://b.example"));
    QVERIFY(!same("", ""));
}

void TestProfile::regions_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("host");
    const auto row = [](const QByteArray &token, const char *region, const char *host) {
        QTest::newRow(token.left(40).constData())
            << token << QString::fromLatin1(region) << QString::fromLatin1(host);
    };
    row("testsk_abc.eu", "eu", "api.eu.svix.com");
    row("sk_abc.us", "us", "api.us.svix.com");
    row("appsk_abc.ca", "ca", "api.ca.svix.com");
    row("sk_abc.au", "au", "api.au.svix.com");
    row("integsk_abc.in", "in", "api.in.svix.com");
    row("sk_abc", "", "api.svix.com");
    row("sk_abc.xx", "", "api.svix.com");
    row("sk_a.b.eu", "eu", "api.eu.svix.com");
    row("own-token", "", "");
    row("own-token.eu", "eu", "api.eu.svix.com");
    row("eu", "", "");
    row(jwt(R"({"sub":"org_1"})"), "", "");
}

void TestProfile::regions()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, region);
    QFETCH(QString, host);
    QCOMPARE(regionOfToken(QString::fromLatin1(token)), region);
    QCOMPARE(cloudUrlForToken(QString::fromLatin1(token)).host(), host);
}

// Case 78.
void TestProfile::mismatch_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("warning");
    const auto row = [](const char *url, const QString &token, const char *warning) {
        QTest::addRow("%s %s", url, qPrintable(token.left(16)))
            << QString::fromLatin1(url) << token << QString::fromLatin1(warning);
    };
    row("https://api.eu.svix.com", u"testsk_abc.eu"_s, "");
    row("https://api.us.svix.com", u"testsk_abc.eu"_s, "api.eu.svix.com");
    row("https://api.svix.com", u"testsk_abc.eu"_s, "api.eu.svix.com");
    row("https://api.eu.svix.com", u"testsk_abc"_s, "api.svix.com");
    row("https://api.svix.com", u"testsk_abc"_s, "");
    row("https://svix.example.org", u"testsk_abc.eu"_s, "would be sent to svix.example.org");
    row("https://svix.example.org", u"testsk_abc"_s, "be sent to svix.example.org");
    row("https://api.svi.com", u"testsk_x"_s, "looks like one of Svix cloud");
    row("https://192.0.2.7", u"appsk_x"_s, "be sent to 192.0.2.7");
    row("http://127.0.0.1:8071", u"testsk_x"_s, "");
    row("http://localhost", u"sk_x"_s, "");
    row("https://svix.example.org", u"anything"_s, "");
    row("https://api.svix.com", QString::fromLatin1(jwt(R"({"sub":"org_1"})")), "");
}

void TestProfile::mismatch()
{
    QFETCH(QString, url);
    QFETCH(QString, token);
    QFETCH(QString, warning);
    const QString said = regionMismatch(QUrl(url), token);
    QCOMPARE(said.isEmpty(), warning.isEmpty());
    QVERIFY2(said.contains(warning), qPrintable(said));
    QVERIFY(!said.contains(token));
}

// Case 2: a host that looks like another one.
void TestProfile::lookAlikeHosts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("named");
    QTest::newRow("plain") << u"https://svix.example.org"_s << QString();
    QTest::newRow("cloud") << u"https://api.eu.svix.com"_s << QString();
    QTest::newRow("cyrillic") << u"https://\u0430pi.svix.com"_s << u"xn--pi-6kc.svix.com"_s;
    QTest::newRow("punycode") << u"https://xn--pi-6kc.svix.com"_s << u"xn--pi-6kc.svix.com"_s;
    QTest::newRow("begins alike") << u"https://api.svix.com.evil.example"_s
                                  << u"api.svix.com.evil.example"_s;
}

void TestProfile::lookAlikeHosts()
{
    QFETCH(QString, url);
    QFETCH(QString, named);
    const auto normal = normalisedServerUrl(url);
    QVERIFY(normal.ok());
    const QString said = hostRemark(*normal);
    QCOMPARE(said.isEmpty(), named.isEmpty());
    QVERIFY2(said.contains(named), qPrintable(said));
}

void TestProfile::profileRoundTrip()
{
    Profile profile;
    profile.id = makeProfileId();
    profile.name = u"Søren's »test«"_s;
    profile.url = QUrl(u"https://bücher.example/hooks"_s);
    profile.connectionClass = ConnectionClass::Test;
    profile.readOnly = true;
    profile.caFile = u"/etc/ssl/own.pem"_s;
    profile.proxy = {ProxySettings::Kind::Socks5, u"proxy.example"_s, 1080, u"me"_s};
    profile.allowPlainHttp = true;
    profile.http1Only = true;
    profile.unknown = {{u"colour"_s, u"red"_s}, {u"future"_s, QJsonObject{{u"a"_s, 1}}}};
    const QJsonObject json = toJson(profile);
    QCOMPARE(json[u"colour"].toString(), u"red"_s);
    const auto read = profileFromJson(json);
    QVERIFY(read);
    QVERIFY(*read == profile);
    QCOMPARE(toJson(*read), json);
}

// A secret is found again for the same server or proxy only.
void TestProfile::secretKeys()
{
    Profile profile;
    profile.id = makeProfileId();
    profile.url = QUrl(u"https://a.example"_s);
    profile.proxy = {ProxySettings::Kind::Http, u"proxy.example"_s, 3128, u"me"_s};
    const QString token = tokenSecretKey(profile);
    const QString password = proxySecretKey(profile);
    QVERIFY(token.startsWith(profile.id));
    QVERIFY(token != password);
    const auto changed = [&](const std::function<void(Profile &)> &change) {
        Profile other = profile;
        change(other);
        return std::pair(tokenSecretKey(other) != token, proxySecretKey(other) != password);
    };
    using Changed = std::pair<bool, bool>;
    QCOMPARE(changed([](Profile &p) { p.name = u"Other"_s; }), Changed(false, false));
    QCOMPARE(changed([](Profile &p) { p.url = QUrl(u"https://a.example:443/svix"_s); }),
             Changed(false, false));
    QCOMPARE(changed([](Profile &p) { p.id = makeProfileId(); }), Changed(true, true));
    for (const auto &url : {u"http://a.example"_s, u"https://a.example:444"_s,
                            u"https://b.example"_s, u"https://a.example.b.example"_s}) {
        QCOMPARE(changed([&](Profile &p) { p.url = QUrl(url); }), Changed(true, false));
    }
    QCOMPARE(changed([](Profile &p) { p.proxy.kind = ProxySettings::Kind::Socks5; }),
             Changed(false, true));
    QCOMPARE(changed([](Profile &p) { p.proxy.host = u"other.example"_s; }), Changed(false, true));
    QCOMPARE(changed([](Profile &p) { p.proxy.port = 3129; }), Changed(false, true));
    QCOMPARE(changed([](Profile &p) { p.proxy.user = u"you"_s; }), Changed(false, true));
    // No user's name makes one proxy look like another.
    QCOMPARE(changed([](Profile &p) {
                 p.proxy.user = u"me@proxy.example:3128"_s;
                 p.proxy.host = QString();
             }),
             Changed(false, true));
}

void TestProfile::profileFromDamagedJson()
{
    const QJsonObject good{{u"id"_s, makeProfileId()}, {u"url"_s, u"https://a.example"_s}};
    QVERIFY(profileFromJson(good));
    QVERIFY(!profileFromJson({}));
    QVERIFY(!profileFromJson({{u"id"_s, u"../../x"_s}, {u"url"_s, u"https://a.example"_s}}));
    QVERIFY(!profileFromJson({{u"id"_s, makeProfileId()}, {u"url"_s, u"javascript:x"_s}}));

    QJsonObject odd = good;
    odd[u"class"] = u"staging"_s;
    odd[u"readOnly"] = u"yes"_s;
    odd[u"proxy"] = QJsonObject{{u"kind"_s, u"http"_s}, {u"host"_s, u"p"_s}, {u"port"_s, 99999}};
    odd[u"token"] = u"testsk_written-by-hand"_s;
    const auto read = profileFromJson(odd);
    QVERIFY(read);
    QCOMPARE(read->connectionClass, ConnectionClass::Production); // rather asks too much
    QVERIFY(read->readOnly);
    QCOMPARE(read->proxy.port, quint16(0));
    QVERIFY(!QJsonDocument(toJson(*read)).toJson().contains("testsk_"));
}

SVIX_TEST_MAIN(TestProfile)
#include "tst_profile.moc"
