import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { beforeEach, test } from "node:test";
import { runInNewContext } from "node:vm";

const FILE = new URL("../../src/kamerbrief/site/web/sw.js", import.meta.url);
const SCRIPT = await readFile(FILE, "utf8");
const SCOPE = "https://example.org/site/";
const FIXED = ["python-0123456789/"];
const PAGES = ["./", "en/second.html", "picture.png"];
const [FIRST, SECOND, PICTURE] = PAGES.map((page) => new URL(page, SCOPE).href);
const PYTHON = `${SCOPE}python-0123456789/python.wasm`;
const TYPES = { html: "text/html; charset=utf-8", png: "image/png", wasm: "application/wasm" };

const network = new Map();
const cache = new Map();
let fetched = [];
let hears = {};

// A response as a network gives it.
function came(url, type, text, how = {}) {
  const response = new Response(text, { headers: { "Content-Type": type } });
  const clone = () => came(url, type, text, how);
  const about = { url, clone, redirected: false, ...how };
  for (const [name, value] of Object.entries(about))
    Object.defineProperty(response, name, { value });
  return response;
}

// Lets the network send this from now on.
const send = (url, type, text, how) => void network.set(url, () => came(url, type, text, how));

beforeEach(() => {
  for (const held of [network, cache]) held.clear();
  send(FIRST, TYPES.html, "first");
  send(SECOND, TYPES.html, "second");
  send(PICTURE, TYPES.png, "a picture");
  send(PYTHON, TYPES.wasm, "Python");
  fetched = [];
  hears = {};
  runInNewContext(
    `const FIXED = ${JSON.stringify(FIXED)}, PAGES = ${JSON.stringify(PAGES)};${SCRIPT}`,
    {
      URL,
      Response,
      self: {
        registration: { scope: SCOPE },
        origin: new URL(SCOPE).origin,
        skipWaiting: async () => {},
        clients: { claim: async () => {} },
        addEventListener: (name, hear) => (hears[name] = hear),
      },
      async fetch(url, { cache } = {}) {
        fetched.push([url, cache]);
        const answer = network.get(url);
        if (!answer) throw new TypeError("no network");
        return answer();
      },
      caches: {
        open: async () => ({
          keys: async () => [...cache.keys()].map((url) => ({ url })),
          match: async (url) => cache.get(url.split("?")[0])?.clone(),
          put: async (url, held) => cache.set(url, held),
          delete: async (url) => cache.delete(url),
        }),
      },
    },
  );
});

// What the service worker makes of an event; what it waits for is over.
async function happen(name, request) {
  const waiting = [];
  let answer;
  hears[name]({
    request,
    waitUntil: (what) => waiting.push(what),
    respondWith: (what) => (answer = what),
  });
  const answered = await answer;
  await Promise.all(waiting);
  return answered;
}

// The text that a page gets from an address.
async function got(url, request = {}) {
  return (await happen("fetch", { url, method: "GET", mode: "no-cors", ...request }))?.text();
}

const keeps = (url) => cache.get(url)?.clone().text();

test("it keeps all pages as it is installed, past what the browser has", async () => {
  await happen("install");
  assert.deepEqual([...cache.keys()], [FIRST, SECOND, PICTURE]);
  assert.ok(fetched.every(([, how]) => how === "reload"));
});

test("it keeps nothing where a filter's page came in the place of a part", async () => {
  send(PICTURE, TYPES.html, "Log in first");
  await assert.rejects(happen("install"), /not what was asked for.*picture/);
  assert.equal(cache.size, 0);
});

test("it throws away what another build named, and only that", async () => {
  await happen("install");
  await got(PYTHON);
  cache.set(`${SCOPE}python-ffffffffff/python.wasm`, came(PYTHON, TYPES.wasm, "old"));
  await happen("activate");
  assert.deepEqual([...cache.keys()], [FIRST, SECOND, PICTURE, PYTHON]);
});

test("what never changes is fetched once, what may change as long as there is a network", async () => {
  await happen("install");
  fetched = [];
  for (const _ of [1, 2]) {
    assert.equal(await got(PYTHON), "Python");
    assert.equal(await got(SECOND), "second");
  }
  assert.deepEqual(fetched, [
    [PYTHON, undefined],
    [SECOND, "no-cache"],
    [SECOND, "no-cache"],
  ]);
});

test("without a network it answers what it has kept, whatever is asked of the page", async () => {
  await happen("install");
  send(SECOND, TYPES.html, "the second, mended");
  await got(SECOND);
  network.clear();
  assert.equal(await got(`${SECOND}?slides=2`), "the second, mended");
  await assert.rejects(got(PYTHON), /no network/);
});

test("two that ask for the same at once get it from one answer", async () => {
  const answers = await Promise.all([got(PYTHON), got(PYTHON)]);
  assert.deepEqual([answers, fetched.length], [["Python", "Python"], 1]);
});

test("a filter's page in the place of a file is handed on, but not kept", async () => {
  send(PYTHON, TYPES.html, "Log in first");
  assert.equal(await got(PYTHON), "Log in first");
  assert.deepEqual(
    fetched,
    [
      [PYTHON, undefined],
      [PYTHON, "reload"],
    ],
    "past what the browser has",
  );
  assert.equal(cache.size, 0);
});

test("a file in the place of a page is not kept, and neither is what another host sends or what failed", async () => {
  await happen("install");
  for (const [type, how] of [
    ["text/plain", {}],
    [TYPES.html, { url: "https://elsewhere.org/site/en/second.html" }],
    [TYPES.html, { ok: false }],
  ]) {
    send(SECOND, type, "what a filter says", how);
    assert.equal(await got(SECOND), "what a filter says");
    assert.equal(await keeps(SECOND), "second");
  }
});

test("what was kept wrong before is asked for anew", async () => {
  cache.set(PYTHON, came(PYTHON, TYPES.html, "Log in first"));
  assert.equal(await got(PYTHON), "Python");
  assert.equal(await keeps(PYTHON), "Python");
});

test("a page that its host redirects is opened where it leads, and kept as one that was not", async () => {
  const to = `${SCOPE}en/elsewhere.html`;
  send(SECOND, TYPES.html, "elsewhere", { url: to, redirected: true });
  const sent = await happen("fetch", { url: SECOND, method: "GET", mode: "navigate" });
  assert.deepEqual([sent.status, sent.headers.get("Location")], [302, to]);
  network.clear();
  const kept = await happen("fetch", { url: SECOND, method: "GET", mode: "navigate" });
  assert.deepEqual([kept.redirected, await kept.text()], [false, "elsewhere"]);
});

test("it leaves alone what is sent, what is another site's, and JupyterLab's", async () => {
  for (const [url, method] of [
    [SECOND, "POST"],
    ["https://example.org/other/", "GET"],
    [`${SCOPE}lite/index.html`, "GET"],
  ]) {
    assert.equal(await got(url, { method }), undefined);
  }
});
