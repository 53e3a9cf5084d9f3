import type { Span } from "../../source.js";
import type { Expr, ExprNode, StepReference, Template, Update } from "../ast.js";
import { levelOf } from "../operators.js";
import { Context } from "./context.js";
import { align, type Doc, group, isBroken, line, nest, render } from "./doc.js";
import { bracketed, isOpened } from "./lists.js";
import { bindersDoc, patternText } from "./patterns.js";
import { typeDoc } from "./types.js";

/** An expression as it stands in the tree; its parentheses are `paren` nodes. */
export function exprDoc(expr: Expr, ctx: Context): Doc {
  const comments = ctx.take(expr.span.start);
  const doc = bare(expr, ctx);
  return comments.length === 0 ? doc : [...comments, doc];
}

function bare(expr: Expr, ctx: Context): Doc {
  switch (expr.kind) {
    case "int":
    case "bool":
      return String(expr.value);
    case "none":
      return "none";
    case "name":
      return expr.text;
    case "call":
      return [
        expr.callee.text,
        bracketed("(", expr.arguments, ")", { start: expr.callee.span.end, end: expr.span.end }, ctx, exprDoc),
      ];
    case "enabled":
      return ["enabled ", stepReferenceDoc(expr.step, ctx)];
    case "index":
      return [exprDoc(expr.target, ctx), keysDoc(expr.keys, { start: expr.target.span.end, end: expr.span.end }, ctx)];
    case "field":
      return [exprDoc(expr.target, ctx), ".", expr.name.text];
    case "prime":
      return [exprDoc(expr.operand, ctx), "'"];
    case "unary":
      return [expr.operator === "-" ? "-" : `${expr.operator} `, exprDoc(expr.operand, ctx)];
    case "binary":
      return binaryDoc(expr, ctx);
    case "at": {
      const names = expr.labels.map(({ text }) => text).join(", ");
      return [exprDoc(expr.process, ctx), " at ", expr.braces ? `{${names}}` : names];
    }
    case "with":
      return withDoc(expr, ctx);
    case "quantifier":
      return scoped([expr.quantifier, " ", bindersDoc(expr.binders, ctx)], expr.binders.at(-1)?.span, expr.body, ctx);
    case "the":
      return scoped(["the ", patternText(expr.pattern), " in ", exprDoc(expr.set, ctx)], expr.set.span, expr.body, ctx);
    case "let": {
      const head = ["let ", patternText(expr.pattern), " = ", exprDoc(expr.value, ctx), ":"];
      const comments = ctx.take(expr.body.span.start);
      const broken = ctx.breaks(expr.value.span.end, expr.body.span.start);
      return group(broken, align(head, ...comments, line, exprDoc(expr.body, ctx)));
    }
    case "fold": {
      const start = ["fold ", expr.accumulator.text, " = ", exprDoc(expr.initial, ctx), " for "];
      const range = [patternText(expr.pattern), " in ", exprDoc(expr.set, ctx)];
      return scoped([start, range], expr.set.span, expr.body, ctx);
    }
    case "if":
      return ifDoc(expr, ctx);
    case "filter": {
      const head = ["{", patternText(expr.pattern), " in ", exprDoc(expr.set, ctx)];
      return [scoped(head, expr.set.span, expr.predicate, ctx), ...ctx.take(expr.span.end - 1), "}"];
    }
    case "map":
      return ["{", exprDoc(expr.element, ctx), " for ", bindersDoc(expr.binders, ctx), "}"];
    case "function":
      return [scoped(["[", bindersDoc(expr.binders, ctx)], expr.binders.at(-1)?.span, expr.body, ctx), "]"];
    case "set":
      return bracketed("{", expr.elements, "}", expr.span, ctx, exprDoc);
    case "seq":
      return bracketed("[", expr.elements, "]", expr.span, ctx, exprDoc);
    case "tuple":
      return bracketed("(", expr.items, ")", expr.span, ctx, exprDoc);
    case "record":
      return recordDoc(expr, ctx);
    case "match":
      return matchDoc(expr, ctx);
    case "typeSet":
      return expr.type.kind === "boolType" ? "bool" : ["(", typeDoc(expr.type, ctx), ")"];
    case "paren":
      return ["(", align(exprDoc(expr.inner, ctx), ...ctx.take(expr.span.end - 1)), ")"];
  }
}

/** `[a, b]` behind a function or a channel. */
export function keysDoc(keys: readonly Expr[], span: Span, ctx: Context): Doc {
  return bracketed("[", keys, "]", span, ctx, exprDoc);
}

/** A head such as `forall x in S`, a colon, and the body as far as it goes. */
function scoped(head: Doc, last: Span | undefined, body: Expr, ctx: Context): Doc {
  return [head, followed(":", last?.end ?? body.span.start, body, ctx)];
}

/**
 * What follows a sign such as `=` or `:`, on the next line if the author put it there or there is no room. Brackets whose
 * elements have lines of their own open on the line of the sign.
 */
export function followed(sign: string, from: number, value: Expr, ctx: Context): Doc {
  const comments = ctx.take(value.span.start);
  const broken = ctx.breaks(from, value.span.start);
  const doc = (): Doc => exprDoc(value, ctx);
  if (!broken && comments.length === 0 && opens(value, ctx)) return [sign, " ", doc()];
  return group(broken, sign, ...comments, nest(2, line, doc()));
}

function opens(expr: Expr, ctx: Context): boolean {
  switch (expr.kind) {
    case "set":
    case "seq":
      return isOpened(expr.elements, expr.span, ctx);
    case "tuple":
      return isOpened(expr.items, expr.span, ctx);
    case "call":
      return isOpened(expr.arguments, { start: expr.callee.span.end, end: expr.span.end }, ctx);
    case "record":
      return isOpened(
        expr.fields.map(({ name }) => name),
        expr.span,
        ctx,
      );
    case "match":
      return isOpened(expr.arms, { start: expr.subject.span.end, end: expr.span.end }, ctx, true);
    default:
      return false;
  }
}

/** Operators of one precedence break together, each at the start of its line. */
function binaryDoc(expr: ExprNode<"binary">, ctx: Context): Doc {
  if (expr.operator === "..") return [exprDoc(expr.left, ctx), "..", exprDoc(expr.right, ctx)];
  const links = chainOf(expr);
  const [first, ...rest] = links;
  if (first === undefined) return "";
  const docs: Doc[] = [exprDoc(first.operand, ctx)];
  let previous = first.operand;
  // Looser operators around some that break their lines break theirs as well.
  let broken = docs.some(isBroken);
  for (const { operator, operand } of rest) {
    broken ||= ctx.breaks(previous.span.end, operand.span.start);
    const comments = ctx.take(operand.span.start);
    const doc = exprDoc(operand, ctx);
    broken ||= isBroken(doc);
    docs.push(...comments, line, `${operator} `, align(doc));
    previous = operand;
  }
  return group(broken, align(...docs));
}

interface Link {
  readonly operator: string;
  readonly operand: Expr;
}

function chainOf(expr: ExprNode<"binary">): readonly Link[] {
  const level = levelOf(expr.operator);
  const links: Link[] = [];
  if (expr.operator === "=>") {
    let rest: Expr = expr;
    links.push({ operator: "", operand: expr.left });
    while (rest.kind === "binary" && rest.operator === "=>") {
      const right: Expr = rest.right;
      const operand: Expr = right.kind === "binary" && right.operator === "=>" ? right.left : right;
      links.push({ operator: "=>", operand });
      rest = right;
    }
    return links;
  }
  let rest: Expr = expr;
  while (rest.kind === "binary" && levelOf(rest.operator) === level) {
    links.unshift({ operator: rest.operator, operand: rest.right });
    rest = rest.left;
  }
  return [{ operator: "", operand: rest }, ...links];
}

function ifDoc(expr: ExprNode<"if">, ctx: Context): Doc {
  const docs: Doc[] = [];
  let broken = ctx.hasComments(expr.span.end);
  let rest: Expr = expr;
  while (rest.kind === "if") {
    const condition = exprDoc(rest.condition, ctx);
    const then: Expr = rest.then;
    const otherwise: Expr = rest.else;
    docs.push("if ", condition, followed(" then", rest.condition.span.end, then, ctx));
    broken ||= ctx.breaks(then.span.end, otherwise.span.start) || !ctx.onOneLine(then.span);
    broken ||= ctx.breaks(rest.condition.span.end, then.span.start);
    docs.push(...ctx.take(otherwise.span.start), line, "else ");
    rest = otherwise;
  }
  return group(broken, align(...docs, align(exprDoc(rest, ctx))));
}

function withDoc({ target, updates, span }: ExprNode<"with">, ctx: Context): Doc {
  const doc = exprDoc(target, ctx);
  return [doc, " with ", bracketed("{", updates, "}", { start: target.span.end, end: span.end }, ctx, updateDoc)];
}

function updateDoc(update: Update, ctx: Context): Doc {
  if (update.kind === "field") return [update.name.text, ": ", exprDoc(update.value, ctx)];
  return [keysDoc(update.keys, update.span, ctx), ": ", exprDoc(update.value, ctx)];
}

function recordDoc({ fields, span }: ExprNode<"record">, ctx: Context): Doc {
  const items = fields.map(({ name, value }) => ({ name, value, span: name.span }));
  return bracketed("{", items, "}", span, ctx, (field) => [field.name.text, ": ", exprDoc(field.value, ctx)]);
}

function matchDoc({ subject, arms, span }: ExprNode<"match">, ctx: Context): Doc {
  const head = ["match ", exprDoc(subject, ctx), " "];
  const braces = { start: subject.span.end, end: span.end };
  return [
    head,
    bracketed(
      "{",
      arms,
      "}",
      braces,
      ctx,
      ({ pattern, body }) => [patternText(pattern), followed(":", pattern.span.end, body, ctx)],
      line,
    ),
  ];
}

/** `A(p, _)` */
export function stepReferenceDoc({ name, arguments: list }: StepReference, ctx: Context): Doc {
  if (list.length === 0) return name.text;
  const docs = list.flatMap((argument, index) => [
    index === 0 ? "" : ", ",
    argument === undefined ? "_" : exprDoc(argument, ctx),
  ]);
  return [name.text, "(", docs, ")"];
}

/** A string with its expressions, on one line whatever its length; there are no comments in it. */
export function templateText({ parts }: Template): string {
  const ctx = new Context(undefined, []);
  const texts = parts.map((part) => {
    if (typeof part === "string") return part.replaceAll("{", "{{");
    const text = render(exprDoc(part, ctx), Number.POSITIVE_INFINITY).trimEnd();
    return text.startsWith("{") ? `{ ${text} }` : `{${text}}`;
  });
  return `"${texts.join("")}"`;
}
