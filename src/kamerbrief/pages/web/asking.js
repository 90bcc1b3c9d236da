// Where scenes come from that are not stored: a server, or Python in the reader's tab. Each answers a
// question that holds all it needs to know, so that whoever can answer next may.

const PATIENCE_WITH_SERVER = 8_000; // milliseconds

// A question that nobody can answer, whoever is asked; the others may be asked again.
class Refused extends Error {}

async function fromServer(name, question) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_WITH_SERVER);
  const asked = JSON.stringify(question);
  const url = `${page.server}${page.edition}/${name}`;
  try {
    // What is short is asked by its address, so that one answer can be kept for all who ask the same.
    const answer =
      asked.length < 1_500
        ? await fetch(`${url}?q=${encodeURIComponent(asked)}`, { signal: patience.signal })
        : await fetch(url, { method: "POST", body: asked, signal: patience.signal });
    const said = await answer.json(); // a filter's page in its place is none
    if (answer.status === 400) throw new Refused(said.error);
    if (!answer.ok) throw new Error(answer.statusText);
    return said;
  } finally {
    clearTimeout(timer);
  }
}

const python = {
  worker: null,
  number: 0,
  waiting: new Map(),
  failed: false,

  start() {
    if (this.worker || this.failed) return;
    const url = new URL(page.python, location.href);
    this.worker = new Worker(new URL(page.worker, location.href), { type: "module" }); // Pyodide runs in no other
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = () => this.end();
    this.worker.postMessage({ home: url.href, edition: page.edition });
  },
  hear({ number, answer, refused, failed, ready, files }) {
    if (failed) return this.end();
    if (ready) {
      document.documentElement.dataset.kbPython = "ready";
      return keep(files);
    }
    const asker = this.waiting.get(number);
    this.waiting.delete(number);
    if (refused) asker?.reject(new Refused(refused));
    else asker?.resolve(JSON.parse(answer ?? "null"));
  },
  end() {
    this.worker?.terminate();
    this.worker = null;
    this.failed = true;
    for (const { reject } of this.waiting.values()) reject(new Error("Python has ended"));
    this.waiting.clear();
  },
  ask(name, question) {
    this.start();
    if (this.failed) return Promise.reject(new Error("Python does not run here"));
    this.number += 1;
    const message = { number: this.number, name, question: JSON.stringify(question) };
    return new Promise((resolve, reject) => {
      this.waiting.set(message.number, { resolve, reject });
      this.worker.postMessage(message);
    });
  },
};

const asFile = location.protocol === "file:"; // from where neither can be asked

async function ask(name, question) {
  let problem = new Error("nobody can be asked");
  for (const who of asFile ? [] : [page.server && fromServer, page.python && ((...asked) => python.ask(...asked))]) {
    if (!who) continue;
    try {
      return await who(name, question);
    } catch (error) {
      if (error instanceof Refused) throw error;
      problem = error;
    }
  }
  throw problem;
}

// Whether anybody may still answer.
const canAsk = () => !asFile && Boolean(page.server || (page.python && !python.failed));

// Scenes that lie beside the page, by explorer: a text until somebody wants one of them.
const stored = {};
globalThis.kbStored = (name, text) => (stored[name] = text);

function storedPatches(name) {
  if (typeof stored[name] === "string") stored[name] = JSON.parse(stored[name]);
  return stored[name];
}

const arrivals = new Map();

// Settled once the scenes of an explorer are here, or will not be; they are asked for once.
function arrival(name) {
  const load = (resolve) => document.head.append(element("script", { src: page.stored[name], async: true, onload: resolve, onerror: resolve }));
  if (!arrivals.has(name)) arrivals.set(name, new Promise(load));
  return arrivals.get(name);
}

const fetchStored = () => Promise.all(Object.keys(page.stored).map(arrival));

// Lets the service worker keep files for when there is no network; a first visit had them before it did.
async function keep(files) {
  const { serviceWorker } = navigator;
  if (!page.keep || asFile || !serviceWorker) return;
  try {
    await serviceWorker.register(page.keep);
    if (!serviceWorker.controller) await new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
    for (const file of files) if (!(await caches.match(file))) await (await fetch(file)).arrayBuffer();
  } catch (error) {
    console.warn(error); // the page works without
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// pages/patches.py says what a patch is.
function patched(before, patch) {
  if (!isObject(patch)) return patch;
  if ("[" in patch) {
    const list = [...before];
    for (const [place, change] of Object.entries(patch["["])) list[place] = patched(list[place], change);
    return list;
  }
  const found = isObject(before) ? { ...before } : {};
  for (const [key, change] of Object.entries(patch)) {
    if (key === "") for (const gone of change) delete found[gone];
    else found[key] = patched(found[key], change);
  }
  return found;
}
