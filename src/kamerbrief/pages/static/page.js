// What a page does besides its explorers: it keeps a reader's place on the way to the other language, and
// fits its charts to paper.

const PAPER = 640; // the width of a chart on paper, in CSS pixels; A4 and Letter both hold it

// The same page in another language opens where this one stands: its settings, its slide.
/** @param {Event} event */
function kbKeepPlace({ target }) {
  /** @type {HTMLAnchorElement | false | null} */
  const link = target instanceof Element && target.closest("a[hreflang]");
  if (!link || !document.getElementById("kb-page")) return;
  link.search = location.search;
  link.hash = location.hash;
}

// The address holds the settings, and no place on the page.
/** @param {Event} event */
function kbSkip(event) {
  if (!(event.target instanceof Element && event.target.closest(".kb-skip"))) return;
  event.preventDefault();
  const main = document.getElementById("rendered_cells");
  main?.focus();
  main?.scrollIntoView();
}

// A chart is drawn for the screen's width and colours; on paper it is made smaller, not cut off, and light.
function kbFitPaper() {
  const { matches } = matchMedia("(prefers-color-scheme: dark)");
  document.body.classList.toggle("kb-drawn-dark", matches);
  /** @type {NodeListOf<HTMLElement>} */
  const plots = document.querySelectorAll(".kb-plot");
  for (const { style, clientWidth } of plots) {
    style.setProperty("--kb-paper", String(Math.min(1, PAPER / (clientWidth || PAPER))));
  }
}

for (const gesture of ["click", "auxclick", "contextmenu"]) {
  addEventListener(gesture, kbKeepPlace, true);
}
addEventListener("click", kbSkip);
addEventListener("beforeprint", kbFitPaper);
