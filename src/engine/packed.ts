import type { Behaviours, SeenChange, SeenPart } from "./behaviours.js";
import type { Restored, Snapshot, Told } from "./checkpoint.js";
import type { Counters, Engine } from "./engine.js";
import type { Delivered, Explored, JudgedSteps, SeenSteps } from "./explored.js";
import { FALSE, FAULT, type Generated, judged } from "./generate/abi.js";
import type { Kept } from "./generate/graph/kept.js";
import type { Judge } from "./generate/search/judge.js";
import { type PackedOptions, PackedSearch } from "./generate/search/search.js";
import { packedGraph } from "./packed-graph.js";
import { packedSeeing } from "./packed-seeing.js";
import { packedSteps } from "./packed-steps.js";
import type { Effort } from "./profile.js";
import type { End } from "./search/breadth.js";
import { type PathState, Replay, way } from "./search/path.js";
import { type During, Verdicts } from "./search/verdicts.js";
import type { Fault, Truth } from "./system.js";

/*
 * A search by generated code, told as any other. Generated code only says that something is false, or that there was an error
 * at some place; what it means, and what the states on the way there are, the engine finds out by taking the same ways once
 * more. Nothing packed is ever unpacked. It also guards against the two disagreeing: where the engine finds nothing wrong,
 * that is a bug, and is told as one.
 */

export interface PackedCheckOptions extends PackedOptions {
  readonly from?: Restored | undefined;
  /** Go on after a violation. */
  readonly persist: boolean;
}

export class Packed<S> implements Explored<S>, Judge {
  readonly verdicts: Verdicts<S, number>;
  readonly #engine: Engine<S>;
  readonly #generated: Generated;
  readonly #search: PackedSearch;
  readonly #persist: boolean;
  readonly #replay: Replay<S>;
  /** Errors that were told: what was evaluated, and the place. */
  readonly #told = new Set<string>();
  /** What was heard, the first of each kind. */
  readonly #heard = new Map<string, Told>();

  /** `engine`: for the same model and claims as `generated`. */
  constructor(engine: Engine<S>, generated: Generated, options: PackedCheckOptions) {
    this.#engine = engine;
    this.#generated = generated;
    this.#persist = options.persist;
    this.#replay = new Replay(engine.system);
    this.verdicts = new Verdicts(engine.system);
    this.#search = new PackedSearch(generated, this, options);
    if (options.from !== undefined) this.#restore(options.from);
  }

  get end(): End | undefined {
    return this.#search.end;
  }

  get states(): number {
    return this.#search.states;
  }

  get initial(): number {
    return this.#search.initial;
  }

  get steps(): number {
    return this.#search.steps;
  }

  get depth(): number {
    return this.#search.depth;
  }

  get outside(): number {
    return this.#search.outside;
  }

  get unexplored(): number {
    return this.#search.unexplored;
  }

  get taken(): ArrayLike<number> {
    return this.#search.taken;
  }

  get changed(): ArrayLike<number> {
    return this.#search.changed;
  }

  get counters(): Counters {
    return this.#search.counters;
  }

  get spilled(): number {
    return this.#search.spilled;
  }

  get failure(): string | undefined {
    return this.#search.failure;
  }

  get effort(): Effort {
    return { workers: this.#search.profile, costs: this.#search.costs };
  }

  advance(blocks: number): boolean {
    const more = this.#search.advance(blocks);
    this.#search.excluded.forEach(({ count, first }, index) => {
      this.verdicts.constraints[index] = { outside: count, example: count === 0 ? undefined : first };
    });
    return more;
  }

  deliver(
    claims: readonly number[],
    behaviours: Behaviours<S>,
    stop: (() => boolean) | undefined,
  ): Delivered<S> | undefined {
    const kept = this.#keptAll;
    if (kept === undefined) return undefined;
    const source = {
      engine: this.#engine,
      generated: this.#generated,
      kept,
      path: (state: number) => this.path(state),
    };
    const graph = packedGraph(source, claims, behaviours, stop);
    return graph && { claims: graph.claims, graph, predicates: graph };
  }

  judgeSteps(claims: readonly number[], stop: (() => boolean) | undefined): JudgedSteps | undefined {
    const { kept } = this.#search;
    return kept && packedSteps(this.#engine, this.#generated, kept, claims, stop);
  }

  seeSteps(
    parts: readonly SeenPart[],
    met: (change: SeenChange) => boolean,
    stop: (() => boolean) | undefined,
  ): SeenSteps | undefined {
    const kept = this.#keptAll;
    return kept && packedSeeing(this.#generated, kept, parts, met, stop);
  }

  /** What it kept, if that is all there is. */
  get #keptAll(): Kept | undefined {
    const { kept } = this.#search;
    return kept?.complete === true ? kept : undefined;
  }

  path(number: number): PathState<S>[] {
    return this.#replay.path(this.#search.path(number));
  }

  verdict(kind: number, index: number, truth: number, number: number): boolean {
    const what = judged[kind] ?? "constraint";
    this.#note(`${what} ${index} ${truth}`, "verdict", kind, index, truth, number);
    if (truth >= FAULT) {
      const evaluate = (state: S): Truth => this.#engine.system[what](index, state);
      this.#fault({ kind: what, index }, truth - FAULT, number, () => evaluate(this.#state(number)));
    } else if (what === "invariant") {
      this.verdicts.violated(index, number);
      this.#search.decided(index);
    } else if (what === "reachable") {
      this.verdicts.witnessed(index, number);
      this.#search.decided(this.#engine.system.invariants + index);
    }
    return this.#ends();
  }

  faulted(number: number, ordinal: number, transition: number, place: number): boolean {
    const from = number < 0 ? undefined : number;
    const during: During = from === undefined ? { kind: "init" } : { kind: "step", transition, ordinal };
    this.#note(`${during.kind} ${place}`, "faulted", number, ordinal, transition, place);
    this.#fault(during, place, from, () => {
      const met = way(this.#engine.system, from === undefined ? undefined : this.#state(from), ordinal);
      return met !== undefined && "fault" in met ? met.fault : false;
    });
    return this.#ends();
  }

  stuck(number: number, truth: number): boolean {
    this.#note(`stuck ${truth}`, "stuck", number, truth);
    if (truth === FALSE) this.verdicts.deadlocked(number);
    else this.#fault({ kind: "end" }, truth - FAULT, number, () => this.#engine.system.mayEnd(this.#state(number)));
    return this.#ends();
  }

  snapshot(): Snapshot | undefined {
    const saved = this.#search.saved();
    return saved && { head: { told: [...this.#heard.values()], search: saved.search }, pieces: saved.pieces };
  }

  /** Hears again what was told before. */
  #restore(from: Restored): void {
    if (this.#search.end === "disk") return;
    for (const [what, ...numbers] of from.head.told) {
      const state = numbers[what === "verdict" ? 3 : 0] ?? 0;
      if (state >= this.#search.found) throw from.damaged("it tells of a state that was not found");
      this.#again(what, numbers);
    }
    if (this.#search.end === undefined) from.end();
  }

  #again(what: Told[0], [first = 0, second = 0, third = 0, fourth = 0]: readonly number[]): void {
    switch (what) {
      case "verdict":
        return void this.verdict(first, second, third, fourth);
      case "faulted":
        return void this.faulted(first, second, third, fourth);
      case "stuck":
        return void this.stuck(first, second);
    }
  }

  #note(key: string, ...told: Told): void {
    if (!this.#heard.has(key)) this.#heard.set(key, told);
  }

  /** An error, of which `again` evaluates once more what it was met in. */
  #fault(during: During, place: number, where: number | undefined, again: () => Truth): void {
    this.verdicts.failed = true;
    const what = "index" in during ? `${during.kind} ${during.index}` : during.kind;
    if (this.#told.has(`${what} ${place}`)) return;
    this.#told.add(`${what} ${place}`);
    this.verdicts.fault(mustBeFault(again(), what), during, where);
  }

  #state(number: number): S {
    const last = this.path(number).at(-1);
    if (last === undefined) throw new Error(`internal error: no way to state ${number}`);
    return last.state;
  }

  #ends(): boolean {
    return this.verdicts.failed && !this.#persist;
  }
}

function mustBeFault(truth: Truth, what: string): Fault {
  if (typeof truth === "boolean") throw new Error(`internal error: only generated code met an error (${what})`);
  return truth;
}
