// What a page does besides its explorers: it keeps a reader's place on the way to the other language, and
// fits its charts to paper.

const PAPER = 640; // the width of a chart on paper, in CSS pixels; A4 and Letter both hold it

// The same page in another language opens where this one stands: its settings, its slide.
function kbKeepPlace(event) {
  const link = event.target.closest?.("a[hreflang]");
  if (!link || !document.getElementById("kb-page")) return;
  link.search = location.search;
  link.hash = location.hash;
}

// The address holds the settings, and no place on the page.
function kbSkip(event) {
  if (!event.target.closest?.(".kb-skip")) return;
  event.preventDefault();
  const main = document.getElementById("rendered_cells");
  main.focus();
  main.scrollIntoView();
}

// A chart is drawn for the screen's width and colours; on paper it is made smaller, not cut off, and light.
function kbFitPaper() {
  document.body.classList.toggle("kb-drawn-dark", matchMedia("(prefers-color-scheme: dark)").matches);
  for (const plot of document.querySelectorAll(".kb-plot")) {
    plot.style.setProperty("--kb-paper", Math.min(1, PAPER / (plot.clientWidth || PAPER)));
  }
}

for (const gesture of ["click", "auxclick", "contextmenu"]) addEventListener(gesture, kbKeepPlace, true);
addEventListener("click", kbSkip);
addEventListener("beforeprint", kbFitPaper);
