import type * as ast from "../../syntax/ast.js";
import { brief } from "../errors/brief.js";
import type { Type } from "../types.js";
import type { Inference } from "./inference.js";
import { isNumeric } from "./unify.js";

/** How a value of the one type becomes one of the other, as a hint, where there is a way. */
export function conversion(t: Inference, e: ast.Expr, actual: Type, expected: Type): string | undefined {
  const is = t.types.present(actual);
  const needed = t.types.present(expected);
  const text = brief(e) ?? "…";
  switch (needed.kind) {
    case "set":
      return toSet(t, e, is, needed.of, text);
    case "seq":
      if (e.kind === "set") return `a sequence is written \`[${text.slice(1, -1)}]\``;
      if (is.kind === "set" || !t.types.unify(is, needed.of)) return atKey(t, e, is, needed);
      return `a sequence with one element is \`[${text}]\``;
    case "function": {
      const keys = t.words.text(needed.key);
      if (is.kind === "seq") return `a function is written \`[k in ${keys}: …]\``;
      if (!t.types.unify(is, needed.value)) return undefined;
      return `a function with this value for each key is \`[k in ${keys}: ${text}]\``;
    }
    default:
      if (isNumeric(needed) && is.kind === "set") return `how many elements it has is \`size(${text})\``;
      if (isNumeric(needed) && is.kind === "seq") return `how long it is, is \`len(${text})\``;
      return atKey(t, e, is, needed);
  }
}

function toSet(t: Inference, e: ast.Expr, is: Type, of: Type, text: string): string | undefined {
  if (e.kind === "seq") return `a set is written \`{${text.slice(1, -1)}}\``;
  if (is.kind === "seq") return `the set of its elements is \`range(${text})\``;
  if (is.kind === "function") return `its keys are \`domain(${text})\`, its values \`range(${text})\``;
  if (isNumeric(is) && t.types.prune(of).kind === "unknown") return `the numbers up to it are \`1..${text}\``;
  return t.types.unify(is, of) ? `a set with one element is \`{${text}}\`` : undefined;
}

/** A whole function where one of its values should stand. */
export function atKey(t: Inference, e: ast.Expr, actual: Type, needed: Type): string | undefined {
  const is = t.types.present(actual);
  if (is.kind !== "function" || !t.types.unify(is.value, needed)) return undefined;
  return `its value at a key is \`${brief(e) ?? "…"}[…]\``;
}
