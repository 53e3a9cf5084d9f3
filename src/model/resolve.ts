import type { Diagnostic } from "../diagnostic.js";
import type * as ast from "../syntax/ast.js";
import { resolveDeclaration } from "./names/declarations.js";
import { declareGlobals } from "./names/globals.js";
import { checkLevels } from "./names/levels.js";
import { resolveModel } from "./names/models.js";
import { orderDeclarations } from "./names/order.js";
import { Resolution } from "./names/scope.js";
import { Uses } from "./names/uses.js";
import type { Resolved } from "./symbols.js";

/**
 * Finds what every name of a spec stands for, and whether it may stand there. `read` gives the text of the file that a
 * `refines` names, and throws an `Error` that says why there is none.
 */
export function resolve(
  spec: ast.Spec,
  _read?: (path: string) => string,
): { readonly resolved: Resolved; readonly diagnostics: readonly Diagnostic[] } {
  const r = new Resolution(spec);
  const globals = declareGlobals(r);
  for (const declaration of spec.declarations) resolveDeclaration(r, globals, declaration);
  for (const model of spec.declarations) if (model.kind === "model") resolveModel(r, globals, model);
  const order = orderDeclarations(r);
  const levels = checkLevels(spec, new Uses(r.symbolOf));
  const resolved: Resolved = {
    spec,
    symbolOf: r.symbolOf,
    globals: r.globals,
    processes: r.processes,
    order,
    abstracts: new Map(),
  };
  return { resolved, diagnostics: [...r.diagnostics, ...levels] };
}
