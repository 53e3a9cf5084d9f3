import type * as ast from "../../syntax/ast.js";
import type { DefinitionSymbol, ProcessSymbol } from "../symbols.js";
import type { Signature } from "../typed.js";
import type { Type, TypeVariable } from "../types.js";
import { inferBinders } from "./collections.js";
import { check, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { inferElements } from "./operators.js";
import { writtenType } from "./written.js";

/*
 * Types of constants, definitions and parameters, found when they are first needed: a definition may ask for an action's
 * parameters, whose sets may use another definition.
 */

/** The declared type of a constant, or else that of its value. */
export function constantType(t: Inference, d: ast.ConstDeclaration): Type {
  const known = t.declaredType.get(d);
  if (known !== undefined) return known;
  // A constant that uses itself was reported; it has this type meanwhile.
  t.declaredType.set(d, t.fresh());
  const written = d.type === undefined ? undefined : writtenType(t, d.type);
  const type =
    written === undefined
      ? infer(t, d.value)
      : check(t, d.value, written, `\`${d.name.text}\` is ${t.words.value(written)}`);
  t.declaredType.set(d, written ?? type);
  return written ?? type;
}

/** The type of a definition; undefined while it is being found out: then it uses itself, which was reported. */
export function signatureOf(t: Inference, symbol: DefinitionSymbol): Signature | undefined {
  const known = t.signature.get(symbol);
  if (known !== undefined || t.inProgress.has(symbol)) return known;
  t.inProgress.add(symbol);
  const outerWaiting = t.waiting;
  t.waiting = [];
  const mark = t.types.mark;
  const { declaration: d } = symbol;
  const parameters = d.parameters.map((parameter) => {
    const type = parameter.type === undefined ? t.fresh() : writtenType(t, parameter.type);
    const binding = t.symbol(parameter);
    if (binding?.kind === "binding") t.bindingType.set(binding, type);
    return type;
  });
  const result = inferBody(t, d);
  t.settle();
  t.waiting = outerWaiting;
  const signature = generalise(t, parameters, result, mark);
  t.signature.set(symbol, signature);
  return signature;
}

function inferBody(t: Inference, d: ast.DefDeclaration): Type {
  if (d.result === undefined) return infer(t, d.body);
  const result = writtenType(t, d.result);
  return check(t, d.body, result, `\`${d.name.text}\` is ${t.words.value(result)}`);
}

/** The unknowns that are left in the type of a definition are its type parameters. */
function generalise(t: Inference, parameters: readonly Type[], result: Type, mark: number): Signature {
  const parametric: TypeVariable[] = [];
  const add = (unknown: TypeVariable): void => {
    if (unknown.id < mark || t.generic.has(unknown.id)) return;
    t.generic.add(unknown.id);
    parametric.push(unknown);
  };
  for (const type of [...parameters, result]) t.types.eachUnknown(type, add);
  return { parametric, parameters, result };
}

/** The types of all parameters of an action, in order. */
export function actionParameters(t: Inference, d: ast.ActionDeclaration): readonly Type[] {
  const known = t.parameterTypes.get(d);
  if (known !== undefined) return known;
  t.parameterTypes.set(d, []);
  const types = inferBinders(t, d.parameters, "the parameters of an action");
  t.parameterTypes.set(d, types);
  return types;
}

/** The type of a process's parameter; undefined for a process alone. */
export function processParameter(t: Inference, symbol: ProcessSymbol): Type | undefined {
  const { parameter, declaration: d } = symbol;
  if (parameter === undefined || d.parameter === undefined) return undefined;
  const known = t.bindingType.get(parameter);
  if (known !== undefined) return known;
  const type = inferElements(t, d.parameter.set, "there is one process for each element of a set");
  t.bindingType.set(parameter, type);
  return type;
}
