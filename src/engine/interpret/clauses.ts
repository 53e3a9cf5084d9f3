import type { Binder, Expr, ExprNode } from "../../model/ir.js";
import type { Case, Clause } from "../behaviours.js";
import type { Formula } from "../formula.js";
import { toDatum } from "../values/data.js";
import type { Value } from "../values/value.js";
import type { Frame } from "./frame.js";
import type { Levels } from "./levels.js";
import { bindingsOf } from "./patterns.js";

/** Cases by which the false `exists` of a counterexample are explained, those inside one another together: all of them are false. */
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
  /** Binds the parameters of a definition; undefined where an argument depends on the state. */
  called(expr: ExprNode<"call">): Called | undefined;
}

/** The body of a definition, and what its parameters are. */
export interface Called {
  readonly bindings: Case["bindings"];
  readonly body: Expr;
}

/** An expression as the parts by which a counterexample to it is explained. `most`: cases that each `exists` in it may have. */
export function clauseOf(expr: Expr, rest: boolean, source: ClauseSource, most = MOST_CASES): Clause {
  const { frame, levels } = source;
  const about = { text: frame.text(expr.span), formula: source.formula(expr, rest) };
  if (!levels.isTemporal(expr)) {
    const names = [...levels.namesIn(expr)].flatMap((binding) => {
      const value = frame.environment[binding.number];
      return value === undefined ? [] : [{ binding, value }];
    });
    return { kind: "predicate", ofStep: levels.isStep(expr), part: { expr, names }, ...about };
  }
  const part = (operand: Expr, restsIn = rest): Clause => clauseOf(operand, restsIn, source, most);
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
    case "if":
      if (levels.isTemporal(expr.condition) || levels.isStep(expr.condition)) return { kind: "other", ...about };
      return { kind: "if", ...about, condition: part(expr.condition), then: part(expr.then), else: part(expr.else) };
    case "quantifier": {
      const cases = casesOf(expr, rest, source, most);
      return cases === undefined ? { kind: "other", ...about } : { kind: expr.quantifier, ...about, ...cases };
    }
    case "call": {
      const called = source.called(expr);
      if (called === undefined) return { kind: "other", ...about };
      const { bindings, body } = called;
      return { kind: "forall", ...about, cases: [{ bindings, clause: part(body) }], untold: 0 };
    }
    default:
      return { kind: "other", ...about };
  }
}

function casesOf(
  { quantifier, binders, body }: ExprNode<"quantifier">,
  rest: boolean,
  source: ClauseSource,
  most: number,
): { readonly cases: readonly Case[]; readonly untold: number } | undefined {
  const { frame } = source;
  const around = frame.environment.slice();
  const all = source.choices(binders);
  const told = quantifier === "exists" ? all?.slice(0, most) : all;
  const inside = quantifier === "exists" ? Math.max(1, Math.floor(most / (told?.length ?? 1))) : most;
  const names = binders.flatMap(({ patterns }) => patterns.flatMap(bindingsOf));
  const cases = told?.map((environment): Case => {
    source.rebind(environment);
    const bindings = names.map((binding) => ({ name: binding.name, value: toDatum(frame.bound(binding)) }));
    return { bindings, clause: clauseOf(body, rest, source, inside) };
  });
  source.rebind(around);
  return cases && { cases, untold: (all?.length ?? 0) - cases.length };
}
