// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lib, like, replace, Receiver, Sandbox } from "./sandbox.mjs";

let sandbox, svix, receiver;
before(async () => {
  sandbox = await Sandbox.start();
  svix = sandbox.svix;
  receiver = await Receiver.start();
});
after(() => {
  sandbox?.stop();
  receiver?.stop();
});

// Every page from the first on, then back again; returns the rows and how many pages there were.
async function walk(list, limit) {
  const pages = [await list({ limit })];
  while (!pages.at(-1).done) {
    pages.push(await list({ limit, iterator: pages.at(-1).iterator }));
    assert.ok(pages.length < 100);
  }
  for (let at = pages.length - 1; at > 0; --at) {
    const back = await list({ limit, iterator: pages[at].prevIterator });
    assert.deepEqual(
      back.data.map((row) => row.id ?? row.name),
      pages[at - 1].data.map((row) => row.id ?? row.name),
    );
  }
  return { rows: pages.flatMap((page) => page.data), pages: pages.length };
}

test("health", async () => {
  await svix.health.get();
});

test("applications", async () => {
  const made = await svix.application.create({ name: "One", uid: "one", metadata: { a: "b" } });
  assert.match(made.id, /^app_/);
  assert.ok(made.createdAt instanceof Date && !Number.isNaN(made.createdAt.getTime()));
  assert.deepEqual(await svix.application.get("one"), made);
  assert.deepEqual(await svix.application.getOrCreate({ name: "Other", uid: "one" }), made);
  const changed = await svix.application.patch("one", { name: "Two" });
  assert.equal(changed.name, "Two");
  assert.deepEqual(changed.metadata, { a: "b" });
  const replaced = await replace(svix.application, made.id, { name: "Three", uid: "three" });
  assert.equal(replaced.uid, "three");
  assert.deepEqual(replaced.metadata, {});
  assert.equal((await replace(svix.application, "four", { name: "Four", uid: "four" })).name, "Four");
  await svix.application.delete("three");
  await assert.rejects(svix.application.get("three"), { code: 404 });
});

test("applications page both ways", async () => {
  const names = [];
  for (let i = 0; i < 7; ++i) {
    names.push((await svix.application.create({ name: `Page ${i}` })).name);
  }
  const walked = await walk((options) => svix.application.list({ ...options, order: "ascending" }), 3);
  assert.ok(walked.pages >= 3);
  const found = walked.rows.map((row) => row.name).filter((name) => names.includes(name));
  assert.deepEqual(found, names);
  const backwards = await walk(
    (options) => svix.application.list({ ...options, order: "descending" }),
    3,
  );
  assert.deepEqual(
    backwards.rows.map((row) => row.id),
    walked.rows.map((row) => row.id).reverse(),
  );
});

test("event types", async () => {
  const schemas = { 1: { title: "T", type: "object", properties: { a: { type: "number" } } } };
  const made = await svix.eventType.create({ name: "t.made", description: "Made", schemas });
  assert.deepEqual(made.schemas, schemas);
  assert.equal((await svix.eventType.get("t.made")).description, "Made");
  assert.equal((await svix.eventType.patch("t.made", { description: "New" })).description, "New");
  const replaced = await replace(svix.eventType, "t.made", { description: "R", deprecated: true });
  assert.equal(replaced.deprecated, true);
  for (const name of ["t.b", "t.c", "t.d", "t.e"]) {
    await svix.eventType.create({ name, description: name });
  }
  const walked = await walk((options) => svix.eventType.list(options), 2);
  assert.deepEqual(walked.rows.map((row) => row.name).sort(), ["t.b", "t.c", "t.d", "t.e", "t.made"]);
  await svix.eventType.delete("t.b");
  assert.equal((await svix.eventType.get("t.b")).archived, true);
  assert.equal((await svix.eventType.list()).data.length, 4);
  assert.equal((await svix.eventType.list({ includeArchived: true })).data.length, 5);
});

test("endpoints", async () => {
  const app = (await svix.application.create({ name: "Endpoints" })).id;
  await svix.eventType.create({ name: "a.b", description: "Chosen" });
  const secret = `whsec_${Buffer.alloc(24, "k").toString("base64")}`;
  const made = await svix.endpoint.create(app, {
    url: receiver.url("/one"),
    uid: "one",
    description: "First",
    filterTypes: ["a.b"], // as 1.x calls them
    eventTypes: ["a.b"], // as 2.x does
    channels: ["c"],
    secret,
    metadata: { m: "1" },
  });
  assert.match(made.id, /^ep_/);
  // Read past the SDK too: 1.x does not know the name that Svix cloud answers with.
  const plain = await (await sandbox.raw("GET", `/api/v1/app/${app}/endpoint/one`)).json();
  assert.deepEqual(plain.eventTypes ?? plain.filterTypes, ["a.b"]);
  if (like !== "cloud") {
    assert.deepEqual(made.eventTypes ?? made.filterTypes, ["a.b"]);
  }
  assert.deepEqual(await svix.endpoint.get(app, "one"), made);
  assert.equal((await svix.endpoint.getSecret(app, "one")).key, secret);
  const patched = await svix.endpoint.patch(app, "one", { disabled: true });
  assert.equal(patched.disabled, true);
  assert.deepEqual(patched.channels, ["c"]);
  const replaced = await replace(svix.endpoint, app, made.id, { url: receiver.url("/two") });
  assert.equal(replaced.url, receiver.url("/two"));
  assert.equal(replaced.disabled, false);
  for (let i = 0; i < 4; ++i) {
    await svix.endpoint.create(app, { url: receiver.url(`/${i}`) });
  }
  const walked = await walk((options) => svix.endpoint.list(app, options), 2);
  assert.equal(walked.rows.length, 5);
  assert.equal(walked.pages, 3);
  await svix.endpoint.delete(app, made.id);
  await assert.rejects(svix.endpoint.get(app, made.id), { code: 404 });
});

test("endpoint headers", async () => {
  const app = (await svix.application.create({ name: "Headers" })).id;
  const { id } = await svix.endpoint.create(app, { url: receiver.url("/headers") });
  const set = svix.endpoint.setHeaders ?? svix.endpoint.updateHeaders;
  await set.call(svix.endpoint, app, id, { headers: { "X-One": "1", "X-Two": "2" } });
  await svix.endpoint.patchHeaders(app, id, { headers: { "X-Two": "22", "X-Three": "3" } });
  const got = await svix.endpoint.getHeaders(app, id);
  assert.deepEqual(got.headers, { "X-One": "1", "X-Two": "22", "X-Three": "3" });
  assert.ok(Array.isArray(got.sensitive));
  await svix.message.create(app, { eventType: "a.b", payload: {} });
  const webhook = await receiver.next("/headers");
  assert.equal(webhook.headers["x-two"], "22");
});

test("portal access", async () => {
  const app = (await svix.application.create({ name: "Portal" })).id;
  const other = (await svix.application.create({ name: "Not theirs" })).id;
  const access = await svix.authentication.appPortalAccess(app, { featureFlags: ["f"] });
  assert.match(access.url, /^https:\/\//);
  const portal = sandbox.client(access.token);
  assert.equal((await portal.application.get(app)).id, app);
  assert.deepEqual((await portal.endpoint.list(app)).data, []);
  await portal.endpoint.create(app, { url: receiver.url("/portal") });
  await assert.rejects(portal.application.list(), { code: 403 });
  await assert.rejects(portal.application.get(other), { code: 404 });
  if (svix.authentication.dashboardAccess) {
    assert.ok((await svix.authentication.dashboardAccess(app)).token.length > 20);
  }
});

test("errors are exceptions of the SDK", async () => {
  const { ApiException } = lib;
  const caught = async (promise) => {
    const error = await promise.then(
      () => assert.fail("nothing was thrown"),
      (thrown) => thrown,
    );
    assert.ok(error instanceof ApiException, String(error));
    return error;
  };
  const unknown = await caught(svix.application.get("nobody"));
  assert.equal(unknown.code, 404);
  assert.equal(unknown.body.code, "not_found");
  const stranger = await caught(sandbox.client("wrong").application.list());
  assert.equal(stranger.code, 401);
  assert.equal(stranger.body.code, "authentication_failed");
  await svix.application.create({ name: "Twice", uid: "twice" });
  const twice = await caught(svix.application.create({ name: "Twice", uid: "twice" }));
  assert.equal(twice.code, 409);
  assert.equal(twice.body.code, "conflict");
  // HTTPValidationError
  const invalid = await caught(svix.application.create({ name: "x", uid: "not a uid!" }));
  assert.equal(invalid.code, 422);
  assert.deepEqual(invalid.body.detail[0].loc.slice(0, 2), ["body", "uid"]);
  assert.equal(typeof invalid.body.detail[0].msg, "string");
  assert.equal(typeof invalid.body.detail[0].type, "string");
  const large = await caught(
    svix.message.create("twice", { eventType: "a.b", payload: { x: "y".repeat(2200000) } }),
  );
  assert.equal(large.code, 413);
});
