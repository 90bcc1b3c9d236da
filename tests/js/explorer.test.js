import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { python } from "../../src/kamerbrief/pages/web/asking.js";
import { Explorer } from "../../src/kamerbrief/pages/web/explorer.js";
import { page } from "../../src/kamerbrief/pages/web/page.js";

const opening = {
  controls: [{ name: "n", stops: [100, 2000] }],
  settings: {},
  reading: "as it opens",
};

let asked = [];
let seen = [];

const settled = () => new Promise(setImmediate);

// An explorer whose view writes down what is seen.
function opened() {
  return new Explorer("survey", () => ({
    show: ({ reading }, typed, waiting) => seen.push([reading, typed, ...waiting].join(" ").trim()),
    say: (key) => key && seen.push(key),
    draw() {},
  }));
}

beforeEach(() => {
  asked = [];
  seen = [];
  const held = new Map();
  globalThis.sessionStorage = {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, text) => held.set(name, text),
  };
  Object.assign(page, { openings: { survey: opening }, guessed: {}, server: "/answer/" });
  Object.assign(python, { worker: null, failed: false });
  globalThis.fetch = (url) =>
    new Promise((resolve) => {
      const question = JSON.parse(new URL(url, location.href).searchParams.get("q") ?? "");
      asked.push({
        question,
        async answer(status, said) {
          resolve(Response.json(said, { status }));
          await settled();
        },
      });
    });
  kbStored(
    "survey",
    JSON.stringify({ n: [{ reading: "a hundred" }, { reading: "two thousand" }] }),
  );
});

test("a stored scene is shown without asking anybody", async () => {
  opened().move({ to: { n: 2000 } });
  await settled();
  assert.deepEqual([seen, asked], [["two thousand"], []]);
});

test("of the moves of a control that wait, only the newest is asked", async () => {
  const explorer = opened();
  for (const n of [1, 2, 3]) explorer.move({ to: { n } });
  await asked[0].answer(200, { reading: "one" });
  await asked[1].answer(200, { reading: "three" });
  assert.deepEqual(
    asked.map(({ question }) => question.move.n),
    [1, 3],
  );
  assert.deepEqual(seen, ["one  n", "three"], "n waits, so its control stays where it was moved");
});

test("moves of several controls are asked in their order", async () => {
  const explorer = opened();
  explorer.move({ to: { n: 1 } });
  explorer.move({ to: { share: 0.5 } });
  explorer.move({ type: ["n", "12"] });
  for (const i of [0, 1, 2]) await asked[i].answer(200, { reading: `${i}` });
  const [, share, typed] = asked.map(({ question }) => question);
  assert.deepEqual([share.move, typed.type], [{ share: 0.5 }, ["n", "12"]]);
  assert.deepEqual(seen, ["0  share", "1", "2 n"], "what was typed is taken into its field");
});

test("an address is waited for alone, and an answer to what was asked before comes too late", async () => {
  const explorer = opened();
  explorer.move({ to: { n: 1 } });
  explorer.move({ to: { share: 0.5 } });
  explorer.move({ open: { n: "7" } });
  await asked[1].answer(200, { reading: "seven" });
  await asked[0].answer(200, { reading: "one" });
  assert.deepEqual([asked.length, seen], [2, ["seven"]]);
});

test("a move that is refused leaves the scene before it, and the next one is asked", async () => {
  const explorer = opened();
  explorer.move({ to: { n: 1 } });
  explorer.move({ to: { share: 0.5 } });
  await asked[0].answer(400, { error: "no" });
  await asked[1].answer(200, { reading: "half" });
  assert.deepEqual(seen, ["as it opens  share", "half"]);
});

test("where nobody answers, it says so and asks again; where nobody can, all stands as before", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const explorer = opened();
  explorer.move({ to: { n: 1 } });
  mock.timers.tick(300);
  await asked[0].answer(503, {});
  mock.timers.tick(2_000);
  await asked[1].answer(200, { reading: "one" });
  assert.deepEqual(seen, ["calculating", "silent", "one"]);
  mock.timers.reset();
  Object.assign(page, { server: "", stored: {} });
  globalThis.document.head = { append: (script) => script.onerror() };
  globalThis.document.createElement = () => ({ append() {} });
  explorer.move({ to: { n: 3 } });
  await settled();
  assert.deepEqual(seen.slice(3), ["alone", "one"]);
});

test("with a guess the scene is asked for, and a stored one without it shown where nobody answers", async () => {
  page.guessed = { survey: "share" };
  sessionStorage.setItem("kamerbrief.guesses", '{"share": 0.4}');
  const explorer = opened();
  await asked[0].answer(200, { reading: "with the guess" });
  explorer.move({ to: { n: 2000 } });
  await asked[1].answer(503, {});
  assert.deepEqual(
    asked.map(({ question }) => question.guess),
    [0.4, 0.4],
  );
  assert.deepEqual(seen, ["with the guess", "two thousand"]);
});
