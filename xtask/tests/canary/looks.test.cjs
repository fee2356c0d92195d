"use strict";
// The script of the canary, as a runtime calls it, against servers of this machine.

const assert = require("node:assert");
const http = require("node:http");
const https = require("node:https");
const Module = require("node:module");
const path = require("node:path");
const test = require("node:test");

const SCRIPT = path.join(__dirname, "../../../modules/synthetics/canary/index.js");

// What the library of a runtime was told, and under which name it can be had.
let steps = [];
let name = "@aws/synthetics-puppeteer";
const library = {
  async executeStep(step, action, settings) {
    assert.deepStrictEqual(Object.values(settings), [false, false, false], "no pictures");
    try {
      await action();
      steps.push([step, "passed"]);
    } catch (error) {
      steps.push([step, "failed"]);
      throw error;
    }
  },
};
const load = Module._load;
Module._load = (wanted, ...rest) => {
  if (wanted === name) return library;
  return load(wanted, ...rest);
};

const { handler, daysLeft } = require(SCRIPT);

// Answers `/STATUS` with that status, and `/slow` after a second, or never whole.
async function served(use) {
  const server = http.createServer((request, response) => {
    if (request.url === "/slow") {
      setTimeout(() => response.end("late"), 1000).unref();
    } else if (request.url === "/half") {
      response.write("the first half");
    } else {
      response.statusCode = Number(request.url.slice(1));
      response.end("an answer");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

// Runs the canary on `targets`; the answer is the message that it fails with, or nothing.
async function run(targets) {
  steps = [];
  Object.assign(process.env, { TARGETS: JSON.stringify(targets), TIME_LIMIT: "300", CERTIFICATE_DAYS: "7" });
  try {
    await handler();
    return null;
  } catch (error) {
    return error.message;
  }
}

test("a good answer passes", () =>
  served(async (base) => {
    assert.strictEqual(await run({ app: `${base}/200`, docs: `${base}/302` }), null);
    assert.deepStrictEqual(steps, [["app", "passed"], ["docs", "passed"]]);
  }));

test("an error fails the run, and the others are looked at nevertheless", () =>
  served(async (base) => {
    const said = await run({ app: `${base}/500`, docs: `${base}/404`, shop: `${base}/200` });
    assert.match(said, /app: .* answers 500; docs: .* answers 404/);
    assert.deepStrictEqual(steps, [["app", "failed"], ["docs", "failed"], ["shop", "passed"]]);
  }));

test("an answer that comes late, or never whole, fails", () =>
  served(async (base) => {
    assert.match(await run({ app: `${base}/slow` }), /takes longer than 300 ms/);
    assert.match(await run({ app: `${base}/half` }), /takes longer than 300 ms/);
  }));

test("who isn't there fails", async () => {
  assert.match(await run({ app: "http://127.0.0.1:9" }), /ECONNREFUSED/);
});

test("a certificate that ends soon fails the look at a good answer", () =>
  served(async (base) => {
    // A server with a certificate is more than this needs: only what is asked of it is stood in for.
    const get = https.get;
    const ends = (days) => new Date(Date.now() + (days * 24 + 1) * 60 * 60 * 1000).toUTCString();
    let days = 30;
    https.get = (url, options, answered) =>
      http.get(url.replace("https:", "http:"), options, (answer) => {
        answer.socket.getPeerCertificate = () => ({ valid_to: ends(days) });
        answered(answer);
      });
    try {
      const target = { app: `${base.replace("http:", "https:")}/200` };
      assert.strictEqual(await run(target), null);
      days = 3;
      assert.match(await run(target), /the certificate of .* ends in 3 days/);
    } finally {
      https.get = get;
    }
  }));

test("a certificate has its days counted", () => {
  const now = Date.parse("2030-01-01T00:00:00Z");
  assert.strictEqual(daysLeft("Jan 11 12:00:00 2030 GMT", now), 10);
  assert.strictEqual(daysLeft("Dec 31 12:00:00 2029 GMT", now), -1);
});

test("an older runtime has the library under another name", () =>
  served(async (base) => {
    name = "Synthetics";
    assert.strictEqual(await run({ app: `${base}/200` }), null);
    assert.deepStrictEqual(steps, [["app", "passed"]]);
  }));

test("a runtime without the library can't report, and says so", async () => {
  name = "nothing";
  assert.match(await run({}), /no library/);
});
