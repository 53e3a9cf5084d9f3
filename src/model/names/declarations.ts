import type * as ast from "../../syntax/ast.js";
import { eachStatement, namesIn, shownExpressions } from "../../syntax/walk.js";
import { nameHides, repeatedName } from "../errors/names.js";
import { labelTaken } from "../errors/steps.js";
import { reachOf } from "../steps/reach.js";
import { checkProcess, checkSingleStep } from "../steps/structure.js";
import { findUnreached } from "../steps/unreached.js";
import type { ProcessSymbol } from "../symbols.js";
import { resolveBinders, resolveExpression } from "./expressions.js";
import { resolveStep } from "./processes.js";
import { bind, inside, outermost, type Place, type Resolution, type Scope } from "./scope.js";
import { resolveBlock } from "./statements.js";
import { resolveType } from "./types.js";

/** Looks up the names in a declaration of the file. Models and mappings of `refines` have functions of their own. */
export function resolveDeclaration(r: Resolution, globals: Scope, d: ast.Declaration): void {
  const place = outermost(globals);
  switch (d.kind) {
    case "const":
      if (d.type !== undefined) resolveType(r, place, d.type);
      resolveExpression(r, place, d.value);
      return;
    case "assume":
    case "done":
      resolveExpression(r, place, d.condition);
      return;
    case "type":
      resolveType(r, place, d.definition);
      return;
    case "var":
      resolveVariable(r, place, d);
      return;
    case "init":
      r.diagnostics.push(...checkSingleStep(d.body, "`init`"));
      resolveBlock(r, place, d.body);
      return;
    case "def":
      resolveDefinition(r, place, d);
      return;
    case "action":
      resolveAction(r, place, d);
      return;
    case "process": {
      const symbol = r.processes.get(d);
      if (symbol !== undefined) resolveProcessBody(r, globals, symbol);
      return;
    }
    case "fairness": {
      const within = resolveBinders(r, place, d.binders);
      for (const step of d.group) resolveStep(r, within, step);
      return;
    }
    case "channel":
      if (d.key !== undefined) resolveType(r, place, d.key);
      resolveType(r, place, d.message);
      if (d.max !== undefined) resolveExpression(r, place, d.max);
      return;
    case "claim":
    case "constraint":
      resolveExpression(r, place, d.predicate);
      return;
    case "show":
      for (const shown of shownExpressions(d)) resolveExpression(r, place, shown);
      return;
    case "refines":
    case "model":
      return;
  }
}

function resolveVariable(r: Resolution, place: Place, v: ast.VarDeclaration): void {
  resolveType(r, place, v.type);
  if (v.initial.kind === "value") resolveExpression(r, place, v.initial.value);
  if (v.initial.kind === "in") resolveExpression(r, place, v.initial.set);
}

function resolveDefinition(r: Resolution, place: Place, d: ast.DefDeclaration): void {
  const within = inside(place);
  for (const parameter of d.parameters) {
    if (parameter.type !== undefined) resolveType(r, place, parameter.type);
    bind(r, within, parameter, parameter.name.text);
  }
  if (d.result !== undefined) resolveType(r, place, d.result);
  resolveExpression(r, within, d.body);
}

function resolveAction(r: Resolution, place: Place, d: ast.ActionDeclaration): void {
  r.diagnostics.push(...checkSingleStep(d.body, "an action"));
  const within = resolveBinders(r, place, d.parameters);
  resolveBlock(r, within, d.body);
  if (d.says === undefined) return;
  const statements: ast.Statement[] = [];
  eachStatement(d.body, (statement) => {
    statements.push(statement);
  });
  resolveSays(r, within, d.says, statements);
}

function resolveProcessBody(r: Resolution, globals: Scope, process: ProcessSymbol): void {
  const { declaration: d } = process;
  const outside = outermost(globals);
  if (d.parameter !== undefined) resolveExpression(r, outside, d.parameter.set);
  const within = { ...inside(outside), process };
  declareParameter(r, globals, process);
  if (process.parameter !== undefined) within.scope.add(process.parameter);
  declareLocals(r, within);
  for (const local of d.locals) resolveVariable(r, within, local);
  const structure = checkProcess(d);
  r.diagnostics.push(...(structure.length > 0 ? structure : findUnreached(d)));
  for (const label of process.labels) {
    const other = within.scope.find(label.text);
    if (other !== undefined) r.report(labelTaken(label, other));
  }
  resolveBlock(r, within, d.body);
  resolveLabelSays(r, { ...within, forgotten: new Map() }, d);
}

function declareParameter(r: Resolution, globals: Scope, process: ProcessSymbol): void {
  if (process.parameter === undefined) return;
  const other = globals.find(process.parameter.name);
  if (other !== undefined) r.clash(process.parameter, nameHides(process.parameter.node.span, other));
  r.symbolOf.set(process.parameter.node, process.parameter);
}

function declareLocals(r: Resolution, place: Place): void {
  for (const local of place.process?.locals ?? []) {
    const other = place.scope.find(local.name);
    if (other?.kind === "local")
      r.clash(local, repeatedName("local variable", local.declaration.name, other.declaration.name.span));
    else if (other !== undefined) r.clash(local, nameHides(local.declaration.name.span, other));
    place.scope.add(local);
  }
}

function resolveLabelSays(r: Resolution, place: Place, d: ast.ProcessDeclaration): void {
  const reach = reachOf(d);
  eachStatement(d.body, (statement) => {
    if (statement.kind !== "label" || statement.says === undefined) return;
    resolveSays(r, place, statement.says, reach.statements.get(statement.name.text) ?? []);
  });
}

/** A `says` sentence knows, beside what is known at `place`, the names that its step binds on the way. */
function resolveSays(r: Resolution, place: Place, says: ast.Template, step: Iterable<ast.Statement>): void {
  const within = inside(place);
  for (const statement of step) {
    for (const name of boundBy(statement).flatMap(namesIn)) {
      const symbol = r.symbolOf.get(name);
      if (symbol?.kind === "binding" && within.scope.find(symbol.name) === undefined) within.scope.add(symbol);
    }
  }
  for (const part of says.parts) if (typeof part !== "string") resolveExpression(r, within, part);
}

function boundBy(s: ast.Statement): readonly ast.Pattern[] {
  switch (s.kind) {
    case "let":
    case "receive":
      return [s.pattern];
    case "pick":
      return s.binders.flatMap((binder) => binder.patterns);
    default:
      return [];
  }
}
