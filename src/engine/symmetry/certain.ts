import { type Binder, componentsOf, type Expr, type Pattern, type Type } from "../../model/ir.js";
import { eachChild } from "../../model/visit.js";
import { LARGEST_SET, sizeOf } from "../values/domain.js";
import type { Program } from "../values/program.js";
import { cached, present } from "../values/value.js";
import { amountOf } from "./amounts.js";
import { isWithinType } from "./within.js";

/** Names for positions that certain sequences have, by the numbers of the names: the sequences as they are written. */
type Positions = ReadonlyMap<number, readonly string[]>;

const NOWHERE: Positions = new Map();

const known = new WeakMap<Expr, { readonly part: Expr | undefined }>();

/** Is evaluating the expression never an error? It may say no too often. */
export function isCertain(expr: Expr, program: Program): boolean {
  return uncertainPart(expr, program) === undefined;
}

/** What may be an error in the expression, also in a definition that it calls; undefined where it is certain. */
export function uncertainPart(expr: Expr, program: Program): Expr | undefined {
  return cached(known, expr, () => {
    const certainty = new Certainty(program);
    return { part: certainty.of(expr, NOWHERE) ? undefined : (certainty.doubt ?? expr) };
  }).part;
}

class Certainty {
  readonly #program: Program;
  /** The first part that may be an error by itself. */
  doubt: Expr | undefined;

  constructor(program: Program) {
    this.#program = program;
  }

  of(expr: Expr, positions: Positions): boolean {
    switch (expr.kind) {
      case "quantifier":
        return this.#binders(expr.binders, positions, (inside) => this.of(expr.body, inside));
      case "map":
        if (!this.#fits(expr)) return this.#doubted(expr);
        return this.#binders(expr.binders, positions, (inside) => this.of(expr.element, inside));
      case "filter":
        // Of an interval that is too large to be held, what is kept may be, too.
        if (!this.of(expr.binder.set, positions)) return false;
        return this.#binders([expr.binder], positions, (inside) => this.of(expr.predicate, inside));
      case "fold":
        if (!this.of(expr.initial, positions)) return false;
        return this.#binders([expr.binder], positions, (inside) => this.of(expr.body, inside));
      case "function":
        if (!coversAll(expr)) return this.#doubted(expr);
        return this.#binders(expr.binders, positions, (inside) => this.of(expr.body, inside));
      case "element":
        if (!this.#isPosition(expr.index, expr.target, positions)) return this.#doubted(expr);
        return this.of(expr.target, positions);
      default: {
        let certain = this.#itself(expr) || this.#doubted(expr);
        eachChild(expr, (child) => {
          certain &&= this.of(child, positions);
        });
        return certain;
      }
    }
  }

  /** Has a set that is made of others not more elements than a set may have? */
  #fits({ binders, element }: Extract<Expr, { kind: "map" }>): boolean {
    if (isWithinType(element, this.#program) && sizeOf(element.type) <= LARGEST_SET) return true;
    const sizes = binders.flatMap(({ patterns, set }) => patterns.map(() => mostIn(set, this.#program)));
    return sizes.reduce((product, size) => product * size, 1) <= LARGEST_SET;
  }

  #doubted(expr: Expr): false {
    const called = expr.kind === "call" ? present(this.#program.model.definitions[expr.definition]).body : undefined;
    this.doubt ??= called === undefined ? expr : uncertainPart(called, this.#program);
    return false;
  }

  /** Sets are certain, patterns match, and so is what follows with their names. */
  #binders(binders: readonly Binder[], positions: Positions, body: (inside: Positions) => boolean): boolean {
    let inside = positions;
    for (const { set, patterns } of binders) {
      // An interval that is walked need not be held, however large it is.
      const parts = set.kind === "interval" ? [set.low, set.high] : [set];
      if (!parts.every((each) => this.of(each, inside)) || !patterns.every(alwaysMatches)) return false;
      const sequences = this.#withPositions(set);
      for (const pattern of patterns) {
        if (pattern.kind === "binding") inside = new Map([...inside, [pattern.binding.number, sequences]]);
      }
    }
    return body(inside);
  }

  /** The sequences that have every position in a set of ints. */
  #withPositions(set: Expr): readonly string[] {
    if (set.kind === "builtin" && set.name === "domain") return set.arguments.map((each) => this.#text(each));
    if (set.kind !== "interval" || set.low.kind !== "literal" || Number(set.low.value) < 1) return [];
    return this.#notLonger(set.high);
  }

  /** The sequences that have at least as many elements as an int says. */
  #notLonger(length: Expr): readonly string[] {
    if (length.kind !== "builtin") return [];
    if (length.name === "len") return length.arguments.map((each) => this.#text(each));
    return length.name === "least" ? length.arguments.flatMap((each) => this.#notLonger(each)) : [];
  }

  #isPosition(index: Expr, target: Expr, positions: Positions): boolean {
    if (index.kind !== "binding") return false;
    return positions.get(index.binding.number)?.includes(this.#text(target)) === true;
  }

  #text({ span }: Expr): string {
    return this.#program.model.source.slice(span).replaceAll(/\s/g, "");
  }

  /** Is it certain, if its parts are? */
  #itself(expr: Expr): boolean {
    const program = this.#program;
    switch (expr.kind) {
      case "call":
        return isCertain(present(program.model.definitions[expr.definition]).body, program);
      case "builtin":
        return CERTAIN.has(expr.name) || (expr.name === "powerset" && elementsOf(expr.type) <= LARGEST_SET);
      case "negate":
      case "arithmetic":
        return amountOf(expr, program) !== undefined;
      case "interval":
        return [expr.low, expr.high].every((end) => (amountOf(end, program) ?? LARGEST_SET) < LARGEST_SET / 2);
      case "domain":
        return sizeOf(expr.of) <= LARGEST_SET;
      case "apply":
        return isWithinType(expr.key, program) && hasKeys(expr.target, expr.key.type, program);
      case "at":
        if (expr.instance === undefined) return true;
        return isWithinType(expr.instance, program) && hasMembers(expr.process, expr.instance.type, program);
      case "check":
        return covers(expr.type, expr.operand.type) && isWithinType(expr.operand, program);
      case "let":
        return alwaysMatches(expr.pattern);
      case "withElement":
      case "withKey":
      case "the":
      case "require":
      case "prime":
      case "always":
      case "eventually":
      case "until":
      case "leadsTo":
        return false;
      default:
        return true;
    }
  }
}

const CERTAIN: ReadonlySet<string> = new Set(["size", "len", "append", "range", "domain", "least", "greatest"]);

/** No more elements than these are in a set, as far as the text shows. */
function mostIn(set: Expr, program: Program): number {
  switch (set.kind) {
    case "interval": {
      const [low, high] = [amountOf(set.low, program), amountOf(set.high, program)];
      return low === undefined || high === undefined ? Number.POSITIVE_INFINITY : low + high + 1;
    }
    case "filter":
      return mostIn(set.binder.set, program);
    case "difference":
      return mostIn(set.left, program);
    default:
      return isWithinType(set, program) ? elementsOf(set.type) : Number.POSITIVE_INFINITY;
  }
}

/** How many values an element of a set may have. */
function elementsOf(set: Type): number {
  return set.kind === "set" ? sizeOf(set.of) : Number.POSITIVE_INFINITY;
}

/** Does a function that is written out have every key of its type? */
function coversAll({ type, binders }: Extract<Expr, { kind: "function" }>): boolean {
  if (type.kind !== "function") return false;
  const { key } = type;
  const sets = binders.flatMap(({ set, patterns }) => patterns.map(() => set));
  const parts = sets.length > 1 && key.kind === "tuple" ? key.items : [key];
  return (
    sets.length === parts.length &&
    parts.every((part, at) => {
      const set = sets[at];
      return set?.kind === "domain" && covers(part, set.of) && sizeOf(set.of) === sizeOf(part);
    })
  );
}

/** Does a function have every key of a type? */
function hasKeys(target: Expr, key: Type, program: Program): boolean {
  if (target.type.kind !== "function" || !covers(target.type.key, key)) return false;
  if (target.kind !== "variable") return true;
  const { role } = present(program.model.variables[target.slot]);
  return (role.kind !== "pc" && role.kind !== "local") || hasMembers(role.process, key, program);
}

/** Is every value of the type a member of the process? */
function hasMembers(process: number, type: Type, { members }: Program): boolean {
  return present(members[process]).length === sizeOf(type);
}

/** Is every value of one type a key of the other, as the types show? */
function covers(keys: Type, key: Type): boolean {
  switch (key.kind) {
    case "range":
      return keys.kind === "range" && keys.low <= key.low && key.high <= keys.high;
    case "int":
      return false;
    case "option":
      return keys.kind === "option" && covers(keys.of, key.of);
    case "tuple":
      return keys.kind === "tuple" && key.items.every((item, at) => covers(present(keys.items[at]), item));
    case "bool":
    case "variants":
    case "symmetric":
      return keys.kind === key.kind && sizeOf(keys) === sizeOf(key);
    case "record":
    case "set":
    case "seq":
    case "function":
      return keys.kind === key.kind && sameParts(keys, key);
    default:
      return key satisfies never;
  }
}

/** Have types of one kind the same parts, each of them? */
function sameParts(one: Type, other: Type): boolean {
  const parts = componentsOf(other);
  const bounded = one.kind !== "seq" || other.kind !== "seq" || one.max === other.max;
  return bounded && componentsOf(one).every((part, at) => same(part, present(parts[at])));
}

function same(one: Type, other: Type): boolean {
  return covers(one, other) && covers(other, one);
}

function alwaysMatches(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "wildcard":
    case "binding":
      return true;
    case "tuple":
      return pattern.items.every(alwaysMatches);
    case "record":
      return pattern.fields.every((field) => alwaysMatches(field.pattern));
    default:
      return false;
  }
}
