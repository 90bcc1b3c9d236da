import assert from "node:assert/strict";
import { before, beforeEach, mock, test } from "node:test";

// What the worker imports instead of Pyodide; its answers are those of `answer` below.
const HOME = "data:text/javascript,export const loadPyodide = async () => globalThis.python;//";

let said = [];
let answer = () => "{}";

// Sends the worker a message, and waits until it has dealt with it.
async function send(data) {
  globalThis.onmessage({ data });
  await new Promise((resolve) => setTimeout(resolve, 20));
}

before(async () => {
  mock.method(console, "warn", () => {});
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => said.push(message);
  globalThis.python = {
    pyimport: (name) =>
      name === "sys" ? { last_exc: "no such control" } : { answer: (...asked) => answer(...asked) },
  };
  globalThis.fetch = async (url) => globalThis.arriving(url);
  await import("../../src/kamerbrief/site/web/worker.js");
});
beforeEach(() => {
  said = [];
});

// What comes from an address.
function from(url, type, status = 200) {
  const response = new Response("", { status, headers: { "Content-Type": type } });
  return Object.defineProperty(response, "url", { value: url });
}

test("it says that it is there, then answers in the edition of its page", async () => {
  await send({ home: HOME, edition: "nl" });
  assert.equal(said[0].ready, true);
  answer = (...asked) => asked.join(" ");
  await send({ number: 7, name: "often", question: "{}" });
  assert.deepEqual(said[1], { number: 7, answer: "nl often {}" });
});

test("a question that nobody can answer is refused with the reason", async () => {
  answer = () => {
    throw Object.assign(new Error(), { type: "Unanswerable" });
  };
  await send({ number: 8, name: "often", question: "{}" });
  assert.deepEqual(said, [{ number: 8, refused: "no such control" }]);
});

test("any other error means that it never answers again", async () => {
  answer = () => {
    throw Object.assign(new Error("out of memory"), { type: "MemoryError" });
  };
  await send({ number: 9, name: "often", question: "{}" });
  assert.deepEqual(said, [{ failed: true }]);
});

test("a filter's page in the place of a part of Python is said at once", async () => {
  for (const wrong of [from("https://a.b/x.zip", "text/html"), from("https://a.b/x", "", 404)]) {
    said = [];
    globalThis.arriving = () => wrong;
    await assert.rejects(globalThis.fetch("x"), /did not come/);
    assert.deepEqual(said, [{ failed: true }]);
  }
});

test("WebAssembly is one, also from a server that does not know it; the rest comes as it is", async () => {
  globalThis.arriving = (url) => from(url, "application/octet-stream");
  const wasm = await globalThis.fetch("https://a.b/python.wasm");
  assert.equal(wasm.headers.get("Content-Type"), "application/wasm");
  const zip = await globalThis.fetch("https://a.b/stdlib.zip");
  assert.equal(zip.headers.get("Content-Type"), "application/octet-stream");
});
