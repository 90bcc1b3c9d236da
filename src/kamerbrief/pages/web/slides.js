// Shows a page a slide at a time: from one heading to the next. What stands on it stays as live as it was.

import { closest, element } from "../../notebook/elements.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
/** @type {Record<string, number>} */
const ENDS = { Home: 0, End: Infinity };
const TAKES_KEYS = "input, select, textarea, [role=slider], .kb-letter-text";

// Whether a link leads to another page of the walk: of the app, or of the static site.
/** @param {HTMLAnchorElement} link */
const isPage = ({ origin, pathname }) =>
  origin === location.origin && /\/\d\d-[\w-]+\.(ipynb|html)$/.test(pathname);

/**
 * Cuts the page before anything in it is live, so that nothing has to be moved afterwards; shows it as
 * slides where the address asks for them, and where the reader does.
 */
export function slides() {
  const main = /** @type {HTMLElement} */ (document.getElementById("rendered_cells"));
  const bar = /** @type {HTMLElement} */ (document.getElementById("kb-deck"));
  const [back, count, on, leave] = ["back", "count", "on", "leave"].map(
    (name) => /** @type {HTMLButtonElement} */ (bar.querySelector(`[data-kb=${name}]`)),
  );
  const cut = sections(main);
  const asked = () => new URLSearchParams(location.search).get("slides");
  let now = -1; // none: the page as a whole

  function write() {
    const here = new URL(location.href);
    if (now < 0) here.searchParams.delete("slides");
    else here.searchParams.set("slides", String(now + 1));
    history.replaceState(history.state, "", here);
  }

  /** @param {number} to */
  function go(to) {
    const first = now < 0;
    now = Math.min(cut.length - 1, Math.max(0, to));
    for (const slide of cut) slide.hidden = slide !== cut[now];
    count.textContent = `${now + 1} / ${cut.length}`;
    [back.disabled, on.disabled] = [now === 0, now === cut.length - 1];
    write();
    scrollTo(0, 0);
    if (!first) heading(cut[now])?.focus({ preventScroll: true });
  }

  /** @param {boolean} as */
  function show(as) {
    document.body.classList.toggle("kb-slides", as);
    bar.hidden = !as;
    for (const link of main.querySelectorAll("a"))
      if (isPage(link)) link.search = as ? "?slides" : "";
    if (as) return go((parseInt(asked() ?? "", 10) || 1) - 1);
    now = -1;
    for (const slide of cut) slide.hidden = false;
    return write();
  }

  // Whether the slide goes on beyond the window, downwards (1) or upwards (-1).
  /** @param {number} direction */
  function more(direction) {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    return direction > 0 ? scrollTop + clientHeight < scrollHeight - 40 : scrollTop > 0;
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const { key } = event;
    const turns = key.startsWith("Page");
    if (now < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!turns && closest(event, TAKES_KEYS)) return;
    if (key === "Escape") show(false);
    else if (turns && more(STEPS[key])) scrollBy(0, STEPS[key] * innerHeight * 0.8);
    else if (key in STEPS) go(now + STEPS[key]);
    else if (key in ENDS) go(ENDS[key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  back.onclick = () => go(now - 1);
  on.onclick = () => go(now + 1);
  leave.onclick = () => show(false);
  document.querySelector("a[data-kb=present]")?.addEventListener("click", (event) => {
    event.preventDefault();
    show(true);
  });
  // Before anything else hears them: a presenter's clicker sends PageDown, wherever the focus is.
  addEventListener("keydown", press, true);
  if (asked() !== null) show(true);
}

/** @type {(within: Element) => HTMLElement | null} */
const heading = (within) => within.querySelector("h1, h2, h3");

// Puts the cells from each heading on into a section of its own, and gives these.
/** @param {HTMLElement} main */
function sections(main) {
  /** @type {HTMLElement[]} */
  const cut = [];
  for (const cell of [...main.querySelectorAll(".jp-Cell")]) {
    const first = heading(cell);
    if (first) first.tabIndex = -1;
    if (first || !cut.length)
      cell.before((cut[cut.length] = element("section", { className: "kb-slide" })));
    cut[cut.length - 1].append(cell);
  }
  return cut;
}
