import type { Binding, Expr, ExprNode } from "../../model/ir.js";
import type { Datum } from "../datum.js";
import type { Explanation } from "../result.js";
import { toDatum } from "../values/data.js";
import { present, same, type Value } from "../values/value.js";
import { holds, letting, matching } from "./expressions.js";
import type { Frame } from "./frame.js";
import { type Part, Parts } from "./parts.js";
import { bindingsOf } from "./patterns.js";
import { called, choose } from "./sets.js";

/*
 * Why a predicate is true or false: down to the parts that decide it. A false `and` leads to its first false side, a
 * false `forall` to a counterexample, whose names are told as bindings; where both sides count, to both. What is reached
 * at the end is told with its value and the values of what it looks up.
 */
export function explained(predicate: Expr, frame: Frame): Explanation {
  const value = holds(predicate, frame);
  const explaining = new Explaining(frame);
  explaining.descend(predicate, true);
  return { text: frame.text(predicate.span), value, bindings: explaining.bindings, parts: explaining.parts.list };
}

/** Witnesses and parts that decide, as parts. That a whole comparison is false needs no telling where its sides are told. */
export function deciding(predicate: Expr, frame: Frame): readonly Part[] {
  const { parts, bindings } = explained(predicate, frame);
  const told = COMPARING.has(predicate.kind) ? besides(predicate, parts, frame) : parts;
  return [...bindings.map(({ name, value }) => ({ text: name, value })), ...told];
}

const COMPARING: ReadonlySet<Expr["kind"]> = new Set<Expr["kind"]>(["equal", "compare", "member", "subset"]);

/** The parts but for the whole, unless there is nothing else. */
export function besides(whole: Expr, parts: readonly Part[], frame: Frame): readonly Part[] {
  const others = parts.filter(({ text }) => text !== frame.text(whole.span));
  return others.length === 0 ? parts : others;
}

class Explaining {
  readonly parts = new Parts();
  readonly #bound: { readonly name: string; readonly value: Value }[] = [];

  constructor(readonly frame: Frame) {}

  get bindings(): readonly { readonly name: string; readonly value: Datum }[] {
    return this.#bound.map(({ name, value }) => ({ name, value: toDatum(value) }));
  }

  /** `alone`: does this part decide all by itself? Then names of definitions may be told too without being mixed up. */
  descend(expr: Expr, alone: boolean): void {
    switch (expr.kind) {
      case "not":
      case "check":
      case "require":
        this.descend(expr.operand, alone);
        break;
      case "and":
        this.#sides(expr, false, alone);
        break;
      case "or":
        this.#sides(expr, true, alone);
        break;
      case "implies":
        this.#implication(expr, alone);
        break;
      case "iff":
        this.#both(expr);
        break;
      case "quantifier":
        this.#quantifier(expr, alone);
        break;
      case "if":
        this.descend(expr.condition, false);
        this.descend(holds(expr.condition, this.frame) ? expr.then : expr.else, false);
        break;
      case "let":
        letting(expr, this.frame);
        if (this.#bind(bindingsOf(expr.pattern))) this.descend(expr.body, alone);
        else this.#leaf(expr);
        break;
      case "match":
        this.#leaf(expr.subject);
        this.descend(matching(expr, this.frame), alone);
        break;
      case "call":
        this.#call(expr, alone);
        break;
      default:
        this.#leaf(expr);
    }
  }

  #both({ left, right }: Pick<ExprNode<"and">, "left" | "right">): void {
    this.descend(left, false);
    this.descend(right, false);
  }

  /** The first side that decides; else both. */
  #sides(expr: ExprNode<"and" | "or">, decisive: boolean, alone: boolean): void {
    if (holds(expr, this.frame) !== decisive) this.#both(expr);
    else this.descend(holds(expr.left, this.frame) === decisive ? expr.left : expr.right, alone);
  }

  #implication(expr: ExprNode<"implies">, alone: boolean): void {
    if (!holds(expr.left, this.frame)) this.descend(expr.left, alone);
    else if (holds(expr.right, this.frame)) this.descend(expr.right, alone);
    else this.#both(expr);
  }

  #quantifier(expr: ExprNode<"quantifier">, alone: boolean): void {
    const decisive = expr.quantifier === "exists";
    const undecided = choose(expr.binders, this.frame, () => holds(expr.body, this.frame) !== decisive);
    const bindings = expr.binders.flatMap((binder) => binder.patterns.flatMap(bindingsOf));
    if (!undecided && this.#bind(bindings)) this.descend(expr.body, alone);
    else this.#leaf(expr);
  }

  #call(expr: ExprNode<"call">, alone: boolean): void {
    const { parameters, body } = present(this.frame.program.model.definitions[expr.definition]);
    this.#leaf(expr);
    if (!alone && parameters.length > 0) return;
    called(expr, this.frame);
    if (this.#bind(parameters)) this.descend(body, alone);
  }

  /** Tells what names are bound to; false, and nothing told, where one is told already with another value. */
  #bind(bindings: readonly Binding[]): boolean {
    const bound = bindings.map((binding) => ({ name: binding.name, value: this.frame.bound(binding) }));
    const told = (name: string): Value | undefined => this.#bound.find((each) => each.name === name)?.value;
    if (bound.some(({ name, value }) => !same(told(name) ?? value, value))) return false;
    this.#bound.push(...bound.filter(({ name }) => told(name) === undefined));
    return true;
  }

  #leaf(expr: Expr): void {
    if (expr.kind !== "literal" && expr.kind !== "binding") this.parts.add(expr, this.frame);
    this.parts.addWithin([expr], this.frame);
  }
}
