import type * as ast from "../../syntax/ast.js";
import { quoted } from "../errors/brief.js";
import { mismatch, orderOfSymmetric, typeNotKnown } from "../errors/types.js";
import type { Type } from "../types.js";
import { atKey } from "./conversions.js";
import { check, infer } from "./expressions.js";
import { symmetricIn } from "./finite.js";
import type { Inference } from "./inference.js";
import { inferElements, requireOrdered } from "./operators.js";
import { BROKEN, INT, seqOf, setOf } from "./unify.js";

/** The type of a call of a built-in function. */
export function inferBuiltin(t: Inference, e: ast.ExprNode<"call">, name: string, hint: Type | undefined): Type {
  const [first, second] = e.arguments;
  if (first === undefined) return t.fresh();
  for (const superfluous of e.arguments.slice(2)) infer(t, superfluous);
  switch (name) {
    case "size":
      inferSized(t, first);
      return INT;
    case "len":
      checkSequence(t, first, "`len` tells how long a sequence is", undefined);
      return INT;
    case "sum": {
      const of = inferElements(t, first, "`sum` adds the elements of a set");
      if (noOrderIn(t, first, of, "`sum`")) checkInts(t, first, of);
      return INT;
    }
    case "min":
    case "max":
      return inferExtreme(t, name, first, second);
    case "head":
      return checkSequence(t, first, "`head` is the first element of a sequence", hint);
    case "last":
      return checkSequence(t, first, "`last` is the last element of a sequence", hint);
    case "tail":
      return seqOf(checkSequence(t, first, "`tail` is a sequence without its first element", elementHint(t, hint)));
    case "append":
      return inferAppend(t, first, second, hint);
    case "range":
    case "domain":
      return inferPart(t, name, first);
    case "powerset":
      return setOf(setOf(inferElements(t, first, "`powerset` is the set of the subsets of a set")));
    default:
      throw new Error(`no built-in ${name}`);
  }
}

function inferSized(t: Inference, e: ast.Expr): void {
  const before = t.diagnostics.length;
  const type = t.types.present(infer(t, e));
  if (type.kind === "unknown") t.types.unify(type, setOf(t.fresh()));
  else if (type.kind === "seq" && t.diagnostics.length === before) {
    t.report(
      mismatch(e, t.words.value(type), "`size` counts the elements of a set", "how long a sequence is, is `len(…)`"),
    );
  } else if (type.kind !== "set" && t.diagnostics.length === before) {
    t.reportMismatch(e, type, setOf(t.fresh()), "`size` counts the elements of a set");
  }
}

/** The type of the elements of an expression that must be a sequence. */
function checkSequence(t: Inference, e: ast.Expr, but: string, element: Type | undefined): Type {
  const before = t.diagnostics.length;
  const type = t.types.present(infer(t, e, element === undefined ? undefined : seqOf(element)));
  if (type.kind === "seq") return type.of;
  if (type === BROKEN) return BROKEN;
  if (type.kind === "unknown") {
    const of = t.fresh();
    t.types.unify(type, seqOf(of));
    return of;
  }
  if (t.diagnostics.length === before) {
    const hint = type.kind === "set" ? sizeHint(but) : atKey(t, e, type, seqOf(t.fresh()));
    t.report(mismatch(e, t.words.value(type), but, hint));
  }
  return BROKEN;
}

function sizeHint(but: string): string {
  return but.startsWith("`len`")
    ? "how many elements a set has, is `size(…)`"
    : "a set has no order: take an element with `pick x in S { … }` or `the x in S: …`";
}

function elementHint(t: Inference, hint: Type | undefined): Type | undefined {
  const expected = hint === undefined ? undefined : t.types.present(hint);
  return expected?.kind === "seq" ? expected.of : undefined;
}

function checkInts(t: Inference, e: ast.Expr, of: Type): void {
  if (!t.types.unify(of, INT)) t.report(mismatch(e, t.words.value(setOf(of)), "`sum` adds ints"));
}

/** False, and reported, when values of an interchangeable type would be put in order. */
function noOrderIn(t: Inference, e: ast.Expr, of: Type, what: string): boolean {
  const symmetric = symmetricIn(t, of);
  if (symmetric !== undefined) t.report(orderOfSymmetric(e.span, what, symmetric));
  return symmetric === undefined;
}

/** `min(S)`, `min(a, b)` */
function inferExtreme(t: Inference, name: "min" | "max", first: ast.Expr, second: ast.Expr | undefined): Type {
  if (second !== undefined) {
    check(t, first, INT, `\`${name}(a, b)\` compares ints`);
    check(t, second, INT, `\`${name}(a, b)\` compares ints`);
    return INT;
  }
  const of = inferElements(t, first, `\`${name}\` is the ${name === "min" ? "least" : "greatest"} element of a set`);
  if (noOrderIn(t, first, of, `\`${name}\``)) {
    requireOrdered(t, first, of, `\`${name}\` compares ints, and tuples of ints`);
  }
  return of;
}

function inferAppend(t: Inference, first: ast.Expr, second: ast.Expr | undefined, hint: Type | undefined): Type {
  const of = checkSequence(t, first, "`append` puts an element at the end of a sequence", elementHint(t, hint));
  if (second === undefined) return seqOf(of);
  const type = infer(t, second, of);
  const joined = t.types.join(of, type);
  if (joined === undefined) {
    t.report(mismatch(second, t.words.value(type), `the elements of ${quoted(first)} are ${t.words.text(of)}`));
  }
  return seqOf(joined ?? of);
}

/** `range(m)`, `domain(m)` of a function or a sequence. */
function inferPart(t: Inference, name: "range" | "domain", e: ast.Expr): Type {
  const type = infer(t, e);
  const of = t.fresh();
  t.whenKnown(
    type,
    (known) => {
      if (known.kind === "seq") t.types.unify(of, name === "range" ? known.of : INT);
      else if (known.kind === "function")
        t.types.unify(of, name === "range" ? t.types.present(known.value) : known.key);
      else {
        t.types.unify(of, BROKEN);
        t.report(mismatch(e, t.words.value(known), `\`${name}\` is for functions and sequences`));
      }
    },
    () => t.report(typeNotKnown(e, quoted(e), "give its type: a function `K -> V` or a `seq of T`")),
  );
  return setOf(t.types.prune(of));
}
