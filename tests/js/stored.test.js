import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { page } from "../../src/kamerbrief/pages/web/page.js";
import { patched, storedPatch } from "../../src/kamerbrief/pages/web/stored.js";

const opening = {
  controls: [
    { name: "n", stops: [100, 2000, null] },
    { name: "method", stops: ["wald", "wilson"] },
  ],
};
const scenes = { n: ["a hundred", "two thousand", "all"], method: ["by wald", "by wilson"] };

const found = (move, settings = {}) => storedPatch("survey", move, settings, opening);

beforeEach(() => {
  page.settles = [];
  kbStored("survey", JSON.stringify(scenes));
});

test("a move to a stop finds its scene, and one between two stops none", () => {
  assert.equal(found({ to: { n: 2000 } }), "two thousand");
  assert.equal(found({ to: { n: null } }), "all");
  assert.equal(found({ to: { method: "wilson" } }), "by wilson");
  assert.equal(found({ to: { n: 150 } }), undefined);
});

test("a control moved before may move on, but two that are moved have no stored scene", () => {
  assert.equal(found({ to: { n: 2000 } }, { n: "100" }), "two thousand");
  assert.equal(found({ to: { n: 2000 } }, { method: "wald" }), undefined);
});

test("where a control moves others too, no second move has a stored scene", () => {
  page.settles = ["survey"];
  assert.equal(found({ to: { n: 2000 } }), "two thousand");
  assert.equal(found({ to: { n: 2000 } }, { n: "100" }), undefined);
});

test("an address finds its scene by what it writes, if it sets one control", () => {
  assert.equal(found({ open: { n: "2000" } }), "two thousand");
  assert.equal(found({ open: { n: "none" } }), "all");
  assert.equal(found({ open: { method: "wald" } }), "by wald");
  assert.equal(found({ open: { n: "2000", method: "wald" } }), undefined);
  assert.equal(found({ open: { n: "two thousand" } }), undefined);
  assert.equal(found({ open: { unknown: "1" } }), undefined);
});

test("the opening needs no stored scene: nothing changes in it", () => {
  assert.deepEqual(found({ open: {} }), {});
  assert.deepEqual(found({ guess: true }), {});
});

test("a guess is looked up where the explorer stands, and what is typed nowhere", () => {
  assert.equal(found({ guess: true }, { n: "2000" }), "two thousand");
  assert.equal(found({ type: ["n", "2000"] }), undefined);
});

test("before its scenes have arrived, an explorer has none", () => {
  assert.equal(storedPatch("other", { to: { n: 2000 } }, {}, opening), undefined);
});

test("a patch is laid over key by key, and takes away what it lists under an empty name", () => {
  const before = { a: 1, b: { c: 1, d: 2 }, e: 0 };
  assert.deepEqual(patched(before, { b: { c: 5 }, "": ["e"] }), { a: 1, b: { c: 5, d: 2 } });
  assert.deepEqual(before, { a: 1, b: { c: 1, d: 2 }, e: 0 }, "the opening stays as it is");
});

test("a list is laid over place by place under a bracket, or replaced", () => {
  const before = { list: [{ c: 1 }, 2, "x"] };
  assert.deepEqual(patched(before, { list: { "[": { 0: { c: 5 }, 2: "y" } } }), {
    list: [{ c: 5 }, 2, "y"],
  });
  assert.deepEqual(patched(before, { list: [1] }), { list: [1] });
});

test("an object takes the place of what is none", () => {
  assert.deepEqual(patched({ a: "text" }, { a: { b: 1 } }), { a: { b: 1 } });
  assert.deepEqual(patched([1, {}], { 0: 2 }), { 0: 2 });
  assert.equal(patched({ a: 1 }, null), null);
});
