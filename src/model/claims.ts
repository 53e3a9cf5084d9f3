import type { Diagnostic } from "../diagnostic.js";
import { noClaims } from "./errors/models.js";
import type { Typed } from "./typed.js";

/** A spec that claims nothing would pass silently: it is refused, with the definitions that look like claims. */
export function refuseWithoutClaims(typed: Typed): readonly Diagnostic[] {
  const { spec } = typed.resolved;
  if (spec.declarations.some((declaration) => declaration.kind === "claim" || declaration.kind === "refines"))
    return [];
  const candidates = [...typed.signature]
    .filter(([, signature]) => signature.parameters.length === 0 && signature.result.kind === "bool")
    .map(([symbol]) => symbol.name);
  return [noClaims(spec.name.span, spec.name.text, candidates)];
}
