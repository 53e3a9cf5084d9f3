import type { FieldDeclaration, TypeExpr, VariantDeclaration } from "../ast.js";
import type { Context } from "./context.js";
import { align, type Doc, group, line, nest } from "./doc.js";
import { exprDoc } from "./expressions.js";
import { bracketed } from "./lists.js";

/** A type where any type may stand. */
export function typeDoc(type: TypeExpr, ctx: Context): Doc {
  switch (type.kind) {
    case "boolType":
      return "bool";
    case "intType":
      return "int";
    case "namedType":
      return type.name.text;
    case "rangeType":
      return [exprDoc(type.low, ctx), "..", exprDoc(type.high, ctx)];
    case "symmetricType":
      return ["symmetric ", exprDoc(type.size, ctx)];
    case "recordType":
      return bracketed("{", type.fields, "}", type.span, ctx, fieldDoc);
    case "tupleType":
      return bracketed("(", type.items, ")", type.span, ctx, typeDoc);
    case "variantsType":
      return variantsDoc(type.variants, ctx);
    case "optionType":
      return [needsParenthesesBeforeMark(type.of) ? parenthesised(type.of, ctx) : typeDoc(type.of, ctx), "?"];
    case "setType":
      return ["set of ", elementDoc(type.of, ctx)];
    case "seqType":
      return seqDoc(type, ctx);
    case "functionType":
      return [
        type.key.kind === "functionType" ? parenthesised(type.key, ctx) : typeDoc(type.key, ctx),
        " -> ",
        typeDoc(type.value, ctx),
      ];
  }
}

function seqDoc({ of, max }: Extract<TypeExpr, { kind: "seqType" }>, ctx: Context): Doc {
  if (max === undefined) return ["seq of ", elementDoc(of, ctx)];
  const element = takesMax(of) ? parenthesised(of, ctx) : elementDoc(of, ctx);
  return ["seq of ", element, " max ", exprDoc(max, ctx)];
}

/** What stands after `set of`: everything but a function type. */
function elementDoc(type: TypeExpr, ctx: Context): Doc {
  return type.kind === "functionType" ? parenthesised(type, ctx) : typeDoc(type, ctx);
}

function needsParenthesesBeforeMark({ kind }: TypeExpr): boolean {
  return kind === "setType" || kind === "seqType" || kind === "functionType" || kind === "optionType";
}

/** True of types that end in a `seq of` without bound, which would take a `max` behind them for its own. */
export function takesMax(type: TypeExpr): boolean {
  switch (type.kind) {
    case "seqType":
      return type.max === undefined || takesMax(type.of);
    case "setType":
      return takesMax(type.of);
    case "functionType":
      return takesMax(type.value);
    default:
      return false;
  }
}

export function parenthesised(type: TypeExpr, ctx: Context): Doc {
  return ["(", typeDoc(type, ctx), ")"];
}

/** `name: T` */
export function fieldDoc({ name, type }: FieldDeclaration, ctx: Context): Doc {
  return [`${name.text}: `, typeDoc(type, ctx)];
}

function variantsDoc(variants: readonly VariantDeclaration[], ctx: Context): Doc {
  const docs = variants.map((variant, index): Doc => {
    const comments = index === 0 ? [] : ctx.take(variant.span.start);
    const { name, fields } = variant;
    const doc =
      fields.length === 0
        ? name.text
        : [name.text, bracketed("(", fields, ")", { start: name.span.end, end: variant.span.end }, ctx, fieldDoc)];
    return index === 0 ? doc : [...comments, nest(-2, line, "| ", align(doc))];
  });
  const first = variants[0];
  const last = variants.at(-1);
  const broken = first !== undefined && last !== undefined && ctx.breaks(first.span.end, last.span.start);
  return group(broken, align(...docs));
}
