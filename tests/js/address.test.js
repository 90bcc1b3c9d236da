import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, asking, same } from "../../src/kamerbrief/pages/web/address.js";

test("an address asks an explorer for what stands under its name", () => {
  const hash = "#sample_size.n=2000&often.share=12%2C5&sample_size.method=wald";
  assert.deepEqual(asked(hash, "sample_size"), { n: "2000", method: "wald" });
  assert.deepEqual(asked(hash, "often"), { share: "12,5" });
  assert.deepEqual(asked(hash, "sample"), {});
});

test("a plain anchor asks for nothing, and neither does an empty address", () => {
  for (const hash of ["", "#", "#words", "#words=1", "#a.b.c=1"]) {
    assert.deepEqual(asked(hash, "words"), {}, hash);
  }
});

test("an address is read as it was written, whatever program passed it on", () => {
  for (const hash of [
    "#often.share=12&amp;often.n=300",
    "#often.share%3D12&often.n%3d300",
    "#often.share=12&often.n=300).",
    "#often.share=12&often.n=300”>",
  ]) {
    assert.deepEqual(asked(hash, "often"), { share: "12", n: "300" }, hash);
  }
});

test("what is written is read again, also signs that mean something in an address", () => {
  for (const text of ["2000", "none", "12,5 %", "a&b=c#d", "één + één", "x/y?z"]) {
    assert.deepEqual(asked(asking("", "often", { share: text }), "often"), { share: text });
  }
});

test("writing leaves the other explorers' settings as they are, and takes an anchor away", () => {
  const before = "#words&often.share=12&sample_size.n=7&sample_size.method=wald";
  assert.equal(asking(before, "sample_size", { n: "9" }), "#often.share=12&sample_size.n=9");
  assert.equal(asking("#sample_size.n=7", "sample_size", {}), "");
});

test("settings are the same in any order", () => {
  assert.ok(same({ a: "1", b: "2" }, { b: "2", a: "1" }));
  assert.ok(!same({ a: "1" }, { a: "1", b: "2" }));
  assert.ok(!same({ a: "1" }, { a: "2" }));
});
