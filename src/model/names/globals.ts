import type * as ast from "../../syntax/ast.js";
import { eachStatement } from "../../syntax/walk.js";
import { builtins } from "../builtins.js";
import { declaredTwice, repeatedName, secondOne } from "../errors/names.js";
import type { AnySymbol, BindingSymbol, LocalSymbol, ProcessSymbol } from "../symbols.js";
import { type Resolution, Scope } from "./scope.js";

/** Enters every declaration, variant and built-in into `r.globals`; the scope that results is the outermost. */
export function declareGlobals(r: Resolution): Scope {
  const scope = new Scope(undefined);
  for (const name of builtins.keys()) scope.add({ kind: "builtin", name });
  const declare = (name: ast.Name, symbol: AnySymbol) => {
    const other = scope.find(name.text);
    if (other !== undefined) {
      r.clash(other, declaredTwice(name, other));
      return;
    }
    scope.add(symbol);
    r.globals.set(name.text, symbol);
  };
  for (const declaration of r.spec.declarations) {
    for (const [name, symbol] of symbolsOf(r, declaration)) declare(name, symbol);
  }
  checkSingle(r, "init");
  checkSingle(r, "done");
  checkRepeated(r, "model");
  checkRepeated(r, "show");
  return scope;
}

/** The names that a declaration adds to those of the whole file. */
function symbolsOf(r: Resolution, d: ast.Declaration): readonly (readonly [ast.Name, AnySymbol])[] {
  switch (d.kind) {
    case "const":
      return [[d.name, { kind: "const", name: d.name.text, declaration: d }]];
    case "type":
      return [[d.name, { kind: "type", name: d.name.text, declaration: d }], ...variantsOf(d)];
    case "var":
      return [[d.name, { kind: "variable", name: d.name.text, declaration: d }]];
    case "def":
      return [[d.name, { kind: "definition", name: d.name.text, declaration: d }]];
    case "action":
      return [[d.name, { kind: "action", name: d.name.text, declaration: d }]];
    case "process":
      return [[d.name, processSymbol(r, d)]];
    case "channel":
      return [[d.name, { kind: "channel", name: d.name.text, declaration: d }]];
    case "claim":
    case "refines":
      return [[d.name, { kind: "claim", name: d.name.text, declaration: d }]];
    case "constraint":
      return [[d.name, { kind: "constraint", name: d.name.text, declaration: d }]];
    case "assume":
    case "init":
    case "fairness":
    case "done":
    case "show":
    case "model":
      return [];
  }
}

function variantsOf(type: ast.TypeDeclaration): readonly (readonly [ast.Name, AnySymbol])[] {
  if (type.definition.kind !== "variantsType") return [];
  return type.definition.variants.map(
    (declaration, index) =>
      [declaration.name, { kind: "variant", name: declaration.name.text, type, index, declaration }] as const,
  );
}

function processSymbol(r: Resolution, declaration: ast.ProcessDeclaration): ProcessSymbol {
  const labels: ast.Name[] = [];
  eachStatement(declaration.body, (statement) => {
    if (statement.kind === "label") labels.push(statement.name);
  });
  const locals = declaration.locals.map(
    (local): LocalSymbol => ({ kind: "local", name: local.name.text, process: declaration, declaration: local }),
  );
  const name = declaration.parameter?.name;
  const parameter: BindingSymbol | undefined =
    name === undefined ? undefined : { kind: "binding", name: name.text, node: name };
  const symbol: ProcessSymbol = {
    kind: "process",
    name: declaration.name.text,
    declaration,
    labels,
    locals,
    parameter,
  };
  r.processes.set(declaration, symbol);
  return symbol;
}

function checkSingle(r: Resolution, kind: "init" | "done"): void {
  const [first, ...others] = r.spec.declarations.filter((d) => d.kind === kind);
  if (first === undefined) return;
  for (const other of others) r.report(secondOne(other.span, kind === "init" ? "init" : "done when", first.span));
}

/** Models and shows have names of their own. */
function checkRepeated(r: Resolution, kind: "model" | "show"): void {
  const seen = new Map<string, ast.Name>();
  for (const declaration of r.spec.declarations) {
    if (declaration.kind !== kind) continue;
    const first = seen.get(declaration.name.text);
    if (first === undefined) seen.set(declaration.name.text, declaration.name);
    else r.report(repeatedName(kind, declaration.name, first.span));
  }
}
