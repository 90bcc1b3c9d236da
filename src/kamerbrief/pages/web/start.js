// Puts everything on the page that can be moved, draws it, and then fetches what a next move may need.

const LATER = 2_000; // milliseconds until Python may be fetched, where nobody asks for it before

// plotly.js sets a global; chart.js looks for it here.
(globalThis[Symbol.for("kamerbrief.plotly.js")] ??= {})[page.plotly] = new Promise((resolve, reject) => {
  const script = document.getElementById("kb-plotly");
  const look = () => (globalThis.Plotly ? resolve(globalThis.Plotly) : reject(new Error("plotly.js did not arrive")));
  if (globalThis.Plotly) look();
  else for (const event of ["load", "error"]) script.addEventListener(event, look);
});

const places = (kind) => [...document.querySelectorAll(`[data-kb-${kind}]`)].map((root) => [root, root.getAttribute(`data-kb-${kind}`)]);
const open = new AbortController();
for (const [root, name] of places("explorer")) explorers.push(new Explorer(root, name, open.signal));
for (const [root, id] of places("check")) check(root, id);
for (const [root, topic] of places("predict")) prediction(root, topic);
for (const [root] of places("scenarios")) shelf(root);
for (const [root] of places("briefing")) briefing(root);
for (const explorer of explorers) explorer.draw();
document.addEventListener("focusin", ({ target }) => target.closest?.(".kb-explorer") && (target.dataset.lmSuppressShortcuts = "true"));

// Python comes late and unseen, and only where the reader's line and machine allow; a move that needs it
// fetches it at once.
function mayFetchPython() {
  const { saveData = false, effectiveType = "4g" } = navigator.connection ?? {};
  return page.python && !asFile && !saveData && effectiveType === "4g" && (navigator.deviceMemory ?? 4) >= 2;
}

async function fetchLater() {
  await fetchStored();
  keep(Object.values(page.stored));
  if (!page.server && mayFetchPython()) setTimeout(() => python.start(), LATER);
}
requestAnimationFrame(() => setTimeout(fetchLater)); // after the first paint
