import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { NO_SLICES } from "../../syntax/errors.js";
import { bareLocal, unknownName } from "../errors/names.js";
import type { AnySymbol } from "../symbols.js";
import type { Place, Resolution } from "./scope.js";

/** A name that is known nowhere, where a value should stand. */
export function reportUnknownValue(r: Resolution, place: Place, e: ast.ExprNode<"name">): void {
  for (const process of r.processes.values()) {
    const local = process.locals.find((l) => l.name === e.text);
    if (local !== undefined) {
      r.report(bareLocal(e.span, local, process));
      return;
    }
  }
  const known = [...place.scope.visible()].filter((symbol) => isValue(symbol)).map((symbol) => symbol.name);
  r.report(
    unknownName(
      e.span,
      e.text,
      foreignValue(e.text) ?? suggest(e.text, [...known, "true", "false", "none"]),
      ofItself(e.text),
    ),
  );
}

export function reportUnknownFunction(r: Resolution, place: Place, e: ast.ExprNode<"call">): void {
  const known = [...place.scope.visible()].filter((symbol) => isFunction(symbol)).map((symbol) => symbol.name);
  const foreign = foreignFunction(e.callee.text);
  const slice = /^(subseq|slice|take|drop)$/i.test(e.callee.text) ? NO_SLICES : undefined;
  r.report(unknownName(e.callee.span, e.callee.text, foreign ?? suggest(e.callee.text, known), slice));
}

function isValue(symbol: AnySymbol): boolean {
  switch (symbol.kind) {
    case "action":
    case "process":
    case "claim":
    case "constraint":
    case "builtin":
      return false;
    default:
      return true;
  }
}

function isFunction(symbol: AnySymbol): boolean {
  switch (symbol.kind) {
    case "definition":
    case "builtin":
    case "variant":
      return true;
    default:
      return false;
  }
}

/** What a process of PlusCal or Promela calls itself. */
function ofItself(name: string): string | undefined {
  return ["self", "pid", "_pid", "this"].includes(name)
    ? "a process knows itself by its parameter: `i` in `process P(i in S)`"
    : undefined;
}

/** What other languages call our values. */
function foreignValue(name: string): string | undefined {
  if (/^(null|nil|undefined|nothing)$/i.test(name)) return "none";
  return name === "BOOLEAN" ? "bool" : undefined;
}

/** What other languages call our functions. */
function foreignFunction(name: string): string | undefined {
  const ours: Readonly<Record<string, string>> = {
    Cardinality: "size",
    card: "size",
    count: "size",
    length: "len",
    Len: "len",
    Append: "append",
    Head: "head",
    Tail: "tail",
    first: "head",
    SUBSET: "powerset",
    F: "eventually",
    G: "always",
    DOMAIN: "domain",
    keys: "domain",
    values: "range",
  };
  return Object.hasOwn(ours, name) ? ours[name] : undefined;
}
