// A term where a reader meets it first: a press shows its meaning right there, another hides it again.

addEventListener("click", (event) => {
  const term = event.target.closest?.('a[href^="#term-"]');
  if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // the address holds the explorers' settings
  const open = term.getAttribute("aria-expanded") === "true";
  term.setAttribute("aria-expanded", String(!open));
  if (open) return term.nextElementSibling.remove();
  const meaning = Object.assign(document.createElement("span"), { className: "kb-meaning", textContent: term.title });
  meaning.setAttribute("role", "note");
  return term.after(meaning);
});
