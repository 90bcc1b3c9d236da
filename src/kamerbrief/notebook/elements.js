// What our widgets and our pages make of HTML: elements, buttons, and files that come and go.

/**
 * An element with properties, with attributes where it has no such property, and with what hears events
 * under names such as `onclick`.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {(Node | string)[]} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function")
      made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name in made) Object.assign(made, { [name]: value });
    else made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** @type {(text: string, press: () => void) => HTMLButtonElement} */
export const button = (text, press) =>
  element("button", { type: "button", className: "jupyter-button", onclick: press }, text);

// The nearest such element around where something happened.
/** @type {(event: Event, selector: string) => HTMLElement | null} */
export const closest = ({ target }, selector) =>
  target instanceof Element ? target.closest(selector) : null;

/** Lets a reader download a file. @type {(name: string, content: Blob) => void} */
export function download(name, content) {
  const href = URL.createObjectURL(content);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/**
 * A field, not seen, for a file that a reader chooses; of one larger than `most`, one byte more arrives.
 * @type {(accept: string, most: number, taken: (content: ArrayBuffer) => void) => HTMLInputElement}
 */
export function upload(accept, most, taken) {
  const field = element("input", { type: "file", accept, hidden: true });
  field.onchange = async () => {
    const file = field.files?.[0];
    if (!file) return;
    const content = await file.slice(0, most + 1).arrayBuffer();
    field.value = ""; // so that the same file, mended, can be opened again
    taken(content);
  };
  return field;
}

/**
 * Hears what a model says, until what this returns is called.
 * @type {(model: Model, reactions: Record<string, React>) => () => void}
 */
export function hear(model, reactions) {
  for (const [event, react] of Object.entries(reactions)) model.on(event, react);
  return () => {
    for (const [event, react] of Object.entries(reactions)) model.off(event, react);
  };
}
