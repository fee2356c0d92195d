"use strict";
// Looks at every service once, as a user would who asks for one page. Takes its settings from the
// environment: TARGETS (a JSON object from service to URL), TIME_LIMIT in milliseconds, and
// CERTIFICATE_DAYS that a certificate still has to hold. Needs nothing but Node.js.

const http = require("node:http");
const https = require("node:https");

const DAY = 24 * 60 * 60 * 1000;

// The library of the runtime reports each look by its service. Older runtimes know it by the
// second name.
function library() {
  for (const name of ["@aws/synthetics-puppeteer", "Synthetics"]) {
    try {
      return require(name);
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Error("the runtime has no library that looks are reported to");
}

// There is no page to take a picture of.
const WITHOUT_PICTURES = {
  screenshotOnStepStart: false,
  screenshotOnStepSuccess: false,
  screenshotOnStepFailure: false,
};

// Whole days from `now` until a certificate ends; `end` is written as Node.js gives it.
function daysLeft(end, now) {
  return Math.floor((Date.parse(end) - now) / DAY);
}

// Asks for `url`; the promise is kept if the answer is good, whole and in time.
function look(url, limit, days) {
  return new Promise((resolve, reject) => {
    const client = url.startsWith("https:") ? https : http;
    const began = Date.now();
    // A connection that is used again says nothing of whether a new user gets one.
    const request = client.get(url, { agent: false, headers: { "user-agent": "canary" } }, (answer) => {
      const left = client === https ? daysLeft(answer.socket.getPeerCertificate().valid_to, began) : null;
      answer.on("error", finish);
      answer.on("end", () => {
        if (answer.statusCode < 200 || answer.statusCode >= 400) {
          finish(new Error(`${url} answers ${answer.statusCode}`));
        } else if (left !== null && !(left >= days)) {
          finish(new Error(`the certificate of ${url} ends in ${left} days`));
        } else {
          finish(null, `${url} answers ${answer.statusCode} after ${Date.now() - began} ms`);
        }
      });
      answer.resume();
    });
    const timer = setTimeout(() => request.destroy(new Error(`${url} takes longer than ${limit} ms`)), limit);
    request.on("error", finish);

    function finish(error, said) {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(said);
    }
  });
}

// The run fails if any look does, and only after all of them: the report says who else is down.
exports.handler = async () => {
  const synthetics = library();
  const targets = JSON.parse(process.env.TARGETS);
  const limit = Number(process.env.TIME_LIMIT);
  const days = Number(process.env.CERTIFICATE_DAYS);
  const failures = [];
  for (const [service, url] of Object.entries(targets)) {
    const step = async () => console.log(await look(url, limit, days));
    try {
      await synthetics.executeStep(service, step, WITHOUT_PICTURES);
    } catch (error) {
      failures.push(`${service}: ${error.message}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join("; "));
};

exports.daysLeft = daysLeft;
