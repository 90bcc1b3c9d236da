// A number control: a native range over the stops, and a native text field for any value between.

import { element, hear } from "./elements.js";

// Where a value stands on the track: at its stop, or between two.
/** @type {(stops: Value[], value: Value) => number} */
export function place(stops, value) {
  if (value === null) return stops.length - 1;
  const values = stops.filter((stop) => stop !== null);
  const next = values.findIndex((stop) => stop >= value);
  if (next < 0) return values.length - 1;
  if (next === 0 || values[next] === value) return next;
  return next - 1 + (value - values[next - 1]) / (values[next] - values[next - 1]);
}

/** A value as the field shows it. @type {(value: Value, model: Model<NumberState>) => string} */
export function shown(value, model) {
  if (value === null) return model.get("none");
  const digits = { maximumFractionDigits: model.get("decimals") };
  const number = Number((value / model.get("factor")).toPrecision(12));
  return number.toLocaleString(model.get("lang"), digits);
}

/** @type {Render<NumberState>} */
export function renderNumber({ model, el }) {
  const id = `kb-number-${Math.random().toString(36).slice(2)}`; // no counter: each control is its own module
  const says = `${id}-message`;
  const [label, unit] = [model.get("label"), model.get("unit")];
  const [stops, mark] = [model.get("stops"), model.get("mark")];
  const scale = { type: "range", min: 0, max: stops.length - 1, step: 1 };
  const track = element("input", { ...scale, "aria-label": label, oninput: move });
  const typing = { type: "text", inputMode: "decimal", autocomplete: "off" };
  const hears = { onchange: send, onkeydown: press, onfocus: focus };
  const field = element("input", { ...typing, ...hears, id, "aria-describedby": says });
  const rail = element("div", { className: "kb-number-track" }, track);
  const row = element("div", { className: "kb-number-row" }, rail, field);
  row.append(element("span", { className: "kb-number-unit" }, unit));
  const message = element("p", { className: "kb-number-message", id: says, role: "status" });
  const root = element("div", { className: "kb-number", lang: model.get("lang") });
  root.append(element("label", { htmlFor: id }, label), row, message);
  el.append(root);

  function show() {
    const value = model.get("value");
    const text = shown(value, model);
    track.value = String(Math.round(place(stops, value)));
    track.setAttribute("aria-valuetext", `${text} ${value === null ? "" : unit}`.trim());
    if (!model.get("message")) field.value = text;
  }
  function warn() {
    message.textContent = model.get("message");
    field.setAttribute("aria-invalid", String(Boolean(model.get("message"))));
  }
  function disable() {
    track.disabled = field.disabled = model.get("disabled");
  }
  function move() {
    model.set("message", "");
    model.set("value", stops[track.valueAsNumber]);
    model.save_changes();
    show();
  }

  let sent = "";
  function send() {
    if (field.value !== sent) model.send({ typed: (sent = field.value) });
  }
  /** @param {KeyboardEvent} event */
  function press({ key }) {
    if (key === "Enter") send();
  }
  function focus() {
    sent = field.value;
    field.select();
  }

  if (mark !== null) {
    const tick = element("span", { className: "kb-number-mark" });
    tick.style.left = `calc(8px + ${place(stops, mark) / (stops.length - 1)} * (100% - 16px) - 1px)`;
    rail.append(tick);
  }
  show();
  warn();
  disable();
  return hear(model, {
    "change:value": show,
    "change:message": warn,
    "change:disabled": disable,
    "msg:custom": ({ kind }) => kind === "taken" && show(),
  });
}

export default { render: renderNumber };
