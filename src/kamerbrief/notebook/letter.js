// The letter on the page: its figures are buttons, and the chosen one's record stands beside it.

function render({ model, el }) {
  const page = document.createElement("div");
  page.className = "kb-letter";
  const text = document.createElement("article");
  text.className = "kb-letter-text";
  text.lang = "nl";
  text.innerHTML = model.get("html");
  const record = document.createElement("aside");
  record.className = "kb-record";
  record.lang = model.get("lang");
  record.setAttribute("aria-live", "polite");
  page.append(text, record);
  el.append(page);

  const filter = () => {
    const section = model.get("section");
    const speaker = model.get("speaker");
    text.classList.toggle("kb-filtered", section !== "all" || speaker !== "all");
    for (const sentence of text.querySelectorAll(".kb-sentence")) {
      const { section: itsSection, speaker: itsSpeaker } = sentence.dataset;
      const shown =
        (section === "all" || section === itsSection) && (speaker === "all" || speaker === itsSpeaker);
      sentence.classList.toggle("kb-dim", !shown);
    }
  };
  const choose = () => {
    const chosen = model.get("value");
    for (const button of text.querySelectorAll(".kb-mark")) {
      button.setAttribute("aria-pressed", String(button.dataset.figure === chosen));
    }
    const html = model.get("records")[chosen];
    if (html) record.innerHTML = html;
    else record.textContent = model.get("hint");
  };
  const translate = () => text.classList.toggle("kb-translated", model.get("translated"));

  const press = (event) => {
    const mark = event.target.closest(".kb-mark");
    if (!mark || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    const chosen = mark.dataset.figure;
    model.set("value", model.get("value") === chosen ? "" : chosen);
    model.save_changes();
  };
  text.addEventListener("click", press);
  text.addEventListener("keydown", press);
  const changes = [
    ["change:section", filter],
    ["change:speaker", filter],
    ["change:value", choose],
    ["change:translated", translate],
  ];
  for (const [event, react] of changes) model.on(event, react);
  filter();
  choose();
  translate();
  return () => changes.forEach(([event, react]) => model.off(event, react));
}

export default { render };
