// What chart.js meets in a notebook page, without one: models that live here, a kernel that answers
// with plotly.js, and the order in which anywidget 0.11 opens and closes (its model-proxy.ts, binding.ts).

import widget from "/chart.js";

const INITIALIZE = Symbol("initialize");

class Model {
  #state;
  #listeners = [];

  constructor(state) {
    this.#state = { ...state };
  }

  get(name) {
    return this.#state[name];
  }

  on(name, callback, context) {
    this.#listeners.push({ name, callback, context });
  }

  off(name, callback, context) {
    const leaves = (given, own) => given === null || given === undefined || given === own;
    this.#listeners = this.#listeners.filter(
      (one) =>
        !(leaves(name, one.name) && leaves(callback, one.callback) && leaves(context, one.context)),
    );
  }

  emit(name, ...values) {
    for (const one of [...this.#listeners]) if (one.name === name) one.callback(...values);
  }

  // One message of the kernel: all values first, then an event for each that changed.
  set(changes) {
    const changed = Object.keys(changes).filter((name) => this.#state[name] !== changes[name]);
    Object.assign(this.#state, changes);
    for (const name of changed) this.emit(`change:${name}`, this, changes[name]);
    if (changed.length) this.emit("change", this);
  }

  send(content) {
    kernel.receive(this, content);
  }

  listeners(context) {
    return this.#listeners.filter((one) => one.context === context).map((one) => one.name);
  }
}

const kernel = {
  asked: [], // the name of each model that asked, in order
  bytes: new Uint8Array(), // what it takes for plotly.js
  holds: false, // keeps its answers until release()
  questions: [],

  receive(model, content) {
    if (content.kind !== "plotly.js") throw new Error(`not a question: ${JSON.stringify(content)}`);
    this.asked.push(model.name);
    this.questions.push(model);
    if (!this.holds) this.release();
  },

  // Answers in a later task, as a socket does; a closed model is answered no more.
  release() {
    this.holds = false;
    for (const model of this.questions.splice(0)) {
      setTimeout(() => {
        if (model.closed) return;
        const copy = this.bytes.slice();
        model.emit("msg:custom", { kind: "plotly.js" }, [new DataView(copy.buffer)]);
      });
    }
  },
};

function proxy(model, context) {
  return {
    get: (name) => model.get(name),
    on: (name, callback) => model.on(name, callback, context),
    off: (name, callback) => model.off(name, callback, context),
    send: (content) => model.send(content),
  };
}

const charts = {};

// Opens a chart under a name: its model first, then its one view.
async function open(name, state, style = "width: 800px") {
  const model = new Model(state);
  model.name = name;
  const el = document.createElement("div");
  el.id = name;
  el.style.cssText = style;
  document.body.append(el);
  const ofModel = new AbortController();
  await widget.initialize({ model: proxy(model, INITIALIZE), signal: ofModel.signal });
  const ofView = new AbortController();
  const target = { el };
  const cleanup = await widget.render({ model: proxy(model, target), el, signal: ofView.signal });
  charts[name] = { model, el, target, ofModel, ofView, cleanup };
}

// Closes the view. Its element stays, so that a draw that comes too late is seen.
async function dispose(name) {
  const { ofView, cleanup } = charts[name];
  ofView.abort();
  await Promise.resolve().then(cleanup);
}

// Closes view and model, as when the kernel restarts or the widget is closed.
async function close(name) {
  const { model, el, target, ofModel } = charts[name];
  model.closed = true;
  ofModel.abort();
  const disposed = dispose(name);
  model.off(null, null, target);
  await disposed;
  el.remove();
}

function set(name, changes) {
  charts[name].model.set(changes);
}

kernel.bytes = new Uint8Array(await (await fetch("/plotly.min.js")).arrayBuffer());
globalThis.harness = { kernel, charts, open, close, dispose, set };
