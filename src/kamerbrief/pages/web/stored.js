// Scenes that lie beside a page: what each changes in the opening one, at each stop of each control.

import { element } from "../../notebook/elements.js";
import { page } from "./page.js";

/** @type {Record<string, any>} */
const stored = {}; // by explorer; a text until somebody wants one of them
globalThis.kbStored = (name, text) => {
  stored[name] = text;
};

/** @type {Map<string, Promise<unknown>>} */
const arrivals = new Map();

// Settled once the scenes of an explorer are here, or will not be; they are asked for once.
/** @param {string} name */
export function arrival(name) {
  const load = (/** @type {(value: unknown) => void} */ done) => {
    const script = { src: page.stored[name], async: true, onload: done, onerror: done };
    document.head.append(element("script", script));
  };
  if (!arrivals.has(name)) arrivals.set(name, new Promise(load));
  return arrivals.get(name);
}

// A setting as an address writes it, as scenes/controls.py does.
const written = (/** @type {any} */ value) =>
  value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value);

/**
 * What a stored scene changes, if a move leads to one: at most one control away from the opening.
 * @type {(name: string, move: Move, settings: Record<string, string>, opening: Scene) => unknown}
 */
export function storedPatch(name, move, settings, opening) {
  if (move.type) return undefined;
  /** @type {(control: string, is: (stop: any) => boolean) => unknown} */
  const at = (control, is) => {
    const stops = opening.controls.find((one) => one.name === control)?.stops ?? [];
    if (typeof stored[name] === "string") stored[name] = JSON.parse(stored[name]);
    return stored[name]?.[control]?.[stops.findIndex(is)];
  };
  if (move.to) {
    const [[control, value]] = Object.entries(move.to);
    const settles = page.settles.includes(name); // then a control moves others too
    const others = Object.keys(settings).some((other) => settles || other !== control);
    return others ? undefined : at(control, (stop) => stop === value);
  }
  const [setting, ...more] = Object.entries(move.open ?? settings);
  if (!setting) return {};
  return more.length ? undefined : at(setting[0], (stop) => written(stop) === setting[1]);
}

/** @param {any} value */
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// Plain data with a patch laid over it, as pages/patches.py says.
/** @type {(before: any, patch: any) => any} */
export function patched(before, patch) {
  if (!isObject(patch)) return patch;
  if ("[" in patch) {
    const list = [...before];
    for (const [place, change] of Object.entries(patch["["])) {
      list[Number(place)] = patched(list[Number(place)], change);
    }
    return list;
  }
  const found = isObject(before) ? { ...before } : {};
  for (const [key, change] of Object.entries(patch)) {
    if (key === "") for (const gone of change) delete found[gone];
    else found[key] = patched(found[key], change);
  }
  return found;
}
