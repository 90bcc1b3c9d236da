// From a reader's moves to an explorer's scenes: stored ones, or those that somebody is asked for.

import { asFile, ask, canAsk, Refused } from "./asking.js";
import { kept } from "./model.js";
import { page } from "./page.js";
import { arrival, patched, storedPatch } from "./stored.js";

const SOON = 300; // milliseconds after which a page says that it calculates
const AGAIN = 2_000; // milliseconds until one that got no answer asks again

/** @type {Explorer[]} */
export const explorers = [];

// What a move moves.
const moved = (/** @type {Move} */ { open, to, type, guess }) =>
  JSON.stringify([open && "open", Object.keys(to ?? {}), type?.[0], guess]);

export class Explorer {
  /** @type {Move[]} */
  moves = []; // the first is under way while `busy`
  busy = false;
  /** @type {symbol | undefined} */
  turn;
  again = 0;
  late = 0;

  /**
   * @param {string} name
   * @param {(explorer: Explorer) => ExplorerView} view
   */
  constructor(name, view) {
    this.name = name;
    this.scene = this.opening = page.openings[name];
    this.guessed = page.guessed[name];
    this.view = view(this);
    if (this.guess !== undefined) this.move({ guess: true });
  }

  get guess() {
    return kept.read("guesses", {})[this.guessed];
  }

  /** @type {(scene: Scene, typed?: string) => void} */
  show(scene, typed = "") {
    this.scene = scene;
    const waiting = this.moves.flatMap(({ to }) => Object.keys(to ?? {}));
    this.view.show(scene, typed, new Set(waiting));
  }

  /**
   * Of two that wait and move the same control, the later stands for both; an address for all, and what
   * was asked before it is waited for no longer.
   * @param {Move} move
   */
  move(move) {
    const last = this.moves.length - 1;
    if (move.open) this.moves = [move];
    else if (last >= Number(this.busy) && moved(this.moves[last]) === moved(move))
      this.moves[last] = move;
    else this.moves.push(move);
    if (move.open || !this.busy) this.work();
  }

  async work() {
    clearTimeout(this.again);
    clearTimeout(this.late);
    const turn = (this.turn = Symbol(this.name));
    this.busy = true;
    this.late = setTimeout(() => this.view.say("calculating", true), SOON);
    while (this.moves.length) {
      const move = this.moves[0];
      const next = await this.found(move).catch((/** @type {Error} */ error) => error);
      if (turn !== this.turn) return;
      if (next instanceof Error && !(next instanceof Refused)) return this.wait();
      this.moves.shift();
      if (next instanceof Error)
        this.show(this.scene); // what the controls said before
      else this.show(next, move.type?.[0]);
    }
    this.rest("", false);
  }

  // Nobody answers: asks again, or, where nobody can, lets everything stand as it did before the move.
  wait() {
    const may = canAsk();
    this.rest(may ? "silent" : "alone", may);
    if (may) {
      this.again = setTimeout(() => this.work(), AGAIN);
    } else {
      this.moves = [];
      this.show(this.scene);
    }
  }

  /** @type {(says: string, stale: boolean) => void} */
  rest(says, stale) {
    clearTimeout(this.late);
    this.busy = false;
    this.view.say(says, stale);
  }

  /** @type {(move: Move) => Promise<Scene>} */
  async found(move) {
    const { guess, name, opening, scene } = this;
    const stored = () => storedPatch(name, move, scene.settings, opening);
    if (guess === undefined) {
      if (stored() === undefined && (asFile || !page.server)) await arrival(name);
      const patch = stored();
      if (patch !== undefined) return patched(opening, patch);
    }
    const { to, type } = move;
    try {
      const question = { at: move.open ?? scene.settings, move: to, type, guess };
      return patched(opening, await ask(name, question));
    } catch (error) {
      const patch = stored(); // without the guess, rather than not at all
      if (patch === undefined || error instanceof Refused) throw error;
      return patched(opening, patch);
    }
  }
}
