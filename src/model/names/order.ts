import type * as ast from "../../syntax/ast.js";
import { declarationExpressions, eachExpression, subtypes } from "../../syntax/walk.js";
import { cycle } from "../errors/names.js";
import type { AnySymbol } from "../symbols.js";
import type { Resolution } from "./scope.js";

export type Ordered = ast.TypeDeclaration | ast.ConstDeclaration | ast.DefDeclaration;

/** Types, constants and definitions, each after those that it uses; a round of uses is reported. */
export function orderDeclarations(r: Resolution): readonly Ordered[] {
  const order: Ordered[] = [];
  const path: Ordered[] = [];
  const done = new Set<Ordered>();
  const visit = (d: Ordered): void => {
    if (done.has(d)) return;
    const at = path.indexOf(d);
    if (at >= 0) {
      const round = path.slice(at);
      r.report(
        cycle(
          d.kind,
          round.map((part) => part.name),
        ),
      );
      return;
    }
    path.push(d);
    for (const used of usedBy(r, d)) visit(used);
    path.pop();
    done.add(d);
    order.push(d);
  };
  for (const declaration of r.spec.declarations) {
    if (declaration.kind === "type" || declaration.kind === "const" || declaration.kind === "def") visit(declaration);
  }
  return order;
}

function usedBy(r: Resolution, d: Ordered): ReadonlySet<Ordered> {
  const used = new Set<Ordered>();
  const add = (symbol: AnySymbol | undefined) => {
    if (symbol?.kind === "type" || symbol?.kind === "const" || symbol?.kind === "definition")
      used.add(symbol.declaration);
    if (symbol?.kind === "variant" && symbol.type !== d) used.add(symbol.type);
  };
  const addType = (type: ast.TypeExpr | undefined): void => {
    if (type === undefined) return;
    if (type.kind === "namedType") add(r.symbolOf.get(type.name));
    for (const part of subtypes(type)) addType(part);
  };
  if (d.kind === "type") addType(d.definition);
  if (d.kind === "const") addType(d.type);
  if (d.kind === "def") for (const type of [...d.parameters.map((p) => p.type), d.result]) addType(type);
  for (const whole of declarationExpressions(d)) {
    eachExpression(whole, (e) => {
      if (e.kind === "name") add(r.symbolOf.get(e));
      if (e.kind === "call") add(r.symbolOf.get(e.callee));
      if (e.kind === "typeSet") addType(e.type);
    });
  }
  return used;
}
