// SPDX-FileCopyrightText: Svix Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sandbox of its own for each file of tests, a receiver of webhooks, and the SDK under one set of
// names whatever its version.
import { spawn } from "node:child_process";
import { randomBytes, webcrypto } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import * as imported from "svix";

globalThis.crypto ??= webcrypto; // the SDK wants it, and Debian 12's node 18 hides it

export const lib = imported.Svix ? imported : imported.default;
export const like = process.env.SVIX_TEST_LIKE ?? "";

// What is called update in 1.x is called upsert in 2.x.
export function replace(area, ...given) {
  return (area.upsert ?? area.update).apply(area, given);
}

export async function until(what, done, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await done();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`waited ${seconds} seconds for ${what}`);
    }
    await sleep(20);
  }
}

export class Sandbox {
  // Ends with the test file, also after a failure: its standard input closes then.
  static async start(...more) {
    const token = `sdk-${randomBytes(12).toString("hex")}`;
    const given = ["--exit-with-parent", "--retry-schedule", "0.2,0.2", ...more];
    if (like !== "") {
      given.push("--like", like);
    }
    const process_ = spawn(process.env.SVIX_SANDBOX, given, {
      env: { ...process.env, SVIX_SANDBOX_TOKEN: token },
      stdio: ["pipe", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: process_.stdout })) {
      const found = /^Svix sandbox at (.*)$/.exec(line);
      if (found) {
        return new Sandbox(process_, found[1], token);
      }
    }
    throw new Error("the sandbox did not start");
  }

  constructor(process_, url, token) {
    this.process = process_;
    this.url = url;
    this.token = token;
    this.svix = this.client(token);
  }

  client(token, options = {}) {
    return new lib.Svix(token, { serverUrl: this.url, ...options });
  }

  stop() {
    this.process.stdin.end();
  }

  // Past the SDK.
  async raw(method, path, body) {
    return await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  async faults(...rules) {
    const answer = await this.raw("PUT", "/sandbox/faults", { rules });
    if (answer.status !== 200) {
      throw new Error(await answer.text());
    }
    await this.raw("DELETE", "/sandbox/requests");
  }

  // Requests of this operation since faults(), as often as they came.
  async asked(operation) {
    const answer = await this.raw("GET", "/sandbox/requests");
    return (await answer.json()).requests
      .filter((entry) => entry.operation === operation)
      .flatMap((entry) => Array(entry.count).fill(entry));
  }

  // A server without the route answers 404 without a body, whatever the verb.
  async offers(path) {
    const answer = await this.raw("GET", path);
    return answer.status !== 404 || (await answer.text()) !== "";
  }
}

export class Receiver {
  static async start() {
    const receiver = new Receiver();
    await new Promise((resolve) => receiver.server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  constructor() {
    this.got = [];
    this.server = createServer((request, response) => {
      const parts = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        const { url: path, headers } = request;
        this.got.push({ path, headers, body: Buffer.concat(parts).toString() });
        response.statusCode = path.startsWith("/fail") ? 500 : 200;
        response.end(path.startsWith("/fail") ? "no" : "ok");
      });
    });
  }

  url(path) {
    return `http://127.0.0.1:${this.server.address().port}${path}`;
  }

  async next(path, count = 1) {
    const found = await until(`${count} webhooks at ${path}`, () => {
      const there = this.got.filter((webhook) => webhook.path === path);
      return there.length >= count && there;
    });
    return found[count - 1];
  }

  stop() {
    this.server.close();
    this.server.closeAllConnections();
  }
}
