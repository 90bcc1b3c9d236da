// Shows an explorer's scenes, and asks for the next one.

const SOON = 300; // milliseconds after which a page says that it calculates
const AGAIN = 2_000; // milliseconds until one that got no answer asks again

// A setting as an address writes it, as scenes/controls.py does.
const written = (value) => (value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value));

class Explorer {
  constructor(root, name, signal) {
    this.name = name;
    this.opening = page.openings[name];
    this.guessed = page.guessed[name];
    this.settles = page.settles.includes(name);
    this.moves = [];
    this.busy = false;
    this.parts = {};
    this.build(root, signal);
    this.show(this.opening);
    this.address = new Model({ name, settings: {} }, { sent: ({ settings }) => this.move({ open: settings }) });
    widgets.address.render({ model: this.address, signal });
    if (this.guess !== undefined) this.move({ guess: true });
  }

  get guess() {
    return kept.read("guesses", {})[this.guessed];
  }
  get stops() {
    return Object.fromEntries(this.opening.controls.map((control) => [control.name, control.stops]));
  }

  // ── what is seen ──────────────────────────────────────────────────────────────────────────────

  build(root, signal) {
    const poster = root.querySelector(".kb-poster");
    const cells = element("div", { className: "kb-controls" });
    for (const control of this.opening.controls.filter(({ locks }) => !locks)) {
      const cell = element("div", { className: `kb-control${control.wide ? " kb-wide" : ""}` });
      const badge = html();
      cell.append(this.control(control), badge);
      this.parts[control.name].badge = badge;
      for (const lock of this.opening.controls.filter(({ locks }) => locks === control.name)) cell.append(this.control(lock));
      cells.append(cell);
    }
    this.chart = chartModel(this.name);
    const place = element("div", { className: "kb-place" });
    this.table = html();
    this.status = element("p", { className: "kb-gone" });
    this.status.setAttribute("role", "status");
    this.reset = button(page.says.reset, () => this.move({ open: {} }));
    this.code = element("code");
    this.asCode = button(page.says.code, () => {
      const pressed = this.asCode.getAttribute("aria-pressed") !== "true";
      this.asCode.setAttribute("aria-pressed", String(pressed));
      this.asCode.classList.toggle("mod-active", pressed);
      this.code.hidden = !pressed;
    });
    this.asCode.setAttribute("aria-pressed", "false");
    this.code.hidden = true;
    const figures = html(this.opening.figures);
    figures.classList.add("kb-full");
    root.replaceChildren(cells, this.status, place, this.table, element("div", { className: "kb-footer" }, this.reset, this.asCode, html(), figures));
    root.querySelector(".kb-footer > .widget-html-content").append(this.code);
    root.className = "kb-explorer";
    this.draw = () => {
      widgets.chart.render({ model: this.chart, el: place, signal });
      if (poster) standIn(poster, place);
    };
  }

  control(control) {
    const { name, kind } = control;
    const to = (value) => this.move({ to: { [name]: value } });
    const place = element("div");
    if (kind === "number") {
      const model = new Model(
        { ...control, lang: page.lang },
        { saved: () => to(model.get("value")), sent: ({ typed }) => this.move({ type: [name, typed] }) },
      );
      widgets.number.render({ model, el: place });
      this.parts[name] = {
        show: ({ value, disabled, message }, taken) => {
          model.set("message", message);
          if (!message) model.set("value", value);
          model.set("disabled", disabled);
          if (taken && !message) model.answer({ kind: "taken" });
        },
      };
    } else if (kind === "choice") {
      const select = element("select", {}, ...control.options.map(([text]) => element("option", { textContent: text })));
      select.addEventListener("change", () => to(control.options[select.selectedIndex][1]));
      place.append(labelled(control.label, select));
      this.parts[name] = { show: ({ value }) => (select.selectedIndex = control.options.findIndex(([, option]) => option === value)) };
    } else if (kind === "tick") {
      const box = element("input", { type: "checkbox" });
      box.addEventListener("change", () => to(box.checked));
      place.append(element("div", { className: "kb-check" }, element("label", {}, box, ` ${control.label}`)));
      this.parts[name] = { show: ({ value }) => (box.checked = value) };
    } else {
      const model = new Model({ ...control, lang: page.lang, section: "all", speaker: "all", translated: true }, { saved: () => to(model.get("value")) });
      widgets.letter.render({ model, el: place });
      this.parts[name] = {
        show: ({ value }, _taken, state) => {
          model.set("value", value);
          model.set("section", state.section);
          model.set("speaker", state.speaker);
          model.set("translated", state.translation);
        },
      };
    }
    return place;
  }

  show(scene, typed = "") {
    this.scene = scene;
    const waiting = new Set(this.moves.flatMap(({ to }) => Object.keys(to ?? {})));
    const state = Object.fromEntries(scene.controls.map(({ name, value }) => [name, value]));
    for (const control of scene.controls) {
      const part = this.parts[control.name];
      if (!waiting.has(control.name)) part.show(control, typed === control.name, state);
      if (part.badge && part.said !== control.badge) part.badge.innerHTML = part.said = control.badge;
    }
    if (this.tabled !== scene.table) this.table.innerHTML = this.tabled = scene.table;
    showChart(this.chart, scene);
    this.reset.disabled = !Object.keys(scene.settings).length;
    this.code.textContent = scene.code;
    this.address?.set("settings", scene.settings);
  }

  // ── from a move to the next scene ─────────────────────────────────────────────────────────────

  // Of two that wait and move the same control, the later stands for both; an address for all, and what
  // was asked before it is waited for no longer.
  move(move) {
    if (move.open) {
      this.moves = [move];
      return this.work();
    }
    const what = (one) => JSON.stringify([one.open && "open", Object.keys(one.to ?? {}), one.type?.[0], one.guess]);
    const last = this.moves.length - 1;
    if (last > (this.busy ? 0 : -1) && what(this.moves[last]) === what(move)) this.moves[last] = move;
    else this.moves.push(move);
    if (!this.busy) this.work();
  }

  async work() {
    clearTimeout(this.again);
    clearTimeout(this.late);
    const turn = (this.turn = Symbol(this.name));
    this.busy = true;
    this.late = setTimeout(() => this.say("calculating", true), SOON);
    while (this.moves.length) {
      const move = this.moves[0];
      let next;
      try {
        next = await this.found(move);
        if (turn !== this.turn) return;
      } catch (error) {
        if (turn !== this.turn) return;
        if (error instanceof Refused) {
          this.moves.shift();
          this.show(this.scene); // what the controls said before
          continue;
        }
        clearTimeout(this.late);
        this.busy = false;
        this.say(canAsk() ? "silent" : "alone", true);
        if (canAsk()) this.again = setTimeout(() => this.work(), AGAIN);
        else this.giveUp();
        return;
      }
      this.moves.shift();
      this.show(next, move.type?.[0]);
    }
    clearTimeout(this.late);
    this.busy = false;
    this.say("", false);
  }

  // Nobody can answer here: everything stands as it did before the move.
  giveUp() {
    this.moves = [];
    this.show(this.scene);
    this.table.parentElement.classList.remove("kb-stale");
  }

  say(key, stale) {
    this.status.textContent = key && page.says[key];
    this.table.parentElement.classList.toggle("kb-stale", stale);
  }

  async found(move) {
    if (this.guess === undefined) {
      const patch = this.patch(move) ?? (page.server && !asFile ? undefined : await this.patchOnArrival(move));
      if (patch !== undefined) return patched(this.opening, patch);
    }
    const question = { at: move.open ?? this.scene.settings };
    if (move.to) question.move = move.to;
    if (move.type) question.type = move.type;
    if (this.guess !== undefined) question.guess = this.guess;
    try {
      return patched(this.opening, await ask(this.name, question));
    } catch (error) {
      const patch = this.patch(move); // without the guess, rather than not at all
      if (patch === undefined || error instanceof Refused) throw error;
      return patched(this.opening, patch);
    }
  }

  async patchOnArrival(move) {
    await arrival(this.name);
    return this.patch(move);
  }

  // What a stored scene changes, if this move leads to one: at most one control away from the opening.
  patch(move) {
    if (move.type) return undefined;
    const at = move.open ?? this.scene.settings;
    if (move.open || move.guess) {
      const [setting, more] = Object.entries(at);
      if (!setting) return {};
      return more ? undefined : this.patchAt(setting[0], (stop) => written(stop) === setting[1]);
    }
    const [[name, value]] = Object.entries(move.to);
    const others = Object.keys(at).filter((other) => this.settles || other !== name);
    return others.length ? undefined : this.patchAt(name, (stop) => stop === value);
  }

  patchAt(name, is) {
    const place = this.stops[name]?.findIndex(is) ?? -1;
    return place < 0 ? undefined : storedPatches(this.name)?.[name]?.[place];
  }
}

function chartModel(name) {
  const { lang, template, dark, chart: messages, plotly } = page;
  return new Model({ name, lang, template: JSON.stringify(template), dark, messages, plotly, figure: "{}", reading: "", source: "" });
}

function showChart(model, { drawing, reading, source }) {
  model.set("source", source);
  model.set("reading", reading);
  model.set("figure", JSON.stringify(drawing));
}

// The picture that the page came with stands where the chart will, until it is drawn.
function standIn(poster, place) {
  const plot = place.querySelector(".kb-plot");
  place.classList.add("kb-undrawn");
  place.append(poster);
  const drawn = new MutationObserver(() => {
    drawn.disconnect();
    poster.remove();
    place.classList.remove("kb-undrawn");
  });
  drawn.observe(plot, { attributeFilter: ["data-drawn"] });
}
