// Keeps the models of the page's widgets, whose other halves live in the worker.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import { defined } from "./define.js";
import "anywidget";

const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  anywidget: defined[0](base),
};

// What a model holds to talk to its other half.
class Comm {
  constructor(id, send) {
    this.comm_id = id;
    this.target_name = "jupyter.widget";
    this.send = (data, callbacks, _metadata, buffers) => send(id, data, callbacks, buffers);
  }

  on_msg(heard) {
    this.heard = heard;
  }

  on_close(closed) {
    this.closed = closed;
  }

  close() {}
}

export class Manager extends ManagerBase {
  #comms = new Map();
  #waiting = new Map();
  #sent = 0;
  #post;

  // What is posted is an object {kind: "comm", …} and the buffers in it.
  constructor(post) {
    super();
    this.#post = post;
  }

  #send(id, data, callbacks, buffers = []) {
    const message = String(++this.#sent);
    this.#waiting.set(message, callbacks);
    this.#post({ kind: "comm", id, message, content: JSON.stringify({ data }), buffers });
    return message;
  }

  // The worker has done all that a message asked of it; models send the next only then.
  done(message) {
    this.#waiting.get(message)?.iopub?.status?.({ content: { execution_state: "idle" } });
    this.#waiting.delete(message);
  }

  async hear({ type, id, content, buffers, parent }) {
    const { metadata, ...rest } = JSON.parse(content);
    const message = {
      content: { ...rest, comm_id: id },
      metadata,
      buffers: buffers.map((buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)),
      parent_header: { msg_id: parent },
    };
    if (type === "comm_open") {
      const comm = new Comm(id, (...what) => this.#send(...what));
      this.#comms.set(id, comm);
      await this.handle_comm_open(comm, message);
    } else if (type === "comm_msg") {
      this.#comms.get(id)?.heard?.(message);
    } else {
      this.#comms.get(id)?.closed?.(message);
      this.#comms.delete(id);
    }
  }

  // Puts a widget in the place of what stands in an element.
  async show(id, element) {
    const view = await this.create_view(await this.get_model(id));
    element.replaceChildren();
    Widget.attach(view.luminoWidget, element);
  }

  loadClass(name, module) {
    const found = MODULES[module]?.[name];
    return found ? Promise.resolve(found) : Promise.reject(new Error(`There is no ${name} in ${module}.`));
  }

  // Widgets are made in Python only.
  _create_comm() {
    return Promise.reject(new Error("A page makes no widgets."));
  }

  _get_comm_info() {
    return Promise.resolve({});
  }
}
