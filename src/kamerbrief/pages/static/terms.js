// A term where a reader meets it first: a press shows its meaning right there, another hides it again.

addEventListener("click", (event) => {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  /** @type {HTMLElement | false | null} */
  const term = target instanceof Element && target.closest('a[href^="#term-"]');
  if (!term || ctrlKey || metaKey || shiftKey) return;
  event.preventDefault(); // the address holds the explorers' settings
  const open = term.getAttribute("aria-expanded") === "true";
  term.setAttribute("aria-expanded", String(!open));
  if (open) return term.nextElementSibling?.remove();
  const meaning = document.createElement("span");
  meaning.className = "kb-meaning";
  meaning.textContent = term.title;
  meaning.setAttribute("role", "note");
  return term.after(meaning);
});
