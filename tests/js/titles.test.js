import assert from "node:assert/strict";
import { test } from "node:test";
import { wrapped } from "../../src/kamerbrief/notebook/titles.js";

const signs = (text) => text.length;

test("a text breaks between words, where the next one would not fit", () => {
  assert.deepEqual(wrapped("one two three four", 9, signs), ["one two", "three", "four"]);
  assert.deepEqual(wrapped("one two", 7, signs), ["one two"]);
});

test("a word wider than the place has a line of its own", () => {
  assert.deepEqual(wrapped("a kansengelijkheid b", 5, signs), ["a", "kansengelijkheid", "b"]);
  assert.deepEqual(wrapped("kansengelijkheid", 5, signs), ["kansengelijkheid"]);
});

test("no text is one empty line", () => {
  assert.deepEqual(wrapped("", 5, signs), [""]);
});
