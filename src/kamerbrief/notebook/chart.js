// Shows a figure's JSON with plotly.js, which a page gets once, from the kernel, for all its charts.

import { element, hear } from "./elements.js";
import { savingButtons } from "./saving.js";
import { fitTitles } from "./titles.js";

const PATIENCE = 30_000;
const REST = 1_500; // milliseconds after a reader's last move, when it is asked whether anybody hears
const SILENCE = 6_000; // milliseconds without an answer, after which the chart says so
const DARK = "(prefers-color-scheme: dark)";
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };

// Imported, for a page may forbid to run text; as a module, for what `module` means in one.
/** @param {BlobPart} source */
async function imported(source) {
  const parts = ["const module = { exports: {} };", source, "\nexport default module.exports;"];
  const url = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @type {(model: Model<ChartState>, signal: AbortSignal) => Promise<PlotlyJS>} */
function request(model, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("plotly.js did not arrive")), PATIENCE);
    signal.addEventListener("abort", () => reject(new Error("chart closed")), { once: true });
    const silence = hear(model, {
      "msg:custom": ({ kind }, buffers) => {
        if (kind !== "plotly.js") return;
        silence();
        clearTimeout(timer);
        resolve(imported(buffers[0]));
      },
    });
    model.send({ kind: "plotly.js" });
  });
}

// The first chart asks, the others wait for the same answer. When the one that asked is closed
// before the answer comes, the next one asks.
/** @type {(model: Model<ChartState>, signal: AbortSignal) => Promise<PlotlyJS>} */
async function library(model, signal) {
  const libraries = (globalThis.kbPlotly ??= {});
  const version = model.get("plotly");
  for (;;) {
    const mine = !libraries[version];
    const promise = (libraries[version] ??= request(model, signal));
    try {
      return await promise;
    } catch (error) {
      if (libraries[version] === promise) delete libraries[version];
      if (mine || signal.aborted) throw error;
    }
  }
}

function isDark() {
  const light = document.body.dataset.jpThemeLight;
  return light ? light === "false" : matchMedia(DARK).matches;
}

// What a JSON text holds, its colours as the page has them.
/** @type {(json: string, dark: Record<string, string>) => any} */
function themed(json, dark) {
  if (!isDark()) return JSON.parse(json);
  return JSON.parse(json.replace(/#[0-9a-f]{6}/gi, (hex) => dark[hex.toLowerCase()] ?? hex));
}

// Lab takes arrow keys, Enter and others for itself, unless the very element in focus says no.
/** @param {Event} event */
export function keepKeys({ target }) {
  if (!(target instanceof Element && target.closest(".kb-explorer"))) return;
  target.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** @type {Initialize<ChartState>} */
function initialize({ model, signal }) {
  document.addEventListener("focusin", keepKeys); // the same function: added once a module
  library(model, signal).catch(() => {}); // render says what went wrong
}

/** @type {Render<ChartState, keyof Opened<ChartState>>} */
export function renderChart({ model, el, signal }) {
  const caption = element("figcaption", { className: "kb-reading", "aria-live": "polite" });
  const title = element("p", { className: "kb-title" }); // outside the plot, so that it wraps on a narrow page
  const plot = element("div", { className: "kb-plot kb-waiting", role: "img" });
  const saving = savingButtons(model, () => library(model, signal));
  const frame = element("figure", { className: "kb-chart", lang: model.get("lang") });
  frame.append(caption, title, plot, saving);
  el.append(frame);
  const inPlace = watch(model, el, caption, signal);

  /** @type {PlotlyJS | undefined} */
  let Plotly;
  let wanted = false;
  let drawing = false;
  let width = 0;

  // Draws the newest state only: whatever has arrived by the time it begins replaces what came
  // before. It does not wait for a frame; the next one, which is due anyway, shows what is drawn.
  async function draw() {
    wanted = true;
    if (drawing || signal.aborted) return;
    drawing = true;
    try {
      Plotly = await library(model, signal);
      plot.classList.remove("kb-waiting");
      while (wanted && !signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) break;
        if (!plot.clientWidth) {
          // Not on screen, perhaps for this frame only; observed anew, a width of any size is news.
          width = 0;
          size.unobserve(plot);
          size.observe(plot);
          break;
        }
        inPlace();
        wanted = false;
        await drawOnce(Plotly);
      }
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      Plotly?.purge(plot);
      plot.classList.remove("kb-waiting");
      say("failed");
    } finally {
      drawing = false;
    }
  }

  /** @param {PlotlyJS} Plotly */
  async function drawOnce(Plotly) {
    /** @type {Figure} */
    const { data, layout } = themed(model.get("figure"), model.get("dark"));
    /** @type {Template} */
    const template = themed(model.get("template"), model.get("dark"));
    plot.setAttribute("aria-label", layout.meta?.alt ?? "");
    title.textContent = layout.title?.text ?? "";
    delete layout.title;
    fitTitles(layout, template, plot.clientWidth);
    if (plot.firstChild?.nodeType === Node.TEXT_NODE) plot.textContent = "";
    await Plotly.react(plot, data, { ...layout, template, width: plot.clientWidth }, CONFIG);
    plot.dataset.drawn = String(Number(plot.dataset.drawn ?? 0) + 1);
  }

  // Instead of a drawing; as the label too, since a reader of the screen skips what an image contains.
  /** @param {string} message */
  function say(message) {
    plot.textContent = model.get("messages")[message];
    plot.setAttribute("aria-label", plot.textContent);
  }

  const read = () => (caption.textContent = model.get("reading"));
  say("waiting");
  read();
  const silence = hear(model, { "change:reading": read, "change:figure": draw });
  const theme = new MutationObserver(draw);
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  const scheme = matchMedia(DARK);
  scheme.addEventListener("change", draw);
  const size = new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    draw();
  });
  size.observe(plot);
  draw();

  return () => {
    silence();
    theme.disconnect();
    size.disconnect();
    scheme.removeEventListener("change", draw);
    Plotly?.purge(plot);
  };
}

/**
 * Says so when what calculates has stopped, or does not answer after the reader moved something. A page
 * that keeps its address looks after its kernel itself, and knows more. What it returns is to be called
 * once the chart stands in its explorer.
 * @type {(model: Model<ChartState>, el: HTMLElement, caption: HTMLElement, signal: AbortSignal) => () => void}
 */
function watch(model, el, caption, signal) {
  if ("kbAddress" in document.documentElement.dataset) return () => {};
  const gone = element("p", { className: "kb-gone", role: "alert" });
  caption.before(gone);
  let timer = 0;
  const say = (message = "") => {
    clearTimeout(timer);
    gone.textContent = message && model.get("messages")[message];
  };
  const ask = () => {
    timer = setTimeout(say, SILENCE, "silent");
    model.send({ kind: "alive" });
  };
  const stopped = () => say("stopped");
  const moved = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  };
  const silence = hear(model, {
    "msg:custom": ({ kind }) => kind === "alive" && say(),
    comm_live_update: stopped,
  });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    silence();
  });
  /** @type {HTMLElement | null} */
  let explorer = null;
  return () => {
    if (explorer || !(explorer = el.closest(".kb-explorer"))) return;
    // In JupyterLab the page is in the language of its menus; the prose between the cells is not.
    explorer.closest(".jp-Notebook")?.setAttribute("lang", model.get("lang"));
    for (const event of ["input", "change", "click"]) {
      explorer.addEventListener(event, moved, { signal });
    }
    if (explorer.classList.contains("jupyter-widgets-disconnected")) stopped(); // before it was drawn
  };
}

export default { initialize, render: renderChart };
