import type { Diagnostic } from "../../diagnostic.js";
import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { declarationExpressions, eachExpression, eachStatement, namesIn, patternsOf } from "../../syntax/walk.js";
import { almostVariant } from "../errors/names.js";
import { nameNeverUsed, neverRead, neverReceived } from "../errors/warnings.js";
import type { Resolution } from "./scope.js";

/** Variables that nothing reads, and names in patterns that nothing uses: most often a variant is misspelt there. */
export function findUnused(r: Resolution): readonly Diagnostic[] {
  return [
    ...r.spec.declarations.flatMap((d) => unreadState(r, d)),
    ...r.spec.declarations.flatMap((d) => unusedNames(r, d)),
  ];
}

function unreadState(r: Resolution, d: ast.Declaration): readonly Diagnostic[] {
  if (d.kind === "process") {
    const locals = r.processes.get(d)?.locals ?? [];
    return locals
      .filter((local) => !r.read.has(local))
      .map((local) => neverRead(local.declaration.name, "local variable"));
  }
  if (d.kind !== "var" && d.kind !== "channel") return [];
  const symbol = r.globals.get(d.name.text);
  if (symbol === undefined || r.read.has(symbol)) return [];
  return [d.kind === "var" ? neverRead(d.name, "variable") : neverReceived(d.name)];
}

function unusedNames(r: Resolution, d: ast.Declaration): readonly Diagnostic[] {
  const patterns: ast.Pattern[] = [];
  if (d.kind === "action" || d.kind === "process" || d.kind === "init") {
    eachStatement(d.body, (statement) => {
      if (statement.kind === "let" || statement.kind === "receive") patterns.push(statement.pattern);
      if (statement.kind === "match") patterns.push(...statement.arms.map((arm) => arm.pattern));
    });
  }
  for (const whole of declarationExpressions(d)) {
    eachExpression(whole, (e) => {
      if (e.kind === "let" || e.kind === "match") patterns.push(...patternsOf(e));
    });
  }
  const variants = [...r.globals.values()].filter((s) => s.kind === "variant").map((s) => s.name);
  return patterns.flatMap(namesIn).flatMap((name) => {
    const symbol = r.symbolOf.get(name);
    if (symbol?.kind !== "binding" || r.read.has(symbol)) return [];
    const variant = suggest(name.text, variants);
    return [variant === undefined ? nameNeverUsed(name.span, name.text) : almostVariant(name.span, name.text, variant)];
  });
}
