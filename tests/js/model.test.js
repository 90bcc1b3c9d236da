import assert from "node:assert/strict";
import { test } from "node:test";
import { kept, modelOf } from "../../src/kamerbrief/pages/web/model.js";

test("a model tells of a value only when it has changed", () => {
  const model = modelOf({ n: 1, stops: [1, 2] });
  const told = [];
  model.on("change:n", () => told.push(model.get("n")));
  model.on("change:stops", () => told.push(model.get("stops")));
  model.set("n", 1);
  model.set("stops", [1, 2]);
  model.set("n", 2);
  model.set("stops", [1]);
  assert.deepEqual(told, [2, [1]]);
});

test("who stops hearing while it is told does not keep the others from it", () => {
  const model = modelOf({ n: 1 });
  const told = [];
  const once = () => {
    told.push("once");
    model.off("change:n", once);
  };
  model.on("change:n", once);
  model.on("change:n", () => told.push("always"));
  model.set("n", 2);
  model.set("n", 3);
  assert.deepEqual(told, ["once", "always", "always"]);
});

test("a browser that keeps nothing keeps nobody from answering", () => {
  Object.defineProperty(globalThis, "sessionStorage", {
    get() {
      throw new Error("not allowed");
    },
  });
  kept.write("guesses", { share: 1 });
  assert.deepEqual(kept.read("guesses", {}), {});
});
