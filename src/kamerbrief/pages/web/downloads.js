// What a reader keeps and takes along: divisions of the budget, and the briefing.

function download({ name, media_type: type, content }) {
  // Spreadsheets take a file of UTF-8 for what it is only if it says so.
  hand(name, new Blob([content], { type }));
}

function shelf(root) {
  const { says } = page.shelf;
  const BUDGET = "budget_split";
  let entries = kept.read("divisions", []);
  const name = element("input", { type: "text" });
  const choice = element("select");
  const said = html();
  const table = html();
  const model = chartModel("scenarios");
  const chart = element("div");
  const file = element("input", { type: "file", accept: ".json", hidden: true });

  const act = async (...action) => {
    const explorer = explorers.find((one) => one.name === BUDGET);
    const refused = explorer?.scene.controls.find(({ message }) => message)?.message ?? "";
    const question = { kept: entries, chosen: choice.value, action, budget: explorer?.scene.settings ?? {}, refused };
    try {
      show(await ask("saved", question), explorer, action[0]);
    } catch (error) {
      said.textContent = error instanceof Refused ? error.message : page.says[canAsk() ? "silent" : "alone"];
    }
  };
  const show = (scene, explorer, action) => {
    entries = scene.kept;
    kept.write("divisions", entries);
    const line = element("p", { className: scene.refused ? "kb-number-message" : "kb-reading", textContent: scene.said });
    line.setAttribute("role", scene.refused ? "alert" : "status");
    said.replaceChildren(...(scene.said ? [line] : []));
    if (action === "save" && !scene.refused) name.value = "";
    choice.replaceChildren(...entries.map((one) => element("option", { textContent: one.name, selected: one.name === scene.chosen })));
    having.hidden = compared.hidden = !entries.length;
    table.innerHTML = scene.table;
    if (scene.file) download(scene.file);
    if (scene.budget) explorer?.move({ open: scene.budget });
    if (!scene.drawing) return;
    showChart(model, scene);
    if (!chart.firstChild) widgets.chart.render({ model, el: chart, signal: new AbortController().signal });
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const bytes = new Uint8Array(await chosen.slice(0, page.shelf.most + 1).arrayBuffer());
    file.value = ""; // so that the same file, mended, can be opened again
    act("open", btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  });

  const row = (...buttons) => element("div", { className: "kb-buttons" }, ...buttons);
  const having = element(
    "div",
    { hidden: true },
    labelled(says.choice, choice),
    row(...["show", "remove", "csv", "json"].map((what) => button(says[what], () => act(what)))),
  );
  const compared = element("div", { hidden: true }, chart, table);
  root.replaceChildren(
    html(`<p>${says.lead}</p>`),
    labelled(says.name, name),
    row(
      button(says.save, () => act("save", name.value)),
      button(says.open, () => file.click()),
      file,
    ),
    having,
    said,
    compared,
  );
  root.className = "kb-explorer kb-ask";
  if (entries.length) act("none");
}

function briefing(root) {
  const { take, html: label } = page.briefing;
  const said = html();
  const press = async () => {
    const moved = explorers.filter(({ scene }) => Object.keys(scene.settings).length);
    const scenes = Object.fromEntries(moved.map(({ name, scene }) => [name, scene.settings]));
    try {
      const answer = await ask("briefing", { scenes });
      download(answer.file);
      said.textContent = answer.said;
    } catch (error) {
      said.textContent = page.says[canAsk() ? "silent" : "alone"];
    }
  };
  said.setAttribute("role", "status");
  root.replaceChildren(html(`<p>${take}</p>`), element("div", { className: "kb-buttons" }, button(label, press)), said);
  root.className = "kb-explorer kb-ask";
}
