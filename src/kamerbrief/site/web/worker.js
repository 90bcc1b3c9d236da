// Python in the background of a page; pages/web/asking.js asks it. It says once that it is there, and
// once that it never will be.

/** @param {unknown} error */
function fail(error) {
  console.warn(error);
  postMessage({ failed: true });
}

const fetched = self.fetch;
let edition = "";
/** @type {any} */
let python;
/** @type {Promise<{ answer(edition: string, name: string, question: string): string }>} */
let answers; // the module of that name, once it is there

// Pyodide waits for ever for what does not come, as where a filter sends a page of its own in its place;
// and a plain server may not know what WebAssembly is.
self.fetch = async (...asked) => {
  try {
    const answer = await fetched(...asked);
    const { body, headers, ok, status, statusText, url } = answer;
    const isHtml = /^text\/html\b/i.test(headers.get("Content-Type") ?? "");
    if (!ok || isHtml) throw new Error(`${url} did not come`);
    if (!new URL(url).pathname.endsWith(".wasm")) return answer;
    const type = { "Content-Type": "application/wasm" };
    return new Response(body, { status, statusText, headers: type });
  } catch (error) {
    fail(error);
    throw error;
  }
};

/** @param {string} home */
async function start(home) {
  const { loadPyodide } = await import(`${home}pyodide.js`);
  const packed = { stdLibURL: `${home}stdlib.zip`, packages: ["kamerbrief"] };
  python = await loadPyodide({ indexURL: home, ...packed });
  const module = python.pyimport("kamerbrief.pages.answers");
  module.answer(edition, "sample_size", "{}"); // reads the ledger and the messages once
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  postMessage({ ready: true, files });
  return module;
}

/** @param {{ number: number, name: string, question: string }} asked */
async function answer({ number, name, question }) {
  const { answer: found } = await answers;
  try {
    postMessage({ number, answer: found(edition, name, question) });
  } catch (error) {
    if (/** @type {{ type?: string }} */ (error).type !== "Unanswerable") throw error;
    postMessage({ number, refused: String(python.pyimport("sys").last_exc) });
  }
}

self.onmessage = ({ data }) => {
  if (data.home) {
    edition = data.edition;
    answers = start(data.home);
    answers.catch(fail);
  } else answer(data).catch(fail);
};
