// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/liveclient.h"

namespace svix::test {

namespace {

// The last named part of a place, without what the server puts around it.
bool blames(const Error &error, const QString &field)
{
    return std::any_of(error.fields.begin(), error.fields.end(), [&](const FieldError &item) {
        return item.loc.value(0) == u"body"_s && item.loc.contains(field);
    });
}

} // namespace

EndpointIn LiveClient::endpointAt(const QString &path) const
{
    EndpointIn in;
    in.url = m_target.address(path);
    return in;
}

void LiveClient::applications()
{
    ApplicationIn in;
    in.name = u"Größe & Söhne"_s;
    in.uid = applicationUid(u"second"_s);
    in.throttleRate = 12;
    in.metadata = {{u"plan"_s, u"gold"_s}, {u"ort"_s, u"Köln"_s}};
    LIVE_VALUE(made, act<op::createApplication>(CreateApplicationQuery(), in));
    QVERIFY(made.id.startsWith(u"app_"_s));
    QCOMPARE(made.name, in.name);
    QCOMPARE(made.uid, in.uid);
    QCOMPARE(made.throttleRate, in.throttleRate);
    QCOMPARE(made.metadata, in.metadata);
    QVERIFY(made.createdAt.isValid());

    CreateApplicationQuery ifExists;
    ifExists.getIfExists = true;
    LIVE_VALUE(same, act<op::createApplication>(ifExists, in));
    QCOMPARE(same.id, made.id);

    ApplicationPatch patch;
    patch.name = u"Other"_s;
    LIVE_VALUE(patched, act<op::patchApplication>(made.id, patch));
    QCOMPARE(patched.name, u"Other"_s);
    QCOMPARE(patched.uid, in.uid);
    QCOMPARE(patched.metadata, in.metadata);
    ApplicationPatch clear;
    clear.throttleRate = Patchable<int>::null();
    LIVE_VALUE(cleared, act<op::patchApplication>(made.id, clear));
    QVERIFY(!cleared.throttleRate);

    ApplicationIn replacement;
    replacement.name = u"Replaced"_s;
    replacement.uid = in.uid;
    LIVE_VALUE(replaced, act<op::updateApplication>(*in.uid, replacement));
    QCOMPARE(replaced.id, made.id);
    QVERIFY(replaced.metadata.isEmpty());
    LIVE_VALUE(read, get<op::getApplication>(*in.uid));
    QCOMPARE(read.id, made.id);
    QCOMPARE(read.name, u"Replaced"_s);
    LIVE_VALUE(again, get<op::getApplication>(made.id));
    QCOMPARE(again.uid, in.uid);

    LIVE_OK(act<op::deleteApplication>(made.id));
    LIVE_ERROR(gone, ErrorKind::NotFound, 404, get<op::getApplication>(made.id));
    QCOMPARE(gone.code, u"not_found"_s);
}

void LiveClient::applicationErrors()
{
    ApplicationIn twin;
    twin.name = u"Twin"_s;
    twin.uid = m_uid;
    LIVE_ERROR(taken, ErrorKind::Conflict, 409,
               act<op::createApplication>(CreateApplicationQuery(), twin));
    QCOMPARE(taken.code, u"conflict"_s);

    // One of the two families names the fields as in JSON, the other as in Rust.
    ApplicationPatch noName;
    noName.name = Patchable<QString>::null();
    LIVE_ERROR(shape, ErrorKind::Validation, 422, act<op::patchApplication>(m_app, noName));
    QVERIFY2(blames(shape, u"name"_s), words(shape).constData());
    ApplicationPatch noRate;
    noRate.throttleRate = 0;
    LIVE_ERROR(value, ErrorKind::Validation, 422, act<op::patchApplication>(m_app, noRate));
    QVERIFY2(blames(value, u"throttleRate"_s) || blames(value, u"throttle_rate"_s),
             words(value).constData());
    ListApplicationsQuery tooMany;
    tooMany.limit = 251;
    LIVE_ERROR(limit, ErrorKind::Validation, 422, get<op::listApplications>(tooMany));
    QCOMPARE(limit.fields.value(0).loc.value(0), u"query"_s);
}

void LiveClient::eventTypes()
{
    EventTypeIn in;
    in.name = eventTypeName(u"second"_s);
    in.description = u"Second"_s;
    LIVE_VALUE(made, act<op::createEventType>(in));
    QCOMPARE(made.name, in.name);
    LIVE_ERROR(twice, ErrorKind::Conflict, 409, act<op::createEventType>(in));
    QCOMPARE(twice.code, u"event_type_exists"_s);

    EventTypePatch patch;
    patch.deprecated = true;
    LIVE_VALUE(patched, act<op::patchEventType>(in.name, patch));
    QVERIFY(patched.deprecated);
    QCOMPARE(patched.description, in.description);
    EventTypeUpdate update;
    update.description = u"Replaced"_s;
    LIVE_VALUE(replaced, act<op::updateEventType>(in.name, update));
    QVERIFY(!replaced.deprecated);

    LIVE_OK(act<op::deleteEventType>(in.name, DeleteEventTypeQuery()));
    LIVE_VALUE(archived, get<op::getEventType>(in.name));
    QVERIFY(archived.archived);
    LIVE_VALUE(withSchema, get<op::getEventType>(m_type));
    QVERIFY(withSchema.schemas.text.contains("\"examples\""));

    const auto names = [this](bool includeArchived, bool withContent, QByteArray &schemas) {
        QStringList all;
        ListEventTypesQuery query;
        query.limit = 250;
        query.includeArchived = includeArchived;
        query.withContent = withContent;
        for (int page = 0; page < 40; ++page) {
            const auto result = get<op::listEventTypes>(query);
            if (!result.ok()) {
                qWarning("%s", words(result).constData());
                return all;
            }
            for (const EventTypeOut &type : result->data) {
                all.append(type.name);
                if (type.name == m_type) {
                    schemas = type.schemas.text;
                }
            }
            if (result->done || !result->iterator) {
                break;
            }
            query.iterator = result->iterator;
        }
        return all;
    };
    QByteArray schemas;
    QVERIFY(names(true, true, schemas).contains(in.name));
    QVERIFY(schemas.contains("\"examples\""));
    const QStringList live = names(false, false, schemas);
    QVERIFY(!live.contains(in.name));
    QVERIFY(live.contains(m_type));
    QVERIFY(!schemas.contains("\"examples\""));

    DeleteEventTypeQuery forGood;
    forGood.expunge = true;
    LIVE_OK(act<op::deleteEventType>(in.name, forGood));
    LIVE_ERROR(gone, ErrorKind::NotFound, 404, get<op::getEventType>(in.name));
}

void LiveClient::endpoints()
{
    EndpointIn in = endpointAt(u"/taken/first"_s);
    in.description = u"Außenstelle"_s;
    in.uid = u"first"_s;
    in.throttleRate = 3;
    in.eventTypes = QStringList{m_type};
    in.channels = QStringList{u"a"_s, u"b"_s};
    in.metadata = {{u"k"_s, u"v"_s}};
    LIVE_VALUE(made, act<op::createEndpoint>(m_app, in));
    QVERIFY(made.id.startsWith(u"ep_"_s));
    QCOMPARE(made.url, in.url);
    QCOMPARE(made.description, in.description);
    QCOMPARE(made.eventTypes, in.eventTypes);
    QCOMPARE(made.throttleRate, in.throttleRate);
    QVERIFY(made.channels);
    QCOMPARE(QSet<QString>(made.channels->begin(), made.channels->end()),
             QSet<QString>(in.channels->begin(), in.channels->end()));
    LIVE_VALUE(read, get<op::getEndpoint>(m_uid, u"first"_s));
    QCOMPARE(read.id, made.id);
    QCOMPARE(read.metadata, in.metadata);

    EndpointPatch patch;
    patch.eventTypes = Patchable<QStringList>::null();
    patch.disabled = true;
    LIVE_VALUE(patched, act<op::patchEndpoint>(m_app, made.id, patch));
    QVERIFY(!patched.eventTypes);
    QVERIFY(patched.disabled);
    QCOMPARE(patched.uid, in.uid);
    EndpointUpdate update;
    update.url = m_target.address(u"/taken/other"_s);
    update.uid = in.uid;
    update.eventTypes = QStringList{m_type};
    LIVE_VALUE(replaced, act<op::updateEndpoint>(m_app, made.id, update));
    QCOMPARE(replaced.id, made.id);
    QVERIFY(!replaced.disabled);
    QVERIFY(!replaced.channels);
    QVERIFY(!replaced.throttleRate);
    QVERIFY(replaced.metadata.isEmpty());
    QCOMPARE(replaced.eventTypes, update.eventTypes);

    LIVE_VALUE(page, get<op::listEndpoints>(m_app, ListEndpointsQuery()));
    QCOMPARE(page.data.size(), 1);
    QCOMPARE(page.data.value(0).id, made.id);
    QVERIFY(page.done);
    LIVE_OK(act<op::deleteEndpoint>(m_app, made.id));
    LIVE_ERROR(gone, ErrorKind::NotFound, 404, get<op::getEndpoint>(m_app, made.id));
}

void LiveClient::endpointErrors()
{
    EndpointIn in = endpointAt(u"/taken"_s);
    in.uid = u"twin"_s;
    LIVE_VALUE(made, act<op::createEndpoint>(m_app, in));
    LIVE_ERROR(taken, ErrorKind::Conflict, 409, act<op::createEndpoint>(m_app, in));
    EndpointIn unknownType = endpointAt(u"/taken"_s);
    unknownType.eventTypes = QStringList{m_type + u".none"_s};
    LIVE_ERROR(type, ErrorKind::Validation, 422, act<op::createEndpoint>(m_app, unknownType));
    QVERIFY2(blames(type, u"eventTypes"_s) || blames(type, u"filterTypes"_s),
             words(type).constData());
    EndpointIn noUrl;
    noUrl.url = u"ftp://example.com/"_s;
    LIVE_ERROR(url, ErrorKind::Validation, 422, act<op::createEndpoint>(m_app, noUrl));
    QVERIFY2(blames(url, u"url"_s), words(url).constData());
    LIVE_OK(act<op::deleteEndpoint>(m_app, made.id));
}

void LiveClient::headers()
{
    LIVE_VALUE(made, act<op::createEndpoint>(m_app, endpointAt(u"/taken/headers"_s)));
    EndpointHeadersIn in;
    in.headers = {{u"X-Shop"_s, u"north"_s},
                  {u"X-Floor"_s, u"2"_s},
                  {u"Authorization"_s, u"Basic c2hvcDpzZXNhbWU="_s}};
    LIVE_OK(act<op::updateEndpointHeaders>(m_app, made.id, in));
    LIVE_VALUE(read, get<op::getEndpointHeaders>(m_app, made.id));
    QCOMPARE(read.headers.value(u"X-Shop"_s), u"north"_s);
    QVERIFY(!read.headers.contains(u"Authorization"_s));
    QCOMPARE(read.sensitive, QStringList{u"Authorization"_s});
    EndpointHeadersPatch patch;
    patch.headers = {{u"X-Shop"_s, u"south"_s}};
    if (m_found.kind == ServerKind::Cloud) {
        patch.deleteHeaders = QStringList{u"X-Floor"_s};
    } else {
        patch.headers.insert(u"X-Floor"_s, std::nullopt);
    }
    LIVE_OK(act<op::patchEndpointHeaders>(m_app, made.id, patch));
    LIVE_VALUE(after, get<op::getEndpointHeaders>(m_app, made.id));
    QCOMPARE(after.headers, (QMap<QString, QString>{{u"X-Shop"_s, u"south"_s}}));
    QCOMPARE(after.sensitive, QStringList{u"Authorization"_s});
    EndpointHeadersIn refused;
    refused.headers = {{u"svix-id"_s, u"1"_s}};
    LIVE_ERROR(error, ErrorKind::Validation, 422,
               act<op::updateEndpointHeaders>(m_app, made.id, refused));
    LIVE_OK(act<op::deleteEndpoint>(m_app, made.id));
}

void LiveClient::secrets()
{
    EndpointIn in = endpointAt(u"/taken/secret"_s);
    in.secret = u"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"_s;
    LIVE_VALUE(made, act<op::createEndpoint>(m_app, in));
    LIVE_VALUE(given, get<op::getEndpointSecret>(m_app, made.id));
    QCOMPARE(given.key, *in.secret);
    LIVE_OK(act<op::rotateEndpointSecret>(m_app, made.id, EndpointSecretRotateIn()));
    LIVE_VALUE(rotated, get<op::getEndpointSecret>(m_app, made.id));
    QVERIFY(rotated.key != given.key);
    QVERIFY(signingKey(rotated.key));
    EndpointSecretRotateIn bad;
    bad.key = u"whsec_short"_s;
    LIVE_ERROR(error, ErrorKind::Validation, 422,
               act<op::rotateEndpointSecret>(m_app, made.id, bad));
    LIVE_OK(act<op::deleteEndpoint>(m_app, made.id));
}

void LiveClient::pagesBothWays()
{
    QStringList ids;
    for (int i = 0; i < 5; ++i) {
        LIVE_VALUE(made, act<op::createEndpoint>(m_app, endpointAt(u"/taken/%1"_s.arg(i))));
        ids.append(made.id);
    }
    ids.sort();
    const auto idsOf = [](const Page<EndpointOut> &page) {
        QStringList all;
        for (const EndpointOut &endpoint : page.data) {
            all.append(endpoint.id);
        }
        return all;
    };
    ListEndpointsQuery query;
    query.limit = 2;
    query.order = u"ascending"_s;
    LIVE_VALUE(first, get<op::listEndpoints>(m_app, query));
    QCOMPARE(idsOf(first), ids.mid(0, 2));
    QVERIFY(!first.done);
    query.iterator = first.iterator;
    LIVE_VALUE(second, get<op::listEndpoints>(m_app, query));
    QCOMPARE(idsOf(second), ids.mid(2, 2));
    query.iterator = second.iterator;
    LIVE_VALUE(third, get<op::listEndpoints>(m_app, query));
    QCOMPARE(idsOf(third), ids.mid(4));
    QVERIFY(third.done);
    QVERIFY(third.prevIterator);
    query.iterator = third.prevIterator;
    LIVE_VALUE(back, get<op::listEndpoints>(m_app, query));
    QCOMPARE(idsOf(back), ids.mid(2, 2));
    QVERIFY(!back.done);
    query.iterator = back.prevIterator;
    LIVE_VALUE(start, get<op::listEndpoints>(m_app, query));
    QCOMPARE(idsOf(start), ids.mid(0, 2));
    QVERIFY(start.done);
    query = {};
    query.order = u"descending"_s;
    LIVE_VALUE(down, get<op::listEndpoints>(m_app, query));
    QCOMPARE(idsOf(down), QStringList(ids.rbegin(), ids.rend()));
    for (const QString &id : std::as_const(ids)) {
        LIVE_OK(act<op::deleteEndpoint>(m_app, id));
    }
    // The newest applications come first when asked for in that order: ours is among them.
    ListApplicationsQuery newest;
    newest.order = u"descending"_s;
    newest.limit = 250;
    LIVE_VALUE(applications, get<op::listApplications>(newest));
    QVERIFY(std::any_of(applications.data.begin(), applications.data.end(),
                        [this](const ApplicationOut &out) { return out.id == m_app; }));
}

void LiveClient::portalAccess()
{
    LIVE_VALUE(access, act<op::getAppPortalAccess>(m_app, AppPortalAccessIn()));
    QVERIFY(access.url.startsWith(u"http"_s));
    QVERIFY(!access.token.isEmpty());
    ClientConfig portal = config();
    portal.token = access.token.toLatin1();
    ApiClient theirs(portal);
    LIVE_VALUE(own, await(theirs.get<op::getApplication>(CallOptions(), m_app)));
    QCOMPARE(own.id, m_app);
    LIVE_ERROR(refused, ErrorKind::Forbidden, 403,
               await(theirs.get<op::listApplications>(CallOptions(), ListApplicationsQuery())));
    if (m_found.kind == ServerKind::OpenSource) {
        LIVE_VALUE(old, act<op::getDashboardAccess>(m_app));
        QVERIFY(!old.token.isEmpty());
    }
}

void LiveClient::otherErrors()
{
    LIVE_ERROR(unknown, ErrorKind::NotFound, 404, get<op::getEndpoint>(m_app, u"nothing-here"_s));
    QCOMPARE(unknown.code, u"not_found"_s);
    ClientConfig wrong = config();
    wrong.token = "testsk_wrong.eu";
    ApiClient stranger(wrong);
    LIVE_ERROR(refused, ErrorKind::Unauthorized, 401,
               await(stranger.get<op::listApplications>(CallOptions(), ListApplicationsQuery())));
    QCOMPARE(refused.code, u"authentication_failed"_s);
    ClientConfig careful = config();
    careful.readOnly = true;
    ApiClient reader(careful);
    LIVE_OK(await(reader.get<op::getApplication>(CallOptions(), m_app)));
    LIVE_ERROR(readOnly, ErrorKind::ReadOnly, 0,
               await(reader.act<op::deleteApplication>(TestConsent::give(), CallOptions(), m_app)));
    LIVE_OK(get<op::getApplication>(m_app));
}

} // namespace svix::test
