import { Source } from "../../source.js";
import type * as ast from "../../syntax/ast.js";
import { differentType } from "../errors/claims.js";
import { infer } from "../infer.js";
import type * as ir from "../ir.js";
import type { ProcessSymbol } from "../symbols.js";
import { typeName } from "../type-name.js";
import type { Typed } from "../typed.js";
import { ConstantError } from "./bounds.js";
import { Context, numberOf } from "./context.js";
import { declarationsOf } from "./declarations.js";
import { lowerChecked, lowerExpr, lowerValue } from "./expressions.js";
import { lowerPattern } from "./patterns.js";
import { labelIndex } from "./references.js";

/*
 * What a `refines` says: the abstract spec as a model, with our constants in its types, and for each of its variables an
 * expression over our state. Where a process of it is, is told as the index of a label.
 */

type LowerSpec = (typed: Typed, chosen: undefined, source: Source, context: Context) => ir.Model;

/**
 * Undefined where the abstract spec could not be read.
 *
 * @throws ConstantError where a type of it is another one here
 */
export function lowerRefinement(
  d: ast.RefinesDeclaration,
  context: Context,
  lowerSpec: LowerSpec,
): ir.Refinement | undefined {
  const resolved = context.typed.resolved.abstracts.get(d);
  if (resolved === undefined) return undefined;
  const { typed } = infer(resolved);
  const there = abstractContext(typed, context);
  checkTypes(d, there, context);
  const abstract = lowerSpec(there.typed, undefined, resolved.source ?? new Source(d.file.text, ""), there);
  const parts = abstract.variables.map((_, slot) => lowerPart(d, slot, abstract, there, context));
  return { abstract, parts };
}

/** With the values of our constants, as far as they are numbers, which types may need. */
function abstractContext(typed: Typed, context: Context): Context {
  const values = new Map<ast.ConstDeclaration, ast.Expr>();
  const typeOf = new Map(typed.typeOf);
  for (const there of declarationsOf(typed.resolved.spec.declarations, "const")) {
    const ours = context.typed.resolved.globals.get(there.name.text);
    const value = ours?.kind === "const" ? numberIn(ours.declaration, context) : undefined;
    if (value === undefined) continue;
    const written: ast.Expr = { kind: "int", value, span: there.value.span };
    values.set(there, written);
    typeOf.set(written, { kind: "int" });
  }
  return new Context({ ...typed, typeOf }, values);
}

function numberIn(constant: ast.ConstDeclaration, context: Context): number | undefined {
  try {
    return context.bound(context.value(constant));
  } catch (error) {
    if (error instanceof ConstantError) return undefined;
    throw error;
  }
}

/**
 * Types of the same name are one type, constants put in: what is seen here is a value there.
 *
 * @throws ConstantError where they are not
 */
function checkTypes(d: ast.RefinesDeclaration, there: Context, context: Context): void {
  const { spec } = there.typed.resolved;
  const different: { readonly name: string; readonly theirs: string; readonly ours: string }[] = [];
  for (const { name, definition } of declarationsOf(spec.declarations, "type")) {
    const ours = context.typed.resolved.globals.get(name.text);
    const [theirs, own] = [
      there.typed.writtenType.get(definition),
      ours?.kind === "type" ? context.typed.writtenType.get(ours.declaration.definition) : undefined,
    ];
    if (theirs === undefined || own === undefined) continue;
    const [first, second] = [there.concrete(theirs), context.concrete(own)];
    if (JSON.stringify(first) === JSON.stringify(second)) continue;
    different.push({ name: name.text, theirs: typeText(first), ours: typeText(second) });
  }
  // A type that only names another one that differs is written the same way: the other one is what to tell.
  const told = different.find(({ theirs, ours }) => theirs !== ours) ?? different[0];
  if (told !== undefined) throw new ConstantError(differentType(d.name.span, told.name, told.theirs, told.ours));
}

/** What a declaration says of its type: the variants of an enumeration, not its name. */
function typeText(type: ir.Type): string {
  if (type.kind === "symmetric") return `symmetric ${type.size}`;
  if (type.kind !== "variants") return typeName(type);
  const fields = (of: readonly ir.FieldType[]): string =>
    of.length === 0 ? "" : `(${of.map((field) => `${field.name}: ${typeName(field.type)}`).join(", ")})`;
  return type.variants.map((variant) => variant.name + fields(variant.fields)).join(" | ");
}

function lowerPart(
  d: ast.RefinesDeclaration,
  slot: number,
  abstract: ir.Model,
  there: Context,
  context: Context,
): ir.MappedPart {
  const variable = abstract.variables[slot];
  if (variable === undefined) throw new Error("lower: no such variable");
  const { role, type } = variable;
  if (role.kind === "variable" || role.kind === "channel") {
    const mapping = d.mappings.find((each) => each.kind === "variable" && each.name.text === variable.name);
    const value =
      mapping === undefined ? namesake(variable.name, d, context) : lowerChecked(mapping.value, type, context);
    return { value, parameter: undefined, process: undefined, label: false };
  }
  const process = processThere(role.process, there);
  const own = type.kind === "function" && process.parameter !== undefined ? type.value : type;
  const name = variable.name.slice(process.name.length + 1);
  const mapping = d.mappings.find((each) => {
    if (each.kind === "variable" || each.process.text !== process.name) return false;
    return role.kind === "pc" ? each.kind === "at" : each.kind === "local" && each.name.text === name;
  });
  const at = { process: role.process, label: role.kind === "pc" };
  if (mapping === undefined || mapping.kind === "variable") {
    const ours = processHere(process.name, context);
    const parameter = ours.parameter && context.binding(ours.parameter);
    const value =
      role.kind === "pc" ? placeOf(ours, process, parameter, d, context) : localOf(ours, name, parameter, d, context);
    return { value, parameter, ...at };
  }
  const symbol = mapping.parameter === undefined ? undefined : context.symbol(mapping.parameter);
  const parameter = symbol?.kind === "binding" ? context.binding(symbol) : undefined;
  const value =
    mapping.kind === "at" ? lowerLabels(mapping.value, process, context) : lowerChecked(mapping.value, own, context);
  return { value, parameter, ...at };
}

function processThere(index: number, there: Context): ProcessSymbol {
  const [declaration] = [...there.processOf].find(([, number]) => number === index) ?? [];
  if (declaration === undefined) throw new Error("lower: no such process");
  return there.process(declaration);
}

function processHere(name: string, context: Context): ProcessSymbol {
  const symbol = context.typed.resolved.globals.get(name);
  if (symbol?.kind !== "process") throw new Error(`lower: no process ${name}`);
  return symbol;
}

const INT: ir.Type = { kind: "int" };

/** A label of the abstract process, or `if` and `match` that end in labels, as its index. */
function lowerLabels(e: ast.Expr, process: ProcessSymbol, context: Context): ir.Expr {
  const node = { type: INT, span: e.span };
  switch (e.kind) {
    case "name":
      return { kind: "literal", ...node, value: labelIndex(process, e.text) };
    case "paren":
      return lowerLabels(e.inner, process, context);
    case "if": {
      const [then, otherwise] = [lowerLabels(e.then, process, context), lowerLabels(e.else, process, context)];
      return { kind: "if", ...node, condition: lowerValue(e.condition, context), then, else: otherwise };
    }
    case "match": {
      const subject = lowerExpr(e.subject, context);
      const arms = e.arms.map((arm) => {
        const pattern = lowerPattern(arm.pattern, context);
        return { pattern, body: lowerLabels(arm.body, process, context) };
      });
      return { kind: "match", ...node, subject, arms };
    }
    default:
      throw new Error("lower: a place that is no label");
  }
}

/** The variable or channel of the same name. */
function namesake(name: string, { span }: ast.RefinesDeclaration, context: Context): ir.Expr {
  const symbol = context.typed.resolved.globals.get(name);
  if (symbol?.kind !== "variable" && symbol?.kind !== "channel") throw new Error(`lower: no variable ${name}`);
  // What is read of it is its value alone.
  return { kind: "variable", type: INT, span, slot: numberOf(symbol.declaration, context.slotOf) };
}

/** Where the process of the same name is: at the label of the same name. */
function placeOf(
  ours: ProcessSymbol,
  theirs: ProcessSymbol,
  parameter: ir.Binding | undefined,
  { span }: ast.RefinesDeclaration,
  context: Context,
): ir.Expr {
  const node = { type: INT, span };
  const instance: ir.Expr | undefined = parameter && {
    kind: "binding",
    type: parameter.type,
    span,
    binding: parameter,
  };
  const process = numberOf(ours.declaration, context.processOf);
  const done: ir.Expr = { kind: "literal", ...node, value: theirs.labels.length };
  return ours.labels.reduceRight<ir.Expr>((others, label, index) => {
    const condition: ir.Expr = { kind: "at", type: { kind: "bool" }, span, process, instance, labels: [index] };
    const then: ir.Expr = { kind: "literal", ...node, value: labelIndex(theirs, label.text) };
    return { kind: "if", ...node, condition, then, else: others };
  }, done);
}

function localOf(
  ours: ProcessSymbol,
  name: string,
  parameter: ir.Binding | undefined,
  { span }: ast.RefinesDeclaration,
  context: Context,
): ir.Expr {
  const local = ours.locals.find((each) => each.name === name);
  if (local === undefined) throw new Error(`lower: no local ${name}`);
  const target: ir.Expr = { kind: "variable", type: INT, span, slot: numberOf(local.declaration, context.slotOf) };
  if (parameter === undefined) return target;
  return {
    kind: "apply",
    type: INT,
    span,
    target,
    key: { kind: "binding", type: parameter.type, span, binding: parameter },
  };
}
