// Predictions, a class's guesses and self-checks: what their scenes say.

import { button, element } from "../../notebook/elements.js";
import { renderNumber } from "../../notebook/number.js";
import { ask, unanswered } from "./asking.js";
import { explorers } from "./explorer.js";
import { chartOf, html, kept, labelled, modelOf, row, toggle } from "./model.js";
import { page } from "./page.js";

/** @type {(root: HTMLElement, topic: string) => void} */
export function prediction(root, topic) {
  const {
    control,
    buttons,
    html: question,
    pool,
    skipped,
    first,
    looked,
  } = page.predictions[topic];
  const answer = html();
  const state = kept.read(`prediction.${topic}`, { guess: null, pressed: null });
  const keep = (/** @type {object} */ changed) =>
    kept.write(`prediction.${topic}`, Object.assign(state, changed));
  let newest = 0; // the newest press wins

  /** @param {PredictionScene} scene */
  function show({ answer: said, control: { message, value }, guess }) {
    answer.innerHTML = said;
    model.set("message", message);
    if (!message) {
      model.set("value", value);
      model.tell("msg:custom", { kind: "taken" });
      if (typeof state.guess === "string") keep({ guess: value }); // in any language
    }
    if (!guess) return;
    kept.write("guesses", { ...kept.read("guesses", {}), [topic]: guess[0] });
    for (const explorer of explorers)
      if (explorer.guessed === topic) explorer.move({ guess: true });
  }
  /** @param {"look" | "skip"} pressed */
  async function press(pressed) {
    const mine = ++newest;
    keep({ pressed });
    const place = control.stops.indexOf(state.guess);
    const known = pressed === "skip" ? skipped : state.guess === null ? first : looked[place];
    try {
      const scene = known ?? (await ask("predict", { topic, ...state }));
      if (mine === newest) show(scene);
    } catch {
      answer.textContent = unanswered();
    }
  }

  const model = modelOf(
    { ...control, lang: page.lang, disabled: false },
    {
      save_changes: () => (state.guess = model.get("value")),
      async send({ typed }) {
        state.guess = typed;
        const asked = { topic, guess: typed, pressed: null };
        const scene = await ask("predict", asked).catch(() => null);
        if (scene && state.guess === typed) show({ ...scene, answer: answer.innerHTML });
      },
    },
  );
  const place = element("div");
  renderNumber({ model, el: place });
  const together = pooling(topic, pool);
  const [look, skip] = /** @type {const} */ (["look", "skip"]).map((what) =>
    button(buttons[what], () => press(what)),
  );
  const pressed = row(look, skip, toggle(buttons.together, together));
  root.replaceChildren(html(question), place, pressed, answer, together);
  root.className = "kb-explorer kb-ask";
  if (typeof state.guess === "number") model.set("value", state.guess);
  if (state.pressed) press(state.pressed);
}

/** @type {(topic: string, says: { label: string, placeholder: string, show: string }) => HTMLElement} */
function pooling(topic, { label, placeholder, show }) {
  const field = element("input", { type: "text", placeholder });
  const said = html();
  const chart = chartOf("guesses");
  async function press() {
    try {
      const scene = await ask("pool", { topic, typed: field.value });
      said.innerHTML = scene.refusal ?? "";
      if (!scene.drawing) return;
      chart.show(scene);
      chart.draw();
    } catch {
      said.textContent = unanswered();
    }
  }
  return element("div", {}, labelled(label, field), row(button(show, press)), said, chart.place);
}

/** @type {(root: HTMLElement, id: string) => void} */
export function check(root, id) {
  const { html: question, options, feedback } = page.checks[id];
  const said = html();
  const chosen = kept.read(`check.${id}`, null);
  const boxes = options.map((text, number) => {
    const choice = { type: "radio", name: `kb-check-${id}`, checked: number === chosen };
    const onchange = () => {
      kept.write(`check.${id}`, number);
      said.innerHTML = feedback[number];
    };
    return element("label", {}, element("input", { ...choice, onchange }), text);
  });
  const group = element("div", { className: "widget-radio-box" }, ...boxes);
  const choices = element("div", { className: "kb-radio widget-radio" }, group);
  root.replaceChildren(html(question), choices, said);
  root.className = "kb-explorer kb-ask";
  if (chosen !== null) said.innerHTML = feedback[chosen];
}
