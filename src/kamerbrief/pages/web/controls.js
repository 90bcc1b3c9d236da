// The controls of an explorer, by the kind that their scenes say; each with what shows its newest state.

import { element } from "../../notebook/elements.js";
import { renderLetter } from "../../notebook/letter.js";
import { renderNumber } from "../../notebook/number.js";
import { labelled, modelOf } from "./model.js";
import { page } from "./page.js";

/** @type {(control: Control, set: (value: any) => void, type: (text: string) => void) => Part} */
export const controlOf = (control, set, type) =>
  ({ number, choice, tick, letter })[control.kind](control, set, type);

/** @type {typeof controlOf} */
function number(control, set, type) {
  const place = element("div");
  const hears = {
    save_changes: () => set(model.get("value")),
    send: (/** @type {{ typed: string }} */ { typed }) => type(typed),
  };
  const model = modelOf({ ...control, lang: page.lang }, hears);
  renderNumber({ model, el: place });
  return {
    place,
    show({ value, disabled, message }, taken) {
      model.set("message", message);
      if (!message) model.set("value", value);
      model.set("disabled", disabled);
      if (taken && !message) model.tell("msg:custom", { kind: "taken" });
    },
  };
}

/** @type {typeof controlOf} */
function choice({ label, options }, set) {
  const values = options.map(([, value]) => value);
  const entries = options.map(([text]) => element("option", {}, text));
  const select = element("select", {}, ...entries);
  select.onchange = () => set(values[select.selectedIndex]);
  const show = (/** @type {Control} */ { value }) => (select.selectedIndex = values.indexOf(value));
  return { place: element("div", {}, labelled(label, select)), show };
}

/** @type {typeof controlOf} */
function tick({ label }, set) {
  const box = element("input", { type: "checkbox" });
  box.onchange = () => set(box.checked);
  const said = element("label", {}, box, ` ${label}`);
  const place = element("div", {}, element("div", { className: "kb-check" }, said));
  return { place, show: ({ value }) => (box.checked = value) };
}

/** @type {typeof controlOf} */
function letter(control, set) {
  const place = element("div");
  const filters = { section: "all", speaker: "all", translated: true };
  const save_changes = () => set(model.get("value"));
  const model = modelOf({ ...control, lang: page.lang, ...filters }, { save_changes });
  renderLetter({ model, el: place });
  return {
    place,
    show({ value }, _taken, { section, speaker, translation: translated }) {
      const now = { value, section, speaker, translated };
      for (const [name, value] of Object.entries(now)) model.set(name, value);
    },
  };
}
