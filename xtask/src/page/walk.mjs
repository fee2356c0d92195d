// Opens pages in Chromium and does what a person at a keyboard does, in light and in dark.
//
//   node walk.mjs FOLDER PAGE...
//
// A line for each page and scheme; the exit code is 1 if one of them fails. Pictures go to FOLDER.

import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const require = createRequire(join(process.env.IAC_NODE_MODULES, "walk.cjs"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** How long a page may take until it can be used, in milliseconds: machines of CI are slow and shared. */
const LONGEST = 5000;
/** How long a key or a letter may take until its effect is there. */
const LONGEST_STEP = 1500;

const [folder, ...pages] = process.argv.slice(2);

const chromiums = process.env.PATH.split(delimiter).map((folder) => join(folder, "chromium"));

// Only root, which containers have, can't use the sandbox.
const browser = await chromium.launch({
  executablePath: chromiums.find(existsSync),
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
let failed = false;
for (const file of pages) {
  for (const colorScheme of ["light", "dark"]) {
    const name = `${basename(file, ".html")} changes, ${colorScheme}`;
    try {
      console.log(`passed: ${name}: ${await walk(file, colorScheme)}`);
    } catch (error) {
      failed = true;
      console.log(`failed: ${name}: ${error.stack}`);
    }
  }
}
await browser.close();
process.exitCode = failed ? 1 : 0;

async function walk(file, colorScheme) {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1360, height: 860 } });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) complaints.push(`asks for ${request.url()}`);
  });

  const begun = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.locator("#row-0").waitFor();
  const loaded = performance.now() - begun;
  assert.ok(loaded < LONGEST, `it takes ${loaded.toFixed(0)} ms to load`);
  const count = await page.evaluate(() => document.querySelector("#row-0").ariaSetSize);
  let slowest = 0;
  const press = async (key) => {
    const from = performance.now();
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
    slowest = Math.max(slowest, performance.now() - from);
  };
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
  const status = () => page.locator("#status").textContent();
  const active = () => page.evaluate(() => {
    const id = document.querySelector("#list").getAttribute("aria-activedescendant");
    const row = id && document.getElementById(id);
    return row && { place: row.ariaPosInSet, selected: row.ariaSelected, address: row.querySelector(".address").textContent };
  });
  const tab = async (id) => {
    for (let step = 0; step < 40; step += 1) {
      if (await focused() === id) return;
      await press("Tab");
    }
    assert.fail(`${id} can't be reached by Tab`);
  };
  const judge = async (where) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    const told = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`);
    assert.deepEqual(told, [], `axe-core finds violations ${where}`);
  };

  await judge("in the overview");
  await page.screenshot({ path: join(folder, `${basename(file, ".html")}-${colorScheme}.png`) });

  // From the top: the link that skips, then the search.
  await press("Tab");
  assert.equal(await focused(), "skip");
  await tab("text");
  await page.keyboard.type("multi_az");
  assert.match(await status(), / of /);
  assert.notEqual((await status()).split(" ")[0], "0");
  assert.ok(await page.locator("#clear").isVisible());
  await press("Escape");
  await page.locator("#text").fill("");

  // A severity by its checkbox.
  await page.locator("#severities input").first().focus();
  await press("Space");
  assert.match(await status(), / of /);
  const ofSeverity = await page.locator(".row .badge").allTextContents();
  assert.equal(new Set(ofSeverity).size, 1, "only one severity is left");
  await press("Space");
  assert.doesNotMatch(await status(), / of /);

  // What nothing matches is empty, and still accessible.
  await page.locator("#text").fill("nothing is called like this");
  assert.match(await status(), /^0 of /);
  await judge("with nothing found");
  await page.locator("#text").fill("");

  // The list: down, to the end and back, with few rows in the document.
  await page.locator("#text").focus();
  await tab("list");
  await press("ArrowDown");
  assert.deepEqual([(await active()).place, (await active()).selected], ["1", "true"]);
  await press("ArrowDown");
  assert.equal((await active()).place, "2");
  await press("End");
  assert.equal((await active()).place, count);
  await press("PageUp");
  await press("Home");
  const first = await active();
  assert.equal(first.place, "1");
  assert.ok(await page.locator(".row").count() < 40, "only rows in sight exist");
  assert.equal(await page.locator("#detail h2").textContent(), first.address);

  // Into the details, over the graph to a neighbour, and back by Escape.
  await press("Enter");
  assert.equal(await focused(), "detail");
  await judge("in the details");
  await page.screenshot({ path: join(folder, `${basename(file, ".html")}-${colorScheme}-change.png`) });
  await tab("graph");
  await tab("node");
  await press("Tab");
  const neighbour = await page.evaluate(() => document.activeElement.title);
  if (await focused() === "node") {
    await press("Enter");
    assert.equal(await focused(), "detail");
    const heading = await page.locator("#detail h2").textContent();
    assert.equal(neighbour, heading, `${neighbour} leads to ${heading}`);
  }
  await press("Escape");
  assert.equal(await focused(), "list");
  await press("Escape");
  assert.equal(await page.locator("#detail h2").textContent(), "Overview");

  // Narrow, as on a telephone.
  await page.setViewportSize({ width: 390, height: 800 });
  await judge("on a narrow screen");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, "nothing is wider than a narrow screen");
  assert.deepEqual(complaints, []);
  assert.ok(slowest < LONGEST_STEP, `a key takes ${slowest.toFixed(0)} ms`);
  await context.close();
  return `${loaded.toFixed(0)} ms to load, ${slowest.toFixed(0)} ms for the slowest key, 0 violations`;
}
