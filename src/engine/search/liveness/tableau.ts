import type { Formula, Formulas, Literal } from "../../formula.js";

/*
 * From a formula to an automaton that accepts the behaviours of which it is true: the tableau of Gerth, Peled, Vardi and
 * Wolper ("Simple on-the-fly automatic verification of linear temporal logic", PSTV 1995), with the promises of Couvreur
 * ("On-the-fly verification of linear temporal logic", FM 1999) for acceptance.
 *
 * What is to be true from here on is a set of formulas. Each way to make them true now is a node: the literals that must be
 * true here, and the formulas that must be true from the next position on. An `until` whose right side is put off is a
 * promise of the node; a run is accepted when of every `until` it meets infinitely many nodes that do not put it off.
 * The automaton is generalised Büchi: one set of nodes for each `until`.
 */

export interface Automaton {
  readonly initial: readonly number[];
  readonly nodes: readonly AutomatonNode[];
  /** For each `until` the nodes, as true or false, of which a run must meet one again and again. */
  readonly acceptance: readonly (readonly boolean[])[];
}

export interface AutomatonNode {
  /** True of the state. */
  readonly states: readonly Literal[];
  /** True of the step that is taken next, or of taking none any more. */
  readonly steps: readonly Literal[];
  readonly next: readonly number[];
}

/** One way to make formulas true; sets of formulas in ascending order. */
interface Way {
  readonly literals: readonly Formula[];
  readonly next: readonly Formula[];
  readonly promises: readonly Formula[];
}

export function automatonOf(formula: Formula, formulas: Formulas): Automaton {
  const ways: Way[] = [];
  const known = new Map<string, number>();
  const numbersOf = (obligations: readonly Formula[]): number[] =>
    coverOf(obligations, formulas).map((way) => {
      const key = keyOf(way);
      const number = known.get(key) ?? ways.push(way) - 1;
      known.set(key, number);
      return number;
    });
  const covers = new Map<string, readonly number[]>();
  const initial = numbersOf([formula]);
  const nodes: AutomatonNode[] = [];
  for (let at = 0; at < ways.length; at++) {
    const way = ways[at];
    if (way === undefined) break;
    const next = covers.get(way.next.join()) ?? numbersOf(way.next);
    covers.set(way.next.join(), next);
    const literals = way.literals.map((each) => literalOf(each, formulas));
    nodes.push({
      states: literals.filter(({ about }) => about === "state"),
      steps: literals.filter(({ about }) => about === "step"),
      next,
    });
  }
  const promised = new Set(ways.flatMap(({ promises }) => promises));
  const acceptance = [...promised].map((until) => ways.map(({ promises }) => !promises.includes(until)));
  return { initial, nodes, acceptance };
}

/** The ways to make all these formulas true, without those that ask for more than another. */
function coverOf(obligations: readonly Formula[], formulas: Formulas): Way[] {
  const found = new Map<string, Way>();
  const open: Partial[] = [new Partial(obligations)];
  for (let partial = open.pop(); partial !== undefined; partial = open.pop()) {
    const formula = partial.todo.pop();
    if (formula === undefined) {
      const way = partial.way();
      found.set(keyOf(way), way);
    } else open.push(...expanded(partial, formula, formulas));
  }
  const ways = [...found.values()];
  return ways.filter((way) => !ways.some((other) => other !== way && asksLess(other, way)));
}

/** The ways on from a partial one when a formula is made true now. */
function expanded(partial: Partial, formula: Formula, formulas: Formulas): Partial[] {
  if (partial.done.has(formula)) return [partial];
  partial.done.add(formula);
  const node = formulas.node(formula);
  switch (node.kind) {
    case "true":
      return [partial];
    case "false":
      return [];
    case "literal":
      if (partial.literals.has(formulas.not(formula))) return [];
      partial.literals.add(formula);
      return [partial];
    case "and":
      partial.todo.push(node.right, node.left);
      return [partial];
    case "or":
      return [partial.copy().and(node.right), partial.and(node.left)];
    case "until":
      return [partial.copy().puttingOff(formula).and(node.left), partial.and(node.right)];
    case "release":
      return [partial.copy().later(formula).and(node.right), partial.and(node.right).and(node.left)];
  }
}

class Partial {
  readonly todo: Formula[];
  readonly done: Set<Formula>;
  readonly literals: Set<Formula>;
  readonly #next: Set<Formula>;
  readonly #promises: Set<Formula>;

  constructor(todo: readonly Formula[], from?: Partial) {
    this.todo = [...todo];
    this.done = new Set(from?.done);
    this.literals = new Set(from?.literals);
    this.#next = new Set(from === undefined ? [] : from.#next);
    this.#promises = new Set(from === undefined ? [] : from.#promises);
  }

  copy(): Partial {
    return new Partial(this.todo, this);
  }

  and(formula: Formula): this {
    this.todo.push(formula);
    return this;
  }

  later(formula: Formula): this {
    this.#next.add(formula);
    return this;
  }

  puttingOff(until: Formula): this {
    this.#promises.add(until);
    return this.later(until);
  }

  way(): Way {
    return { literals: sorted(this.literals), next: sorted(this.#next), promises: sorted(this.#promises) };
  }
}

function asksLess(less: Way, more: Way): boolean {
  return (
    isSubset(less.literals, more.literals) && isSubset(less.next, more.next) && isSubset(less.promises, more.promises)
  );
}

function isSubset(small: readonly Formula[], large: readonly Formula[]): boolean {
  return small.every((each) => large.includes(each));
}

function sorted(formulas: ReadonlySet<Formula>): readonly Formula[] {
  return [...formulas].sort((left, right) => left - right);
}

function keyOf({ literals, next, promises }: Way): string {
  return `${literals.join()} ${next.join()} ${promises.join()}`;
}

function literalOf(formula: Formula, formulas: Formulas): Literal {
  const node = formulas.node(formula);
  if (node.kind !== "literal") throw new Error("internal error: a literal that is none");
  return node;
}
