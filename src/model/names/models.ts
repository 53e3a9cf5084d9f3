import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { expectedTwice, unknownClaim, unknownConstant, unknownConstraint } from "../errors/claims.js";
import type { AnySymbol } from "../symbols.js";
import { resolveExpression } from "./expressions.js";
import { outermost, type Resolution, type Scope } from "./scope.js";

/** Looks up the constants, claims and constraints that a model names. */
export function resolveModel(r: Resolution, globals: Scope, model: ast.ModelDeclaration): void {
  const constants = new Map<string, ast.Name>();
  for (const { name, value } of model.constants) {
    const symbol = r.globals.get(name.text);
    if (symbol?.kind === "const") {
      r.symbolOf.set(name, symbol);
      r.read.add(symbol);
    } else if (!r.isDoubtful(globals.find(name.text))) {
      r.report(unknownConstant(name, symbol, namesOf(r, "const")));
    }
    once(r, constants, name);
    resolveExpression(r, outermost(globals), value);
  }
  const claims = new Map<string, ast.Name>();
  for (const expectation of model.expectations) {
    if (expectation.kind !== "holds" && expectation.kind !== "fails") continue;
    for (const name of expectation.claims) {
      resolveClaim(r, globals, name);
      once(r, claims, name);
    }
    if (expectation.kind === "holds") for (const name of expectation.within) resolveConstraint(r, globals, name);
  }
}

function resolveClaim(r: Resolution, globals: Scope, name: ast.Name): void {
  const symbol = r.globals.get(name.text);
  if (r.isDoubtful(globals.find(name.text))) return;
  if (symbol?.kind === "claim") r.symbolOf.set(name, symbol);
  else r.report(unknownClaim(name, symbol, suggest(name.text, namesOf(r, "claim"))));
}

function resolveConstraint(r: Resolution, globals: Scope, name: ast.Name): void {
  const symbol = r.globals.get(name.text);
  if (r.isDoubtful(globals.find(name.text))) return;
  if (symbol?.kind === "constraint") r.symbolOf.set(name, symbol);
  else r.report(unknownConstraint(name, symbol, suggest(name.text, namesOf(r, "constraint"))));
}

function namesOf(r: Resolution, kind: AnySymbol["kind"]): readonly string[] {
  return [...r.globals.values()].filter((symbol) => symbol.kind === kind).map((symbol) => symbol.name);
}

function once(r: Resolution, seen: Map<string, ast.Name>, name: ast.Name): void {
  const first = seen.get(name.text);
  if (first === undefined) seen.set(name.text, name);
  else r.report(expectedTwice(name, first.span));
}
