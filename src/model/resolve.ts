import type { Diagnostic } from "../diagnostic.js";
import type * as ast from "../syntax/ast.js";
import { resolveDeclaration } from "./names/declarations.js";
import { declareGlobals } from "./names/globals.js";
import { checkLevels } from "./names/levels.js";
import { resolveModel } from "./names/models.js";
import { orderDeclarations } from "./names/order.js";
import { type Read, readAbstract, resolveMappings } from "./names/refines.js";
import { Resolution, type Scope } from "./names/scope.js";
import { findUnused } from "./names/unused.js";
import { Uses } from "./names/uses.js";
import type { Resolved } from "./symbols.js";

export interface Resolving {
  readonly resolved: Resolved;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds what every name of a spec stands for, and whether it may stand there. `read` gives the text of the file that a
 * `refines` names, and throws an `Error` that says why there is none.
 */
export function resolve(spec: ast.Spec, read?: Read): Resolving {
  return resolveWith(spec, (r, globals) => resolveAbstracts(r, globals, read));
}

type Abstracts = Resolved["abstracts"];

function resolveWith(spec: ast.Spec, refine: (r: Resolution, globals: Scope) => Abstracts): Resolving {
  const r = new Resolution(spec);
  const globals = declareGlobals(r);
  for (const declaration of spec.declarations) resolveDeclaration(r, globals, declaration);
  for (const model of spec.declarations) if (model.kind === "model") resolveModel(r, globals, model);
  const abstracts = refine(r, globals);
  const order = orderDeclarations(r);
  const levels = checkLevels(spec, new Uses(r.symbolOf));
  const { symbolOf, processes } = r;
  const resolved: Resolved = { spec, symbolOf, globals: r.globals, processes, order, abstracts };
  return { resolved, diagnostics: withoutDoubtful([...r.diagnostics, ...levels, ...findUnused(r)]) };
}

/** Beside errors no warnings: a misspelt name makes another look unused. */
function withoutDoubtful(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const errors = found.filter((each) => each.severity === "error");
  return errors.length > 0 ? errors : found;
}

function resolveAbstracts(r: Resolution, globals: Scope, read: Read | undefined): Abstracts {
  const abstracts = new Map<ast.RefinesDeclaration, Resolved>();
  for (const d of r.spec.declarations) {
    if (d.kind !== "refines") continue;
    // What the abstract spec refines in turn is a claim of its own, checked there.
    const abstract = readAbstract(r, d, read, (spec) => resolveWith(spec, () => new Map()));
    if (abstract === undefined) continue;
    abstracts.set(d, abstract);
    resolveMappings(r, globals, d, abstract);
  }
  return abstracts;
}
