import type { Expr } from "../../model/ir.js";
import { eachChild } from "../../model/visit.js";
import type { Datum } from "../datum.js";
import { EvaluationFault } from "../system.js";
import { datumText } from "../text.js";
import { toDatum } from "../values/data.js";
import { evaluate } from "./expressions.js";
import type { Frame } from "./frame.js";

/** A piece of the spec with its value. */
export interface Part {
  readonly text: string;
  readonly value: Datum;
}

/** So many at most: the rest stands in the state. */
const MOST_PARTS = 12;

/** Collects parts, each text once, in order, and passes over what is its own value and what cannot be evaluated. */
export class Parts {
  readonly list: Part[] = [];

  add(expr: Expr, frame: Frame): void {
    const text = frame.text(expr.span);
    if (this.list.length >= MOST_PARTS || this.list.some((part) => part.text === text)) return;
    try {
      const value = toDatum(evaluate(expr, frame));
      if (datumText(value) !== text) this.list.push({ text, value });
    } catch (error) {
      if (!(error instanceof EvaluationFault)) throw error;
    }
  }

  /** What is worth telling of the expressions: names, and what is looked up or called; constants written out are not. */
  addWithin(exprs: readonly Expr[], frame: Frame, also: readonly Expr["kind"][] = []): void {
    for (const expr of exprs) {
      if (TOLD.has(expr.kind) || also.includes(expr.kind)) this.add(expr, frame);
      this.addWithin(inside(expr), frame, also);
    }
  }
}

/** The telling parts of the operands of an expression that failed, names bound around it among them. */
export function partsOf(operands: readonly Expr[], frame: Frame): readonly Part[] {
  const parts = new Parts();
  for (const operand of operands) parts.add(operand, frame);
  parts.addWithin(operands, frame, ["binding"]);
  return parts.list;
}

const TOLD: ReadonlySet<Expr["kind"]> = new Set<Expr["kind"]>([
  "constant",
  "variable",
  "apply",
  "element",
  "field",
  "call",
  "builtin",
  "at",
  "enabled",
  "quantifier",
  "filter",
  "map",
  "fold",
  "the",
  "prime",
]);

/** The sub-expressions in which no further names are bound, and which belong to the same state; of a path only its keys. */
function inside(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "quantifier":
    case "map":
    case "function":
      return expr.binders.slice(0, 1).map((binder) => binder.set);
    case "the":
    case "filter":
      return [expr.binder.set];
    case "fold":
      return [expr.initial, expr.binder.set];
    case "let":
      return [expr.value];
    case "match":
      return [expr.subject];
    case "prime":
      return [];
    case "apply":
      return [...keysOfPath(expr.target), expr.key];
    case "element":
      return [...keysOfPath(expr.target), expr.index];
    case "field":
      return keysOfPath(expr.target);
    default: {
      const children: Expr[] = [];
      eachChild(expr, (child) => children.push(child));
      return children;
    }
  }
}

function keysOfPath(target: Expr): readonly Expr[] {
  switch (target.kind) {
    case "variable":
    case "constant":
    case "prime":
      return [];
    case "require":
      return keysOfPath(target.operand);
    case "apply":
    case "element":
    case "field":
      return inside(target);
    default:
      return [target];
  }
}
