// What is seen of an explorer: its controls, its chart, its table and its buttons.

import { button, element } from "../../notebook/elements.js";
import { addressOf } from "./address.js";
import { controlOf } from "./controls.js";
import { chartOf, html, toggle } from "./model.js";
import { page } from "./page.js";

/** @type {(explorer: import("./explorer.js").Explorer, root: HTMLElement, signal: AbortSignal) => ExplorerView} */
export function viewOf(explorer, root, signal) {
  const { name, opening } = explorer;
  const parts = opening.controls.map((control) => {
    const set = (/** @type {any} */ value) => explorer.move({ to: { [control.name]: value } });
    const type = (/** @type {string} */ text) => explorer.move({ type: [control.name, text] });
    return { control, badge: slot(), ...controlOf(control, set, type) };
  });
  const cells = parts
    .filter(({ control }) => !control.locks)
    .map(({ control, badge, place }) => {
      const locks = parts.filter((part) => part.control.locks === control.name);
      const className = `kb-control${control.wide ? " kb-wide" : ""}`;
      return element("div", { className }, place, badge.place, ...locks.map((lock) => lock.place));
    });
  const status = element("p", { className: "kb-gone", role: "status" });
  const chart = chartOf(name, element("div", { className: "kb-place" }));
  const table = slot();
  const reset = button(page.says.reset, () => explorer.move({ open: {} }));
  const code = element("code");
  const figures = html(opening.figures);
  figures.classList.add("kb-full");
  const said = html();
  said.append(code);
  const footer = element("div", { className: "kb-footer" }, reset, toggle(page.says.code, code));
  footer.append(said, figures);
  const poster = root.querySelector(".kb-poster");
  root.replaceChildren(
    element("div", { className: "kb-controls" }, ...cells),
    status,
    chart.place,
    table.place,
    footer,
  );
  root.className = "kb-explorer";
  let address = (/** @type {Settings} */ _settings) => {}; // until the opening scene is shown

  /** @type {ExplorerView["show"]} */
  function show(scene, typed, waiting) {
    const state = Object.fromEntries(scene.controls.map(({ name, value }) => [name, value]));
    scene.controls.forEach((control, i) => {
      const part = parts[i];
      if (!waiting.has(control.name)) part.show(control, typed === control.name, state);
      part.badge.put(control.badge);
    });
    table.put(scene.table);
    chart.show(scene);
    reset.disabled = !Object.keys(scene.settings).length;
    code.textContent = scene.code;
    address(scene.settings);
  }

  show(opening, "", new Set());
  address = addressOf(name, (settings) => explorer.move({ open: settings }), signal);
  return {
    show,
    say(key, stale) {
      status.textContent = key && page.says[key];
      root.classList.toggle("kb-stale", stale);
    },
    draw() {
      chart.draw(signal);
      if (poster) standIn(poster, chart.place);
    },
  };
}

/** A place for HTML, which is touched only when it changes, lest what a reader has opened in it closes. */
function slot() {
  const place = html();
  let before = "";
  return {
    place,
    /** @param {string} text */
    put(text) {
      if (text !== before) place.innerHTML = before = text;
    },
  };
}

// The picture that the page came with stands where the chart will, until it is drawn.
/** @type {(poster: Element, place: HTMLElement) => void} */
function standIn(poster, place) {
  const plot = /** @type {HTMLElement} */ (place.querySelector(".kb-plot"));
  place.classList.add("kb-undrawn");
  place.append(poster);
  const drawn = new MutationObserver(() => {
    drawn.disconnect();
    poster.remove();
    place.classList.remove("kb-undrawn");
  });
  drawn.observe(plot, { attributeFilter: ["data-drawn"] });
}
