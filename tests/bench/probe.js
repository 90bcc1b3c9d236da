// What measures every version alike, from inside the page: when a move was made, and when its
// chart was painted. A chart says in its title which number of answers it shows.

window.bench = (() => {
  const inputs = []; // { at, n }: a move, and what the chart showed then
  const paints = []; // { at, n }: a frame that shows another number than the one before
  let running = false;
  let inFrame = false;
  let shown; // in the page, though perhaps not yet painted
  let title, drawn;
  let waiting, ready;

  // The document and every shadow root in it. Looked for in what is added only: to walk a whole
  // page of JupyterLab at every change would take longer than what is measured.
  const roots = [];
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) meet(node);
    look();
  });
  function meet(node) {
    if (!node.querySelectorAll) return;
    for (const element of [node, ...node.querySelectorAll("*")]) {
      if (element.shadowRoot) observe(element.shadowRoot);
    }
  }
  function observe(root) {
    if (roots.includes(root)) return;
    roots.push(root);
    observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    meet(root);
  }
  function find(selector) {
    for (const root of roots) {
      const found = root.querySelector(selector);
      if (found) return found;
    }
    return null;
  }

  // Ours sets its title outside the plot and before it draws, so it counts only once that is done.
  function number() {
    if (!title?.isConnected) title = find(".kb-title") ?? find(".gtitle");
    const plot = title?.closest(".kb-chart")?.querySelector(".kb-plot");
    if (plot && plot.dataset.drawn === drawn) return shown;
    drawn = plot?.dataset.drawn;
    const digits = /\d+/.exec(title?.textContent ?? "");
    return digits ? Number(digits[0]) : undefined;
  }
  function look() {
    const n = number();
    if (n === undefined || n === shown) return;
    shown = n;
    if (inFrame) ready = n;
    else waiting = n;
  }

  // A message posted while a frame is made arrives when it has been painted.
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    inFrame = false;
    if (ready !== undefined) paints.push({ at: performance.now(), n: ready });
    ready = undefined;
  };
  function frame() {
    inFrame = true;
    ready = waiting ?? ready; // the message of the frame before may still be under way
    waiting = undefined;
    painted.port2.postMessage(0);
    if (running) requestAnimationFrame(frame);
  }

  function note(event) {
    if (event.key === "ArrowRight") inputs.push({ at: performance.now(), n: shown });
  }
  window.addEventListener("keydown", note, true);

  // A key as on a focused slider; Lab must not take it for itself. A native range moves unless the
  // page has dealt with the key.
  function step(selector) {
    const handle = find(selector);
    handle.dataset.lmSuppressShortcuts = "true";
    const options = {
      key: "ArrowRight",
      code: "ArrowRight",
      keyCode: 39,
      bubbles: true,
      composed: true,
      cancelable: true,
    };
    const left = handle.dispatchEvent(new KeyboardEvent("keydown", options));
    if (left && handle.type === "range") {
      handle.stepUp();
      handle.dispatchEvent(new Event("input", { bubbles: true }));
      handle.dispatchEvent(new Event("change", { bubbles: true }));
    }
    handle.dispatchEvent(new KeyboardEvent("keyup", options));
  }

  observe(document);

  return {
    inputs,
    paints,
    find,
    step,
    number: () => shown,
    // Where the slider stands, which is where the chart has to come: a slider can lose moves too.
    target(selector, first) {
      const handle = find(selector);
      if (handle.type !== "range") return Number(handle.ariaValueNow);
      return handle.valueAsNumber + (handle.min === "0" ? first : 0); // ours counts its stops
    },
    start() {
      inputs.length = paints.length = 0;
      look();
      waiting = ready = undefined;
      running = true;
      requestAnimationFrame(frame);
    },
    stop() {
      running = false;
    },
    async drag(selector, moves, milliseconds) {
      const began = performance.now();
      for (let move = 0; move < moves; move++) {
        const due = began + (move * milliseconds) / (moves - 1);
        while (performance.now() < due) {
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
        }
        step(selector);
      }
    },
  };
})();
