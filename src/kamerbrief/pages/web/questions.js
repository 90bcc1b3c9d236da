// Predictions, a class's guesses and self-checks: what their scenes say.

function prediction(root, topic) {
  const opening = page.predictions[topic];
  const answer = html();
  const state = kept.read(`prediction.${topic}`, { guess: null, pressed: null });
  const keep = (changed) => kept.write(`prediction.${topic}`, Object.assign(state, changed));
  let stale = 0; // the newest press wins

  const show = (scene) => {
    answer.innerHTML = scene.answer;
    model.set("message", scene.control.message);
    if (!scene.control.message) {
      model.set("value", scene.control.value);
      model.answer({ kind: "taken" });
      if (typeof state.guess === "string") keep({ guess: scene.control.value }); // in any language
    }
    const guesses = kept.read("guesses", {});
    if (!scene.guess) return;
    guesses[topic] = scene.guess[0];
    kept.write("guesses", guesses);
    for (const explorer of explorers) if (explorer.guessed === topic) explorer.move({ guess: true });
  };
  const press = async (pressed) => {
    const mine = (stale += 1);
    keep({ pressed });
    const place = opening.control.stops.indexOf(state.guess);
    const known = pressed === "skip" ? opening.skipped : state.guess === null ? opening.first : opening.looked[place];
    try {
      const scene = known ?? (await ask("predict", { topic, ...state }));
      if (mine === stale) show(scene);
    } catch (error) {
      answer.textContent = page.says[canAsk() ? "silent" : "alone"];
    }
  };

  const model = new Model(
    { ...opening.control, lang: page.lang, disabled: false },
    {
      saved: () => (state.guess = model.get("value")),
      sent: async ({ typed }) => {
        state.guess = typed;
        const scene = await ask("predict", { topic, guess: typed, pressed: null }).catch(() => null);
        if (scene && state.guess === typed) show({ ...scene, answer: answer.innerHTML });
      },
    },
  );
  const place = element("div");
  widgets.number.render({ model, el: place });
  const class_ = pooling(topic, opening.pool);
  class_.hidden = true;
  const together = button(opening.buttons.together, () => {
    class_.hidden = !class_.hidden;
    together.setAttribute("aria-pressed", String(!class_.hidden));
    together.classList.toggle("mod-active", !class_.hidden);
  });
  together.setAttribute("aria-pressed", "false");
  const buttons = element(
    "div",
    { className: "kb-buttons" },
    button(opening.buttons.look, () => press("look")),
    button(opening.buttons.skip, () => press("skip")),
    together,
  );
  root.replaceChildren(html(opening.html), place, buttons, answer, class_);
  root.className = "kb-explorer kb-ask";
  if (typeof state.guess === "number") model.set("value", state.guess);
  if (state.pressed) press(state.pressed);
}

function pooling(topic, says) {
  const field = element("input", { type: "text", placeholder: says.placeholder });
  const said = html();
  const model = chartModel("guesses");
  const place = element("div");
  const show = async () => {
    try {
      const scene = await ask("pool", { topic, typed: field.value });
      said.innerHTML = scene.refusal ?? "";
      if (!scene.drawing) return;
      showChart(model, scene);
      if (!place.firstChild) widgets.chart.render({ model, el: place, signal: new AbortController().signal });
    } catch (error) {
      said.textContent = page.says[canAsk() ? "silent" : "alone"];
    }
  };
  return element("div", {}, labelled(says.label, field), element("div", { className: "kb-buttons" }, button(says.show, show)), said, place);
}

function check(root, id) {
  const { html: question, options, feedback } = page.checks[id];
  const said = html();
  const choose = (number) => (said.innerHTML = feedback[number]);
  const chosen = kept.read(`check.${id}`, null);
  const boxes = options.map((text, number) => {
    const box = element("input", { type: "radio", name: `kb-check-${id}`, checked: number === chosen });
    box.addEventListener("change", () => {
      kept.write(`check.${id}`, number);
      choose(number);
    });
    return element("label", {}, box, text);
  });
  const group = element("div", { className: "kb-radio widget-radio" }, element("div", { className: "widget-radio-box" }, ...boxes));
  root.replaceChildren(html(question), group, said);
  root.className = "kb-explorer kb-ask";
  if (chosen !== null) choose(chosen);
}
