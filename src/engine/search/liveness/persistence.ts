import type { Formula, Formulas } from "../../formula.js";
import { eachFair, type Places } from "./fair.js";
import type { GroupBits } from "./fairness.js";
import { type Graph, Numbers } from "./graph.js";
import { type Pieces, PLACES } from "./pieces.js";
import type { Truths } from "./product.js";
import { IN, trimmed } from "./trim.js";

/*
 * Most properties are refuted by behaviours of one kind: from some state on (or from the start) they stay in certain states, and
 * meet certain states again and again. `p ~> q` is refuted by those that are in p and from there on never in q, `always
 * eventually p` by those that are never in p from some state on, `eventually always p` by those that leave p again and again.
 * For these no automaton is needed (Manna and Pnueli, "Temporal Verification of Reactive Systems", 1995, chapter 5): the part of the
 * graph in which they stay is looked at alone, for a state in which fairness lets them stop, or for a strongly connected
 * component that is fair.
 */

/** Behaviours of this kind. All parts speak of single states; of each list, all must be true. */
export interface Persistence {
  /** Does it begin anywhere, or in the first state? */
  readonly anywhere: boolean;
  /** Where it begins. */
  readonly from: readonly Formula[];
  /** From there on. */
  readonly within: readonly Formula[];
  /** Each of them again and again. */
  readonly often: readonly Formula[];
}

/** The behaviours of which a formula is true, if they are of this kind. */
export function persistenceOf(formula: Formula, formulas: Formulas): Persistence | undefined {
  const node = formulas.node(formula);
  if (node.kind === "until" && node.left === formulas.true) {
    const parts = partsOf(node.right, formulas);
    return parts && { ...parts, anywhere: true };
  }
  const parts = partsOf(formula, formulas);
  return parts && { ...parts, anywhere: false };
}

type Parts = Omit<Persistence, "anywhere">;

function partsOf(formula: Formula, formulas: Formulas): Parts | undefined {
  if (isOfStates(formula, formulas)) return { from: [formula], within: [], often: [] };
  const node = formulas.node(formula);
  if (node.kind === "and") {
    const [left, right] = [partsOf(node.left, formulas), partsOf(node.right, formulas)];
    if (left === undefined || right === undefined) return undefined;
    return {
      from: [...left.from, ...right.from],
      within: [...left.within, ...right.within],
      often: [...left.often, ...right.often],
    };
  }
  if (node.kind !== "release" || node.left !== formulas.false) return undefined;
  if (isOfStates(node.right, formulas)) return { from: [], within: [node.right], often: [] };
  const inner = formulas.node(node.right);
  const recurs = inner.kind === "until" && inner.left === formulas.true && isOfStates(inner.right, formulas);
  return recurs ? { from: [], within: [], often: [inner.right] } : undefined;
}

/** Does it speak of single states alone? */
export function isOfStates(formula: Formula, formulas: Formulas): boolean {
  const node = formulas.node(formula);
  switch (node.kind) {
    case "true":
    case "false":
      return true;
    case "literal":
      return node.about === "state";
    case "and":
    case "or":
      return isOfStates(node.left, formulas) && isOfStates(node.right, formulas);
    case "until":
    case "release":
      return false;
  }
}

/** Is there a fair behaviour of the kind? */
export function* isPersistent(
  { anywhere, from, within, often }: Persistence,
  formulas: Formulas,
  graph: Graph,
  bits: GroupBits,
  truths: Truths,
): Pieces<boolean> {
  const begins = allOf(from, formulas, truths);
  const stays = allOf(within, formulas, truths);
  const acceptance = often.map((each) => predicateOf(each, formulas, truths));
  const mayStop = (state: number): boolean => bits.mayStop(state) && acceptance.every((accepts) => accepts(state));
  const stretched = yield* stretch(graph, { anywhere, begins, stays, mayStop });
  if (stretched === undefined) return true;
  const cyclic = yield* trimmed(graph, stretched.part, stretched.count);
  if (cyclic.length === 0) return false;
  let found = false;
  const work = eachFair(
    new States(graph),
    cyclic,
    { bits, acceptance },
    {
      skips: () => found,
      found: () => {
        found = true;
      },
    },
  );
  while (!found && work.next().done !== true) yield;
  return found;
}

/** Of a state in `stretch`: looked at, and is it in it? 0: not looked at yet. */
const NOT_ALLOWED = 2;

interface Stretching {
  readonly anywhere: boolean;
  readonly begins: Predicate;
  readonly stays: Predicate;
  /** Is a behaviour of the kind that comes here there, as it may stop? Then no more is asked for. */
  readonly mayStop: Predicate;
}

/** The states that a behaviour of the kind may be in from its beginning on; undefined: in one of them it may stop. */
function* stretch(
  graph: Graph,
  { anywhere, begins, stays, mayStop }: Stretching,
): Pieces<{ readonly part: Uint8Array; readonly count: number } | undefined> {
  const { states, offsets, targets, initial } = graph;
  const seen = new Uint8Array(states);
  /** Found from a state of a greater number. */
  const behind = new Numbers();
  let count = 0;
  const look = (state: number): boolean => {
    const allowed = !graph.isOpen(state) && stays(state);
    seen[state] = allowed ? IN : NOT_ALLOWED;
    if (allowed) count += 1;
    return allowed;
  };
  const follow = (from: number, sweeping: boolean): void => {
    const end = offsets[from + 1] ?? 0;
    for (let step = offsets[from] ?? 0; step < end; step++) {
      const target = targets[step] ?? 0;
      if (seen[target] === 0 && look(target) && !(sweeping && target > from)) behind.push(target);
    }
  };
  /** Most steps lead to greater numbers: what they lead to is met on the way. False: a behaviour may stop there. */
  const sweep = (from: number, end: number): boolean => {
    for (let state = from; state < end; state++) {
      if (anywhere && seen[state] === 0 && !graph.isOpen(state) && begins(state)) look(state);
      if (seen[state] !== IN) continue;
      if (mayStop(state)) return false;
      follow(state, true);
    }
    return true;
  };
  if (!anywhere) for (const state of initial) if (!graph.isOpen(state) && begins(state)) look(state);
  for (let state = 0; state < states; state += PLACES) {
    if (!sweep(state, Math.min(states, state + PLACES))) return undefined;
    yield;
  }
  for (let at = 0; at < behind.length; at++) {
    if (mayStop(behind.at(at))) return undefined;
    follow(behind.at(at), false);
    if (at % PLACES === 0) yield;
  }
  return { part: seen, count };
}

/** The states themselves, as places. */
class States implements Places {
  readonly size: number;
  readonly #offsets: ArrayLike<number>;
  readonly #targets: ArrayLike<number>;

  constructor({ states, offsets, targets }: Graph) {
    this.size = states;
    this.#offsets = offsets;
    this.#targets = targets;
  }

  state(place: number): number {
    return place;
  }

  edges(place: number): number {
    return (this.#offsets[place + 1] ?? 0) - (this.#offsets[place] ?? 0);
  }

  target(place: number, edge: number): number {
    return this.#targets[(this.#offsets[place] ?? 0) + edge] ?? 0;
  }

  step(place: number, edge: number): number {
    return (this.#offsets[place] ?? 0) + edge;
  }

  hasLoop(): boolean {
    return false;
  }
}

type Predicate = (state: number) => boolean;

function allOf(all: readonly Formula[], formulas: Formulas, truths: Truths): Predicate {
  const predicates = all.map((each) => predicateOf(each, formulas, truths));
  const [only] = predicates;
  return only !== undefined && predicates.length === 1 ? only : (state) => predicates.every((each) => each(state));
}

/** A formula that speaks of single states alone. */
function predicateOf(formula: Formula, formulas: Formulas, truths: Truths): Predicate {
  const node = formulas.node(formula);
  switch (node.kind) {
    case "true":
    case "false":
      return () => node.kind === "true";
    case "literal": {
      const { atom, negated } = node;
      const table = truths.tableOf?.(atom);
      if (table === undefined) return (state) => truths.ofState(atom, state) !== negated;
      const [no, yes] = negated ? [1, 0] : [0, 1];
      return (state) => {
        const truth = table[state];
        return truth === yes || (truth !== no && truths.ofState(atom, state) !== negated);
      };
    }
    case "and":
    case "or": {
      const [left, right] = [predicateOf(node.left, formulas, truths), predicateOf(node.right, formulas, truths)];
      return node.kind === "and" ? (state) => left(state) && right(state) : (state) => left(state) || right(state);
    }
    case "until":
    case "release":
      throw new Error("internal error: a formula of more than a state");
  }
}
