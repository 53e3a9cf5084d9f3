import type { Binder, Expr, ExprNode } from "../../model/ir.js";
import type { Case, Clause } from "../behaviours.js";
import type { Formula } from "../formula.js";
import { toDatum } from "../values/data.js";
import type { Value } from "../values/value.js";
import type { Frame } from "./frame.js";
import type { Levels } from "./levels.js";
import { bindingsOf } from "./patterns.js";

/** Cases of an `exists` by which a counterexample is explained: all of them are false. */
const MOST_CASES = 4;

/** What makes formulas of expressions, with the names bound that are bound in the frame. */
export interface ClauseSource {
  readonly frame: Frame;
  readonly levels: Levels;
  /** `rest`: see `Formulas.settled`. */
  formula(expr: Expr, rest: boolean): Formula;
  /** The environments for all choices of the binders; undefined where these depend on the state. */
  choices(binders: readonly Binder[]): readonly (readonly Value[])[] | undefined;
  rebind(environment: readonly Value[]): void;
}

/** An expression as the parts by which a counterexample to it is explained. */
export function clauseOf(expr: Expr, rest: boolean, source: ClauseSource): Clause {
  const { frame, levels } = source;
  const about = { text: frame.text(expr.span), formula: source.formula(expr, rest) };
  if (!levels.isTemporal(expr)) {
    const names = [...levels.namesIn(expr)].flatMap((binding) => {
      const value = frame.environment[binding.number];
      return value === undefined ? [] : [{ binding, value }];
    });
    return { kind: "predicate", ofStep: levels.isStep(expr), part: { expr, names }, ...about };
  }
  const part = (operand: Expr, restsIn = rest): Clause => clauseOf(operand, restsIn, source);
  switch (expr.kind) {
    case "not":
      return { kind: "not", ...about, operand: part(expr.operand, !rest) };
    case "always":
    case "eventually":
      return { kind: expr.kind, ...about, operand: part(expr.operand, expr.kind === "always") };
    case "until":
      return { kind: "until", ...about, left: part(expr.left, true), right: part(expr.right, false) };
    case "leadsTo":
      return { kind: "leadsTo", ...about, left: part(expr.left, false), right: part(expr.right, false) };
    case "implies":
      return { kind: "implies", ...about, left: part(expr.left, !rest), right: part(expr.right) };
    case "and":
    case "or":
      return { kind: expr.kind, ...about, left: part(expr.left), right: part(expr.right) };
    case "quantifier": {
      const cases = casesOf(expr, rest, source);
      return cases === undefined ? { kind: "other", ...about } : { kind: expr.quantifier, ...about, ...cases };
    }
    default:
      return { kind: "other", ...about };
  }
}

function casesOf(
  { quantifier, binders, body }: ExprNode<"quantifier">,
  rest: boolean,
  source: ClauseSource,
): { readonly cases: readonly Case[]; readonly untold: number } | undefined {
  const { frame } = source;
  const around = frame.environment.slice();
  const all = source.choices(binders);
  const told = quantifier === "exists" ? all?.slice(0, MOST_CASES) : all;
  const names = binders.flatMap(({ patterns }) => patterns.flatMap(bindingsOf));
  const cases = told?.map((environment): Case => {
    source.rebind(environment);
    const bindings = names.map((binding) => ({ name: binding.name, value: toDatum(frame.bound(binding)) }));
    return { bindings, clause: clauseOf(body, rest, source) };
  });
  source.rebind(around);
  return cases && { cases, untold: (all?.length ?? 0) - cases.length };
}
