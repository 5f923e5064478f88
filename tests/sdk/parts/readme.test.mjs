// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The examples of "A local Svix" in README.md, as they stand there but for address, token and port.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Sandbox, until } from "./sandbox.mjs";

let sandbox, child;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => {
  sandbox?.stop();
  child?.kill();
});

// The indented block of the section that holds this text.
function example(text) {
  const section = readFileSync(process.env.SVIX_README, "utf8").split("\n## ").find((part) =>
    part.startsWith("A local Svix"));
  const block = section.split(/\n(?=\S)/).flatMap((part) => /\n((?: {4}.*\n|\n)+)/.exec(part) ?? [])
    .find((part) => part.includes(text));
  assert.ok(block, `no example with ${text}`);
  return block
    .replaceAll(/^ {4}/gm, "")
    .replaceAll("http://127.0.0.1:8071", sandbox.url)
    .replaceAll("testsk_local", sandbox.token);
}

async function shell(text) {
  const { stdout } = await promisify(execFile)("bash", ["-ec", text]);
  return stdout;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return String(port);
}

test("curl makes an application", async () => {
  assert.equal(JSON.parse(await shell(example('"name":"Acme"'))).uid, "acme");
});

test("the receiver verifies what is sent", async () => {
  writeFileSync("receive.mjs", example("createServer").replaceAll("3000", await freePort()));
  const old = process.version.startsWith("v18.") ? ["--experimental-global-webcrypto"] : [];
  child = spawn(process.execPath, [...old, "receive.mjs"], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  await until("the receiver", () => said.includes("waiting\n"));
  await sandbox.svix.message.create("acme", { eventType: "invoice.paid", payload: { total: 12 } });
  await until("the webhook", () => said.includes('verified {"total":12}\n'));
});

test("rules go in and the log comes out", async () => {
  const said = await shell(example("/sandbox/requests"));
  assert.ok(said.includes('"rule":"drop,op=createMessage,done=yes,first=1"'), said);
  assert.ok(said.includes('"operation":"message.createMessage"'), said);
});
