import type { Expr, ExprNode } from "../../../model/ir.js";
import type { Label } from "../wasm/code.js";
import { evaluate, letting } from "./expressions.js";
import type { Routine } from "./routine.js";

/*
 * A condition decides where to go on: its parts go there by themselves, each as soon as it decides, and no truth value is made
 * that would only be asked for at once. What is evaluated, and in which order, is as in expressions.ts.
 */

/** Goes to a label if the condition is as true as `when` says; else goes on. */
export function goIf(when: boolean, condition: Expr, to: Label, r: Routine): void {
  const { code } = r;
  switch (condition.kind) {
    case "not":
      goIf(!when, condition.operand, to, r);
      return;
    case "and":
    case "or":
      goIfEither(when, condition, to, r);
      return;
    case "implies":
      implies(when, condition, to, r);
      return;
    case "let":
      letting(condition, r);
      goIf(when, condition.body, to, r);
      return;
    default:
      evaluate(condition, r);
      if (!when) code.op("i32.eqz");
      code.brIf(to);
  }
}

function goIfEither(when: boolean, { kind, left, right }: ExprNode<"and" | "or">, to: Label, r: Routine): void {
  const decisive = kind === "or";
  if (when === decisive) {
    goIf(when, left, to, r);
    goIf(when, right, to, r);
    return;
  }
  r.code.block("none", (on) => {
    goIf(decisive, left, on, r);
    goIf(when, right, to, r);
  });
}

function implies(when: boolean, condition: ExprNode<"implies">, to: Label, r: Routine): void {
  const { code } = r;
  premise(condition, r);
  code.if(
    "none",
    () => {
      wasMet(condition, r);
      goIf(when, condition.right, to, r);
    },
    when ? () => code.br(to) : undefined,
  );
}

/** Leaves whether the premise is met. */
export function premise({ left, site }: ExprNode<"implies">, r: Routine): void {
  evaluate(left, r);
  if (site !== undefined && r.counting !== undefined) r.note(r.counting.evaluated + site * 4);
}

/** Notes that the premise is met. */
export function wasMet({ site }: ExprNode<"implies">, r: Routine): void {
  if (site !== undefined && r.counting !== undefined) r.note(r.counting.witnessed + site * 4);
}

/** One thing if the condition is true, another one if not. */
export function either(condition: Expr, then: () => void, otherwise: (() => void) | undefined, r: Routine): void {
  const { code } = r;
  code.block("none", (end) => {
    code.block("none", (no) => {
      r.scoped(() => goIf(false, condition, otherwise === undefined ? end : no, r));
      then();
      code.br(end);
    });
    otherwise?.();
  });
}
