// Python in the background of a page; pages/web/asking.js asks it. It says once that it is there, and
// once that it never will be.

function fail(error) {
  console.warn(error);
  postMessage({ failed: true });
}

const fetched = self.fetch;
let edition;
let python;
let answers; // the module of that name, once it is there

// Pyodide waits for ever for what does not come, as where a filter sends a page of its own in its place;
// and a plain server may not know what WebAssembly is.
self.fetch = async (...asked) => {
  try {
    const answer = await fetched(...asked);
    const { body, headers, ok, status, statusText } = answer;
    if (!ok || /^text\/html\b/i.test(headers.get("Content-Type") ?? "")) throw new Error(`${answer.url} did not come`);
    if (!new URL(answer.url).pathname.endsWith(".wasm")) return answer;
    return new Response(body, { status, statusText, headers: { "Content-Type": "application/wasm" } });
  } catch (error) {
    fail(error);
    throw error;
  }
};

async function start(home) {
  const { loadPyodide } = await import(`${home}pyodide.js`);
  python = await loadPyodide({ indexURL: home, stdLibURL: `${home}stdlib.zip`, packages: ["kamerbrief"] });
  const module = python.pyimport("kamerbrief.pages.answers");
  module.answer(edition, "sample_size", "{}"); // reads the ledger and the messages once
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  postMessage({ ready: true, files });
  return module;
}

async function answer({ number, name, question }) {
  const { answer: found } = await answers;
  try {
    postMessage({ number, answer: found(edition, name, question) });
  } catch (error) {
    if (error.type !== "Unanswerable") throw error;
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
