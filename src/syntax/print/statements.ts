import type { Span } from "../../source.js";
import type { Arm, Block, Name, Statement, Template } from "../ast.js";
import type { Context } from "./context.js";
import { type Doc, group, hard, line, nest, rowsDoc } from "./doc.js";
import { exprDoc, followed, templateText } from "./expressions.js";
import { bindersDoc, patternText } from "./patterns.js";
import { type Item, sequence } from "./sequences.js";

/** The column of labels: that of the statements of a process, were there no labels. */
const LABEL_COLUMN = 2;
/** Longer labels have a line for themselves. */
const LONGEST_LABEL = 10;

/** Where the statements of a body with labels begin; without labels, where all statements do. */
export function bodyIndent(statements: readonly Statement[]): number {
  const widths = labelWidths(statements, 0);
  return widths.length === 0 ? 2 : LABEL_COLUMN + Math.max(2, ...widths);
}

/** For each label, what its column needs: its text, a colon and a blank, less what it stands further in. */
function labelWidths(statements: readonly Statement[], depth: number): readonly number[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "label")
      return bodiesOf(statement).flatMap((body) => labelWidths(body.statements, depth + 1));
    if (isLong(statement)) return [2];
    return [statement.name.text.length + 2 - 2 * depth];
  });
}

function bodiesOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if": {
      const branches = statement.branches.map(({ body }) => body);
      return statement.else === undefined ? branches : [...branches, statement.else];
    }
    case "either":
      return statement.branches;
    case "pick":
    case "for":
    case "while":
      return [statement.body];
    case "match":
      return statement.arms.map(({ body }) => body);
    default:
      return [];
  }
}

/** The statements of a block, a label before the statement that it belongs to. */
export function statementItems(statements: readonly Statement[], ctx: Context): readonly Item[] {
  return statements.map((statement, index) => ({
    span: statement.span,
    documentation: undefined,
    doc: () => statementDoc(statement, ctx),
    ...joining(statement, statements[index + 1], ctx),
  }));
}

/** Short labels have their statement beside them; others if the author put it there. */
function joining(statement: Statement, next: Statement | undefined, ctx: Context): Pick<Item, "joins"> {
  if (statement.kind !== "label" || next === undefined || next.kind === "label") return {};
  if (!isLong(statement)) return { joins: "always" };
  const beside = ctx.source !== undefined && !ctx.breaks(statement.span.end, next.span.start);
  return beside ? { joins: "if it fits" } : {};
}

function isLong({ name, says }: { readonly name: Name; readonly says: Template | undefined }): boolean {
  return says !== undefined || name.text.length > LONGEST_LABEL;
}

/** True if the author wrote a block on one line; without a source, if it is short. */
export function isFlat(block: Block, ctx: Context): boolean {
  if (ctx.source === undefined) return block.statements.length <= 1;
  return ctx.onOneLine(block.span);
}

/** What is between the braces of a block. */
export function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}

/** A block inside a group that breaks all its braces or none. */
function blockDoc(block: Block, ctx: Context, flat: boolean): Doc {
  const docs = sequence(statementItems(block.statements, ctx), inside(block.span), ctx, flat);
  return ["{", nest(2, docs), flat ? line : hard(), "}"];
}

function bodied(head: Doc, block: Block, ctx: Context): Doc {
  return [head, " ", blockGroup(block, ctx)];
}

export function blockGroup(block: Block, ctx: Context): Doc {
  const flat = isFlat(block, ctx);
  return group(!flat, blockDoc(block, ctx, flat));
}

function statementDoc(statement: Statement, ctx: Context): Doc {
  switch (statement.kind) {
    case "label": {
      const { name, says } = statement;
      const text = says === undefined ? `${name.text}:` : `${name.text} says ${templateText(says)}:`;
      return { kind: "label", text, column: LABEL_COLUMN };
    }
    case "assign": {
      const { target, value } = statement;
      return [exprDoc(target, ctx), followed(" :=", target.span.end, value, ctx)];
    }
    case "skip":
      return "skip";
    case "when":
    case "assert":
      return [statement.kind, " ", exprDoc(statement.condition, ctx)];
    case "let": {
      const { pattern, value } = statement;
      const body = followed(" =", pattern.span.end, value, ctx);
      return ["let ", patternText(pattern), body];
    }
    case "if":
      return branchesDoc(
        [
          ...statement.branches.map(({ condition, body }, index) => ({
            head: (): Doc => [index === 0 ? "if " : "else if ", exprDoc(condition, ctx), " "],
            body,
          })),
          ...(statement.else === undefined ? [] : [{ head: (): Doc => "else ", body: statement.else }]),
        ],
        ctx,
      );
    case "either":
      return branchesDoc(
        statement.branches.map((body, index) => ({ head: () => (index === 0 ? "either " : "or "), body })),
        ctx,
      );
    case "pick":
    case "for":
      return bodied([statement.kind, " ", bindersDoc(statement.binders, ctx)], statement.body, ctx);
    case "while":
      return bodied(["while ", exprDoc(statement.condition, ctx)], statement.body, ctx);
    case "goto":
      return `goto ${statement.label.text}`;
    case "send":
      return ["send ", exprDoc(statement.message, ctx), " to ", exprDoc(statement.channel, ctx)];
    case "receive":
      return ["receive ", patternText(statement.pattern), " from ", exprDoc(statement.channel, ctx)];
    case "match":
      return matchDoc(["match ", exprDoc(statement.subject, ctx), " {"], statement.arms, statement.span, ctx);
  }
}

interface Branch {
  readonly head: () => Doc;
  readonly body: Block;
}

/** `if … else …` and `either … or …`: all branches on one line, or each on its own, or all braces broken. */
function branchesDoc(branches: readonly Branch[], ctx: Context): Doc {
  const flat = branches.every(({ body }) => isFlat(body, ctx));
  const stacked = flat && branches.some(({ body }, index) => isBelow(branches[index - 1], body, ctx));
  const rows = branches.map(({ head, body }, index) => ({
    comments: index === 0 ? [] : ctx.take(body.span.start),
    doc: [head(), blockDoc(body, ctx, flat)],
  }));
  return stacked ? { kind: "rows", rows } : group(!flat, rowsDoc(rows, false));
}

function isBelow(previous: Branch | undefined, body: Block, ctx: Context): boolean {
  return previous !== undefined && ctx.breaks(previous.body.span.end, body.span.start);
}

function matchDoc(head: Doc, arms: readonly Arm<Block>[], span: Span, ctx: Context): Doc {
  const flat = ctx.onOneLine(span);
  const items = arms.map((arm, index) => ({
    span: arm.span,
    documentation: undefined,
    doc: (): Doc => [patternText(arm.pattern), ": ", blockGroup(arm.body, ctx), index < arms.length - 1 ? "," : ""],
  }));
  const start = arms[0]?.span.start ?? span.end;
  const docs = sequence(items, { start, end: span.end - 1 }, ctx, flat, " ");
  return group(!flat, head, nest(2, docs), flat ? line : hard(), "}");
}
