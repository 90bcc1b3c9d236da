import assert from "node:assert/strict";
import { test } from "node:test";
import { place, shown } from "../../src/kamerbrief/notebook/number.js";
import { modelOf } from "../../src/kamerbrief/pages/web/model.js";

const said = (value, state) =>
  shown(value, modelOf({ lang: "en", factor: 1, decimals: 20, none: "all", ...state }));

test("a value stands at its stop, and one between two stops in proportion between them", () => {
  const stops = [10, 20, 40, 80];
  assert.deepEqual(
    stops.map((stop) => place(stops, stop)),
    [0, 1, 2, 3],
  );
  assert.equal(place(stops, 15), 0.5);
  assert.equal(place(stops, 50), 2.25);
});

test("a value beyond the track stands at its end", () => {
  assert.equal(place([10, 20], 5), 0);
  assert.equal(place([10, 20], 99), 1);
  assert.equal(place([10, 20, null], 99), 1);
});

test("no number stands at the last stop", () => {
  assert.equal(place([10, 20, null], null), 2);
});

test("a number is written as its language writes it", () => {
  assert.equal(said(1234.5, {}), "1,234.5");
  assert.equal(said(1234.5, { lang: "nl" }), "1.234,5");
  assert.equal(said(null, { lang: "nl", none: "alle" }), "alle");
});

test("a number is written in the unit of its field, without the noise of binary fractions", () => {
  assert.equal(said(0.07, { factor: 0.01 }), "7");
  assert.equal(said(0.1 + 0.2, {}), "0.3");
  assert.equal(said(290_000_000, { factor: 1_000_000 }), "290");
  assert.equal(said(1.26, { decimals: 1 }), "1.3");
});
