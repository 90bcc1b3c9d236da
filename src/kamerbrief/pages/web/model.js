// What our widgets' front ends ask of a model, without a kernel behind it; what pages are made of besides.

import { renderChart } from "../../notebook/chart.js";
import { button, element } from "../../notebook/elements.js";
import { page } from "./page.js";

/**
 * A model of these values; what a front end sets or sends is heard by `save_changes` or `send`.
 * @type {(values: Record<PropertyKey, any>, hears?: Partial<Model>) => PageModel}
 */
export function modelOf(values, hears = {}) {
  /** @type {Record<string, Set<React>>} */
  const hearing = {};
  /** @type {(event: string, ...what: unknown[]) => void} */
  const tell = (event, ...what) => {
    for (const react of hearing[event] ?? []) react(...what);
  };
  return {
    get: (name) => values[name],
    set(name, value) {
      const before = values[name];
      if (before === value || JSON.stringify(before) === JSON.stringify(value)) return;
      values[name] = value;
      tell(`change:${String(name)}`);
    },
    on: (/** @type {string} */ event, /** @type {React} */ react) =>
      (hearing[event] ??= new Set()).add(react),
    off: (event, react) => react && hearing[`${event}`]?.delete(react),
    save_changes() {},
    send() {},
    tell,
    ...hears,
  };
}

// A chart that shows scenes, and the place for it.
/** @param {string} name of the file in which a reader saves it */
export function chartOf(name, place = element("div")) {
  const { lang, dark, chart: messages, plotly } = page;
  const template = JSON.stringify(page.template);
  const before = { figure: "{}", reading: "", source: "" };
  const model = modelOf({ name, lang, dark, messages, plotly, template, ...before });
  return {
    place,
    /** @param {Shown} scene */
    show({ drawing, reading, source }) {
      model.set("source", source);
      model.set("reading", reading);
      model.set("figure", JSON.stringify(drawing));
    },
    draw(signal = new AbortController().signal) {
      if (!place.firstChild) renderChart({ model, el: place, signal });
    },
  };
}

export const html = (text = "") =>
  element("div", { className: "widget-html-content", innerHTML: text });

/** @param {HTMLElement[]} buttons */
export const row = (...buttons) => element("div", { className: "kb-buttons" }, ...buttons);

// A button that shows something, and hides it again.
/** @type {(text: string, shown: HTMLElement) => HTMLButtonElement} */
export function toggle(text, shown) {
  const made = button(text, () => show(Boolean(shown.hidden)));
  /** @param {boolean} is */
  function show(is) {
    shown.hidden = !is;
    made.setAttribute("aria-pressed", String(is));
    made.classList.toggle("mod-active", is);
  }
  show(false);
  return made;
}

// A text field or a choice with its label above it.
/** @type {(label: string, field: HTMLElement) => HTMLElement} */
export function labelled(label, field) {
  field.id = `kb-field-${Math.random().toString(36).slice(2)}`;
  const said = element("label", { className: "widget-label", htmlFor: field.id }, label);
  return element("div", { className: "kb-choice" }, said, field);
}

// What a reader has guessed, typed and saved, for as long as the tab is open; some browsers keep nothing,
// and say so with an error.
export const kept = {
  /** @type {(name: string, otherwise: any) => any} */
  read(name, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(`kamerbrief.${name}`) ?? "null") ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  /** @type {(name: string, value: any) => void} */
  write(name, value) {
    try {
      sessionStorage.setItem(`kamerbrief.${name}`, JSON.stringify(value));
    } catch {
      // it holds for this page
    }
  },
};
