// Shows a figure's JSON with plotly.js, which a page gets once, from the kernel, for all its charts.

const LIBRARIES = Symbol.for("kamerbrief.plotly.js");
const PATIENCE = 30_000;
const REST = 1_500; // milliseconds after a reader's last move, when it is asked whether anybody hears
const SILENCE = 6_000; // milliseconds without an answer, after which the chart says so
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false };

// Imported, for a page may forbid to run text; as a module, for what `module` means in one.
async function imported(source) {
  const parts = ["const module = { exports: {} };", source, "\nexport default module.exports;"];
  const url = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function request(model, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("plotly.js did not arrive")), PATIENCE);
    signal.addEventListener("abort", () => reject(new Error("chart closed")), { once: true });
    model.on("msg:custom", function receive(message, buffers) {
      if (message.kind !== "plotly.js") return;
      model.off("msg:custom", receive);
      clearTimeout(timer);
      resolve(imported(buffers[0]));
    });
    model.send({ kind: "plotly.js" });
  });
}

// The first chart asks, the others wait for the same answer. When the one that asked is closed
// before the answer comes, the next one asks.
async function library(model, signal) {
  const libraries = (globalThis[LIBRARIES] ??= {});
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
  return light ? light === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function themed(json, dark) {
  if (!isDark()) return JSON.parse(json);
  return JSON.parse(json.replace(/#[0-9a-f]{6}/gi, (hex) => dark[hex.toLowerCase()] ?? hex));
}

// A text in lines of at most a width in pixels.
const pen = document.createElement("canvas").getContext("2d");
function wrapped(text, font, width) {
  pen.font = font;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// Breaks the titles of horizontal axes where they are wider than the plot.
function fitTitles(layout, template, width) {
  const { family } = template.layout.font;
  for (const [name, axis] of Object.entries(layout)) {
    if (!name.startsWith("xaxis") || !axis.title?.text) continue;
    const font = `${template.layout.xaxis.title.font.size}px ${family}`;
    axis.title.text = wrapped(axis.title.text, font, width * 0.8).join("<br>");
  }
}

// Lab takes arrow keys, Enter and others for itself, unless the very element in focus says no.
function keepKeys({ target }) {
  if (target.closest?.(".kb-explorer")) target.dataset.lmSuppressShortcuts = "true";
}

function initialize({ model, signal }) {
  document.addEventListener("focusin", keepKeys); // the same function: added once a module
  library(model, signal).catch(() => {}); // render says what went wrong
}

function render({ model, el, signal }) {
  const frame = document.createElement("figure");
  frame.className = "kb-chart";
  frame.lang = model.get("lang");
  const caption = document.createElement("figcaption");
  caption.className = "kb-reading";
  caption.setAttribute("aria-live", "polite");
  const plot = document.createElement("div");
  plot.className = "kb-plot";
  plot.setAttribute("role", "img");
  const title = document.createElement("p"); // outside the plot, so that it wraps on a narrow page
  title.className = "kb-title";
  frame.append(caption, title, plot, savingButtons(model, () => library(model, signal)));
  el.append(frame);

  const inPlace = watch(model, el, caption, signal);

  let Plotly;
  let wanted = false;
  let drawing = false;

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
        const { data, layout } = themed(model.get("figure"), model.get("dark"));
        const template = themed(model.get("template"), model.get("dark"));
        plot.setAttribute("aria-label", layout.meta?.alt ?? "");
        title.textContent = layout.title?.text ?? "";
        delete layout.title;
        fitTitles(layout, template, plot.clientWidth);
        if (plot.firstChild?.nodeType === Node.TEXT_NODE) plot.textContent = "";
        await Plotly.react(plot, data, { ...layout, template, width: plot.clientWidth }, CONFIG);
        plot.dataset.drawn = String(Number(plot.dataset.drawn ?? 0) + 1);
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

  // Instead of a drawing; as the label too, since a reader of the screen skips what an image contains.
  function say(message) {
    plot.textContent = model.get("messages")[message];
    plot.setAttribute("aria-label", plot.textContent);
  }

  function read() {
    caption.textContent = model.get("reading");
  }

  plot.classList.add("kb-waiting");
  say("waiting");
  read();
  model.on("change:reading", read);
  model.on("change:figure", draw);
  const theme = new MutationObserver(draw);
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", draw);
  let width = 0;
  const size = new ResizeObserver(() => {
    if (plot.clientWidth !== width) {
      width = plot.clientWidth;
      draw();
    }
  });
  size.observe(plot);
  draw();

  return () => {
    model.off("change:reading", read);
    model.off("change:figure", draw);
    theme.disconnect();
    size.disconnect();
    scheme.removeEventListener("change", draw);
    Plotly?.purge(plot);
  };
}

// Says so when what calculates has stopped, or does not answer after the reader moved something. A page
// that keeps its address looks after its kernel itself, and knows more. The answer is to be called
// once the chart stands in its explorer.
function watch(model, el, caption, signal) {
  if ("kbAddress" in document.documentElement.dataset) return () => {};
  const gone = document.createElement("p");
  gone.className = "kb-gone";
  gone.setAttribute("role", "alert");
  caption.before(gone);
  let timer;
  const say = (message) => {
    clearTimeout(timer);
    gone.textContent = message ? model.get("messages")[message] : "";
  };
  const ask = () => {
    timer = setTimeout(say, SILENCE, "silent");
    model.send({ kind: "alive" });
  };
  const heard = ({ kind }) => kind === "alive" && say();
  const stopped = () => say("stopped");
  const moved = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  };
  model.on("msg:custom", heard);
  model.on("comm_live_update", stopped);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    model.off("msg:custom", heard);
    model.off("comm_live_update", stopped);
  });
  let explorer;
  return () => {
    if (explorer || !(explorer = el.closest(".kb-explorer"))) return;
    // In JupyterLab the page is in the language of its menus; the prose between the cells is not.
    explorer.closest(".jp-Notebook")?.setAttribute("lang", model.get("lang"));
    for (const event of ["input", "change", "click"]) explorer.addEventListener(event, moved, { signal });
    if (explorer.classList.contains("jupyter-widgets-disconnected")) stopped(); // before it was drawn
  };
}

export { picture, png };
export default { initialize, render };
