import type { Diagnostic } from "../diagnostic.js";
import type { Resolved } from "./symbols.js";
import type { Typed } from "./typed.js";
import type { Type } from "./types.js";
import { declareState, inferDeclaration } from "./typing/declarations.js";
import { Inference } from "./typing/inference.js";
import { orderFields } from "./typing/records.js";
import { inferTemplate } from "./typing/statements.js";
import { BOOL } from "./typing/unify.js";

/** Finds the type of every expression of a spec, or what is wrong with it. */
export function infer(resolved: Resolved): { readonly typed: Typed; readonly diagnostics: readonly Diagnostic[] } {
  const t = new Inference(resolved);
  orderFields(t);
  declareState(t);
  for (const declaration of resolved.order) inferDeclaration(t, declaration);
  for (const declaration of resolved.spec.declarations) inferDeclaration(t, declaration);
  for (const sentence of t.sentences) inferTemplate(t, sentence);
  t.settle();
  for (const check of t.final) check();
  return { typed: completed(t), diagnostics: t.diagnostics };
}

/** All types with nothing unknown in them but the type parameters of definitions. */
function completed(t: Inference): Typed {
  const whole = (type: Type): Type => t.types.complete(type, (unknown) => (t.generic.has(unknown.id) ? unknown : BOOL));
  const each = <K>(map: ReadonlyMap<K, Type>): ReadonlyMap<K, Type> =>
    new Map([...map].map(([key, type]) => [key, whole(type)]));
  return {
    resolved: t.resolved,
    typeOf: each(t.typeOf),
    patternType: new Map(
      [...each(t.patternType)].map(([pattern, type]) => [pattern, type.kind === "option" ? type.of : type]),
    ),
    bindingType: each(t.bindingType),
    declaredType: each(t.declaredType),
    channelType: new Map(
      [...t.channelType].map(([channel, { key, message }]) => [
        channel,
        { key: key === undefined ? undefined : whole(key), message: whole(message) },
      ]),
    ),
    localType: each(t.localType),
    signature: new Map(
      [...t.signature].map(([symbol, { parametric, parameters, result }]) => [
        symbol,
        { parametric, parameters: parameters.map(whole), result: whole(result) },
      ]),
    ),
    instantiation: new Map([...t.instantiation].map(([use, chosen]) => [use, each(chosen)])),
    variantFields: new Map([...t.variantFields].map(([variant, fields]) => [variant, fields.map(whole)])),
    writtenType: each(t.writtenType),
  };
}
