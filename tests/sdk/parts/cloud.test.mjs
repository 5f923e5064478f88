// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What only Svix cloud offers: each part runs where this sandbox offers it, and is counted as
// skipped where it does not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Receiver, replace, Sandbox, until } from "./sandbox.mjs";

let sandbox, svix, receiver, app, endpoint;
before(async () => {
  sandbox = await Sandbox.start();
  svix = sandbox.svix;
  receiver = await Receiver.start();
  app = (await svix.application.create({ name: "Cloud" })).id;
  endpoint = (await svix.endpoint.create(app, { url: receiver.url("/cloud") })).id;
});
after(() => {
  sandbox?.stop();
  receiver?.stop();
});

// path: where the first call of the part goes, with {app} and {ep}.
function part(name, path, run) {
  test(name, async (context) => {
    const where = path.replace("{app}", app).replace("{ep}", endpoint);
    if (await sandbox.offers(where)) {
      await run(context);
    } else {
      context.skip("not offered");
    }
  });
}

async function finished(task) {
  return await until("the background task", async () => {
    const now = await svix.backgroundTask.get(task.id);
    return now.status === "finished" && now;
  });
}

part("integrations", "/api/v1/app/{app}/integration", async () => {
  const made = await svix.integration.create(app, { name: "Zap" });
  assert.match(made.id, /^integ_/);
  assert.equal((await svix.integration.get(app, made.id)).name, "Zap");
  assert.equal((await svix.integration.update(app, made.id, { name: "Zip" })).name, "Zip");
  assert.equal((await svix.integration.list(app)).data.length, 1);
  const { key } = await svix.integration.rotateKey(app, made.id);
  assert.match(key, /^integsk_/);
  if (svix.integration.getKey) {
    assert.equal((await svix.integration.getKey(app, made.id)).key, key);
  }
  assert.notEqual((await svix.integration.rotateKey(app, made.id)).key, key);
  await svix.integration.delete(app, made.id);
  await assert.rejects(svix.integration.get(app, made.id), { code: 404 });
});

part("background tasks", "/api/v1/background-task", async () => {
  const task = await svix.endpoint.recover(app, endpoint, { since: new Date(Date.now() - 60000) });
  const done = await finished(task);
  assert.equal(done.task, "endpoint.recover");
  assert.ok(done.updatedAt instanceof Date);
  const { data } = await svix.backgroundTask.list({ limit: 10 });
  assert.ok(data.some((row) => row.id === task.id));
});

part("replay of what was missed", "/api/v1/app/{app}/endpoint/{ep}/replay-missing", async () => {
  const since = new Date(Date.now() - 60000);
  const other = (await svix.application.create({ name: "Missed" })).id;
  const sent = await svix.message.create(other, { eventType: "a.b", payload: {} });
  const late = (await svix.endpoint.create(other, { url: receiver.url("/late") })).id;
  const task = await svix.endpoint.replayMissing(other, late, { since });
  assert.equal((await receiver.next("/late")).headers["svix-id"], sent.id);
  assert.equal((await finished(task)).task, "endpoint.replay");
});

part("transformations", "/api/v1/app/{app}/endpoint/{ep}/transformation", async () => {
  const code =
    "function handler(webhook) { webhook.payload = { changed: webhook.payload.n + 1 }; return webhook; }";
  const api = svix.endpoint.transformation;
  const patch = api
    ? (given) => api.patch(app, endpoint, given)
    : (given) => svix.endpoint.patchTransformation(app, endpoint, given);
  const get = api
    ? () => api.get(app, endpoint)
    : () => svix.endpoint.transformationGet(app, endpoint);
  await patch({ code, enabled: true });
  const got = await get();
  assert.equal(got.enabled, true);
  assert.equal(got.code, code);
  const before_ = receiver.got.filter((webhook) => webhook.path === "/cloud").length;
  await svix.message.create(app, { eventType: "a.b", payload: { n: 1 } });
  assert.deepEqual(JSON.parse((await receiver.next("/cloud", before_ + 1)).body), { changed: 2 });
  await patch({ enabled: false });
});

part("portal sessions end", "/api/v1/auth/app/{app}/expire-all", async () => {
  const first = sandbox.client((await svix.authentication.appPortalAccess(app, {})).token);
  await first.authentication.logout();
  await assert.rejects(first.endpoint.list(app), { code: 401 });
  const second = sandbox.client((await svix.authentication.appPortalAccess(app, {})).token);
  assert.equal((await second.endpoint.list(app)).data.length, 1);
  await svix.authentication.expireAll(app, {});
  await until("the end of the session", async () =>
    second.endpoint.list(app).then(
      () => false,
      (error) => error.code === 401,
    ),
  );
});

part("event types from an OpenAPI document", "/api/v1/event-type/import/openapi", async () => {
  const specRaw = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    webhooks: {
      "imported.one": {
        post: {
          description: "One",
          requestBody: { content: { "application/json": { schema: { type: "object" } } } },
        },
      },
    },
  });
  const { data } = await svix.eventType.importOpenapi({ specRaw });
  assert.deepEqual(data.modified, ["imported.one"]);
  assert.equal((await svix.eventType.get("imported.one")).name, "imported.one");
});

part("statistics", "/api/v1/stats/usage/app", async () => {
  const task = await svix.statistics.aggregateAppStats({
    since: new Date(Date.now() - 3600000),
    until: new Date(),
  });
  await finished(task);
});

part("environment", "/api/v1/environment/export", async () => {
  const exported = await svix.environment.export();
  assert.ok(Array.isArray(exported.eventTypes));
  await svix.environment.import({ eventTypes: exported.eventTypes });
});

part("operational webhooks", "/api/v1/operational-webhook/endpoint", async () => {
  const api = svix.operationalWebhook.endpoint;
  const made = await api.create({ url: receiver.url("/operational") });
  assert.equal((await replace(api, made.id, { url: receiver.url("/other") })).id, made.id);
  assert.equal((await api.list()).data.length, 1);
  await api.delete(made.id);
});

part("checks before a message", "/api/v1/app/{app}/msg/precheck/active", async () => {
  const { active } = await svix.message.precheck(app, { eventType: "a.b" });
  assert.equal(active, true);
});
