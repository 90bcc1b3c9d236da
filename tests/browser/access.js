// What keeps a reader out of what we draw; each function answers with what it found, in words.

globalThis.access = (() => {
  const OURS = ".kb-explorer, .kb-page, .kb-top, .kb-bottom, .kb-landing";
  const PATIENCE = 20_000; // milliseconds that a busy machine may take to draw anew
  const SLACK = 1.5; // pixels by which the browser may round the place of a word
  const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const WITH_FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]";

  const frame = () => new Promise(requestAnimationFrame);

  // Lab does not lay out what is far from the screen.
  const visible = (element) =>
    element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const roots = () => [...document.querySelectorAll(OURS)].filter(visible);
  const plots = () => [...document.querySelectorAll(".kb-plot[data-drawn]")].filter(visible);
  const within = (selector) => [
    ...new Set(roots().flatMap((root) => [...root.querySelectorAll(selector)])),
  ];
  const name = (element) => element.outerHTML.slice(0, 200);
  const box = (element) => element.getBoundingClientRect();
  const focusable = () =>
    within(WITH_FOCUS).filter((e) => !e.disabled && e.tabIndex >= 0 && visible(e));

  async function violations() {
    const { violations } = await axe.run(roots(), { runOnly: { type: "tag", values: TAGS } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
    );
  }

  async function languages() {
    const rules = ["html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "valid-lang"];
    const { violations } = await axe.run(document, { runOnly: { type: "rule", values: rules } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
    );
  }

  // Every text that is read or shown, and those of attributes, each after its language.
  function texts() {
    const found = [];
    const lang = (element) => element.closest("[lang]").lang;
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
      const element = all.currentNode.parentElement;
      // An entry of a list to choose from cannot say that the letter's words in it are Dutch.
      const own = (text) =>
        element.matches("option") ? text.replace(/(?<=:\s)[^:]+…$/, "") : text;
      if (!element.closest("script, style, code"))
        found.push([lang(element), own(all.currentNode.data)]);
    }
    for (const name of ["aria-label", "aria-valuetext", "title", "alt", "placeholder"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.checkVisibility()) found.push([lang(element), element.getAttribute(name)]);
      }
    }
    return found;
  }

  // A ring of two pixels at least, which was not there before.
  function withoutVisibleFocus() {
    const ring = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
    };
    return focusable()
      .filter((element) => {
        element.blur();
        const before = ring(element);
        element.focus({ focusVisible: true, preventScroll: true });
        const shows = document.activeElement === element && ring(element) >= 2 && before === 0;
        element.blur();
        return !shows;
      })
      .map(name);
  }

  // The focus follows the document, unless something asks for another order; and in an explorer
  // what comes later in the document stands lower, or further to the right.
  function outOfOrder() {
    const asks = within(WITH_FOCUS).filter((element) => element.tabIndex > 0);
    const before = (one, other) =>
      box(one).bottom <= box(other).top + 4 ||
      (box(one).right <= box(other).left + 4 && box(one).top < box(other).bottom);
    const swapped = within(".kb-explorer")
      .concat(within(".kb-controls"))
      .flatMap((parent) =>
        [...parent.children]
          .filter((child) => visible(child) && box(child).height)
          .filter((child, i, all) => i && !before(all[i - 1], child)),
      );
    return [...asks, ...swapped].map(name);
  }

  function wordsOfCharts() {
    const found = [];
    for (const plot of plots()) {
      const frame = box(plot.querySelector("svg"));
      const words = [...plot.querySelectorAll("svg text")]
        .filter((text) => text.textContent.trim() && visible(text) && text.style.display !== "none")
        .map((text) => ({
          text: text.textContent,
          box: box(text),
          turned: /rotate\((?!0)/.test(text.getAttribute("transform")),
        }));
      for (const { text, box } of words) {
        const out = Math.max(
          frame.left - box.left,
          box.right - frame.right,
          frame.top - box.top,
          box.bottom - frame.bottom,
        );
        if (out > SLACK) found.push(`cut by ${out.toFixed(0)} pixels: ${text}`);
      }
      const upright = words.filter(({ turned }) => !turned);
      upright.forEach((one, i) => {
        for (const other of upright.slice(i + 1)) {
          const across =
            Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const down =
            Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          const air = Math.min(one.box.height, other.box.height) / 3; // of a line, above and below its letters
          if (across > SLACK && down > air) found.push(`overlap: ${one.text} / ${other.text}`);
        }
      });
    }
    return found;
  }

  function wordsOfPages() {
    return within("*")
      .filter((element) => element.clientWidth && getComputedStyle(element).display !== "inline")
      .filter((element) => visible(element) && !element.closest("svg, .kb-plot, select, thead"))
      .filter((element) => {
        const hides = !["visible", "auto", "scroll"].includes(getComputedStyle(element).overflowX);
        const root = box(element.closest(OURS));
        return (
          (hides && element.scrollWidth > element.clientWidth + SLACK) ||
          box(element).right > root.right + SLACK
        );
      })
      .map((element) => `sticks out: ${name(element)}`);
  }

  const cutOff = () => [...wordsOfCharts(), ...wordsOfPages()];

  // Explorer by explorer, each on screen, for one far from it may not be laid out.
  async function cutOffOnScreen() {
    const parts = () => document.querySelectorAll(".kb-explorer, .kb-page");
    const found = new Set();
    for (let i = 0; i < parts().length; i++) {
      parts()[i].scrollIntoView({ block: "center" });
      const end = performance.now() + PATIENCE;
      do {
        if (performance.now() > end)
          throw new Error("A chart does not take the width of its place.");
        await frame();
        await frame();
      } while (!settled());
      for (const what of cutOff()) found.add(what);
    }
    return [...found];
  }

  function moving() {
    const some = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    return within("*")
      .filter((element) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
        return some(transitionDuration) || (animationName !== "none" && some(animationDuration));
      })
      .map(name);
  }

  const settled = () =>
    plots().every(
      (plot) => Math.abs(plot.querySelector("svg").getAttribute("width") - plot.clientWidth) <= 1,
    );

  return {
    violations,
    languages,
    texts,
    withoutVisibleFocus,
    outOfOrder,
    cutOff,
    cutOffOnScreen,
    moving,
  };
})();
