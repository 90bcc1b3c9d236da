// The letter on the page: its figures are buttons, and the chosen one's record stands beside it.

import { closest, element, hear } from "./elements.js";

/** @type {Render<LetterState>} */
export function renderLetter({ model, el }) {
  const letter = { className: "kb-letter-text", lang: "nl", innerHTML: model.get("html") };
  const text = element("article", { ...letter, onclick: press, onkeydown: press });
  const aside = { className: "kb-record", lang: model.get("lang"), "aria-live": "polite" };
  const record = element("aside", aside);
  el.append(element("div", { className: "kb-letter" }, text, record));

  function filter() {
    const wanted = { section: model.get("section"), speaker: model.get("speaker") };
    const narrow = Object.entries(wanted).filter(([, value]) => value !== "all");
    text.classList.toggle("kb-filtered", narrow.length > 0);
    for (const sentence of all(".kb-sentence")) {
      const shown = narrow.every(([name, value]) => sentence.dataset[name] === value);
      sentence.classList.toggle("kb-dim", !shown);
    }
  }
  function choose() {
    const chosen = model.get("value");
    for (const mark of all(".kb-mark")) {
      mark.setAttribute("aria-pressed", String(mark.dataset.figure === chosen));
    }
    const html = model.get("records")[chosen];
    if (html) record.innerHTML = html;
    else record.textContent = model.get("hint");
  }
  const translate = () => text.classList.toggle("kb-translated", model.get("translated"));

  /** @type {(selector: string) => NodeListOf<HTMLElement>} */
  function all(selector) {
    return text.querySelectorAll(selector);
  }
  /** @param {MouseEvent | KeyboardEvent} event */
  function press(event) {
    const mark = closest(event, ".kb-mark");
    if (!mark || ("key" in event && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    const chosen = mark.dataset.figure ?? "";
    model.set("value", model.get("value") === chosen ? "" : chosen);
    model.save_changes();
  }

  filter();
  choose();
  translate();
  return hear(model, {
    "change:section": filter,
    "change:speaker": filter,
    "change:value": choose,
    "change:translated": translate,
  });
}

export default { render: renderLetter };
