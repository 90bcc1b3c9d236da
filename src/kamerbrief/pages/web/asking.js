// Where scenes come from that are not stored: a server, or Python in the reader's tab. Each answers a
// question that holds all it needs to know, so that whoever can answer next may.

import { page } from "./page.js";

const PATIENCE_WITH_SERVER = 8_000; // milliseconds

/** A question that nobody can answer, whoever is asked; the others may be asked again. */
export class Refused extends Error {}

/** @type {Ask} */
async function fromServer(name, question) {
  const patience = new AbortController();
  const { signal } = patience;
  const timer = setTimeout(() => patience.abort(), PATIENCE_WITH_SERVER);
  const asked = JSON.stringify(question);
  const url = `${page.server}${page.edition}/${name}`;
  try {
    // What is short is asked by its address, so that one answer can be kept for all who ask the same.
    const answer =
      asked.length < 1_500
        ? await fetch(`${url}?q=${encodeURIComponent(asked)}`, { signal })
        : await fetch(url, { method: "POST", body: asked, signal });
    const said = await answer.json(); // a filter's page in its place is none
    if (answer.status === 400) throw new Refused(said.error);
    if (!answer.ok) throw new Error(answer.statusText);
    return said;
  } finally {
    clearTimeout(timer);
  }
}

export const python = {
  /** @type {Worker | null} */
  worker: null,
  number: 0,
  /** @type {Map<number, { resolve: (said: any) => void, reject: (why: Error) => void }>} */
  waiting: new Map(),
  failed: false,

  start() {
    if (this.worker || this.failed) return;
    const home = new URL(page.python, location.href).href;
    this.worker = new Worker(new URL(page.worker, location.href), { type: "module" }); // Pyodide runs in no other
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = () => this.end();
    this.worker.postMessage({ home, edition: page.edition });
  },
  /** @param {any} said */
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
  /** @type {Ask} */
  ask(name, question) {
    this.start();
    if (!this.worker) return Promise.reject(new Error("Python does not run here"));
    const message = { number: ++this.number, name, question: JSON.stringify(question) };
    this.worker.postMessage(message);
    return new Promise((resolve, reject) => this.waiting.set(message.number, { resolve, reject }));
  },
};

export const asFile = location.protocol === "file:"; // from where neither can be asked

/** The answer of the first who gives one. @type {Ask} */
export async function ask(name, question) {
  let problem = new Error("nobody can be asked");
  const server = page.server && fromServer;
  for (const who of asFile ? [] : [server, page.python && python.ask.bind(python)]) {
    if (!who) continue;
    try {
      return await who(name, question);
    } catch (error) {
      if (error instanceof Refused) throw error;
      problem = /** @type {Error} */ (error);
    }
  }
  throw problem;
}

/** Whether anybody may still answer. */
export const canAsk = () => !asFile && Boolean(page.server || (page.python && !python.failed));

/** What to say where nobody has. */
export const unanswered = () => page.says[canAsk() ? "silent" : "alone"];

// Python comes late and unseen, and only where the reader's line and machine allow; a move that needs it
// fetches it at once.
export function mayFetchPython() {
  const { connection = {}, deviceMemory = 4 } = navigator;
  const { saveData = false, effectiveType = "4g" } = connection;
  return page.python && !asFile && !saveData && effectiveType === "4g" && deviceMemory >= 2;
}

// Lets the service worker keep files for when there is no network; a first visit had them before it did.
/** @param {string[]} files */
export async function keep(files) {
  const { serviceWorker } = navigator;
  if (!page.keep || asFile || !serviceWorker) return;
  try {
    await serviceWorker.register(page.keep);
    if (!serviceWorker.controller) {
      await new Promise((done) => {
        serviceWorker.addEventListener("controllerchange", done, { once: true });
      });
    }
    for (const file of files) {
      if (!(await caches.match(file))) await (await fetch(file)).arrayBuffer();
    }
  } catch (error) {
    console.warn(error); // the page works without
  }
}
