// Puts everything on the page that can be moved, draws it, and then fetches what a next move may need.

import { keepKeys } from "../../notebook/chart.js";
import { keep, mayFetchPython, python } from "./asking.js";
import { briefing, shelf } from "./downloads.js";
import { Explorer, explorers } from "./explorer.js";
import { page } from "./page.js";
import { check, prediction } from "./questions.js";
import { slides } from "./slides.js";
import { arrival } from "./stored.js";
import { viewOf } from "./view.js";

const LATER = 2_000; // milliseconds until Python may be fetched, where nobody asks for it before

// plotly.js sets a global; chart.js looks for it here.
(globalThis.kbPlotly ??= {})[page.plotly] = new Promise((resolve, reject) => {
  const look = () => {
    if (globalThis.Plotly) resolve(globalThis.Plotly);
    else reject(new Error("plotly.js did not arrive"));
  };
  if (globalThis.Plotly) return look();
  const script = document.getElementById("kb-plotly");
  for (const event of ["load", "error"]) script?.addEventListener(event, look);
});

/** @type {(kind: string) => [HTMLElement, string][]} */
function places(kind) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = document.querySelectorAll(`[data-kb-${kind}]`);
  return [...found].map((root) => [root, root.getAttribute(`data-kb-${kind}`) ?? ""]);
}

slides();
const { signal } = new AbortController();
for (const [root, name] of places("explorer")) {
  explorers.push(new Explorer(name, (explorer) => viewOf(explorer, root, signal)));
}
for (const [root, id] of places("check")) check(root, id);
for (const [root, topic] of places("predict")) prediction(root, topic);
for (const [root] of places("scenarios")) shelf(root);
for (const [root] of places("briefing")) briefing(root);
for (const explorer of explorers) explorer.view.draw();
document.addEventListener("focusin", keepKeys);

async function fetchLater() {
  await Promise.all(Object.keys(page.stored).map(arrival));
  keep(Object.values(page.stored));
  if (!page.server && mayFetchPython()) setTimeout(() => python.start(), LATER);
}
requestAnimationFrame(() => setTimeout(fetchLater)); // after the first paint
