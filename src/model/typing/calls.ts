import type * as ast from "../../syntax/ast.js";
import type { DefinitionSymbol, LocalSymbol, ProcessSymbol, VariantSymbol } from "../symbols.js";
import type { Signature } from "../typed.js";
import type { Type, TypeVariable } from "../types.js";
import { check, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { actionParameters, processParameter, signatureOf } from "./spec.js";
import { BOOL, BROKEN } from "./unify.js";

/** `f(a, b)`, or `f` alone; a generic definition has other types at each use. */
export function inferDefinitionUse(
  t: Inference,
  use: ast.Expr,
  symbol: DefinitionSymbol,
  given: readonly ast.Expr[],
): Type {
  const signature = signatureOf(t, symbol);
  if (signature === undefined) {
    for (const argument of given) infer(t, argument);
    return BROKEN;
  }
  const { parameters, result } = instantiate(t, use, signature);
  given.forEach((argument, i) => {
    const name = symbol.declaration.parameters[i]?.name.text;
    const type = parameters[i];
    if (type === undefined) infer(t, argument);
    else check(t, argument, type, `\`${symbol.name}\` takes ${t.words.value(type)} as \`${name}\``);
  });
  return result;
}

function instantiate(t: Inference, use: ast.Expr, signature: Signature): Omit<Signature, "parametric"> {
  if (signature.parametric.length === 0) return signature;
  const chosen = new Map<TypeVariable, Type>(signature.parametric.map((variable) => [variable, t.fresh()]));
  t.instantiation.set(use, chosen);
  const put = (type: Type): Type => t.types.complete(type, (variable) => byNumber(chosen, variable));
  return { parameters: signature.parameters.map(put), result: put(signature.result) };
}

function byNumber(chosen: ReadonlyMap<TypeVariable, Type>, variable: TypeVariable): Type {
  for (const [parameter, type] of chosen) if (parameter.id === variable.id) return type;
  return variable;
}

/** `Req(t)`, or `Ack` alone. */
export function inferVariant(t: Inference, symbol: VariantSymbol, given: readonly ast.Expr[]): Type {
  const fields = t.variantFields.get(symbol.declaration) ?? [];
  given.forEach((argument, i) => {
    const type = fields[i];
    const name = symbol.declaration.fields[i]?.name.text;
    if (type === undefined) infer(t, argument);
    else check(t, argument, type, `the field \`${name}\` of \`${symbol.name}\` is ${t.words.value(type)}`);
  });
  return t.namedType.get(symbol.type) ?? BROKEN;
}

export function localType(t: Inference, symbol: LocalSymbol): Type {
  return t.localType.get(symbol) ?? BROKEN;
}

function processOf(t: Inference, e: ast.Expr): ProcessSymbol | undefined {
  const symbol = t.symbol(e.kind === "call" ? e.callee : e);
  return symbol?.kind === "process" ? symbol : undefined;
}

/** The type of `P(i).x`; undefined when no process stands left of the point. */
export function localOfProcess(t: Inference, e: ast.ExprNode<"field">): Type | undefined {
  const process = processOf(t, e.target);
  if (process === undefined) return undefined;
  checkInstance(t, e.target, process);
  const local = process.locals.find((each) => each.name === e.name.text);
  return local === undefined ? BROKEN : localType(t, local);
}

/** `P(i) at cs` */
export function inferPlace(t: Inference, e: ast.ExprNode<"at">): Type {
  const process = processOf(t, e.process);
  if (process === undefined) inferLeft(t, e.process);
  else checkInstance(t, e.process, process);
  return BOOL;
}

/** What stands in a process's place was reported already; its parts may have errors of their own. */
function inferLeft(t: Inference, e: ast.Expr): void {
  if (e.kind !== "call") return;
  for (const argument of e.arguments) infer(t, argument);
}

function checkInstance(t: Inference, e: ast.Expr, process: ProcessSymbol): void {
  if (e.kind !== "call") return;
  const type = processParameter(t, process);
  e.arguments.forEach((argument, i) => {
    if (i > 0 || type === undefined) infer(t, argument);
    else check(t, argument, type, `\`${process.name}\` has one process for ${t.words.value(type)}`);
  });
}

export function inferEnabled(t: Inference, e: ast.ExprNode<"enabled">): Type {
  checkStep(t, e.step);
  return BOOL;
}

/** Checks the arguments of `A(p, _)` against the sets of the parameters. */
export function checkStep(t: Inference, step: ast.StepReference): void {
  const symbol = t.symbol(step.name);
  let types: readonly Type[] = [];
  if (symbol?.kind === "action") types = actionParameters(t, symbol.declaration);
  if (symbol?.kind === "process") {
    const type = processParameter(t, symbol);
    types = type === undefined ? [] : [type];
  }
  step.arguments.forEach((argument, i) => {
    const type = types[i];
    if (argument === undefined) return;
    if (type === undefined) infer(t, argument);
    else check(t, argument, type, `\`${step.name.text}\` takes ${t.words.value(type)} there`);
  });
}
