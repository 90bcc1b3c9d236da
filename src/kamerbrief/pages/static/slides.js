// Shows a page a slide at a time: from one heading to the next. What stands on it stays as live as it was.

const KB_STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const KB_ENDS = { Home: 0, End: Infinity };
const KB_TAKES_KEYS = "input, select, textarea, [role=slider], .kb-letter-text";

// Whether a link leads to another page of the walk: of the app, or of the static site.
function kbIsPage(link) {
  return link.origin === location.origin && /\/\d\d-[\w-]+\.(ipynb|html)$/.test(link.pathname);
}

// Cuts the page before anything in it is live, so that nothing has to be moved afterwards; shows it as
// slides where the address asks for them, and where the reader does.
function kbSlides() {
  const main = document.getElementById("rendered_cells");
  const bar = document.getElementById("kb-deck");
  const [back, count, on, leave] = ["back", "count", "on", "leave"].map((name) => bar.querySelector(`[data-kb=${name}]`));
  const slides = kbCut(main);
  const asked = () => new URLSearchParams(location.search).get("slides");
  let now = -1; // none: the page as a whole

  function write() {
    const here = new URL(location);
    if (now < 0) here.searchParams.delete("slides");
    else here.searchParams.set("slides", now + 1);
    history.replaceState(history.state, "", here);
  }

  function go(to) {
    const first = now < 0;
    now = Math.min(slides.length - 1, Math.max(0, to));
    slides.forEach((slide, place) => (slide.hidden = place !== now));
    count.textContent = `${now + 1} / ${slides.length}`;
    [back.disabled, on.disabled] = [now === 0, now === slides.length - 1];
    write();
    scrollTo(0, 0);
    if (!first) slides[now].querySelector("h1, h2, h3")?.focus({ preventScroll: true });
  }

  function show(as) {
    document.body.classList.toggle("kb-slides", as);
    bar.hidden = !as;
    for (const link of main.querySelectorAll("a")) if (kbIsPage(link)) link.search = as ? "?slides" : "";
    if (as) return go((parseInt(asked(), 10) || 1) - 1);
    now = -1;
    for (const slide of slides) slide.hidden = false;
    return write();
  }

  // Whether the slide goes on beyond the window, downwards (1) or upwards (-1).
  function more(direction) {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    return direction > 0 ? scrollTop + clientHeight < scrollHeight - 40 : scrollTop > 0;
  }

  back.addEventListener("click", () => go(now - 1));
  on.addEventListener("click", () => go(now + 1));
  leave.addEventListener("click", () => show(false));
  document.querySelector("a[data-kb=present]")?.addEventListener("click", (event) => {
    event.preventDefault();
    show(true);
  });
  // Before anything else hears them: a presenter's clicker sends PageDown, wherever the focus is.
  addEventListener(
    "keydown",
    (event) => {
      if (now < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!event.key.startsWith("Page") && event.target.closest?.(KB_TAKES_KEYS)) return;
      if (event.key === "Escape") show(false);
      else if (event.key.startsWith("Page") && more(KB_STEPS[event.key])) scrollBy(0, KB_STEPS[event.key] * innerHeight * 0.8);
      else if (event.key in KB_STEPS) go(now + KB_STEPS[event.key]);
      else if (event.key in KB_ENDS) go(KB_ENDS[event.key]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  if (asked() !== null) show(true);
}

// Puts the cells from each heading on into a section of its own, and gives these.
function kbCut(main) {
  const sections = [];
  for (const cell of [...main.querySelectorAll(".jp-Cell")]) {
    const heading = cell.querySelector("h1, h2, h3");
    if (heading) heading.tabIndex = -1;
    if (heading || !sections.length) {
      sections.push(document.createElement("section"));
      sections.at(-1).className = "kb-slide";
      cell.before(sections.at(-1));
    }
    sections.at(-1).append(cell);
  }
  return sections;
}
