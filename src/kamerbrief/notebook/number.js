// A number control: a native range over the stops, and a native text field for any value between.

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  const id = `kb-number-${Math.random().toString(36).slice(2)}`; // no counter: each control is its own module
  const stops = model.get("stops");
  const track = make("input", { type: "range", min: 0, max: stops.length - 1, step: 1 });
  const field = make("input", { type: "text", id, inputMode: "decimal", autocomplete: "off" });
  const message = make("p", { className: "kb-number-message", id: `${id}-message` });
  message.setAttribute("role", "status");
  field.setAttribute("aria-describedby", message.id);
  track.setAttribute("aria-label", model.get("label"));
  const rail = make("div", { className: "kb-number-track" }, track);
  const unit = make("span", { className: "kb-number-unit", textContent: model.get("unit") });
  const root = make(
    "div",
    { className: "kb-number", lang: model.get("lang") },
    make("label", { htmlFor: id, textContent: model.get("label") }),
    make("div", { className: "kb-number-row" }, rail, field, unit),
    message,
  );
  el.append(root);

  const numbers = new Intl.NumberFormat(model.get("lang"), {
    maximumFractionDigits: model.get("decimals"),
  });
  const shown = (value) =>
    value === null ? model.get("none") : numbers.format(Number((value / model.get("factor")).toPrecision(12)));

  // The thumb's place for a value: its stop, or between the two stops around it.
  function place(value) {
    if (value === null) return stops.length - 1;
    const values = stops.filter((stop) => stop !== null);
    const next = values.findIndex((stop) => stop >= value);
    if (next < 0) return values.length - 1;
    if (next === 0 || values[next] === value) return next;
    return next - 1 + (value - values[next - 1]) / (values[next] - values[next - 1]);
  }

  function show() {
    const value = model.get("value");
    track.value = Math.round(place(value));
    track.setAttribute("aria-valuetext", `${shown(value)} ${value === null ? "" : model.get("unit")}`.trim());
    if (!model.get("message")) field.value = shown(value);
  }
  function warn() {
    message.textContent = model.get("message");
    field.setAttribute("aria-invalid", String(Boolean(model.get("message"))));
  }
  function disable() {
    track.disabled = field.disabled = model.get("disabled");
  }

  track.addEventListener("input", () => {
    model.set("message", "");
    model.set("value", stops[track.valueAsNumber]);
    model.save_changes();
    show();
  });
  let sent = "";
  const send = () => {
    if (field.value !== sent) model.send({ typed: (sent = field.value) });
  };
  field.addEventListener("change", send);
  field.addEventListener("keydown", (event) => event.key === "Enter" && send());
  field.addEventListener("focus", () => {
    sent = field.value;
    field.select();
  });

  const taken = (content) => content.kind === "taken" && show();
  const changes = [["change:value", show], ["change:message", warn], ["change:disabled", disable], ["msg:custom", taken]];
  for (const [event, react] of changes) model.on(event, react);

  const mark = model.get("mark");
  if (mark !== null) {
    const tick = make("span", { className: "kb-number-mark" });
    const share = place(mark) / (stops.length - 1);
    tick.style.left = `calc(8px + ${share} * (100% - 16px) - 1px)`;
    rail.append(tick);
  }
  show();
  warn();
  disable();
  return () => changes.forEach(([event, react]) => model.off(event, react));
}

export default { render };
