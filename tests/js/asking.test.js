import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import {
  ask,
  canAsk,
  mayFetchPython,
  python,
  Refused,
  unanswered,
} from "../../src/kamerbrief/pages/web/asking.js";
import { page } from "../../src/kamerbrief/pages/web/page.js";

const { fetch } = globalThis;

// Python in the tab, which a test lets answer.
class Tab {
  asked = [];
  ended = false;
  constructor() {
    globalThis.tab = this;
  }
  postMessage(message) {
    this.asked.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(data) {
    this.onmessage({ data });
  }
}

// Lets the server answer every question so.
function serve(status, said) {
  const asked = [];
  page.server = "/answer/";
  globalThis.fetch = async (...question) => {
    asked.push(question);
    return new Response(said, { status });
  };
  return asked;
}

beforeEach(() => {
  globalThis.Worker = Tab;
  Object.assign(page, { server: "", python: "", worker: "worker.js" });
  page.says = { silent: "Nobody answers.", alone: "Nobody can." };
  Object.assign(python, { worker: null, failed: false, waiting: new Map() });
});
afterEach(() => {
  globalThis.fetch = fetch;
});

test("a short question stands in the address, so that its answer can be kept; a long one does not", async () => {
  const asked = serve(200, '{"a": 1}');
  assert.deepEqual(await ask("often", { at: {} }), { a: 1 });
  await ask("often", { at: "x".repeat(2_000) });
  const [[short], [long, how]] = asked;
  assert.equal(short, "/answer/en/often?q=%7B%22at%22%3A%7B%7D%7D");
  assert.deepEqual([long, how.method], ["/answer/en/often", "POST"]);
});

test("what a server refuses is asked of nobody else", async () => {
  serve(400, '{"error": "no such control"}');
  page.python = "python/";
  await assert.rejects(ask("often", {}), new Refused("no such control"));
  assert.equal(python.worker, null);
});

test("a page that stands in the place of an answer is none, and Python is asked instead", async () => {
  for (const [status, said] of [
    [200, "<h1>Log in first</h1>"],
    [503, '{"error": "later"}'],
  ]) {
    serve(status, said);
    page.python = "python/";
    const answer = ask("often", { at: {} });
    await new Promise(setImmediate);
    const { number, name, question } = globalThis.tab.asked.at(-1);
    assert.deepEqual([name, question], ["often", '{"at":{}}']);
    globalThis.tab.say({ number, answer: '{"from": "Python"}' });
    assert.deepEqual(await answer, { from: "Python" });
  }
});

test("Python is started once, and each of its answers goes to who asked", async () => {
  page.python = "python/";
  const [first, second] = [ask("often", {}), ask("size", {})];
  const [start, one, other] = globalThis.tab.asked;
  assert.deepEqual(start, { home: "https://example.org/en/python/", edition: "en" });
  globalThis.tab.say({ number: other.number, answer: "2" });
  globalThis.tab.say({ number: one.number, refused: "no such control" });
  await assert.rejects(first, new Refused("no such control"));
  assert.equal(await second, 2);
});

test("when Python has ended, who waits is told, and nobody can be asked any more", async () => {
  page.python = "python/";
  const waiting = ask("often", {});
  assert.deepEqual([canAsk(), unanswered()], [true, "Nobody answers."]);
  globalThis.tab.say({ failed: true });
  await assert.rejects(waiting, /Python has ended/);
  assert.ok(globalThis.tab.ended);
  assert.deepEqual([canAsk(), unanswered()], [false, "Nobody can."]);
  await assert.rejects(ask("often", {}), /Python does not run here/);
});

test("where there is neither server nor Python, nobody can be asked", async () => {
  assert.equal(canAsk(), false);
  await assert.rejects(ask("often", {}), /nobody can be asked/);
});

test("Python is fetched unasked only where line and machine allow", () => {
  const may = (given) => {
    Object.defineProperty(globalThis, "navigator", { value: given, configurable: true });
    return Boolean(mayFetchPython());
  };
  assert.equal(may({}), false, "there is none");
  page.python = "python/";
  assert.equal(may({}), true);
  assert.equal(may({ connection: { effectiveType: "4g" }, deviceMemory: 8 }), true);
  assert.equal(may({ connection: { effectiveType: "3g" } }), false);
  assert.equal(may({ connection: { saveData: true } }), false);
  assert.equal(may({ deviceMemory: 1 }), false);
});
