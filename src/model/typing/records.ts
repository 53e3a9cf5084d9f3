import { suggest } from "../../suggest.js";
import type * as ast from "../../syntax/ast.js";
import { declarationExpressions, eachExpression, subtypes } from "../../syntax/walk.js";
import { missingFields, unknownField } from "../errors/types.js";
import type { Type } from "../types.js";
import { check, infer } from "./expressions.js";
import type { Inference } from "./inference.js";
import { unbounded } from "./unify.js";

type Field = Extract<Type, { kind: "record" }>["fields"][number];

/** The type of a literal with these fields. */
function recordLiteral(t: Inference, fields: readonly Field[]): Type {
  return recordOf(
    t,
    fields.map(({ name, type }) => ({ name, type: unbounded(t.types.prune(type)) })),
  );
}

/** A record type with its fields in the order that all records of these field names share. */
export function recordOf(t: Inference, fields: readonly Field[]): Type {
  const order = t.fieldOrder.get(keyOf(fields.map((field) => field.name)));
  if (order === undefined) return { kind: "record", fields };
  const ordered = order.flatMap((name) => fields.filter((field) => field.name === name).slice(0, 1));
  return { kind: "record", fields: ordered };
}

function keyOf(names: readonly string[]): string {
  return names.toSorted().join(",");
}

/** `{from: p, at: t}` */
export function inferRecord(t: Inference, e: ast.ExprNode<"record">, hint: Type | undefined): Type {
  const expected = hint === undefined ? undefined : t.types.present(hint);
  if (expected?.kind !== "record") {
    return recordLiteral(
      t,
      e.fields.map((field) => ({ name: field.name.text, type: infer(t, field.value) })),
    );
  }
  const types = e.fields.map((field) => inferExpected(t, field, expected));
  const missing = expected.fields.filter((field) => !e.fields.some((given) => given.name.text === field.name));
  if (missing.length > 0) {
    const names = missing.map((field) => field.name);
    t.report(missingFields(e.span, t.words.value(expected), names));
  }
  return recordLiteral(
    t,
    expected.fields.map((field) => {
      const index = e.fields.findIndex((given) => given.name.text === field.name);
      return { name: field.name, type: types[index] ?? field.type };
    }),
  );
}

function inferExpected(
  t: Inference,
  given: { readonly name: ast.Name; readonly value: ast.Expr },
  expected: Extract<Type, { kind: "record" }>,
): Type {
  const field = expected.fields.find((each) => each.name === given.name.text);
  if (field !== undefined) {
    return check(t, given.value, field.type, `the field \`${field.name}\` is ${t.words.value(field.type)}`);
  }
  const names = expected.fields.map((each) => each.name);
  t.report(unknownField(given.name, t.words.value(expected), suggest(given.name.text, names)));
  return infer(t, given.value);
}

/** Finds the order of fields for each set of field names: that of the record type or record written first. */
export function orderFields(t: Inference): void {
  const found: { readonly at: number; readonly names: readonly string[] }[] = [];
  const addType = (type: ast.TypeExpr): void => {
    if (type.kind === "recordType") found.push({ at: type.span.start, names: type.fields.map((f) => f.name.text) });
    for (const part of subtypes(type)) addType(part);
  };
  for (const declaration of t.resolved.spec.declarations) {
    for (const type of typesIn(declaration)) addType(type);
    for (const whole of declarationExpressions(declaration)) {
      eachExpression(whole, (e) => {
        if (e.kind === "typeSet") addType(e.type);
        if (e.kind === "record") found.push({ at: e.span.start, names: e.fields.map((f) => f.name.text) });
      });
    }
  }
  for (const { names } of found.toSorted((a, b) => a.at - b.at)) {
    const key = keyOf(names);
    if (!t.fieldOrder.has(key)) t.fieldOrder.set(key, names);
  }
}

/** The types written directly in a declaration. */
export function typesIn(d: ast.Declaration): readonly ast.TypeExpr[] {
  const written = (...types: readonly (ast.TypeExpr | undefined)[]) => types.filter((type) => type !== undefined);
  switch (d.kind) {
    case "const":
    case "var":
      return written(d.type);
    case "type":
      return [d.definition];
    case "def":
      return written(...d.parameters.map((parameter) => parameter.type), d.result);
    case "process":
      return d.locals.map((local) => local.type);
    case "channel":
      return written(d.key, d.message);
    default:
      return [];
  }
}
