// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the SDK makes of a server that fails: how often it asks, with which key, and what it throws.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { lib, Sandbox } from "./sandbox.mjs";

const create = "message.createMessage";
let sandbox, svix, app;
before(async () => {
  sandbox = await Sandbox.start();
  svix = sandbox.client(sandbox.token, { retryScheduleInMs: [10, 10] });
});
after(() => sandbox?.stop());
beforeEach(async () => {
  await sandbox.faults();
  app = (await svix.application.create({ name: "Faults" })).id;
});

const send = () => svix.message.create(app, { eventType: "a.b", payload: {} });
const count = async () => (await svix.message.list(app)).data.length;

async function thrown(promise) {
  return await promise.then(
    () => assert.fail("nothing was thrown"),
    (error) => error,
  );
}

for (const fault of ["503", "500,done=yes", "502,body=html", "drop", "drop,done=yes", "reset,done=yes"]) {
  test(`${fault} twice, then one message`, async () => {
    await sandbox.faults(`${fault},op=createMessage,first=2`);
    const sent = await send();
    const asked = await sandbox.asked(create);
    assert.equal(asked.length, 3);
    assert.equal(new Set(asked.map((entry) => entry.idempotencyKey)).size, 1);
    assert.ok(asked[0].idempotencyKey.length > 10);
    assert.equal(asked[2].status, 202);
    assert.equal(await count(), 1);
    assert.equal((await svix.message.list(app)).data[0].id, sent.id);
  });
}

test("gives up after the third 5xx", async () => {
  await sandbox.faults("503,op=createMessage,retry-after=1");
  const error = await thrown(send());
  assert.ok(error instanceof lib.ApiException);
  assert.equal(error.code, 503);
  assert.equal((await sandbox.asked(create)).length, 3);
  await sandbox.faults();
  assert.equal(await count(), 0);
});

for (const status of [400, 401, 403, 404, 409, 422, 429]) {
  test(`${status} is thrown at once`, async () => {
    await sandbox.faults(`${status},op=createMessage,retry-after=7`);
    const error = await thrown(send());
    assert.ok(error instanceof lib.ApiException);
    assert.equal(error.code, status);
    assert.equal(new Headers(error.headers).get("retry-after"), "7");
    assert.equal(Array.isArray(error.body.detail), status === 422);
    assert.equal((await sandbox.asked(create)).length, 1);
  });
}

for (const fault of ["bad-json", "truncate", "long-length", "bad-chunks"]) {
  test(`${fault}: thrown, though it was done`, async () => {
    await sandbox.faults(`${fault},op=createMessage,first=1`);
    const error = await thrown(send());
    assert.ok(!(error instanceof lib.ApiException), String(error));
    await sandbox.faults();
    assert.equal(await count(), 1);
  });
}

test("one that takes too long", async () => {
  const hasty = sandbox.client(sandbox.token, { requestTimeout: 200, retryScheduleInMs: [] });
  await sandbox.faults("delay=2000,op=createMessage,first=1");
  await thrown(hasty.message.create(app, { eventType: "a.b", payload: {} }));
  assert.equal(await count(), 1);
});
