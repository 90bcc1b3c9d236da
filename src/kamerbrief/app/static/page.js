// What a page does besides its explorers: it fetches plotly.js early, follows the system's light
// or dark, fits its charts to paper, and says so when its kernel or its server has gone.

const BEAT = 4_000; // milliseconds between two looks at the kernel
const PAPER = 640; // the width of a chart on paper, in CSS pixels; A4 and Letter both hold it

function kbFollowTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
  dark.addEventListener("change", follow);
  follow();
  // Lab's own theme manager sets its default when it has started.
  new MutationObserver(() => {
    if (document.body.dataset.jpThemeLight !== String(!dark.matches)) follow();
  }).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
}

// chart.js looks here before it asks the kernel. When the server does not answer, it still asks.
function kbFetchPlotly({ plotly, base }) {
  const libraries = (globalThis[Symbol.for("kamerbrief.plotly.js")] ??= {});
  libraries[plotly] = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${base}plotly.js?v=${plotly}`;
    script.onload = () => resolve(globalThis.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  libraries[plotly].catch(() => delete libraries[plotly]);
}

function kbSay(sentence) {
  const gone = document.getElementById("kb-gone");
  if (gone.dataset.sentence === (sentence ?? "")) return;
  gone.dataset.sentence = sentence ?? "";
  gone.hidden = !sentence;
  document.getElementById("rendered_cells").classList.toggle("kb-stopped", Boolean(sentence));
  for (const explorer of document.querySelectorAll(".kb-explorer")) explorer.inert = Boolean(sentence);
  gone.textContent = sentence ?? "";
  if (!sentence) return;
  const reload = document.createElement("button");
  reload.textContent = kbApp.says.reload;
  reload.addEventListener("click", () => location.reload());
  gone.append(" ", reload);
}

async function kbLook(kernel) {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), BEAT * 2);
  try {
    const answer = await fetch(`${kbApp.base}alive/${kernel}`, { signal: patience.signal });
    kbSay((await answer.json()).alive ? null : kbApp.says["kernel-gone"]);
  } catch {
    kbSay(kbApp.says["server-gone"]);
  }
  setTimeout(kbLook, BEAT, kernel);
}

// All of the notebook is here; the explorers follow, and until the first stands the page says so.
function kbAllArrived() {
  const { kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  kbLook(kernelId);
  addEventListener("pagehide", () => navigator.sendBeacon(`${kbApp.base}voila/api/shutdown/${kernelId}`));
  const status = document.getElementById("kb-status");
  const outputs = document.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]');
  const seen = new MutationObserver(() => {
    if (document.querySelector(".kb-explorer, .kb-failed")) {
      seen.disconnect();
      status.textContent = "";
    }
  });
  if (outputs.length) seen.observe(document.getElementById("rendered_cells"), { childList: true, subtree: true });
  else status.textContent = "";
}

// The same page in another language opens where this one stands: its settings, its slide.
function kbKeepPlace(event) {
  const link = event.target.closest?.("a[hreflang]");
  if (!link) return;
  link.search = location.search;
  link.hash = location.hash;
}

// The address holds the settings, and no place on the page.
function kbSkip(event) {
  if (!event.target.closest?.(".kb-skip")) return;
  event.preventDefault();
  const main = document.getElementById("rendered_cells");
  main.focus();
  main.scrollIntoView();
}

// A chart is drawn for the screen's width; on paper it is made smaller, not cut off.
function kbFitPaper() {
  for (const plot of document.querySelectorAll(".kb-plot")) {
    plot.style.setProperty("--kb-paper", Math.min(1, PAPER / (plot.clientWidth || PAPER)));
  }
}

for (const gesture of ["click", "auxclick", "contextmenu"]) addEventListener(gesture, kbKeepPlace, true);
addEventListener("click", kbSkip);
addEventListener("beforeprint", kbFitPaper);
if (globalThis.kbApp) kbFetchPlotly(kbApp);
