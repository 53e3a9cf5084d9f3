import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { subexpressions } from "../../syntax/walk.js";
import { builtins } from "../builtins.js";
import { brief, quoted } from "../errors/brief.js";
import {
  argumentCount,
  comparedProcess,
  labelAsValue,
  notAProcess,
  notAValue,
  notCallable,
  processUse,
  stepCalled,
} from "../errors/names.js";
import { nameAcrossLabel } from "../errors/steps.js";
import type { AnySymbol, ProcessSymbol } from "../symbols.js";
import { reportRepeatedFields, resolvePattern } from "./patterns.js";
import { checkLabel, labelIn, localOf, processIn, resolveProcess, resolveStep } from "./processes.js";
import { bind, inside, type Place, type Resolution } from "./scope.js";
import { resolveType } from "./types.js";
import { reportUnknownFunction, reportUnknownValue } from "./unknown.js";

/** Looks up every name in an expression. */
export function resolveExpression(r: Resolution, place: Place, e: ast.Expr): void {
  switch (e.kind) {
    case "name":
      resolveName(r, place, e);
      return;
    case "call":
      resolveCall(r, place, e);
      return;
    case "enabled":
      resolveStep(r, place, e.step);
      return;
    case "field":
      resolveField(r, place, e);
      return;
    case "binary":
      resolveBinary(r, place, e);
      return;
    case "at":
      resolveAt(r, place, e);
      return;
    case "quantifier":
    case "function":
      resolveExpression(r, resolveBinders(r, place, e.binders), e.body);
      return;
    case "map":
      resolveExpression(r, resolveBinders(r, place, e.binders), e.element);
      return;
    case "the":
      resolveOver(r, place, e.pattern, e.set, e.body);
      return;
    case "filter":
      resolveOver(r, place, e.pattern, e.set, e.predicate);
      return;
    case "let":
      resolveOver(r, place, e.pattern, e.value, e.body);
      return;
    case "fold":
      resolveFold(r, place, e);
      return;
    case "record":
      reportRepeatedFields(r, e.fields);
      for (const field of e.fields) resolveExpression(r, place, field.value);
      return;
    case "match":
      resolveExpression(r, place, e.subject);
      for (const arm of e.arms) {
        const within = inside(place);
        resolvePattern(r, within, arm.pattern);
        resolveExpression(r, within, arm.body);
      }
      return;
    case "typeSet":
      resolveType(r, place, e.type);
      return;
    default:
      for (const part of subexpressions(e)) resolveExpression(r, place, part);
  }
}

/** Resolves binders from left to right; the result is the place where their names are known. */
export function resolveBinders(r: Resolution, place: Place, binders: readonly ast.Binder[]): Place {
  const within = inside(place);
  for (const binder of binders) {
    resolveExpression(r, within, binder.set);
    for (const pattern of binder.patterns) resolvePattern(r, within, pattern);
  }
  return within;
}

function resolveOver(r: Resolution, place: Place, pattern: ast.Pattern, value: ast.Expr, body: ast.Expr): void {
  resolveExpression(r, place, value);
  const within = inside(place);
  resolvePattern(r, within, pattern);
  resolveExpression(r, within, body);
}

function resolveFold(r: Resolution, place: Place, e: ast.ExprNode<"fold">): void {
  resolveExpression(r, place, e.initial);
  resolveExpression(r, place, e.set);
  const within = inside(place);
  bind(r, within, e.accumulator, e.accumulator.text);
  resolvePattern(r, within, e.pattern);
  resolveExpression(r, within, e.body);
}

function resolveName(r: Resolution, place: Place, e: ast.ExprNode<"name">): void {
  const symbol = place.scope.find(e.text);
  if (symbol === undefined) {
    const process = labelIn(r, place, e.text);
    if (process === undefined) reportUnknownValue(r, place, e);
    else r.report(labelAsValue(e.span, e.text, process));
    return;
  }
  if (r.isDoubtful(symbol)) return;
  const label = place.forgotten.get(symbol);
  if (label !== undefined) {
    r.report(nameAcrossLabel(e.span, symbol, label));
    return;
  }
  const problem = misused(e, symbol);
  if (problem !== undefined) {
    r.report(problem);
    return;
  }
  r.symbolOf.set(e, symbol);
  r.read.add(symbol);
}

/** What is wrong with a symbol whose bare name stands for a value. */
function misused(e: ast.ExprNode<"name">, symbol: AnySymbol) {
  switch (symbol.kind) {
    case "variant": {
      const fields = symbol.declaration.fields.map((field) => field.name.text);
      return fields.length === 0 ? undefined : missingArguments(e, symbol, fields);
    }
    case "definition": {
      const parameters = symbol.declaration.parameters.map((parameter) => parameter.name.text);
      return parameters.length === 0 ? undefined : missingArguments(e, symbol, parameters);
    }
    case "action":
    case "process":
    case "claim":
    case "constraint":
    case "builtin":
      return notAValue(e.span, symbol);
    default:
      return undefined;
  }
}

function missingArguments(e: ast.ExprNode<"name">, symbol: AnySymbol, names: readonly string[]) {
  return argumentCount(e.span, symbol, `${symbol.name}(${names.join(", ")})`, countOf(names.length), 0);
}

function countOf(count: number): string {
  return count === 0 ? "no arguments" : count === 1 ? "one argument" : `${count} arguments`;
}

function resolveCall(r: Resolution, place: Place, e: ast.ExprNode<"call">): void {
  for (const argument of e.arguments) resolveExpression(r, place, argument);
  const symbol = place.scope.find(e.callee.text);
  if (symbol === undefined) {
    reportUnknownFunction(r, place, e);
    return;
  }
  if (r.isDoubtful(symbol)) return;
  switch (symbol.kind) {
    case "definition":
    case "variant": {
      const declared = symbol.kind === "definition" ? symbol.declaration.parameters : symbol.declaration.fields;
      r.symbolOf.set(e.callee, symbol);
      r.read.add(symbol);
      checkCount(
        r,
        e,
        symbol,
        declared.map((p) => p.name.text),
      );
      return;
    }
    case "builtin":
      r.symbolOf.set(e.callee, symbol);
      checkBuiltinCount(r, e, symbol);
      return;
    case "action":
    case "process":
      r.report(stepCalled(e.callee, symbol));
      return;
    default:
      r.report(notCallable(e.callee, symbol));
  }
}

function checkCount(r: Resolution, e: ast.ExprNode<"call">, symbol: AnySymbol, names: readonly string[]): void {
  if (e.arguments.length === names.length) return;
  const use = names.length === 0 ? symbol.name : `${symbol.name}(${names.join(", ")})`;
  r.report(argumentCount(e.span, symbol, use, countOf(names.length), e.arguments.length));
}

function checkBuiltinCount(r: Resolution, e: ast.ExprNode<"call">, symbol: AnySymbol): void {
  const builtin = builtins.get(symbol.name);
  if (builtin === undefined) throw new Error(`no built-in ${symbol.name}`);
  if (e.arguments.length >= builtin.least && e.arguments.length <= builtin.most) return;
  const expected = builtin.least === builtin.most ? countOf(builtin.least) : "one or two arguments";
  r.report(argumentCount(e.span, symbol, builtin.use, expected, e.arguments.length));
}

function resolveField(r: Resolution, place: Place, e: ast.ExprNode<"field">): void {
  const process = processIn(place, e.target);
  if (process === undefined) {
    resolveExpression(r, place, e.target);
    return;
  }
  resolveProcess(r, place, e.target, process);
  const local = localOf(r, e.name, process);
  if (local !== undefined) r.read.add(local);
}

function resolveAt(r: Resolution, place: Place, e: ast.ExprNode<"at">): void {
  const process = processIn(place, e.process);
  if (process === undefined) {
    resolveNoProcess(r, place, e);
    return;
  }
  resolveProcess(r, place, e.process, process);
  for (const label of e.labels) checkLabel(r, label, process);
}

/** Left of `at` stands something else than a process. */
function resolveNoProcess(r: Resolution, place: Place, at: ast.ExprNode<"at">): void {
  const e = at.process;
  const processes = [...r.processes.values()];
  const known = e.kind === "name" ? place.scope.find(e.text) : undefined;
  if (
    (e.kind === "name" && known === undefined) ||
    (e.kind === "call" && place.scope.find(e.callee.text) === undefined)
  ) {
    const name = e.kind === "name" ? e.text : e.callee.text;
    r.report(notAProcess(e.span, `\`${name}\``, suggestProcess(name, processes)));
    return;
  }
  const before = r.diagnostics.length;
  resolveExpression(r, place, e);
  const named = e.kind === "call" ? place.scope.find(e.callee.text) : known;
  if (r.diagnostics.length > before || r.isDoubtful(named)) return;
  const label = at.labels[0]?.text;
  const owner = processes.find((p) => p.parameter !== undefined && p.labels.some((l) => l.text === label));
  const hint =
    owner !== undefined && brief(e) !== undefined ? `say \`${owner.name}(${brief(e)}) at ${label}\`` : undefined;
  r.report(notAProcess(e.span, quoted(e), hint));
}

function suggestProcess(name: string, processes: readonly ProcessSymbol[]): string | undefined {
  const found = suggest(
    name,
    processes.map((p) => p.name),
  );
  const process = processes.find((p) => p.name === found);
  return process === undefined ? undefined : `did you mean \`${processUse(process)}\`?`;
}

function resolveBinary(r: Resolution, place: Place, e: ast.ExprNode<"binary">): void {
  const process = ["==", "!=", "in", "not in"].includes(e.operator) ? processIn(place, e.left) : undefined;
  if (process === undefined) {
    resolveExpression(r, place, e.left);
    resolveExpression(r, place, e.right);
    return;
  }
  const names = e.right.kind === "set" ? e.right.elements : [e.right];
  const areLabels = names.every((name) => process.labels.some((l) => l.text === brief(name)));
  const label = areLabels ? brief(e.right) : undefined;
  r.report(comparedProcess(e.span, process, brief(e.left) ?? processUse(process), label));
}
