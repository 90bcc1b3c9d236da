// Python in the background of a page: it fetches, starts, runs the page's cells, and carries messages.

let kernel;
let parent = ""; // the message that is being answered
let python;

const fetchQuietly = self.fetch;

// Pyodide fetches with this, so that the page can say how much has come, and hears of what does not:
// Pyodide itself waits for ever.
self.fetch = async (...asked) => {
  const answer = await fetchQuietly(...asked).catch((error) => {
    postMessage({ kind: "failed" });
    throw error;
  });
  if (!answer.ok) postMessage({ kind: "failed" });
  if (!answer.ok || !answer.body) return answer;
  const counted = answer.body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        postMessage({ kind: "fetched", bytes: chunk.byteLength });
        controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = answer;
  const copy = new Response(counted, { status, statusText, headers });
  if (/\.wasm$/.test(new URL(answer.url).pathname)) copy.headers.set("Content-Type", "application/wasm"); // whatever a plain server says
  return copy;
};

async function start({ home, setUp, cells }) {
  const { loadPyodide } = await import(`${home}pyodide.js`);
  python = await loadPyodide({ indexURL: home, stdLibURL: `${home}stdlib.zip`, packages: ["kamerbrief"] });
  postMessage({ kind: "started" });
  const send = (type, id, content, proxies) => {
    const buffers = proxies.toJs();
    proxies.destroy();
    postMessage({ kind: "comm", type, id, content, buffers, parent });
  };
  kernel = python.pyimport("kamerbrief.site.kernel").Kernel(send);
  kernel.run(setUp);
  for (const { id, code } of cells) {
    await new Promise((resolve) => setTimeout(resolve)); // what the reader moves already is answered first
    try {
      postMessage({ kind: "shown", id, view: kernel.run(code) });
    } catch (error) {
      console.error(error);
      postMessage({ kind: "unshown", id });
    }
  }
  postMessage({ kind: "all" });
}

self.onmessage = async ({ data }) => {
  if (data.kind === "start") {
    try {
      await start(data);
    } catch (error) {
      console.error(error);
      postMessage({ kind: "failed" });
    }
    return;
  }
  parent = data.message;
  try {
    const buffers = python.toPy(data.buffers);
    kernel.receive(data.id, data.content, buffers);
    buffers.destroy();
  } catch (error) {
    console.error(error);
    if (error.pyodide_fatal_error) postMessage({ kind: "failed" });
  } finally {
    parent = "";
    postMessage({ kind: "done", message: data.message });
  }
};
