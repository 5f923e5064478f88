// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lib, like, Receiver, Sandbox, until } from "./sandbox.mjs";

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

const makeApp = async (name) => (await svix.application.create({ name })).id;

test("messages page both ways and filter", async () => {
  const app = await makeApp("Messages");
  const ids = [];
  for (let i = 0; i < 13; ++i) {
    const sent = await svix.message.create(app, {
      eventType: i % 2 ? "odd" : "even",
      payload: { i },
      channels: i === 4 ? ["four"] : undefined,
      tags: i === 5 ? ["five"] : undefined,
    });
    ids.unshift(sent.id);
  }
  const first = await svix.message.list(app, { limit: 5 });
  const second = await svix.message.list(app, { limit: 5, iterator: first.iterator });
  const third = await svix.message.list(app, { limit: 5, iterator: second.iterator });
  const all = [first, second, third].flatMap((page) => page.data.map((row) => row.id));
  assert.deepEqual(all, ids);
  assert.equal(third.done, true);
  const back = await svix.message.list(app, { limit: 5, iterator: third.prevIterator });
  assert.deepEqual(
    back.data.map((row) => row.id),
    second.data.map((row) => row.id),
  );
  assert.equal((await svix.message.list(app, { eventTypes: ["odd"] })).data.length, 6);
  assert.equal((await svix.message.list(app, { channel: "four" })).data.length, 1);
  // svix-server takes no notice of tags.
  const tagged = (await svix.message.list(app, { tag: "five" })).data.length;
  assert.equal(tagged, like === "cloud" ? 1 : 13);
  assert.equal((await svix.message.list(app, { before: new Date(0) })).data.length, 0);
  const payloadOf = async (withContent) =>
    (await svix.message.get(app, ids[0], { withContent })).payload;
  assert.deepEqual(await payloadOf(true), { i: 12 });
  assert.deepEqual(await payloadOf(false), {});
  await svix.message.expungeContent(app, ids[0]);
  assert.deepEqual(await payloadOf(true), { expired: true });
});

test("the same key makes one message", async () => {
  const app = await makeApp("Idempotent");
  const body = { eventType: "a.b", payload: { n: 1 } };
  const first = await svix.message.create(app, body, { idempotencyKey: "key-1" });
  const again = await svix.message.create(app, body, { idempotencyKey: "key-1" });
  assert.deepEqual(again, first);
  const other = await svix.message.create(app, body, { idempotencyKey: "key-2" });
  assert.notEqual(other.id, first.id);
  assert.equal((await svix.message.list(app)).data.length, 2);
  await svix.message.create(app, { ...body, eventId: "event-1" });
  await assert.rejects(svix.message.create(app, { ...body, eventId: "event-1" }), { code: 409 });
});

test("a message brings its application along", async () => {
  await svix.message.create("brought", {
    eventType: "a.b",
    payload: {},
    application: { name: "Brought", uid: "brought" },
  });
  assert.equal((await svix.application.get("brought")).name, "Brought");
});

test("attempts", async () => {
  const app = await makeApp("Attempts");
  const good = (await svix.endpoint.create(app, { url: receiver.url("/good") })).id;
  const bad = (await svix.endpoint.create(app, { url: receiver.url("/fail") })).id;
  const sent = await svix.message.create(app, { eventType: "a.b", payload: { a: 1 } });
  await receiver.next("/good");
  await receiver.next("/fail", 3); // 0.2,0.2: three tries
  const attempts = await until("four attempts", async () => {
    const { data } = await svix.messageAttempt.listByMsg(app, sent.id);
    return data.length === 4 && data;
  });
  assert.equal(attempts.filter((attempt) => attempt.status === 0).length, 1);
  const failed = await svix.messageAttempt.listByEndpoint(app, bad, {
    status: 2,
    withContent: true,
  });
  assert.equal(failed.data.length, 3);
  assert.equal(failed.data[0].responseStatusCode, 500);
  assert.equal(failed.data[0].response, "no");
  const pages = [];
  for (let iterator = null; pages.length < 3; ) {
    const page = await svix.messageAttempt.listByEndpoint(app, bad, { limit: 1, iterator });
    pages.push(page.data[0].id);
    iterator = page.iterator;
  }
  assert.deepEqual(
    pages,
    failed.data.map((attempt) => attempt.id),
  );
  const one = await svix.messageAttempt.get(app, sent.id, failed.data[0].id);
  assert.ok(one.timestamp instanceof Date);
  const destinations = await svix.messageAttempt.listAttemptedDestinations(app, sent.id);
  assert.deepEqual(destinations.data.map((row) => row.id).sort(), [good, bad].sort());
  const messages = await svix.messageAttempt.listAttemptedMessages(app, bad);
  assert.equal(messages.data[0].id, sent.id);
  await svix.messageAttempt.expungeContent(app, sent.id, failed.data[0].id);
  const expunged = await svix.messageAttempt.get(app, sent.id, failed.data[0].id, {
    withContent: true,
  });
  assert.equal(expunged.response, "EXPUNGED");

  await svix.messageAttempt.resend(app, sent.id, good);
  assert.equal((await receiver.next("/good", 2)).headers["svix-id"], sent.id);
  const stats = await until("the counts", async () => {
    const counted = await svix.endpoint.getStats(app, bad);
    return counted.fail >= 1 && counted.pending === 0 && counted;
  });
  assert.equal(stats.success, 0);
  assert.equal(stats.pending, 0);
});

test("recovers what failed", async () => {
  const app = await makeApp("Recover");
  const since = new Date(Date.now() - 60000);
  const { id } = await svix.endpoint.create(app, { url: receiver.url("/fail-first") });
  const sent = await svix.message.create(app, { eventType: "a.b", payload: {} });
  await receiver.next("/fail-first", 3);
  await until("the failure", async () => (await svix.endpoint.getStats(app, id)).fail >= 1);
  await svix.endpoint.patch(app, id, { url: receiver.url("/recovered") });
  const task = await svix.endpoint.recover(app, id, { since });
  assert.equal(typeof task.id, "string");
  assert.equal((await receiver.next("/recovered")).headers["svix-id"], sent.id);
});

test("sends the example of an event type", async () => {
  const app = await makeApp("Example");
  await svix.eventType.create({
    name: "with.example",
    description: "Has one",
    schemas: { 1: { type: "object", examples: [{ total: 12 }] } },
  });
  const { id } = await svix.endpoint.create(app, { url: receiver.url("/example") });
  const sent = await svix.endpoint.sendExample(app, id, { eventType: "with.example" });
  assert.match(sent.id, /^msg_/);
  assert.deepEqual(JSON.parse((await receiver.next("/example")).body), { total: 12 });
});

test("webhooks verify, also while a secret rotates", async () => {
  const app = await makeApp("Verify");
  const { id } = await svix.endpoint.create(app, { url: receiver.url("/verify") });
  const send = async (count) => {
    await svix.message.create(app, { eventType: "a.b", payload: { count, text: "äöü" } });
    return await receiver.next("/verify", count);
  };
  const verifies = (key, webhook) => {
    new lib.Webhook(key).verify(webhook.body, webhook.headers); // throws otherwise
    assert.equal(JSON.parse(webhook.body).text, "äöü");
  };
  const refuses = (key, webhook) => {
    assert.throws(
      () => new lib.Webhook(key).verify(webhook.body, webhook.headers),
      lib.WebhookVerificationError,
    );
  };
  const old = (await svix.endpoint.getSecret(app, id)).key;
  const first = await send(1);
  verifies(old, first);
  refuses(old, { ...first, body: `${first.body} ` });
  refuses(old, { ...first, headers: { ...first.headers, "svix-id": "msg_other" } });
  refuses(`whsec_${Buffer.alloc(24, "x").toString("base64")}`, first);

  await svix.endpoint.rotateSecret(app, id, {});
  const fresh = (await svix.endpoint.getSecret(app, id)).key;
  assert.notEqual(fresh, old);
  const second = await send(2);
  verifies(old, second);
  verifies(fresh, second);
  refuses(fresh, first);

  const own = `whsec_${Buffer.alloc(32, "o").toString("base64")}`;
  await svix.endpoint.rotateSecret(app, id, { key: own });
  const third = await send(3);
  for (const key of [old, fresh, own]) {
    verifies(key, third);
  }
});
