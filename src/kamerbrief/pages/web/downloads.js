// What a reader keeps and takes along: divisions of the budget, and the briefing.

import { button, download, element, upload } from "../../notebook/elements.js";
import { ask, Refused, unanswered } from "./asking.js";
import { explorers } from "./explorer.js";
import { chartOf, html, kept, labelled, row } from "./model.js";
import { page } from "./page.js";

const BUDGET = "budget_split";

/** @param {{ name: string, media_type: string, content: string }} file */
const save = ({ name, media_type: type, content }) => download(name, new Blob([content], { type }));

/** @param {HTMLElement} root */
export function shelf(root) {
  const { says, most } = page.shelf;
  /** @type {{ name: string }[]} */
  let entries = kept.read("divisions", []);
  const name = element("input", { type: "text" });
  const choice = element("select");
  const [said, table] = [html(), html()];
  const chart = chartOf("scenarios");
  const budget = () => explorers.find((one) => one.name === BUDGET);

  /** @param {string[]} action */
  async function act(...action) {
    const { controls = [], settings = {} } = budget()?.scene ?? {};
    const refused = controls.find(({ message }) => message)?.message ?? "";
    const state = { kept: entries, chosen: choice.value, action, budget: settings, refused };
    try {
      show(await ask("saved", state), action[0]);
    } catch (error) {
      said.textContent = error instanceof Refused ? error.message : unanswered();
    }
  }
  /** @type {(scene: SavedScene, action: string) => void} */
  function show(scene, action) {
    entries = scene.kept;
    kept.write("divisions", entries);
    const [className, role] = scene.refused
      ? ["kb-number-message", "alert"]
      : ["kb-reading", "status"];
    said.replaceChildren(...(scene.said ? [element("p", { className, role }, scene.said)] : []));
    if (action === "save" && !scene.refused) name.value = "";
    const option = (/** @type {{ name: string }} */ { name }) =>
      element("option", { selected: name === scene.chosen }, name);
    choice.replaceChildren(...entries.map(option));
    having.hidden = compared.hidden = !entries.length;
    table.innerHTML = scene.table;
    if (scene.file) save(scene.file);
    if (scene.budget) budget()?.move({ open: scene.budget });
    if (!scene.drawing) return;
    chart.show(scene);
    chart.draw();
  }
  const file = upload(".json", most, (content) => {
    const signs = Array.from(new Uint8Array(content), (byte) => String.fromCharCode(byte));
    act("open", btoa(signs.join("")));
  });

  const acts = ["show", "remove", "csv", "json"].map((what) => button(says[what], () => act(what)));
  const having = element("div", {}, labelled(says.choice, choice), row(...acts));
  const compared = element("div", {}, chart.place, table);
  const saving = button(says.save, () => act("save", name.value));
  const opening = button(says.open, () => file.click());
  having.hidden = compared.hidden = true;
  const lead = html(`<p>${says.lead}</p>`);
  const first = [lead, labelled(says.name, name), row(saving, opening, file)];
  root.replaceChildren(...first, having, said, compared);
  root.className = "kb-explorer kb-ask";
  if (entries.length) act("none");
}

/** @param {HTMLElement} root */
export function briefing(root) {
  const { take, html: label } = page.briefing;
  const said = html();
  said.setAttribute("role", "status");
  async function press() {
    const moved = explorers.filter(({ scene }) => Object.keys(scene.settings).length);
    const scenes = Object.fromEntries(moved.map(({ name, scene }) => [name, scene.settings]));
    try {
      const answer = await ask("briefing", { scenes });
      save(answer.file);
      said.textContent = answer.said;
    } catch {
      said.textContent = unanswered();
    }
  }
  root.replaceChildren(html(`<p>${take}</p>`), row(button(label, press)), said);
  root.className = "kb-explorer kb-ask";
}
