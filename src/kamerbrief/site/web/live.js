// Makes a page live: fetches Python into the reader's tab, says how far it is, and puts each explorer
// in the place of its picture.

const page = JSON.parse(document.getElementById("kb-site").textContent);
const { says } = page;
const bar = document.getElementById("kb-live");
const [offer, button, status, progress] = ["offer", "button", "status", "progress"].map((name) => bar.querySelector(`[data-kb=${name}]`));
const SETTING = /^#(.*&)?[a-z_-]+(-\d+)?\.\w+=/;
const STARTED = "kamerbrief.live"; // for this tab: a reader who has asked once need not ask again
const SOON = 3_000; // milliseconds for which "all live" stands
const MEGA = 1e6;

const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// What has come and what is still to come, in a sentence that changes once a second.
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
    step = steps[name];
    show();
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
      status.textContent = text;
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
  bar.classList.add("kb-busy");
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
    said.end(says.failed);
    progress.hidden = true;
    button.textContent = says.again;
    button.hidden = false;
    sessionStorage.removeItem(STARTED);
  };
  try {
    kbFetchPlotly({ plotly: page.plotly, base: page.assets });
    worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    const { Manager } = await import("./manager.js");
    const manager = new Manager((message) => worker.postMessage(message));
    const place = (id) => document.getElementById(id).querySelector("[data-kb=output]");
    let last = Promise.resolve(); // one after the other: a message may be for what the one before opens
    const after = (what) => (last = last.then(what).catch(fail));
    const heard = {
      fetched: ({ bytes }) => said.fetched(bytes),
      started: () => said.go("starting"),
      comm: (message) => after(() => manager.hear(message)),
      done: ({ message }) => manager.done(message),
      shown: ({ id, view }) => view && after(() => manager.show(view, place(id)).then(said.opened)),
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
          sessionStorage.setItem(STARTED, "");
          setTimeout(() => {
            bar.hidden = true;
            requestAnimationFrame(() => requestAnimationFrame(letGo)); // once that is laid out
          }, SOON);
        }),
      failed: fail,
    };
    worker.addEventListener("message", ({ data }) => heard[data.kind](data));
    worker.addEventListener("error", fail);
    const home = new URL(page.home, location).href;
    worker.postMessage({ kind: "start", home, setUp: code("set-up")[0].code, cells: code("live") });
  } catch (error) {
    fail(error);
  }
}

// Fetched while the reader reads, where the browser keeps it and nobody pays for it by the byte.
async function fetchEarly() {
  await navigator.serviceWorker.ready;
  const { saveData, type } = navigator.connection ?? {};
  if (saveData || type === "cellular") return;
  for (const file of page.files) {
    if ("kbLive" in document.documentElement.dataset || button.hidden) return;
    await (await fetch(file, { priority: "low" })).arrayBuffer();
  }
}

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(page.worker);
    addEventListener("scroll", () => fetchEarly().catch(() => {}), { once: true });
  } catch (error) {
    console.warn(error); // the page works without
  }
}

button.addEventListener("click", start);
bar.hidden = false;
offerHere();
if (SETTING.test(location.hash) || sessionStorage.getItem(STARTED) !== null) start();
keepOffline();
