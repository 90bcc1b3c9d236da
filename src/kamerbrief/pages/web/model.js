// What our widgets' front ends ask of a model, without a kernel behind it; and elements with properties.
// All files of this folder are one script with those front ends; pages/scripts.py puts them together.

class Model {
  #values;
  #hearing = new Map();
  #saved;
  #sent;

  // `saved` is called when a front end has set a value, `sent` with what it sends.
  constructor(values, { saved = () => {}, sent = () => {} } = {}) {
    this.#values = values;
    this.#saved = saved;
    this.#sent = sent;
  }
  get(name) {
    return this.#values[name];
  }
  set(name, value) {
    const before = this.#values[name];
    if (before === value || (typeof value === "object" && JSON.stringify(before) === JSON.stringify(value))) return;
    this.#values[name] = value;
    this.#tell(`change:${name}`);
  }
  on(event, hear) {
    if (!this.#hearing.has(event)) this.#hearing.set(event, new Set());
    this.#hearing.get(event).add(hear);
  }
  off(event, hear) {
    this.#hearing.get(event)?.delete(hear);
  }
  save_changes() {
    this.#saved();
  }
  send(content, _callbacks, buffers) {
    this.#sent(content, buffers);
  }
  answer(content) {
    this.#tell("msg:custom", content);
  }
  #tell(event, ...what) {
    for (const hear of [...(this.#hearing.get(event) ?? [])]) hear(...what);
  }
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(text, press) {
  const made = element("button", { type: "button", className: "jupyter-button", textContent: text });
  made.addEventListener("click", press);
  return made;
}

function html(text = "") {
  return element("div", { className: "widget-html-content", innerHTML: text });
}

// A text field or a choice with its label above it.
function labelled(label, field) {
  field.id = `kb-field-${Math.random().toString(36).slice(2)}`;
  const said = element("label", { className: "widget-label", htmlFor: field.id, textContent: label });
  return element("div", { className: "kb-choice" }, said, field);
}

// What a reader has guessed, typed and saved, for as long as the tab is open; some browsers keep nothing,
// and say so with an error.
const kept = {
  read(name, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(`kamerbrief.${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  write(name, value) {
    try {
      sessionStorage.setItem(`kamerbrief.${name}`, JSON.stringify(value));
    } catch {
      // it holds for this page
    }
  },
};
