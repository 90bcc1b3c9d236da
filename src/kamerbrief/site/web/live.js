// Makes a page live: fetches Python into the reader's tab, says how far it is, and puts each explorer
// in the place of its picture.

const page = JSON.parse(document.getElementById("kb-site").textContent);
const { says } = page;
const bar = document.getElementById("kb-live");
const [offer, button, status, heard, progress] = ["offer", "button", "status", "heard", "progress"].map((name) => bar.querySelector(`[data-kb=${name}]`));
const SETTING = /^#(.*&)?[a-z_-]+(-\d+)?\.\w+=/;
const STARTED = "kamerbrief.live";
const SOON = 3_000; // milliseconds for which "all live" stands
const MEGA = 1e6;

const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// For this tab: a reader who has asked once need not ask again. Some browsers keep nothing, and say so
// with an error.
function remember(asked) {
  try {
    if (asked) sessionStorage.setItem(STARTED, "");
    else sessionStorage.removeItem(STARTED);
  } catch {
    // it is asked for on each page
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(STARTED) !== null;
  } catch {
    return false;
  }
}

// What has come and what is still to come, in a sentence that changes once a second; a reader of the
// screen hears where a step begins.
function meter() {
  const began = performance.now();
  let fetched = 0;
  let step = () => "";
  let done = 0;
  const seconds = () => (performance.now() - began) / 1000;
  const steps = {
    fetching: () => {
      const share = Math.min(1, fetched / page.bytes);
      progress.value = share;
      const left = (seconds() / share) * (1 - share);
      const rest = share > 0.05 && left >= 1 ? ` ${filled(says.left, { seconds: Math.round(left) })}` : "";
      return filled(says.fetching, { done: number.format(Math.min(fetched, page.bytes) / MEGA), all: number.format(page.bytes / MEGA) }) + rest;
    },
    starting: () => {
      progress.removeAttribute("value");
      return filled(says.starting, { seconds: Math.round(seconds()) });
    },
    opening: () => {
      progress.value = done / page.live;
      return filled(says.opening, { done, all: page.live });
    },
  };
  const show = () => {
    const text = step();
    if (status.textContent !== text) status.textContent = text;
  };
  const clock = setInterval(show, 1000);
  const go = (name) => {
    const before = step;
    step = steps[name];
    show();
    if (step !== before) heard.textContent = status.textContent;
  };
  go("fetching");
  return {
    fetched(bytes) {
      fetched += bytes;
      progress.value = Math.min(1, fetched / page.bytes);
      if (fetched >= page.bytes) go("starting");
    },
    opened() {
      done += 1;
      go("opening");
    },
    go,
    end(text) {
      clearInterval(clock);
      status.textContent = heard.textContent = text;
    },
  };
}

// The cells of a kind: those that are run first, those that show something live.
function code(kind) {
  return [...document.querySelectorAll(`[data-kb-cell="${kind}"]`)].map((cell) => ({
    id: cell.id,
    code: cell.querySelector("pre").textContent,
  }));
}

// What is put in the place of a picture is higher or lower, and grows when it is drawn; what the reader
// looks at stays where it is, until the answer is called.
function holdPlace() {
  const parts = [...document.querySelectorAll("#rendered_cells .jp-Cell")];
  const leave = new AbortController();
  let seen;
  let top;
  let at = -1; // where the page was scrolled to last, by whomever
  const look = () => {
    if (scrollY === at) return; // here and not by the reader
    at = scrollY;
    seen = parts.find((part) => part.getBoundingClientRect().top >= 0);
    top = seen?.getBoundingClientRect().top;
  };
  const sizes = new ResizeObserver(() => {
    const moved = seen ? seen.getBoundingClientRect().top - top : 0;
    if (!moved || scrollY === 0) return;
    scrollBy({ top: moved, behavior: "instant" });
    at = scrollY;
  });
  look();
  addEventListener("scroll", look, { passive: true, signal: leave.signal });
  document.documentElement.style.overflowAnchor = "none"; // the browser would do the same once more
  sizes.observe(document.body);
  return () => {
    leave.abort();
    sizes.disconnect();
    document.documentElement.style.overflowAnchor = "";
  };
}

// The same button at each picture, where a reader thinks of it.
function offerHere() {
  for (const still of document.querySelectorAll("[data-kb-cell=live] .kb-still")) {
    const here = Object.assign(document.createElement("button"), { type: "button", textContent: says.live });
    here.addEventListener("click", start);
    still.append(here);
  }
}

async function start() {
  const letGo = holdPlace();
  let closing; // of the bar
  bar.classList.add("kb-busy");
  heard.focus({ preventScroll: true }); // the button that had the focus goes
  button.hidden = true;
  for (const here of document.querySelectorAll(".kb-still button")) here.remove();
  progress.hidden = false;
  progress.removeAttribute("value");
  offer.hidden = true;
  const said = meter();
  let worker;
  const fail = (error) => {
    console.warn(error);
    letGo();
    worker?.terminate();
    clearTimeout(closing);
    const was = "kbLive" in document.documentElement.dataset;
    delete document.documentElement.dataset.kbLive;
    said.end(was ? says.gone : says.failed);
    bar.hidden = false;
    progress.hidden = true;
    button.textContent = was ? says.reload : says.again;
    button.removeEventListener("click", start);
    button.addEventListener("click", () => {
      remember(true);
      location.reload(); // a module that did not come once, a browser does not ask for again
    });
    button.hidden = false;
    remember(false);
  };
  try {
    kbFetchPlotly({ plotly: page.plotly, base: page.assets });
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    const { Manager } = await import("./manager.js");
    const manager = new Manager((message) => worker.postMessage(message));
    const place = (id) => document.getElementById(id).querySelector("[data-kb=output]");
    let last = Promise.resolve(); // one after the other: a message may be for what the one before opens
    const after = (what) => (last = last.then(what).catch(fail));
    const hears = {
      fetched: ({ bytes }) => said.fetched(bytes),
      started: () => said.go("starting"),
      comm: (message) => after(() => manager.hear(message).catch(console.error)),
      done: ({ message }) => after(() => manager.done(message)),
      shown: ({ id, view }) =>
        view ? after(() => manager.show(view, place(id)).then(said.opened)) : hears.unshown({ id }),
      unshown: ({ id }) =>
        after(() => {
          const note = Object.assign(document.createElement("p"), { className: "kb-failed", textContent: says.unshown });
          place(id).prepend(note);
          said.opened();
        }),
      all: () =>
        after(() => {
          document.documentElement.dataset.kbLive = "";
          progress.hidden = true;
          said.end(says.ready);
          remember(true);
          keepFetched().catch(() => {});
          closing = setTimeout(() => {
            bar.hidden = true;
            requestAnimationFrame(() => requestAnimationFrame(letGo)); // once that is laid out
          }, SOON);
        }),
      failed: fail,
    };
    worker.addEventListener("message", ({ data }) => hears[data.kind](data));
    worker.addEventListener("error", fail);
    const home = new URL(page.home, location).href;
    const setUp = code("set-up").map(({ code: lines }) => lines).join("\n");
    worker.postMessage({ kind: "start", home, setUp, cells: code("live") });
  } catch (error) {
    fail(error);
  }
}

// Asks for what is not kept yet, so that the service worker keeps it.
async function keepFetched(wanted = () => true) {
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller) await new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  for (const file of page.files) {
    if (!wanted()) return;
    if (!(await caches.match(file))) await (await fetch(file, { priority: "low" })).arrayBuffer();
  }
}

// Fetched while the reader reads, where the browser knows that this costs little.
function fetchEarly() {
  const { saveData, type, effectiveType } = navigator.connection ?? {};
  if (effectiveType !== "4g" || saveData || type === "cellular") return;
  keepFetched(() => !button.hidden).catch(() => {});
}

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(page.worker);
    addEventListener("scroll", fetchEarly, { once: true });
  } catch (error) {
    console.warn(error); // the page works without
  }
}

button.addEventListener("click", start);
bar.hidden = false;
offerHere();
const asked = () => SETTING.test(location.hash) && !button.hidden && start();
addEventListener("hashchange", asked);
if (remembered()) start();
else asked();
keepOffline();
